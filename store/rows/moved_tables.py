"""The tables of a store as a move sees them, and their rows as every engine has them.

Every table of an engine stands in one of the lists, and every column of a moved table is moved or derived.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from store.rows.annotations import from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOVED = (
    *(
        "revision",
        "article",
        "article_removal",
        "removed_line",
        "kin",
        "speaker",
        "annotation",
        "span",
        "finding",
        "fate",
        "event",
        "register_event",
    ),
    *("step", "reading", "flag", "saved_view", "shared_view", "look", "review_place"),
    *("watch", "watched_file", "watch_entry", "watched_article", "watch_host"),
)
"""The tables whose rows are moved, each after those that it refers to."""

DERIVED = frozenset(
    [
        *("tally", "person", "tag", "alias", "speaker_word"),
        *("article_head", "article_text", "article_quoted", "article_respelled", "article_unindexed", "vocabulary"),
    ]
)
"""The tables that the other engine derives from the rest."""

OWN = frozenset(["setting", "moved", "search_index", "member", "watch_lease", "reader"])
"""The tables about this store at its place: its format and logins, the process that watches now, and who reads now."""

DERIVED_COLUMNS = {
    "article": frozenset(["quotation_count", "open_count", "stale_count", "sorted_source"]),
    "speaker": frozenset(["quotations"]),
    "annotation": frozenset(["edit"]),
}
"""The columns of moved tables that the other engine derives from the rest."""

JSON = {
    "article_removal": frozenset(["decisions"]),
    "speaker": frozenset(["aliases", "fields"]),
    "annotation": frozenset(["tags"]),
    "event": frozenset(["before", "after"]),
    "register_event": frozenset(["before", "after"]),
}
"""The columns whose JSON an engine may write in its own way."""

_ON_PAGE = """
    EXISTS (SELECT 1 FROM span WHERE annotation_id = annotation.id AND span_set = annotation.span_set
        AND (span.revision_id = article.revision_id OR span.state IN ('changed', 'ambiguous', 'gone')))
"""
_STANDS = "kind = 'quote' AND status NOT IN ('rejected', 'removed')"
_OF_ARTICLE = "SELECT count(*) FROM annotation WHERE article_id = article.id AND kind = 'quote' AND status"

COUNTED = (
    f"""
    UPDATE article SET
        quotation_count = ({_OF_ARTICLE} NOT IN ('rejected', 'removed') AND {_ON_PAGE}),
        open_count = ({_OF_ARTICLE} IN ('suggested', 'skipped', 'stale') AND {_ON_PAGE}),
        stale_count = ({_OF_ARTICLE} = 'stale')
    WHERE id IN (SELECT article_id FROM annotation)
    """,  # noqa: S608
    f"""
    UPDATE speaker SET quotations = (SELECT count(*) FROM annotation WHERE speaker_id = speaker.id AND {_STANDS})
    """,  # noqa: S608
    """
    UPDATE tally SET
        open_articles = (SELECT count(*) FROM article WHERE open_count > 0),
        open_quotations = (SELECT coalesce(sum(open_count), 0) FROM article)
    """,
    """
    INSERT INTO person(actor, read_articles, flagged_articles)
    SELECT actor, sum(is_read), sum(is_flagged) FROM (
        SELECT actor, CASE WHEN reading.revision_id = article.revision_id THEN 1 ELSE 0 END AS is_read, 0 AS is_flagged
        FROM reading JOIN article ON article.id = article_id
        UNION ALL SELECT actor, 0, 1 FROM flag) AS marked
    GROUP BY actor
    """,
)
"""SQL of every engine that sets the counts that a store keeps."""


def columns(table: str, all_columns: Iterable[str]) -> list[str]:
    """Return the columns of a table that are moved, in an order that every engine has."""
    return sorted(name for name in all_columns if name not in DERIVED_COLUMNS.get(table, ()))


def plain(table: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[list[object]]:
    """Yield rows as every engine has them: JSON taken apart, truth as 0 or 1."""
    as_json = [name in JSON.get(table, ()) for name in names]
    for row in rows:
        yield [
            from_json(value) if is_json and isinstance(value, str) else int(value) if isinstance(value, bool) else value
            for value, is_json in zip(row, as_json, strict=True)
        ]


class Digest:
    """Compares the rows of tables, in any order: two stores have the same digest if their rows are the same."""

    def __init__(self) -> None:
        self._tables: dict[str, tuple[int, int]] = {}

    def counted(self, table: str, rows: Iterable[list[object]]) -> Iterator[list[object]]:
        """Yield rows of a table, and take them in."""
        count = total = 0
        for row in rows:
            text = json.dumps(row, sort_keys=True)
            total = (total + int.from_bytes(hashlib.sha256(text.encode()).digest())) % (1 << 256)
            count += 1
            yield row
        self._tables[table] = (count, total)

    def counts(self) -> dict[str, int]:
        """Return the number of rows in each table."""
        return {table: count for table, (count, _) in self._tables.items()}

    def differing(self, other: Digest) -> list[str]:
        """Return the tables with other rows than in another digest."""
        return sorted(table for table, found in self._tables.items() if other._tables.get(table) != found)

    def __str__(self) -> str:
        return hashlib.sha256(json.dumps(sorted(self._tables.items())).encode()).hexdigest()
