"""Watches, their lease and the entries of their visits as rows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store.model.articles import Outcome
from store.model.watches import FAILED, Lease, Watch, WatchEntry, WatchKind, WatchState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.articles import ImportResult
    from store.model.watches import Visit
    from store.rows.row import Row

_TIMES = {"next_at", "visited_at", "came_at", "trouble_since"}
_NEWS = {Outcome.ADDED: "added", Outcome.REVISED: "revised", Outcome.REREAD: "revised", Outcome.OLDER: "revised"}


def watch(row: Row) -> Watch:
    """Build a watch from a row."""
    values: dict[str, Any] = {name: row[name] for name in Watch._fields if name != "state"}
    state: dict[str, Any] = {name: time(row[name]) if name in _TIMES else row[name] for name in WatchState._fields}
    times = {name: datetime.fromisoformat(row[name]) for name in ("began_at", "added_at")}
    return Watch(**values | times | {"kind": WatchKind(row["kind"]), "state": WatchState(**state)})


def time(text: str | None) -> datetime | None:
    """Build a time from its stored form; None without one."""
    return None if text is None else datetime.fromisoformat(text)


def entries_of(visit: Visit, results: Sequence[ImportResult]) -> tuple[list[WatchEntry], Counter[str]]:
    """Return the entries of a visit, and the number of articles for each outcome."""
    said: list[WatchEntry] = []
    counts: Counter[str] = Counter()
    for one, result in zip(visit.incoming, results, strict=True):
        if result.outcome is Outcome.UNCHANGED:
            continue
        counts[_NEWS.get(result.outcome, "refused")] += 1
        words = result.reason or (one.article.headline or one.article.body).strip()[:200]
        said.append(WatchEntry(visit.at, result.outcome, words, one.item, result.article_id or None))
    for file in visit.files:
        if file.trouble:
            counts["refused"] += 1
            said.append(WatchEntry(visit.at, FAILED, file.trouble, file.name))
    if visit.state.trouble:
        said.append(WatchEntry(visit.at, FAILED, visit.state.trouble))
    return said, counts


def lease(row: Row | None) -> Lease | None:
    """Build the lease from its row; None without one."""
    if row is None:
        return None
    times = {name: time(row[name]) for name in ("since", "until", "trouble_at")}
    values: dict[str, Any] = {name: row[name] for name in Lease._fields}
    return Lease(**values | times)
