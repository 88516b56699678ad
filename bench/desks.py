"""Two real desks and a command line at work on one store: keys pressed at random, and every decision accounted for.

    python -m bench.desks [--actions 10000] [--seed 1]

Each is a process of its own: two desks without a terminal, whose keys are pressed by chance (review, card, speakers,
notes, ends, conflicts, undo …), and a command line that brings in articles, new versions of them, and suggestions.
Every decision that a desk was told is saved must be in the log; the log must replay to what stands; and when all is
still, each desk must show what the store holds. ``bench.together`` does the same without the screens.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual import events

from bench.key_to_paint import NoClipboard
from bench.together import DESKS, NAMES, audit, begin, bring_in
from store import Archive
from tui.app import Desk
from tui.desk.screen import DeskScreen
from tui.quotations.conflict import ConflictScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from store.errors import StoreError
    from store.model.annotations import Annotation

IN_THE_READER = [
    *(["n"], ["p"], ["J"], ["j", "w"], ["G"], ["tab"], ["q", "j", "enter"], ["q", "k", "enter"], ["q", "g", "g"]),
    *(["a"], ["a"], ["x"], ["space"], ["D"], ["f"], ["m"], ["y", "a"], ["A", "enter"], ["A", "space", "enter"]),
    *(["at", "NAME", "enter"], ["at", "enter"], ["at", "down", "enter"], ["c", "NAME", "enter"], ["t", "h", "enter"]),
    *(["R", "down", "enter"], ["v", "e", "w", "enter"], ["v", "a", "q", "at", "NAME", "enter"], ["v", "w", "1"]),
    *(["v", "e", "2"], ["v", "i", "s", "enter"], ["e", "w", "enter"], ["e", "o", "b", "enter"]),
    *(["u"], ["u"], ["u"], ["ctrl+r"], ["ctrl+r"], ["r"], ["r"], ["enter"], ["U"], ["H"], ["W", "tab"]),
]
"""A person's keys in the reader; NAME is typed letter by letter."""

ELSEWHERE = [["a"], ["x"], ["space"], ["j"], ["k"], ["u"], ["f"], ["at", "NAME", "enter"], ["o"], ["escape"], ["q"]]
"""Their keys on the screens over it."""

IN_THE_STACK = [["enter"], ["j", "enter"], ["k", "enter"], ["r"], ["u"]]
_CHARACTERS = {"space": " ", "at": "@"}

PATIENCE = 30.0
"""Seconds in which what others did must have appeared."""


class Outcome(NamedTuple):
    """The outcome of the run."""

    saved: int
    lost: int
    wrong: list[str]
    conflicts: int
    differing: int
    """Desks that did not show what the store holds when all was still."""


class _Witness(Archive):
    """An archive that keeps what it told the desk is saved."""

    told: list[tuple[str, int, str]]

    def _apply(self, *args: object, **kwargs: object) -> tuple[Annotation, ...]:
        saved = super()._apply(*args, **kwargs)  # type: ignore[arg-type]
        self.told += [(a.id, a.version, str(a.state.status)) for a in saved]
        return saved


class _Person:
    """Presses keys at one desk, as fast as it takes them: often before it has shown what came of the last."""

    def __init__(self, app: Desk, chance: random.Random) -> None:
        self._app = app
        self._chance = chance
        self.conflicts = 0

    async def act(self) -> None:
        """Do one thing, whatever lies on the screen."""
        screen = self._app.screen
        if isinstance(screen, ConflictScreen):
            self.conflicts += 1
            await self._press("t" if self._chance.random() < 0.5 else "m")
        elif not isinstance(screen, DeskScreen):
            await self._press(*self._chance.choice(ELSEWHERE))
        elif screen.reader.selecting:
            await self._press("escape")
        elif not screen.is_reading:
            await self._press(*self._chance.choice(IN_THE_STACK))
        else:
            await self._press(*self._chance.choice(IN_THE_READER))
        if self._chance.random() < 0.5:
            await self.wait()

    async def wait(self) -> None:
        """Wait until nothing is under way."""
        while any(not worker.is_finished for worker in self._app.workers if worker.group != "news"):
            await asyncio.sleep(0.001)

    async def go_home(self) -> None:
        """Leave what lies over the desk."""
        await self.wait()
        while not isinstance(self._app.screen, DeskScreen):
            await self._press("escape")
            await self.wait()

    async def _press(self, *keys: str) -> None:
        for key in keys:
            for one in self._chance.choice(NAMES) if key == "NAME" else (key,):
                self._app.post_message(events.Key(one, _CHARACTERS.get(one, one if len(one) == 1 else None)))
                taken = asyncio.Event()
                if not self._app.call_later(taken.set):
                    raise RuntimeError("The desk fell over.")
                await taken.wait()


