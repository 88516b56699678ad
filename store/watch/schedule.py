"""The times of visits. Pure: time and chance come from the caller."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.model.watches import WatchKind

if TYPE_CHECKING:
    from random import Random

    from store.model.watches import Watch

EVERY = 900
"""Seconds between two visits to a feed, unless its watch or config.toml says otherwise."""
SHORTEST, LONGEST = 60, 86_400
"""The range of seconds that people may set between two visits."""

ARTICLE_VISITS = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72))
"""The times of the visits to an article's page, counted from the beginning of its watch."""
_GRACE = timedelta(days=1)
"""How long the last visit to an article's page may be retried."""

_SETTLED_EVERY = timedelta(minutes=5)
_MOST_WAIT, _MOST_WAIT_FOR_FEED = timedelta(days=1), timedelta(hours=6)
"""The longest wait after failures. A feed lists its latest stories only: what leaves it between two visits is lost."""
_MOST_RETRY_AFTER = timedelta(days=7)
_MOST_FRESH = timedelta(hours=1)
_CLAIM = timedelta(minutes=10)
_MOST_DOUBLINGS = 10


def interval(watch: Watch, every: int = EVERY) -> timedelta:
    """Return the time between two visits; ``every`` is config.toml's number of seconds."""
    if watch.kind is WatchKind.SETTLED:
        return _SETTLED_EVERY
    return timedelta(seconds=watch.every or every)


def claimed_until(watch: Watch, at: datetime, every: int = EVERY) -> datetime:
    """Return when a watch is due again if the visit that begins now is never recorded."""
    return at + (_CLAIM if watch.kind is WatchKind.ARTICLE else interval(watch, every))


def after_success(
    watch: Watch, at: datetime, chance: Random, *, fresh_for: timedelta | None = None, every: int = EVERY
) -> datetime | None:
    """Return the time of the next visit; None after the last.

    A feed whose server says how long an answer stays fresh is not visited before that, up to an hour.
    """
    if watch.kind is WatchKind.FOLDER:
        return None
    if watch.kind is WatchKind.ARTICLE:
        return next((watch.began_at + visit for visit in ARTICLE_VISITS if watch.began_at + visit > at), None)
    wait = max(interval(watch, every), min(fresh_for or timedelta(), _MOST_FRESH))
    # A small random delay separates feeds that were added together.
    return at + timedelta(seconds=wait.total_seconds() * chance.uniform(1, 1.05))


def after_failure(
    watch: Watch, at: datetime, chance: Random, *, retry_after: datetime | None = None, every: int = EVERY
) -> datetime | None:
    """Return the time of the next attempt, later after each failure; None if an article's page is given up.

    ``retry_after`` is the server's demand.
    """
    doublings = min(watch.state.failures, _MOST_DOUBLINGS)
    most = _MOST_WAIT_FOR_FEED if watch.kind is WatchKind.FEED else _MOST_WAIT
    wait = min(interval(watch, every) * 2**doublings, max(most, interval(watch, every)))
    again = at + timedelta(seconds=wait.total_seconds() * chance.uniform(1, 1.5))
    if retry_after is not None:
        again = max(again, min(retry_after, at + _MOST_RETRY_AFTER))
    if watch.kind is WatchKind.ARTICLE and again > watch.began_at + ARTICLE_VISITS[-1] + _GRACE:
        return None
    return again
