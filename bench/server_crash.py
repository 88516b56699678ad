"""Kills a PostgreSQL server under desks that save and desks that read the log, and counts what is lost.

    python -m bench.server_crash [--kills 20] [--writers 8] [--readers 4] [--longest 5]

Each writer marks quotations and settles them without pause; each reader follows the log by its cursor. The server and
all its processes stop at once, as in a power cut, and start again. What a save returned must be there, once.
"""

from __future__ import annotations

import argparse
import random
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Article
from newstext.spans import Span
from store import Archive
from store.address import address
from store.model.annotations import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.model.changes import Event
    from tests.postgres import Server

WORDS = 200
PATIENCE = 60.0
"""Seconds for which a desk tries again: longer than a server needs to recover on a busy machine."""


class Outcome(NamedTuple):
    """The saves that desks were told of, and the differences to the store; all lists are empty if nothing is wrong."""

    saves: int
    lost: list[str]
    made_twice: list[str]
    readers: list[str]
    """Readers that missed a line of the log, or saw one twice or out of order."""
    faults: list[str]


def kills(server: Server, rounds: int, *, writers: int, readers: int, longest: float = 1.0) -> Outcome:
    """Kill the server ``rounds`` times, each up to ``longest`` seconds after it answers again."""
    with server.connect() as connection:
        connection.execute("CREATE DATABASE killed")
    place = server.address("killed")
    address(place).prepare()
    with closing(_desk(place, "opener")) as desk:
        [added] = desk.add([Article(headline="Kills", body="word " * WORDS)], reader="bench", reader_version="1")
    stop, saved = threading.Event(), threading.Event()
    saving = [_Writer(place, f"desk {number}", added.article_id, stop) for number in range(writers)]
    reading = [_Reader(place, saved) for _ in range(readers)]
    for thread in (*saving, *reading):
        thread.start()
    for _ in range(rounds):
        time.sleep(random.uniform(0.2, longest))
        server.kill()
        server.start()
    stop.set()
    for writer in saving:
        writer.join()
    saved.set()
    for reader in reading:
        reader.join()
    return _outcome(place, saving, reading)


def _outcome(place: str, saving: list[_Writer], reading: list[_Reader]) -> Outcome:
    with closing(_desk(place, "looker")) as desk:
        events = list(_log(desk, None))
        seqs = [event.seq for event in events]
        made = {(event.annotation_id, event.after.status) for event in events}
        saves = [save for writer in saving for save in writer.saves]
        changes = [event.change_id for event in events]
        return Outcome(
            len(saves),
            [annotation_id for annotation_id, status in saves if (annotation_id, status) not in made],
            [change for change in set(changes) if changes.count(change) > 1],
            [reader.name for reader in reading if reader.seen != seqs or seqs != list(range(1, len(seqs) + 1))],
            [f"{check.what}: {check.trouble}" for check in desk.integrity.checks() if check.trouble]
            + [str(thread.error) for thread in (*saving, *reading) if thread.error],
        )


def _desk(place: str, actor: str) -> Archive:
    from store.postgres.engine import PostgresEngine

    return Archive(PostgresEngine(vars(address(place))["conninfo"], place, patience=PATIENCE), actor=actor)


def _log(desk: Archive, cursor: str | None) -> Iterator[Event]:
    while rows := (page := desk.events(since=cursor, limit=200)).rows:
        yield from rows
        cursor = page.after


class _Writer(threading.Thread):
    """Marks and settles quotations until it is stopped."""

    def __init__(self, place: str, name: str, article_id: str, stop: threading.Event) -> None:
        super().__init__(name=name)
        self.saves: list[tuple[str, Status]] = []
        self.error: Exception | None = None
        self._place, self._article_id, self._stop_at = place, article_id, stop

    def run(self) -> None:
        try:
            with closing(_desk(self._place, self.name)) as desk:
                revision = desk.open_article(self._article_id).revision
                while not self._stop_at.is_set():
                    start = 5 * random.randrange(WORDS)
                    made = desk.decisions.add_quotation(revision, [Span(start, start + 4)])
                    self.saves.append((made.id, made.state.status))
                    [settled] = desk.decisions.settle([made], Status.REJECTED)
                    self.saves.append((settled.id, settled.state.status))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            self.error = error


class _Reader(threading.Thread):
    """Follows the log by its cursor until all is saved and seen."""

    def __init__(self, place: str, saved: threading.Event) -> None:
        super().__init__()
        self.seen: list[int] = []
        self.error: Exception | None = None
        self._place, self._saved = place, saved

    def run(self) -> None:
        try:
            with closing(_desk(self._place, self.name)) as desk:
                last = False
                while not last:
                    last = self._saved.wait(0.1)
                    cursor = str(self.seen[-1]) if self.seen else None
                    self.seen += [event.seq for event in _log(desk, cursor)]
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            self.error = error


def main() -> None:
    """Read the command line, run, and print."""
    from tests.postgres import another_server, begin_run, end_run

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--longest", type=float, default=5.0, help="seconds of work between two kills at most")
    args = parser.parse_args()
    run = begin_run()
    try:
        server = another_server("killed")
        found = kills(server, args.kills, writers=args.writers, readers=args.readers, longest=args.longest)
    finally:
        end_run(run)
    print(
        f"{args.kills} kills, {found.saves} saves acknowledged: {len(found.lost)} lost, {len(found.made_twice)} made"
        f" twice, {len(found.readers)} readers of {args.readers} that missed something;"
        f" faults: {found.faults or 'none'}"
    )


if __name__ == "__main__":
    main()
