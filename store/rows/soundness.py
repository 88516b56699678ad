"""Checks of what a store keeps twice, whatever its engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MOST_NAMED = 3
"""The number of problems of one kind that are listed."""

Count = tuple[str, str, str]
"""SQL for a stored count, SQL that counts the rows, and the name of the rows."""

COUNTS: tuple[Count, ...] = (
    ("SELECT open_articles FROM tally", "SELECT count(*) FROM article WHERE open_count > 0", "open articles"),
    ("SELECT open_quotations FROM tally", "SELECT coalesce(sum(open_count), 0) FROM article", "open quotations"),
    (
        "SELECT coalesce(sum(stale_count), 0) FROM article",
        "SELECT count(*) FROM annotation WHERE kind = 'quote' AND status = 'stale'",
        "quotations an update changed",
    ),
    (
        "SELECT coalesce(sum(read_articles), 0) FROM person",
        "SELECT count(*) FROM reading JOIN article USING (revision_id)",
        "articles read",
    ),
    ("SELECT coalesce(sum(flagged_articles), 0) FROM person", "SELECT count(*) FROM flag", "articles flagged"),
    (
        "SELECT coalesce(sum(quotations), 0) FROM speaker",
        "SELECT count(*) FROM annotation WHERE speaker_id IS NOT NULL AND kind = 'quote'"
        " AND status NOT IN ('rejected', 'removed')",
        "quotations of speakers",
    ),
    (
        "SELECT count(*) FROM step",
        "SELECT count(*) FROM (SELECT change_id, action FROM event UNION SELECT change_id, action FROM register_event)"
        " AS made WHERE action NOT IN ('undo', 'redo', 'anchor', 'suggest')",
        "steps that can be undone",
    ),
    (
        "SELECT coalesce(sum(lines), 0) FROM article_removal",
        "SELECT count(*) FROM removed_line",
        "lines that went with removed articles",
    ),
    ("SELECT coalesce(sum(revision_count), 0) FROM article", "SELECT count(*) FROM revision", "revisions"),
)


def miscounted(counts: Iterable[Count], number: Callable[[str], int]) -> Iterator[str]:
    """Say which kept counts are wrong. ``number`` runs SQL that returns one number."""
    for kept, counted, what in counts:
        stored, counted_now = number(kept), number(counted)
        if stored != counted_now:
            yield f"the count of {what} is {stored:,}, but there are {counted_now:,}"


def listed(troubles: Iterable[str]) -> str | None:
    """Return one sentence about problems of one kind; None if there are none."""
    found = list(troubles)
    more = [f"and {len(found) - _MOST_NAMED} more"] if len(found) > _MOST_NAMED else []
    return f"{'; '.join(found[:_MOST_NAMED] + more)}." if found else None
