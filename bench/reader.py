"""The cost of the reader: opening an article to its first paint, a resize, a page, a step between quotations.

    python -m bench.reader [--rounds 7]

For articles of 20 kB, 100 kB and 1 MB with one quotation in each 200 characters, and for 1 MB as a single line and as
Japanese. CPU time of the whole process, from the key until the desk is idle; "open" is from the key to the first paint
of the article, including its read from the store. The medians of the rounds are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.key_to_paint import idle
from newstext.article import Article
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store import Archive
from store.ids import new_id
from store.model.annotations import AnnotationState, SpanRole, Status
from store.model.changes import Change, Edit
from store.rules.finder_runs import finder_run
from store.rules.pieces import pieces_of
from tui.app import Desk
from tui.text.wrapping import Layout

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

PARAGRAPH = (
    "“Nobody on this quay has seen a winter like {n},” harbour master Lotte Brandt said on Monday. The pilots’ guild,"
    " which keeps the books, counted forty ships at anchor and said that two of them had asked for bread.\n\n"
)
STEP = 200
QUOTED = Span(0, 45)
TEXTS: dict[str, Callable[[], str]] = {
    "20 kB": lambda: _copy(20_000),
    "100 kB": lambda: _copy(100_000),
    "1 MB": lambda: _copy(1_000_000),
    "1 MB, one line": lambda: _copy(1_000_000).replace("\n", " "),
    "1 MB, Japanese": lambda: "「港の氷は厚い」と船長は言った。\n" * (1_000_000 // 51),
}
SIZE = (120, 40)


def _copy(size: int) -> str:
    return "".join(PARAGRAPH.format(n=n) for n in range(size // len(PARAGRAPH))).strip()


class _TimedDesk(Desk):
    shown_at = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        reader = vars(self.get_desk()).get("reader")
        if reader is not None and reader.opened is not None and reader.has_focus and not self.shown_at:
            self.shown_at = time.process_time()

    def get_desk(self) -> Any:
        """The desk's own screen."""
        return self.screen_stack[0]


def _fill(archive: Archive, text: str) -> None:
    """Store an article with a suggestion in each stretch of it, as the finder would leave them."""
    archive.add([Article(headline="Ice", body=text)], reader="bench", reader_version="1")
    opened = archive.open_article(archive.articles.page().rows[0].id)
    edits = [
        Edit(
            annotation_id=new_id(),
            article_id=opened.row.id,
            expected_version=0,
            state=AnnotationState(
                quotation_kind=QuotationKind.DIRECT,
                status=Status.SUGGESTED if n % 3 else Status.ACCEPTED,
                pieces=pieces_of(opened.revision, {SpanRole.CONTENT: [QUOTED.shifted(n)]}),
                speaker="Lotte Brandt",
            ),
        )
        for n in range(0, len(text) - QUOTED.end, STEP)
    ]
    at = opened.revision.seen_at
    archive._engine.apply(
        Change(
            id=new_id(),
            actor="bench",
            at=at,
            action="suggest",
            edits=tuple(edits),
            finder_run=finder_run(opened.revision.id),
        )
    )


async def _cpu(pilot: Pilot[Any], action: Callable[[], Awaitable[object]]) -> float:
    gc.collect()
    start = time.process_time()
    await action()
    await idle(pilot)
    return time.process_time() - start


async def _measure(archive: Archive) -> dict[str, float]:
    """One round, in seconds of CPU."""
    app = _TimedDesk(archive)
    async with app.run_test(size=SIZE) as pilot:
        await idle(pilot)
        start = time.process_time()
        await pilot.press("enter")
        await idle(pilot)
        times = {"open": app.shown_at - start}
        reader = app.get_desk().reader
        reader.move_to(len(reader.body) // 2)
        await idle(pilot)
        times["resize"] = await _cpu(pilot, lambda: pilot.resize_terminal(114, 40))
        for name, key in (("page", "ctrl+d"), ("next quotation", "n"), ("line", "j"), ("word", "w"), ("sentence", ")")):
            presses = [await _cpu(pilot, lambda key=key: pilot.press(key)) for _ in range(9)]  # type: ignore[misc]
            times[name] = statistics.median(presses)
        start = time.process_time()
        Layout([], reader.body, 60)
        times["wrap alone"] = time.process_time() - start
    return times


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    header_printed = False
    for name, make in TEXTS.items():
        text = make()
        with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "bench.db", actor="bench") as archive:
            _fill(archive, text)
            rounds = [asyncio.run(_measure(archive)) for _ in range(options.rounds)]
        if not header_printed:
            print(f"{'CPU, ms':18}{'marks':>8}" + "".join(f"{column:>16}" for column in rounds[0]))
            header_printed = True
        medians = [statistics.median(times[column] for times in rounds) * 1000 for column in rounds[0]]
        print(f"{name:18}{len(range(0, len(text) - QUOTED.end, STEP)):8,}" + "".join(f"{m:16.1f}" for m in medians))


if __name__ == "__main__":
    main()