async def _sit(archive: _Witness, actions: int, chance: random.Random) -> None:
    """Be one desk: act, wait until the others are done too, and say what was saved and whether all of it is shown."""
    app = Desk(archive, clipboard=NoClipboard())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        person = _Person(app, chance)
        await person.wait()
        for _ in range(actions):
            await person.act()
        await person.go_home()
        # Past Textual, which takes what is printed and never flushes it.
        print("done", file=sys.__stdout__, flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        report = {"saved": archive.told, "conflicts": person.conflicts, "shows all": await _shows_all(app, pilot)}
    print(json.dumps(report))


async def _shows_all(app: Desk, pilot: Pilot[StoreError | None]) -> bool:
    """Whether the reader comes to show what the store holds."""
    [screen] = [screen for screen in app.screen_stack if isinstance(screen, DeskScreen)]
    if (opened := screen.reader.opened) is None:
        return True
    stored = app.archive.open_article(opened.row.id)
    clock = asyncio.get_running_loop().time
    deadline = clock() + PATIENCE
    while screen.reader.opened != stored and clock() < deadline:
        await pilot.pause()
    return screen.reader.opened == stored


def work(path: Path, actor: str, actions: int, seed: int) -> None:
    """Be one of the three."""
    chance = random.Random(f"{actor} {seed}")
    with _Witness.open(path, actor=actor) as archive:
        archive.told = []
        if actor in DESKS:
            asyncio.run(_sit(archive, actions, chance))
            return
        for _ in range(actions):
            bring_in(archive, chance)
        print("done", flush=True)


def desks(path: Path, actions: int, seed: int) -> Outcome:
    """Let all three work at once, and account for what they did."""
    begin(path, seed)
    shares = {"ada": actions * 9 // 20, "ben": actions * 9 // 20, "wire": actions // 10}
    command = [sys.executable, "-m", "bench.desks", "--work", str(path), "--seed", str(seed)]
    running = [
        subprocess.Popen(
            [*command, "--actor", actor, "--actions", str(share)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for actor, share in shares.items()
    ]
    all_done = [process.stdout.readline() == "done\n" for process in running if process.stdout]
    said = [process.communicate("\n")[0] for process in running]
    if not all(all_done) or any(process.returncode for process in running):
        raise RuntimeError("One of the three fell over.")
    reports = [json.loads(text) for text in said if text]
    saved = [decision for report in reports for decision in report["saved"]]
    conflicts = sum(report["conflicts"] for report in reports)
    return Outcome(len(saved), *audit(path, saved), conflicts, sum(not report["shows all"] for report in reports))


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--actor", default="ada", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        work(args.work, args.actor, args.actions, args.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        outcome = desks(Path(folder) / "stack.db", args.actions, args.seed)
    print(f"{args.actions} actions, {outcome.saved} decisions told as saved, {outcome.lost} lost")
    print(f"wrong: {outcome.wrong or 'nothing'}; desks that show something else: {outcome.differing}")
    print(f"conflicts that a person settled: {outcome.conflicts}")
    sys.exit(bool(outcome.lost or outcome.wrong or outcome.differing))


if __name__ == "__main__":
    main()
