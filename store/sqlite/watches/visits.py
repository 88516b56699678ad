"""Visits: their arrivals and errors, stored together with the state of the watch."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.model.articles import Outcome
from store.model.watches import FAILED, WatchEntry
from store.rows.times import time_text
from store.rows.watches import entries_of
from store.sqlite.articles import intake
from store.sqlite.watches import lease, rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from store.model.articles import ImportResult
    from store.model.watches import NewWatch, Visit
    from store.rows.incoming_articles import IncomingArticle, ReaderRun

_MOST_ENTRIES = 500
"""Entries kept for one watch. Present errors are in its state and its files' states, however old."""


def record(
    db: sqlite3.Connection, visit: Visit, incoming: Sequence[IncomingArticle], reading: ReaderRun
) -> list[ImportResult]:
    """Store the arrivals of a visit and the state after it; see the engine's contract."""
    lease.check(db, visit.holder, visit.at)
    if not db.execute("SELECT 1 FROM watch WHERE id = ?", (visit.watch_id,)).fetchone():
        raise NotFoundError("This watch was removed meanwhile.")
    results = intake.add(db, incoming, reading) if incoming else []
    entries, counts = entries_of(visit, results)
    rows.keep_state(db, visit.watch_id, visit.state)
    if counts["added"] + counts["revised"]:
        db.execute("UPDATE watch SET came_at = ? WHERE id = ?", (time_text(visit.at), visit.watch_id))
    db.execute(
        "UPDATE watch SET added = added + ?, revised = revised + ?, refused = refused + ?, name = coalesce(name, ?)"
        " WHERE id = ?",
        (counts["added"], counts["revised"], counts["refused"], visit.name, visit.watch_id),
    )
    _keep_files(db, visit)
    _keep_entries(db, visit.watch_id, entries)
    brought = {(result.article_id, visit.watch_id) for result in results if result.article_id}
    db.executemany("INSERT OR IGNORE INTO watched_article(article_id, watch_id) VALUES (?, ?)", sorted(brought))
    _keep_children(db, visit)
    if visit.is_last:
        rows.remove(db, [visit.watch_id])
    return results


def entries(db: sqlite3.Connection, watch_id: str, limit: int) -> list[WatchEntry]:
    """Return the entries of a watch, the latest first."""
    found = db.execute(
        "SELECT at, outcome, words, item, article_id, times FROM watch_entry WHERE watch_id = ?"
        " ORDER BY seq DESC LIMIT ?",
        (watch_id, limit),
    )
    return [WatchEntry(datetime.fromisoformat(at), *rest) for at, *rest in found]


def fed(db: sqlite3.Connection, article_ids: Collection[str]) -> set[str]:
    """Return the articles among these that a feed brought."""
    found = db.execute(
        "SELECT DISTINCT article_id FROM watched_article JOIN watch ON watch.id = watch_id"
        " WHERE kind = 'feed' AND article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    return {row["article_id"] for row in found}


def _keep_files(db: sqlite3.Connection, visit: Visit) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO watched_file(watch_id, name, size, modified_ns, trouble) VALUES (?, ?, ?, ?, ?)",
        [(visit.watch_id, *file) for file in visit.files],
    )
    db.executemany(
        "DELETE FROM watched_file WHERE (watch_id, name) = (?, ?)", [(visit.watch_id, name) for name in visit.missing]
    )


def _keep_entries(db: sqlite3.Connection, watch_id: str, said: Sequence[WatchEntry]) -> None:
    """Add entries. A repeated error is counted with the last one."""
    for one in said:
        if not _is_repeated(db, watch_id, one):
            db.execute(
                "INSERT INTO watch_entry(watch_id, at, outcome, words, item, article_id) VALUES (?, ?, ?, ?, ?, ?)",
                (watch_id, time_text(one.at), one.outcome, one.words, one.item, one.article_id),
            )
    db.execute(
        "DELETE FROM watch_entry WHERE watch_id = ? AND seq <= (SELECT seq FROM watch_entry WHERE watch_id = ?"
        " ORDER BY seq DESC LIMIT 1 OFFSET ?)",
        (watch_id, watch_id, _MOST_ENTRIES),
    )


def _is_repeated(db: sqlite3.Connection, watch_id: str, one: WatchEntry) -> bool:
    """Count an entry with the latest one on the same item, if that is the same; False if it is not."""
    if one.outcome not in (FAILED, Outcome.REFUSED):
        return False
    repeated = db.execute(
        "UPDATE watch_entry SET at = ?, times = times + 1 WHERE seq = (SELECT max(seq) FROM watch_entry"
        " WHERE watch_id = ? AND item IS ? AND article_id IS ?) AND (outcome, words) = (?, ?)",
        (time_text(one.at), watch_id, one.item, one.article_id, one.outcome, one.words),
    )
    return repeated.rowcount > 0


def _keep_children(db: sqlite3.Connection, visit: Visit) -> None:
    """Add the watches that this one adds; existing ones restart."""
    [actor] = db.execute("SELECT added_by FROM watch WHERE id = ?", (visit.watch_id,)).fetchone()
    new: Sequence[NewWatch] = visit.children
    rows.add(db, new, actor=actor, at=visit.at)
    db.executemany(
        "UPDATE watch SET began_at = ?, next_at = ? WHERE (kind, place) = (?, ?)",
        [(time_text(one.began_at or visit.at), time_text(one.next_at or visit.at), one.kind, one.place) for one in new],
    )
