"""A newsroom that watches feeds and folders under faults, on a fake clock: articles lost, and articles added twice."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, NamedTuple

from bench.watch.newswires import START, FeedWire, FolderWire
from bench.watch.sites import Sites
from store import Archive
from store.model.watches import NewWatch, WatchKind
from store.sqlite import SqliteEngine
from store.watch.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.watch.newswires import Story
    from bench.watch.sites import Asked, Reply

EVERY = 900
_TOLD = 50
"""Rounds after which it says how far it is."""
_LAST_ROUNDS = 110
"""Rounds without faults at the end. The longest wait after failures, or by Retry-After, is a day and a half."""


class Outcome(NamedTuple):
    """The result of a simulation; all but the first five fields and the last should be 0.

    ``missed`` are stories and corrections that left their feed before a whole answer had them.
    """

    rounds: int
    published: int
    stored: int
    requests: int
    unchanged: int
    missed: int
    lost: int
    outdated: int
    twice: int
    too_early: int
    wasted: int
    at_once: int
    untold: int
    miscounted: int
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost, added twice, fetched twice or left unreported."""
        return not any(self[5:14])


class World:
    """Agencies, their sites, and the clock of a newsroom."""

    def __init__(
        self,
        folder: Path,
        *,
        feeds: int,
        folders: int,
        fault_rate: float,
        seed: int,
        faults: Sequence[str] = FeedWire.FAULTS,
        rate: float = 0.1,
    ) -> None:
        self.chance = Random(seed)
        self.now = START
        self.feeds = {
            (site := f"wire-{n}.example"): FeedWire(site, Random(seed * 1000 + n), fault_rate, faults, rate)
            for n in range(feeds)
        }
        self.folders = []
        for n in range(folders):
            (place := folder / f"in-{n}").mkdir(parents=True)
            self.folders.append(FolderWire(place, Random(seed * 1000 + 500 + n)))

    def answer(self, asked: Asked) -> Reply:
        """Answer a request to any of the sites."""
        return self.feeds[asked.site].answer(asked)

    def publish(self, *, with_folders: bool = True) -> None:
        """Make the agencies publish."""
        for feed in self.feeds.values():
            feed.publish()
        for folder in self.folders if with_folders else ():
            folder.publish()

    def go_on(self, seconds: float) -> None:
        """Advance the clock."""
        self.now += timedelta(seconds=seconds)
        for feed in self.feeds.values():
            feed.now = self.now

    def calm(self) -> None:
        """Stop all faults."""
        for feed in self.feeds.values():
            feed.fault_rate = 0

    def watches(self, sites: Sites) -> list[NewWatch]:
        """Return the newsroom's watches."""
        return [
            *(NewWatch(WatchKind.FEED, sites.address(site)) for site in self.feeds),
            *(NewWatch(WatchKind.FOLDER, str(wire.folder)) for wire in self.folders),
        ]

    @property
    def stories(self) -> Iterator[Story]:
        """All stories published, in their present versions."""
        for feed in self.feeds.values():
            yield from feed.stories
        for folder in self.folders:
            yield from folder.stories.values()

    @property
    def missed(self) -> set[str]:
        """The headlines of stories whose present version was in no whole answer."""
        feeds = self.feeds.values()
        return {
            story.headline for feed in feeds for story in feed.stories if feed.sent.get(story.headline) != story.body
        }

    @property
    def too_early(self) -> int:
        """The number of requests for a feed within its interval after the last one."""
        times = (feed.asked_at for feed in self.feeds.values())
        return sum(b - a < timedelta(seconds=EVERY) for asked in times for a, b in pairwise(asked))


