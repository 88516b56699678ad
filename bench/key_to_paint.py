"""How long each action of the desk takes from the key to the paint, on an article of a given length.

    python -m bench.key_to_paint [--characters 5000] [--rounds 20] [--only review]

Each time runs from posting the last key of the action to the end of the first display after it, measured by hooking the
display; the escape sequences for the terminal are rendered too. "CPU" is the process's time on a core from the key to
that display, which a busy machine lengthens less. "saved" is until the last display before the desk is idle again: for
a decision, until the screen says that it is saved.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
import time
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual._compositor import CompositorUpdate

from newstext.article import Article
from store import Archive
from tui.app import Desk
from tui.clipboard import Clipboard, Copied, Way
from tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

PARAGRAPH = (
    "“Nobody on this quay has seen a winter like {n},” harbour master Lotte Brandt said on Monday. “The ice came in"
    " with the tide.” The pilots’ guild, which keeps the books, counted forty ships at anchor and said two of them had"
    " asked for bread.\n\n"
)
# What is typed before the clock starts, and the keys whose last one starts it.
ACTIONS: dict[str, tuple[list[str], list[str]]] = {
    "line down": ([], ["j"]),
    "line up": (["j", "j"], ["k"]),
    "next word": ([], ["w"]),
    "next sentence": ([], ["right_parenthesis"]),
    "next paragraph": ([], ["right_curly_bracket"]),
    "page down": (["g", "g"], ["ctrl+d"]),
    "page up": (["G"], ["ctrl+u"]),
    "top": (["G"], ["g", "g"]),
    "end": (["g", "g"], ["G"]),
    "next quotation": (["g", "g"], ["n"]),
    "previous quotation": (["G"], ["p"]),
    "select": (["escape", "enter"], ["v"]),
    "select a word more": (["v"], ["w"]),
    "select the quotation": (["v"], ["a", "q"]),
    "accept": (["g", "g", "n"], ["a"]),
    "reject": (["g", "g", "n"], ["x"]),
    "undo": ([], ["u"]),
    "redo": ([], ["ctrl+r"]),
    "mark words": (["g", "g", "n", "v", "e"], ["enter"]),
    "remove": (["g", "g", "n"], ["D"]),
    "ask for the speaker": (["g", "g", "n"], ["at"]),
    "copy with credit": (["g", "g", "n"], ["y", "a"]),
    "other quotation": (["g", "g", "n"], ["o"]),
    "move the ends": (["g", "g", "n"], ["e"]),
    "an end a word on": (["g", "g", "n", "e"], ["w"]),
    "save the ends": (["g", "g", "n", "e", "h"], ["enter"]),
    "search in the article": ([], ["slash"]),
    "a letter of it": (["slash", "i"], ["c"]),
    "next place found": (["slash", "i", "c", "e", "enter"], ["n"]),
    "other pane": ([], ["tab"]),
    "review": ([], ["r"]),
    "accept in a review": (["r"], ["a"]),
    "reject in a review": (["r"], ["x"]),
    "skip in a review": (["r"], ["space"]),
    "next in a review": (["r"], ["j"]),
    "previous in a review": (["r", "j"], ["k"]),
    "undo in a review": (["r", "a"], ["backspace"]),
    "speaker in a review": (["r"], ["at"]),
    "note in a review": (["r"], ["c"]),
    "flag in a review": (["r"], ["f"]),
    "card in a review": (["r"], ["enter"]),
    "all shown in a review": (["r"], ["A"]),
    "ends from a review": (["r"], ["e"]),
}


class NoClipboard(Clipboard):
    """A clipboard that takes everything and keeps nothing."""

    def copy(self, text: str) -> Copied:
        return Copied(Way.TOOL, confirmed=True, words="Copied.")


class _TimedDesk(Desk):
    first: tuple[float, float] | None = None
    """When the first display since it was last taken away ended, on the clock and in CPU."""
    painted_at = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self.console)
        self.painted_at = time.perf_counter()
        # A second display may follow before anybody else has a turn to look.
        self.first = self.first or (self.painted_at, time.process_time())


async def idle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way."""
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers if worker.group != "news"):
        await pilot.pause()


async def _timed(app: _TimedDesk, pilot: Pilot[None], setup: list[str], keys: list[str]) -> tuple[float, ...]:
    """Return the seconds from the last key to the next display, of CPU for that, and to the last one before idle."""
    for key in [*setup, *keys[:-1]]:
        await pilot.press(key)
        await idle(pilot)
    gc.collect()
    app.first = None
    start, cpu = time.perf_counter(), time.process_time()
    app.post_message(events.Key(keys[-1], keys[-1] if len(keys[-1]) == 1 else None))
    while app.first is None and time.perf_counter() - start < 5:
        await asyncio.sleep(0)
    await idle(pilot)
    painted, spent = app.first or (start, cpu)
    return painted - start, spent - cpu, app.painted_at - start


async def _measure(archive: Archive, rounds: int, wanted: str) -> None:
    app = _TimedDesk(archive, clipboard=NoClipboard())
    async with app.run_test(size=(120, 40)) as pilot:
        await idle(pilot)
        print(f"{'action':24}{'paint p50':>12}{'p95':>8}{'CPU p50':>12}{'p95':>8}{'saved p95':>12}   ms")
        everything: list[list[float]] = [[], []]
        for name, (setup, keys) in ACTIONS.items():
            if wanted not in name:
                continue
            times = []
            for _ in range(rounds):
                await _to_the_reader(app, pilot)
                times.append(await _timed(app, pilot, setup, keys))
            first, cpu, last = (sorted(t * 1000 for t in column) for column in zip(*times, strict=True))
            everything = [everything[0] + first, everything[1] + cpu]
            print(f"{name:24}{_percentiles(first)}{_percentiles(cpu)}{_at(last, 0.95):12.1f}")
        first, cpu = (sorted(column) for column in everything)
        print(f"{'all actions':24}{_percentiles(first)}{_percentiles(cpu)}")


async def _to_the_reader(app: _TimedDesk, pilot: Pilot[None]) -> None:
    """Go back to the reader, with nothing selected and nothing half typed."""
    while not isinstance(app.screen, DeskScreen):
        await pilot.press("escape")
        await idle(pilot)
    screen = app.screen
    screen.keys.clear()
    screen.reader.stop_selecting()
    screen.reader.mark_hits(None)
    if screen.reader.opened is None:
        await pilot.press("enter")
    screen.go_to_reader()
    await idle(pilot)


def _percentiles(times: list[float]) -> str:
    return f"{_at(times, 0.5):12.1f}{_at(times, 0.95):8.1f}"


def _at(times: list[float], share: float) -> float:
    """The nearest-rank percentile of sorted times."""
    return times[max(0, ceil(len(times) * share) - 1)]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="only actions with this in their name")
    options = parser.parse_args()
    body = ""
    while len(body) < options.characters:
        body += PARAGRAPH.format(n=len(body))
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "bench.db", actor="bench") as archive:
        archive.add(
            [Article(headline="Ice closes the harbour", source="Port Wire", body=body.strip())],
            reader="bench",
            reader_version="1",
        )
        asyncio.run(_measure(archive, options.rounds, options.only))


if __name__ == "__main__":
    main()
