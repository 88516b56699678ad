"""Kill a desk at any moment, again and again, and see that no acknowledged save is lost.

python -m bench.crash --kills 200        one desk saves in a loop and is killed (kill -9) at random moments
python -m bench.crash --writers 32       so many desks save at once for a while: how long does a save take?
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bench.percentile import at
from newstext.article import Article
from newstext.spans import Span
from store import Archive
from store.model.annotations import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import IO

    from store.model.annotations import Annotation
    from store.model.changes import UndoResult

BODY = "“Nobody here wants a fourth week,” union secretary Mira Holt said. “We want a phone call.”\n\n" * 8

_TRIES = 5
"""Times the wanted rounds after which desks that never save are a fault."""


def save_for_ever(path: Path, actor: str) -> None:
    """Save decision after decision, and say of each what was saved once it is."""
    with Archive.open(path, actor=actor) as desk:
        [added] = desk.add([Article(external_id=actor, body=BODY)], reader="bench", reader_version="1")
        revision = desk.open_article(added.article_id).revision
        print("ready", flush=True)
        sys.stdin.readline()
        for number in itertools.count():
            quote = acknowledged(desk.decisions.add_quotation, revision, [Span(number % 90, number % 90 + 9)])
            quote = acknowledged(desk.decisions.name_speaker, quote, f"Mira Holt {number % 7}")
            acknowledged(lambda: desk.decisions.settle([quote], Status.VERIFIED)[0])  # noqa: B023 - called at once
            acknowledged(lambda: cast("UndoResult", desk.decisions.undo()).annotations[0])


def acknowledged(save: Callable[..., Annotation], *what: object) -> Annotation:
    """Save, and tell the parent in one line what was saved and how many seconds it took."""
    start = time.perf_counter()
    saved = save(*what)
    print(json.dumps([saved.id, saved.version, saved.state.status, time.perf_counter() - start]), flush=True)
    return saved


class Saver:
    """A desk in a process of its own."""

    def __init__(self, path: Path, actor: str) -> None:
        # A file and not a pipe: a full pipe would hold the desk up. Each has its own handle: one that is shared has one
        # place in the file for both.
        self._lines = tempfile.NamedTemporaryFile("r")  # noqa: SIM115 - closed by kill
        with Path(self._lines.name).open("ab") as lines:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bench.crash", "--save", str(path), "--actor", actor],
                stdin=subprocess.PIPE,
                stdout=lines,
                text=True,
            )

    def go(self) -> None:
        """Let it begin, once it is ready."""
        while not self._text():
            if self.process.poll() is not None:
                raise RuntimeError("A desk has ended before it began.")
            time.sleep(0.005)
        stdin: IO[str] | None = self.process.stdin
        assert stdin is not None
        with contextlib.suppress(BrokenPipeError):
            stdin.write("\n")
            stdin.flush()

    def kill(self) -> list[tuple[str, int, str, float]]:
        """Kill it, and return what it had acknowledged: annotation, version, status and seconds."""
        self.process.kill()
        self.process.communicate()
        whole = self._text().rpartition("\n")[0].splitlines()[1:]
        self._lines.close()
        return [tuple(json.loads(line)) for line in whole]

    def _text(self) -> str:
        self._lines.seek(0)
        return self._lines.read()


def lost(path: Path, saves: Iterable[tuple[str, int, str, float]]) -> int:
    """Count acknowledged saves that the log does not hold, just so."""
    with Archive.open(path, actor="auditor") as desk:
        counts: dict[str, int] = {}
        logged: set[tuple[str, int, str]] = set()
        for event in desk.events(limit=sys.maxsize).rows:
            counts[event.annotation_id] = version = counts.get(event.annotation_id, 0) + 1
            logged.add((event.annotation_id, version, event.after.status))
    return sum((annotation, version, status) not in logged for annotation, version, status, _ in saves)


def faults(path: Path) -> list[str]:
    """Return what is wrong with the file: SQLite's own checks, the index's, and whether the log replays to what is."""
    with Archive.open(path, actor="auditor") as desk:
        return [f"{check.what}: {check.trouble}" for check in desk.integrity.checks() if check.trouble]


def kills(path: Path, rounds: int, *, longest: float = 0.15) -> tuple[int, int, list[str]]:
    """Kill a saving desk ``rounds`` times or more; return saves acknowledged, saves lost, and faults of the file."""
    saves: list[tuple[str, int, str, float]] = []
    number = 0
    # On a busy machine a desk can die before its first save; the promise is about those that saved.
    while number < rounds or (not saves and number < _TRIES * rounds):
        saver = Saver(path, f"desk {number}")
        saver.go()
        time.sleep(random.uniform(0, longest) * (1 + number // rounds))
        saves += saver.kill()
        number += 1
    return len(saves), lost(path, saves), faults(path)


def crowd(path: Path, writers: int, seconds: float) -> None:
    """Let ``writers`` desks save at once, and print how long their saves took."""
    Archive.open(path, actor="opener").close()
    savers = [Saver(path, f"desk {number}") for number in range(writers)]
    for saver in savers:
        saver.go()
    time.sleep(seconds)
    saves = [line for saver in savers for line in saver.kill()]
    took = [line[3] * 1000 for line in saves]
    print(
        f"{writers} writers: {len(took)} saves in {seconds:g} s, p50 {at(took, 0.5):.1f} ms,"
        f" p99 {at(took, 0.99):.1f} ms, longest {max(took):.1f} ms; lost {lost(path, saves)}"
    )


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--writers", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--save", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--actor", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.save:
        save_for_ever(args.save, args.actor)
    with tempfile.TemporaryDirectory() as folder:
        if args.writers:
            crowd(Path(folder) / "crowd.db", args.writers, args.seconds)
        if args.kills:
            saves, gone, wrong = kills(Path(folder) / "stack.db", args.kills)
            print(f"{args.kills} kills, {saves} acknowledged saves, {gone} lost; faults: {wrong or 'none'}")
            sys.exit(bool(gone or wrong))


if __name__ == "__main__":
    main()
