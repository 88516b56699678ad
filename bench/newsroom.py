"""A newsroom at work on one PostgreSQL store: many desks save every few seconds, and all of them see each save.

    python -m bench.newsroom [--desks 100] [--every 10] [--seconds 60] [--processes 4] [--reading 10]

Each desk is the store as the program opens it, without a screen. One thread writes notes at random moments, another
waits for news. ``--reading`` of the desks also read the log on, ten times a second at most: to read is the work of the
desks' own machines, which are one machine here. Printed are the time of a save, and the time from its beginning until
another desk has read it. The server is durable: it syncs every commit. All of it and whatever else runs share the
machine, so the load is printed too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from bench.percentile import at
from newstext.article import Article
from newstext.spans import Span
from store import Archive
from store.address import address
from store.errors import LockedStoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.postgres import Server

ARTICLES = 200
WORDS = 200
_LOOKS = 0.1
"""Seconds from one look to the next at least."""
_LAST = 5.0
"""Seconds without saves at the end, in which the last ones are seen."""


class Outcome(NamedTuple):
    """Seconds of every save, and until each desk that reads had read it; the saves refused as the store was busy."""

    saves: list[float]
    seen: list[float]
    refused: int


class _Desk:
    """One desk: saves at random moments, and follows the log."""

    def __init__(self, place: str, number: int, begins: float, until: float, every: float, *, reads: bool) -> None:
        self._archive = Archive.open(place, actor=f"desk {number}")
        self._chance = random.Random(number)
        self._until = until
        self._begins, self._every, self._reads = begins, every, reads
        self.refused = 0
        self.saves: list[float] = []
        self.seen: list[float] = []
        self.error: Exception | None = None
        self._threads = [threading.Thread(target=self._guarded, args=[work]) for work in (self._save, self._follow)]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """Wait until all is done."""
        for thread in self._threads:
            thread.join()
        self._archive.close()
        if self.error:
            raise self.error

    def _guarded(self, work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001 - whatever it is, the run is void
            self.error = error

    def _save(self) -> None:
        rows = self._archive.articles.page().rows
        # Not before the last of them has opened the store.
        time.sleep(max(0.0, self._begins - time.time()) + self._chance.random() * self._every)
        while time.time() < self._until - _LAST:
            revision = self._archive.open_article(self._chance.choice(rows).id).revision
            start = 5 * self._chance.randrange(WORDS)
            began = time.time()
            try:
                self._archive.remarks.add_note(revision, Span(start, start + 4), repr(began))
                self.saves.append(time.time() - began)
            except LockedStoreError:
                self.refused += 1
            time.sleep(max(0.0, min(self._chance.expovariate(1 / self._every), self._until - _LAST - time.time())))

    def _follow(self) -> None:
        archive, cursor, looked = self._archive, None, 0.0
        while time.time() < self._until:
            if not archive.wait(0.2):
                continue
            time.sleep(max(0.0, looked + _LOOKS - time.monotonic()))
            looked = time.monotonic()
            while self._reads and (rows := (page := archive.events(since=cursor, limit=500)).rows):
                now, cursor = time.time(), page.after
                self.seen += [now - float(event.after.note or 0) for event in rows if event.actor != archive.actor]


def work(place: str, numbers: Sequence[int], begins: float, until: float, every: float, reading: int) -> None:
    """Be some of the desks, and print what they measured."""
    desks = [_Desk(place, number, begins, until, every, reads=number < reading) for number in numbers]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    measured = {
        "saves": [second for desk in desks for second in desk.saves],
        "seen": [second for desk in desks for second in desk.seen],
        "refused": sum(desk.refused for desk in desks),
    }
    print(json.dumps(measured))


def newsroom(server: Server, desks: int, every: float, seconds: float, processes: int, reading: int) -> Outcome:
    """Let all desks work at once."""
    with server.connect() as connection:
        connection.execute("CREATE DATABASE newsroom")
        for name in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = on")  # type: ignore[arg-type,unused-ignore]
        connection.execute("SELECT pg_reload_conf()")
    place = server.address("newsroom")
    address(place).prepare()
    with Archive.open(place, actor="bench") as archive:
        copy = [Article(external_id=str(n), headline=f"Story {n}", body="word " * WORDS) for n in range(ARTICLES)]
        archive.add(copy, reader="bench", reader_version="1")
    # Python's start and so many connections take a while on a busy machine.
    begins = time.time() + 20
    times = {"--begins": begins, "--until": begins + seconds + _LAST, "--every": every, "--reading": reading}
    told = [word for name, value in times.items() for word in (name, str(value))]
    command = [sys.executable, "-m", "bench.newsroom", "--work", place, *told]
    running = [
        subprocess.Popen(
            [*command, "--numbers", *map(str, range(first, desks, processes))], stdout=subprocess.PIPE, text=True
        )
        for first in range(processes)
    ]
    said = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise RuntimeError("A desk fell over.")
    reports = [json.loads(text) for text in said]
    saves, seen = ([second for report in reports for second in report[what]] for what in ("saves", "seen"))
    return Outcome(saves, seen, sum(report["refused"] for report in reports))


def _told(seconds: list[float]) -> str:
    p50, p95, p99 = (1000 * at(seconds, share) for share in (0.5, 0.95, 0.99))
    return f"p50 {p50:.0f}  p95 {p95:.0f}  p99 {p99:.0f}  most {1000 * max(seconds):.0f} ms of {len(seconds):,}"


def main() -> None:
    """Read the command line, run, and print."""
    from tests.postgres import another_server, begin_run, end_run

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--desks", type=int, default=100)
    parser.add_argument("--every", type=float, default=10.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--reading", type=int, default=10)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--begins", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--until", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--numbers", type=int, nargs="*", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        work(args.work, args.numbers, args.begins, args.until, args.every, args.reading)
        return
    run = begin_run()
    try:
        server = another_server("newsroom")
        found = newsroom(server, args.desks, args.every, args.seconds, args.processes, args.reading)
    finally:
        end_run(run)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{args.desks} desks, a save every {args.every:g} s each; load {load} on {os.cpu_count()} cores")
    print(f"saved  {_told(found.saves)}; {found.refused} refused, because the store was busy for ten seconds")
    print(f"seen   {_told(found.seen)}, by {args.reading} desks")


if __name__ == "__main__":
    main()