def simulate(
    folder: Path,
    *,
    feeds: int = 200,
    folders: int = 5,
    rounds: int = 1000,
    fault_rate: float = 0.3,
    seed: int = 1,
    faults: Sequence[str] = FeedWire.FAULTS,
    patience: float = 0.5,
    rate: float = 0.1,
) -> Outcome:
    """Watch for a number of rounds of 15 minutes, the last ones without faults; compare with the agencies.

    ``patience`` is the seconds that a fetch may take, ``rate`` the share of rounds in which a feed has a new story.
    """
    world = World(folder, feeds=feeds, folders=folders, fault_rate=fault_rate, seed=seed, faults=faults, rate=rate)
    begun = time.perf_counter()
    engine = SqliteEngine(folder / "watch.db")
    with Sites(world.answer) as sites:
        engine.add_watches(world.watches(sites), actor="bench", at=world.now)
        watcher = Watcher(
            engine,
            "bench",
            sites.client(seconds=patience),
            clock=lambda: world.now,
            ticks=lambda: time.monotonic() * 25,  # A file is whole after a twenty-fifth of the usual time.
            chance=Random(seed),
            every=EVERY,
        )
        last = min(_LAST_ROUNDS, rounds // 2)
        for number in range(rounds + last):
            if number == rounds:
                world.calm()
            elif number < rounds:
                world.publish()
            watcher.once()
            sites.wait_until_idle()
            world.go_on(EVERY + 50)
            if number % _TOLD == _TOLD - 1:
                print(_progress(number + 1, world, sites), file=sys.stderr, flush=True)
        for wire in world.folders:
            wire.finish()
        watcher.once()
        watcher.close()
    outcome = compared(world, sites, Archive(engine, actor="bench"), rounds, time.perf_counter() - begun)
    engine.close()
    return outcome


def _progress(rounds: int, world: World, sites: Sites) -> str:
    """Say how far it is, and what is in memory: this simulation's own record of all stories grows, a watch may not."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    resident = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return f"{rounds} rounds, {sites.requests:,} requests, {resident:.0f} MB, record {_size(world, set()) / 1e6:.1f} MB"


def _size(thing: object, seen: set[int]) -> int:
    """Return the bytes of an object and of all that it holds."""
    if id(thing) in seen or isinstance(thing, type | ModuleType | FunctionType):
        return 0
    seen.add(id(thing))
    inside = gc.get_referents(thing)
    return sys.getsizeof(thing) + sum(_size(one, seen) for one in inside)


def compared(world: World, sites: Sites, archive: Archive, rounds: int, seconds: float) -> Outcome:
    """Compare the store with what was published."""
    stored: Counter[str] = Counter()
    bodies: dict[str, str] = {}
    page = archive.articles.page()
    while page.rows:
        for row in page.rows:
            if row.headline and row.headline != "About this wire":
                stored[row.headline] += 1
                bodies[row.headline] = archive.open_article(row.id).revision.article.body
        if page.after is None:
            break
        page = archive.articles.page(after=page.after)
    published = {story.headline: story.body for story in world.stories}
    missed = world.missed
    sent = {headline: body for headline, body in published.items() if headline not in missed}
    watches = archive.watches.all()
    told = {file.name for watch in watches for file in archive.watches.unreadable_files(watch.id)}
    garbage = {name for wire in world.folders for name in wire.garbage}
    return Outcome(
        rounds=rounds,
        published=len(published),
        stored=stored.total(),
        requests=sites.requests,
        unchanged=sum(feed.unchanged for feed in world.feeds.values()),
        missed=len(missed),
        lost=len(sent.keys() - bodies.keys()),
        outdated=sum(bodies.get(headline, body) != body for headline, body in sent.items()),
        twice=sum(number - 1 for number in stored.values()) + len(bodies.keys() - published.keys()),
        too_early=world.too_early,
        wasted=sum(feed.wasted for feed in world.feeds.values()),
        at_once=sum(most > 1 for most in sites.most_at_once.values()),
        untold=len(garbage - told),
        miscounted=abs(sum(watch.added for watch in watches) - archive.articles.totals().articles),
        seconds=seconds,
    )
