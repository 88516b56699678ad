"""The time of each action of the desk from the key to the paint, on an article of a given length.

    python -m bench.key_to_paint [--characters 5000] [--rounds 20] [--only review]

Every action of the table that can be called in the reader, while selecting, while moving ends and in a review is timed
by its key, and so is typing into the fields; its decision is undone before the next.

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
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events
from textual._compositor import CompositorUpdate

from newstext.article import Article
from store import Archive
from tui.app import Desk
from tui.desk.screen import DeskScreen
from tui.kernel.actions import Action, Scope, actions_in
from tui.kernel.key_sequence import Keys
from tui.terminal.clipboard import Clipboard, CopyResult, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot

    from store.model.annotations import AnnotationState

BAR = 30
"""Milliseconds from a key to its paint, at the 95th percentile, that no action is to take longer."""

PARAGRAPH = (
    "“Nobody on this quay has seen a winter like {n},” harbour master Lotte Brandt said on Monday. “The ice came in"
    " with the tide.” The pilots’ guild, which keeps the books, counted forty ships at anchor and said two of them had"
    " asked for bread.\n\n"
)


class Place(NamedTuple):
    """Where actions are called, and the keys that lead there from the reader."""

    scope: Scope
    way: str


PLACES = {
    "reader": Place(Scope.READER, "g g n"),
    "selecting": Place(Scope.SELECTING, "g g n v"),
    "ends": Place(Scope.ENDS, "g g n e"),
    "review": Place(Scope.REVIEW, "r"),
}
# Keys typed before the clock starts, so that there is something to do.
FIRST = {
    "undo": "a",
    "redo": "a u",
    "page_up": "G",
    "first": "G",
    "line_up": "G",
    "previous": "G",
    "previous_quotation": "G",
    "previous_paragraph": "G",
    "previous_sentence": "G",
    "previous_open": "j",
    "save_ends": "h",
}
IN_A_REVIEW = {"page_up": "ctrl+d"}
LEFT_OUT = {"leave", "set_aside", "find_everywhere"}
"""They end the desk, stop it, or let other processes work."""
TYPING = {
    "letter of a search in the article": ("reader", "slash i", "c"),
    "next place found": ("reader", "slash i c e enter", "n"),
    "letter of a search in all": ("reader", "g slash i", "c"),
    "letter of a name": ("reader", "at B", "r"),
    "letter of a note": ("reader", "c i", "c"),
    "letter of a tag": ("reader", "t i", "c"),
    "letter in the palette": ("reader", "colon a", "c"),
}
"""Text typed letter by letter: the place, the keys before, and the key that is timed."""


class NoClipboard(Clipboard):
    """A clipboard that takes everything and keeps nothing."""

    def copy(self, text: str) -> CopyResult:
        return CopyResult(Way.TOOL, confirmed=True, words="Copied.")


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
    # It comes when nobody works, and no person waits for it.
    gc.collect()
    app.first = None
    start, cpu = time.perf_counter(), time.process_time()
    app.post_message(events.Key(keys[-1], keys[-1] if len(keys[-1]) == 1 else None))
    while app.first is None and time.perf_counter() - start < 5:
        await asyncio.sleep(0)
    await idle(pilot)
    painted, spent = app.first or (start, cpu)
    return painted - start, spent - cpu, app.painted_at - start


def _cases() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each action by name, with the keys that lead to it and its own."""
    for place, (scope, way) in PLACES.items():
        for action in actions_in(scope):
            if action.id in LEFT_OUT or (keys := _keys(action, scope)) is None:
                continue
            first = (IN_A_REVIEW if scope is Scope.REVIEW else {}).get(action.id, FIRST.get(action.id, ""))
            yield f"{place}: {action.id}", [*way.split(), *first.split()], keys
    for name, (place, before, key) in TYPING.items():
        yield name, [*PLACES[place].way.split(), *before.split()], [key]


def _keys(action: Action, scope: Scope) -> list[str] | None:
    """Return keys that mean an action in a scope; None where an action nearer has them all."""
    for sequence in action.keys:
        keys, call = Keys(), None
        for key in sequence.split():
            call = keys.feed(key, scope)
        if call is not None and call.action is action:
            return sequence.split()
    return None


async def _measure(archive: Archive, rounds: int, wanted: str) -> None:
    app = _TimedDesk(archive, clipboard=NoClipboard())
    async with app.run_test(size=(120, 40)) as pilot:
        await idle(pilot)
        print(f"{'action':36}{'paint p50':>12}{'p95':>8}{'CPU p50':>12}{'p95':>8}{'saved p95':>12}   ms")
        everything: list[list[float]] = [[], []]
        slow = []
        for name, setup, keys in _cases():
            if wanted not in name:
                continue
            times = []
            for _ in range(rounds):
                await _to_the_reader(app, pilot)
                before = _state(archive)
                times.append(await _timed(app, pilot, setup, keys))
                await _to_the_reader(app, pilot)
                while _state(archive) != before:
                    await pilot.press("u")
                    await idle(pilot)
            first, cpu, last = (sorted(t * 1000 for t in column) for column in zip(*times, strict=True))
            everything = [everything[0] + first, everything[1] + cpu]
            print(f"{name:36}{_percentiles(first)}{_percentiles(cpu)}{_at(last, 0.95):12.1f}", flush=True)
            if _at(first, 0.95) > BAR:
                slow.append(name)
        first, cpu = (sorted(column) for column in everything)
        print(f"{'all':36}{_percentiles(first)}{_percentiles(cpu)}")
        print(f"p95 over {BAR} ms: {', '.join(slow) or 'none'}")


def _state(archive: Archive) -> list[tuple[str, AnnotationState]]:
    row = archive.articles.page(limit=1).rows[0]
    return [(annotation.id, annotation.state) for annotation in archive.open_article(row.id).annotations]


async def _to_the_reader(app: _TimedDesk, pilot: Pilot[None]) -> None:
    """Go back to the reader, with nothing selected, searched for or half typed."""
    while not isinstance(app.screen, DeskScreen) or app.screen.searching.is_on:
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
