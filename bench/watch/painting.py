"""Key to paint of a desk: at rest, and while articles arrive that another process reads and stores."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from textual import events

from bench.percentile import at
from newstext.article import Article
from store import Archive
from store.model.watches import NewWatch, WatchKind
from tui.app import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

_STORED, _ARRIVING, _KEYS = 2_000, 5_000, 300
_STORY = "Ferry {n} runs again\n\nPORT VERRIN: “We will sail {n} times,” said Mira Holt, pilot of the port.\n\n{more}\n"
_MORE = "The council of the port had expected nothing of the kind, it said on Monday, and would publish new times. " * 8


class _TimedDesk(Desk):
    """A desk that notes when its cursor is painted on the article where it is wanted."""

    wanted: str | None = None
    painted: tuple[float, float] | None = None

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if self.painted is None and screen.stack.cursor_id == self.wanted:
            self.painted = time.perf_counter(), time.process_time()


def measure(folder: Path) -> None:
    """Measure both, and print wall time and the desk's CPU from key to paint.

    At rest, another store gets the same articles, so that the machine is as busy.
    """
    inbox = folder / "in"
    inbox.mkdir()
    for n in range(_ARRIVING):
        (inbox / f"{n}.txt").write_text(_STORY.format(n=f"arriving {n}", more=_MORE))
    with (
        Archive.open(folder / "desk.db", actor="bench") as desk,
        Archive.open(folder / "other.db", actor="bench") as other,
    ):
        stored = [
            Article(headline=f"Story {n}", external_id=f"s{n}", body=_STORY.format(n=n, more=_MORE))
            for n in range(_STORED)
        ]
        for archive in (desk, other):
            archive.add(stored, reader="bench", reader_version="1")
            archive.watches.add([NewWatch(WatchKind.FOLDER, str(inbox))])
        asyncio.run(_measure(desk, other, folder))


async def _measure(desk: Archive, other: Archive, folder: Path) -> None:
    gc.disable()  # As the program does; the desk turns it on.
    app = _TimedDesk(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await _keys(app, pilot, 50)
        for archive, name, what in ((other, "other.db", "into another store"), (desk, "desk.db", "here")):
            times, begun = [], time.perf_counter()
            command = [
                sys.executable,
                "-m",
                "tui",
                "--db",
                str(folder / name),
                "watch",
                "run",
                "--with-input",
                "--nice",
            ]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
            while archive.articles.totals().articles == _STORED:
                await asyncio.sleep(0.05)
            while archive.articles.totals().articles < _STORED + _ARRIVING:
                times += await _keys(app, pilot, 10)
            process.kill()
            process.wait()
            _say(f"while {_ARRIVING:,} articles arrive {what} in {time.perf_counter() - begun:.0f} s", times)


async def _keys(app: _TimedDesk, pilot: Pilot[Any], number: int) -> list[tuple[float, float]]:
    """Go down and up; return the seconds from each key to its paint, on the clock and of CPU."""
    times = []
    for _ in range(number):
        stack = app.screen.stack  # type: ignore[attr-defined]
        key, number = ("j", stack.cursor + 1) if stack.cursor < 5 else ("k", stack.cursor - 1)
        # Arrivals above it change the number of a row, not its article.
        app.painted, app.wanted = None, stack.entry(number).row.id
        start, cpu = time.perf_counter(), time.process_time()
        app.post_message(events.Key(key, key))
        while app.painted is None and time.perf_counter() - start < 2:
            await asyncio.sleep(0)
        if app.painted is not None:
            times.append((app.painted[0] - start, app.painted[1] - cpu))
        await asyncio.sleep(0.02)
    return times


def _say(what: str, times: list[tuple[float, float]]) -> None:
    walls, cpus = ([1000 * one for one in column] for column in zip(*times, strict=True))
    shown = [f"{name} p50 {at(t, 0.5):.1f}, p95 {at(t, 0.95):.1f}" for name, t in (("paint", walls), ("CPU", cpus))]
    print(f"{what}: {len(times)} keys, {'; '.join(shown)} ms", flush=True)
