"""Visits: their arrivals and errors, stored together with the state of the watch."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.model.articles import Outcome
from store.model.watches import FAILED, WatchEntry
from store.postgres.articles import intake
from store.postgres.watches import lease, rows
from store.rows.times import time_text
from store.rows.watches import entries_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from store.model.articles import ImportResult
    from store.model.watches import Visit
    from store.postgres.server.database import Database
    from store.rows.incoming_articles import IncomingArticle, ReaderRun

_MOST_ENTRIES = 500
"""Entries kept for one watch. Present errors are in its state and its files' states, however old."""


def record(db: Database, visit: Visit, incoming: Sequence[IncomingArticle], reading: ReaderRun) -> list[ImportResult]:
    """Store the arrivals of a visit and the state after it; see the engine's contract."""
    lease.check(db, visit.holder, visit.at)
    if not db.value("SELECT 1 FROM watch WHERE id = %s", (visit.watch_id,)):
        raise NotFoundError("This watch was removed meanwhile.")
    results = intake.add(db, incoming, reading) if incoming else []
    entries, counts = entries_of(visit, results)
    rows.keep_state(db, visit.watch_id, visit.state)
    if counts["added"] + counts["revised"]:
        db.run("UPDATE watch SET came_at = %s WHERE id = %s", (time_text(visit.at), visit.watch_id))
    db.run(
        "UPDATE watch SET added = added + %s, revised = revised + %s, refused = refused + %s,"
        " name = coalesce(name, %s) WHERE id = %s",
        (counts["added"], counts["revised"], counts["refused"], visit.name, visit.watch_id),
    )
    _keep_files(db, visit)
    _keep_entries(db, visit.watch_id, entries)
    brought = {(result.article_id, visit.watch_id) for result in results if result.article_id}
    db.run_many(
        "INSERT INTO watched_article(article_id, watch_id) VALUES (%s, %s) ON CONFLICT DO NOTHING", sorted(brought)
    )
    _keep_children(db, visit)
    if visit.is_last:
        rows.remove(db, [visit.watch_id])
    return results


def entries(db: Database, watch_id: str, limit: int) -> list[WatchEntry]:
    """Return the entries of a watch, the latest first."""
    found = db.tuples(
        "SELECT at, outcome, words, item, article_id, times FROM watch_entry WHERE watch_id = %s"
        " ORDER BY seq DESC LIMIT %s",
        (watch_id, limit),
    )
    return [WatchEntry(datetime.fromisoformat(at), *rest) for at, *rest in found]


def fed(db: Database, article_ids: Collection[str]) -> set[str]:
    """Return the articles among these that a feed brought."""
    found = db.column(
        "SELECT DISTINCT article_id FROM watched_article JOIN watch ON watch.id = watch_id"
        " WHERE kind = 'feed' AND article_id = ANY(%s)",
        (list(article_ids),),
    )
    return set(found)


def _keep_files(db: Database, visit: Visit) -> None:
    db.run_many(
        "INSERT INTO watched_file(watch_id, name, size, modified_ns, trouble) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (watch_id, name) DO UPDATE SET (size, modified_ns, trouble)"
        " = (excluded.size, excluded.modified_ns, excluded.trouble)",
        [(visit.watch_id, *file) for file in visit.files],
    )
    db.run("DELETE FROM watched_file WHERE watch_id = %s AND name = ANY(%s)", (visit.watch_id, list(visit.missing)))


def _keep_entries(db: Database, watch_id: str, said: Sequence[WatchEntry]) -> None:
    """Add entries. A repeated error is counted with the last one."""
    for one in said:
        if not _is_repeated(db, watch_id, one):
            db.run(
                "INSERT INTO watch_entry(watch_id, at, outcome, words, item, article_id)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                (watch_id, time_text(one.at), one.outcome, one.words, one.item, one.article_id),
            )
    db.run(
        "DELETE FROM watch_entry WHERE watch_id = %s AND seq <= (SELECT seq FROM watch_entry WHERE watch_id = %s"
        " ORDER BY seq DESC LIMIT 1 OFFSET %s)",
        (watch_id, watch_id, _MOST_ENTRIES),
    )


def _is_repeated(db: Database, watch_id: str, one: WatchEntry) -> bool:
    """Count an entry with the latest one on the same item, if that is the same; False if it is not."""
    if one.outcome not in (FAILED, Outcome.REFUSED):
        return False
    repeated = db.value(
        "UPDATE watch_entry SET at = %s, times = times + 1 WHERE seq = (SELECT max(seq) FROM watch_entry"
        " WHERE watch_id = %s AND item IS NOT DISTINCT FROM %s::text AND article_id IS NOT DISTINCT FROM %s::text)"
        " AND (outcome, words) = (%s, %s) RETURNING 1",
        (time_text(one.at), watch_id, one.item, one.article_id, one.outcome, one.words),
    )
    return repeated is not None


def _keep_children(db: Database, visit: Visit) -> None:
    """Add the watches that this one adds; existing ones restart."""
    new = visit.children
    rows.add(db, new, actor=db.value("SELECT added_by FROM watch WHERE id = %s", (visit.watch_id,)), at=visit.at)
    db.run_many(
        "UPDATE watch SET began_at = %s, next_at = %s WHERE (kind, place) = (%s, %s)",
        [(time_text(one.began_at or visit.at), time_text(one.next_at or visit.at), one.kind, one.place) for one in new],
    )
