"""Checks a store: whether redundant data agrees, and whether the server keeps what it acknowledges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.changes import Check
from store.postgres.annotations import replay
from store.postgres.articles.rows import COUNT
from store.postgres.search import index
from store.postgres.server.schema import INDEX_VERSION
from store.rows.soundness import COUNTS, listed, miscounted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.postgres.server.database import Database

_COUNTS = (
    (COUNT, "SELECT count(*) FROM article", "articles in all"),
    *COUNTS,
    (
        "SELECT last_seq()",
        "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM register_event)"
        " + (SELECT count(*) FROM article_removal) + (SELECT count(*) FROM removed_line)",
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
    yield Check("The rules", listed(off))
    yield Check("The counts", listed(miscounted(_COUNTS, db.number)))
    yield Check("The log", listed(replay.troubles(db)))
    yield Check("The search index", index.trouble(db))


def check_server(db: Database) -> Check:
    """Check that the server keeps acknowledged changes and passes on news of them."""
    off = [name for name in _KEPT if db.value("SELECT current_setting(%s)", (name,)) != "on"]
    if off:
        settings = " and ".join(f"{name}=off" for name in off)
        return Check("The server", f"It runs with {settings}: saved decisions may be lost when the machine stops.")
    full = float(db.value("SELECT pg_notification_queue_usage()"))
    if full > 0.5:
        return Check("The server", f"Its queue of notices is {full:.0%} full: close desks that no longer answer.")
    return Check("The server", None)


def warnings(db: Database) -> list[str]:
    """Return the warnings to show whenever a store that was not moved is opened."""
    if db.value("SELECT index_version FROM setting") != INDEX_VERSION:
        return ["The search index is incomplete, so searches miss articles. Run: pullquote doctor --reindex"]
    return []
