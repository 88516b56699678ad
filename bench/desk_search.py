"""The desk while somebody types into its search: from a key to its paint, until the hits are shown, and the memory.

    python -m bench.desk_search STORE [--searches 100]

Searches are words of the store's own headlines, every third with two letters swapped. Each key is posted when the one
before it has been painted, so that searches overlap as under the fastest hands; and each word once more with the search
switched off, which tells what it costs from what the machine costs. The first searches, which read the vocabulary, do
not count. Memory is the process's anonymous memory, from /proc (Linux).
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from bench.key_to_paint import _at, _TimedDesk, idle
from store import Archive

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.desk.screen import DeskScreen

_WARMING = 3


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--searches", type=int, default=100)
    options = parser.parse_args()
    with Archive.open(options.store, actor="bench") as archive:
        asyncio.run(_measure(archive, _searches(archive, options.searches + _WARMING)))


def _searches(archive: Archive, count: int) -> list[str]:
    chance = random.Random(5)
    total = archive.articles.count()
    searches = []
    for number in range(count):
        [row] = archive.articles.page(skip=chance.randrange(total), limit=1).rows
        words = [word for word in (row.headline or "").split() if word.isalpha()]
        typed = " ".join(chance.sample(words, min(3, len(words)))).lower()
        at = chance.randrange(1, max(2, len(typed) - 2))
        searches.append(typed if number % 3 else typed[:at] + typed[at : at + 2][::-1] + typed[at + 2 :])
    return searches


async def _measure(archive: Archive, searches: list[str]) -> None:
    app = _TimedDesk(archive)
    async with app.run_test(size=(120, 40)) as pilot:
        await idle(pilot)
        before = _anonymous()
        await pilot.press("slash")
        screen: DeskScreen = app.screen  # type: ignore[assignment]
        painted: list[float] = []
        alone: list[float] = []
        found: list[float] = []
        look_for = screen.searching.look_for
        for number, words in enumerate(searches):
            screen.searching.look_for = lambda words: None  # type: ignore[method-assign]
            without = await _typed(app, pilot, words)
            screen.searching.look_for = look_for  # type: ignore[method-assign]
            times = await _typed(app, pilot, words)
            start = time.perf_counter()
            await idle(pilot)
            if number >= _WARMING:
                alone += without
                painted += times
                found.append(time.perf_counter() - start)
        print(f"{archive.articles.count():,} articles, {len(found)} searches, {len(painted)} keys; ms")
        _say("key to paint, searching", painted)
        _say("key to paint, not searching", alone)
        _say("last key to its hits", found)
        print(f"anonymous memory: {before:.0f} MB before, {_anonymous():.0f} MB after")


def _say(what: str, times: list[float]) -> None:
    times.sort()
    shares = "   ".join(f"p{share} {_at(times, share / 100) * 1000:6.1f}" for share in (50, 95, 99))
    print(f"{what:28}{shares}")


async def _typed(app: _TimedDesk, pilot: Pilot[None], words: str) -> list[float]:
    """Empty the field, type words into it, and return the seconds from each key to its paint."""
    app.screen.search.value = ""  # type: ignore[attr-defined]
    await idle(pilot)
    return [await _type(app, pilot, letter) for letter in words]


async def _type(app: _TimedDesk, pilot: Pilot[None], letter: str) -> float:
    app.painted_at = 0.0
    start = time.perf_counter()
    app.post_message(events.Key("space" if letter == " " else letter, letter))
    while not app.painted_at and time.perf_counter() - start < 5:
        await asyncio.sleep(0)
    return app.painted_at - start


def _anonymous() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024


if __name__ == "__main__":
    main()
