"""Checks a store: whether redundant data agrees, and whether the server keeps what it acknowledges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.changes import Check
from store.postgres.annotations import replay
from store.postgres.articles.rows import COUNT
from store.postgres.search import index
from store.postgres.server.schema import INDEX_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.postgres.server.database import Database

_MOST_NAMED = 3
"""The number of problems of one kind that are listed."""

_COUNTS = (
    (COUNT, "SELECT count(*) FROM article", "articles in all"),
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
    ("SELECT coalesce(sum(revision_count), 0) FROM article", "SELECT count(*) FROM revision", "revisions"),
    (
        "SELECT last_seq()",
        "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM register_event)",
        "lines of the log",
    ),
)
_SWITCHED_OFF = """
    SELECT tgname || ' on ' || tgrelid::regclass FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND tgenabled <> 'O' ORDER BY 1
"""
NOT_HEARD = (
    "A pooler, such as PgBouncer in transaction mode, holds back notices of other desks: news comes after a second."
    " Name the server itself in the address."
)
"""The sentence about a server whose notices do not reach us."""
_KEPT = ("fsync", "full_page_writes")


def checks(db: Database) -> Iterator[Check]:
    """Run the checks and yield the result of each. All read the snapshot from the beginning, and nobody waits."""
    off = (f"the trigger {name} is switched off" for name in db.column(_SWITCHED_OFF))
    yield Check("The rules", _listed(off))
    yield Check("The counts", _listed(_miscounted(db)))
    yield Check("The log", _listed(replay.troubles(db)))
    yield Check("The search index", index.trouble(db))


def check_server(db: Database) -> Check:
    """Check that the server keeps what it acknowledges, and does not hold back news of what is saved."""
    off = [name for name in _KEPT if db.value("SELECT current_setting(%s)", (name,)) != "on"]
    if off:
        settings = " and ".join(f"{name}=off" for name in off)
        return Check("The server", f"It runs with {settings}: what is saved may be lost when the machine stops.")
    full = float(db.value("SELECT pg_notification_queue_usage()"))
    if full > 0.5:
        return Check("The server", f"Its queue of notices is {full:.0%} full: close desks that no longer answer.")
    return Check("The server", None)


def warnings(db: Database) -> list[str]:
    """Return the warnings to show whenever the store is opened."""
    if db.value("SELECT index_version FROM setting") != INDEX_VERSION:
        return ["The search index is incomplete, so searches miss articles. Run: pullquote doctor --reindex"]
    return []


def _miscounted(db: Database) -> Iterator[str]:
    for kept, counted, what in _COUNTS:
        kept_number, number = db.number(kept), db.number(counted)
        if kept_number != number:
            yield f"the count of {what} is {kept_number:,}, but there are {number:,}"


def _listed(troubles: Iterator[str]) -> str | None:
    found = list(troubles)
    more = [f"and {len(found) - _MOST_NAMED} more"] if len(found) > _MOST_NAMED else []
    return f"{'; '.join(found[:_MOST_NAMED] + more)}." if found else None
