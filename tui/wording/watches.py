"""Watches in words: kind and place, visits, arrivals, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.watches import FAILED, WatchKind
from tui.wording.describe import count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from store.model.watches import Lease, Watch, WatchEntry

_KIND_WORDS = {
    WatchKind.FOLDER: "folder",
    WatchKind.FEED: "feed",
    WatchKind.ARTICLE: "page of an article",
    WatchKind.SETTLED: "pages of settled articles",
}


def title(watch: Watch) -> str:
    """Return a watch's name for people."""
    if watch.kind is WatchKind.SETTLED:
        return "Articles with settled quotations"
    return watch.name or watch.place


def details(watch: Watch, now: datetime) -> str:
    """Return a watch's kind and place, its visits and its arrivals."""
    place = watch.place if watch.name and watch.kind is not WatchKind.SETTLED else ""
    parts = (_KIND_WORDS[watch.kind], place, visited(watch, now), brought(watch))
    return " · ".join(part for part in parts if part)


def visited(watch: Watch, now: datetime) -> str:
    """Return the times of a watch's last visit and of the next one."""
    state = watch.state
    last = f"last {time(state.visited_at, now)}" if state.visited_at else "not visited yet"
    if watch.kind is WatchKind.FOLDER or (state.visited_at is None and state.next_at and state.next_at <= now):
        return last
    return f"{last}, next {time(state.next_at, now)}" if state.next_at else f"{last}, no further visit"


def brought(watch: Watch) -> str:
    """Return the number of a watch's arrivals."""
    if watch.kind is WatchKind.SETTLED:
        return ""
    numbers = (("new", watch.added), ("revised", watch.revised), ("refused", watch.refused))
    return ", ".join(f"{number:,} {what}" for what, number in numbers if number) or "nothing yet"


def trouble(watch: Watch, now: datetime) -> str:
    """Return the present error, and since when; empty if there is none."""
    state = watch.state
    if state.trouble is None:
        return f"{count(watch.unreadable, 'file')} cannot be read" if watch.unreadable else ""
    since = f" (since {time(state.trouble_since, now)})" if state.trouble_since and state.failures > 1 else ""
    return f"{state.trouble}{since}"


def entry(one: WatchEntry) -> tuple[str, str]:
    """Return an arrival or error, and its file with the number of repetitions."""
    often = f"{one.times:,} times" if one.times > 1 else ""
    what = one.words if one.outcome == FAILED else f"{one.outcome}: {one.words}"
    return what, " · ".join(part for part in (one.item or "", often) if part)


def watching(lease: Lease | None, now: datetime) -> str:
    """Return a sentence on the process that watches."""
    if lease is None:
        return "not watching now"
    said = f"watched by {lease.actor} since {time(lease.since, now)}"
    return f"{said} · {time(lease.trouble_at, now)}: {lease.trouble.rstrip('.')}" if lease.trouble else said


def total(watches: Sequence[Watch]) -> str:
    """Return the number of watches, and of those with errors."""
    return count(len(watches), "source") + (f", {number} with trouble" if (number := wrong(watches)) else "")


def wrong(watches: Sequence[Watch]) -> int:
    """Return the number of watches with errors."""
    return sum(watch.state.trouble is not None or watch.unreadable > 0 for watch in watches)


def time(at: datetime | None, now: datetime) -> str:
    """Return a time as short as is clear: the hour today, else with the day."""
    if at is None:
        return ""
    local = at.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local.day} {local:%b %H:%M}"
