"""The watcher of a store: visits the watches that are due, reads files that arrive in folders, reports arrivals."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

from store.errors import LeaseLostError, NotFoundError, StoreError
from store.model.watches import WatchKind
from store.watch import schedule
from store.watch.addresses import AddressError
from store.watch.folder_reader import FolderReader
from store.watch.hosts import Hosts
from store.watch.lease import LeaseKeeper
from store.watch.settled import SettledVisitor
from store.watch.visits import PageVisitor, Recorder, address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from store.engine import Engine
    from store.model.watches import Lease, Watch
    from store.watch.client import Client
    from store.watch.visits import Arrival

VISITORS = 8
"""The number of simultaneous visits."""
_LONGEST_WAIT = 30.0
_PAUSE = 30.0
"""Seconds to wait while the store cannot be used."""


class Watcher:
    """Watches for one store, in one process, while it has the lease. One thread drives it.

    ``clock`` returns the time, ``ticks`` is a monotonic clock in seconds. ``on_news`` gets the arrivals, ``on_trouble``
    a sentence on an error that concerns no single watch.
    """

    def __init__(
        self,
        engine: Engine,
        actor: str,
        client: Client,
        *,
        clock: Callable[[], datetime],
        ticks: Callable[[], float] = monotonic,
        chance: Random | None = None,
        every: int = schedule.EVERY,
        on_news: Callable[[Sequence[Arrival]], None] = lambda _: None,
        on_trouble: Callable[[str], None] = lambda _: None,
    ) -> None:
        chance = chance or Random()  # noqa: S311 - it only spreads visits
        self._engine = engine
        self._clock = clock
        self._every = every
        self._on_news = on_news
        self._tell_trouble = on_trouble
        self._lease = LeaseKeeper(engine, actor, clock)
        self._hosts = Hosts(engine, client, clock)
        recorder = Recorder(engine, self._lease.holder, clock)
        self._pages = PageVisitor(recorder, client, self._hosts, chance, every)
        self._settled = SettledVisitor(engine, recorder, actor, chance)
        self._folders = FolderReader(engine, recorder, ticks=ticks, wake=self._wake_up, on_trouble=self.report)
        self._pool = ThreadPoolExecutor(VISITORS, thread_name_prefix="visit")
        self._visits: dict[Future[list[Arrival]], Watch] = {}
        self._wake = threading.Event()
        self._is_stale = True
        """Whether the visits that are due may have changed since they were last read."""
        self._next_visit: datetime | None = None
        self._error: StoreError | None = None

    def close(self) -> None:
        """Stop, after the running visits. A later process repeats those that were not recorded."""
        self._folders.close()
        self._pool.shutdown(cancel_futures=True)
        if self._lease.renewed_at is not None:
            self._lease.release()

    def look_again(self) -> None:
        """Read again which visits are due; callable from any thread."""
        self._is_stale = True
        self._wake.set()

    def report(self, words: str) -> None:
        """Report an error that concerns no single watch, and save it for everybody; callable from any thread."""
        self._tell_trouble(words)
        with suppress(StoreError):
            self._engine.keep_trouble(self._lease.holder, words, at=self._clock())

    def take_lease(self) -> Lease | None:
        """Take the lease; return None if it is ours, else the one in force."""
        lease = self._lease.take()
        return None if lease.holder == self._lease.holder else lease

    def once(self) -> None:
        """Make all visits that are due, and read all files in the folders; return when that is done.

        LeaseLostError if another process watches.
        """
        self._begin()
        while True:
            self._step()
            if not self._visits and not self._is_stale and self._folders.is_idle:
                return
            self._rest()

    def run(self, stop: threading.Event) -> None:
        """Watch until ``stop`` is set and ``look_again`` is called. LeaseLostError when another process takes over."""
        self._begin()
        while not stop.is_set():
            try:
                self._step()
                self._folders.follow_events()
                self._rest()
            except LeaseLostError:
                raise
            except StoreError as error:
                self.report(str(error))
                stop.wait(_PAUSE)
                self._is_stale = True

    def _begin(self) -> None:
        self._is_stale = True
        self._folders.scan_soon(watch for watch in self._engine.watches() if watch.kind is WatchKind.FOLDER)

    def _wake_up(self) -> None:
        self._wake.set()

    def _rest(self) -> None:
        """Wait until there is work."""
        waits = [_LONGEST_WAIT]
        if self._next_visit is not None:
            waits.append((self._next_visit - self._clock()).total_seconds())
        if (patience := self._folders.patience) is not None:
            waits.append(patience)
        self._wake.wait(max(0.0, min(waits)))
        self._wake.clear()

    # One look

    def _step(self) -> None:
        if self._lease.is_due and self.take_lease() is not None:
            raise LeaseLostError("Another Pullquote does the watching now.")
        news = self._collect()
        if self._is_stale or (self._next_visit is not None and self._next_visit <= self._clock()):
            self._is_stale = False
            self._begin_visits()
        news += self._folders.step()
        if news:
            self._on_news(news)
        if self._error is not None:
            error, self._error = self._error, None
            raise error

    def _collect(self) -> list[Arrival]:
        """Return the arrivals of the visits that have ended."""
        news: list[Arrival] = []
        for visit in [visit for visit in self._visits if visit.done()]:
            del self._visits[visit]
            self._is_stale = True
            try:
                news += visit.result()
            except NotFoundError:
                continue  # The watch was removed meanwhile.
            except StoreError as error:
                self._error = error  # Raised when the news of the others are told.
        return news

    def _begin_visits(self) -> None:
        """Start the visits that are due, one to a server, up to VISITORS; the others wait."""
        now = self._clock()
        due = self._engine.due_watches(now)
        self._folders.scan_soon(watch for watch in due if watch.kind is WatchKind.FOLDER)
        chosen, put_off = self._choose([watch for watch in due if watch.kind is not WatchKind.FOLDER])
        claims = {watch.id: schedule.claimed_until(watch, now, self._every) for watch in chosen}
        if claims or put_off:
            self._engine.claim(claims | put_off, holder=self._lease.holder, at=now)
        for watch in chosen:
            visit = self._pool.submit(self._visit, watch)
            self._visits[visit] = watch
            visit.add_done_callback(lambda _: self._wake.set())
        # Due visits that were not chosen wait for another visit to end.
        later = self._engine.next_visit()
        self._next_visit = later if later is not None and later > now else None

    def _choose(self, due: Sequence[Watch]) -> tuple[list[Watch], dict[str, datetime]]:
        """Return the watches to visit now, and those that a server wants visited later, with the time."""
        under_way = {watch.id for watch in self._visits.values()}
        taken = {_host(watch) for watch in self._visits.values()}
        chosen: list[Watch] = []
        put_off: dict[str, datetime] = {}
        for watch in due:
            if watch.id in under_way or len(self._visits) + len(chosen) >= VISITORS:
                continue
            try:
                until = self._hosts.closed_until(address_of(watch)) if watch.kind is not WatchKind.SETTLED else None
            except AddressError:
                until = None  # Its visit reports why.
            if until is not None:
                put_off[watch.id] = until
            elif (host := _host(watch)) not in taken:
                taken |= {host}
                chosen.append(watch)
        return chosen, put_off

    def _visit(self, watch: Watch) -> list[Arrival]:
        if watch.kind is WatchKind.SETTLED:
            self._settled.visit(watch)
            return []
        return self._pages.visit(watch)


def _host(watch: Watch) -> str:
    try:
        return address_of(watch).host
    except AddressError:
        return watch.id  # No request is sent.
