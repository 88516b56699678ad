"""The time of a decision in articles with few and many annotations: from the key to the save, and to the paint.

    python -m bench.decisions [--annotations 30 3000 100000] [--keys 10]

In each article quotations are accepted, by keys that arrive all at once, and that is undone. "saved" is the time from
the first key until the last of the decisions is committed, "painted" until the desk has drawn it and is idle, each
divided by the number of keys. "open" is from the key to the first paint of the article. Elapsed milliseconds; beside
each column is its ratio to that of the smallest article.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events

from bench.key_to_paint import NoClipboard, idle
from newstext.article import Article
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store import Archive
from store.ids import new_id
from store.model.annotations import AnnotationState, SpanRole, Status
from store.model.changes import Change, Edit
from store.rules.finder_runs import finder_run
from store.rules.pieces import pieces_of
from store.sqlite import SqliteEngine
from tui.app import Desk
from tui.desk.screen import DeskScreen

if TYPE_CHECKING:
    from store.model.annotations import Annotation

SENTENCE = "“The ferry waits for nobody,” the skipper of boat {n} said.\n"
QUOTED = Span(1, 28)
SIZE = (120, 40)


class TimedEngine(SqliteEngine):
    """Remembers when the last change was committed."""

    saved_at = 0.0

    def apply(self, change: Change) -> tuple[Annotation, ...]:
        made = super().apply(change)
        self.saved_at = time.perf_counter()
        return made


def fill(archive: Archive, count: int) -> None:
    """Store an article with ``count`` suggestions, as a finder would leave them."""
    lines = [SENTENCE.format(n=n) for n in range(count)]
    archive.add([Article(headline="Ferries", body="".join(lines))], reader="bench", reader_version="1")
    revision = archive.open_article(archive.articles.page().rows[0].id).revision
    edits, start = [], 0
    for line in lines:
        state = AnnotationState(
            quotation_kind=QuotationKind.DIRECT,
            status=Status.SUGGESTED,
            pieces=pieces_of(revision, {SpanRole.CONTENT: [QUOTED.shifted(start)]}),
            speaker="the skipper",
        )
        edits.append(Edit(new_id(), revision.article_id, 0, state))
        start += len(line)
    made_by = finder_run(revision.id)
    archive._engine.apply(
        Change(new_id(), made_by.generator, revision.seen_at, "suggest", tuple(edits), finder_run=made_by)
    )


async def measure(path: Path, keys: int) -> dict[str, float]:
    """Return milliseconds by what was done."""
    engine = TimedEngine(path)
    with Archive(engine, actor="bench") as archive:
        app = Desk(archive, clipboard=NoClipboard())
        async with app.run_test(size=SIZE) as pilot:
            await idle(pilot)
            desk = app.screen
            assert isinstance(desk, DeskScreen)
            start = time.perf_counter()
            app.post_message(events.Key("enter", None))
            while desk.reader.opened is None:
                await pilot.pause()
            times = {"open": time.perf_counter() - start}
            await idle(pilot)
            for name, key in (("accept", "a"), ("undo", "u"), ("redo", "ctrl+r"), ("flag", "f")):
                start = time.perf_counter()
                for _ in range(keys):
                    app.post_message(events.Key(key, key if len(key) == 1 else None))
                await idle(pilot)
                times[f"{name} saved"] = (engine.saved_at - start) / keys
                times[f"{name} painted"] = (time.perf_counter() - start) / keys
    return {name: seconds * 1000 for name, seconds in times.items()}


def main() -> None:
    """Measure, and print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--annotations", type=int, nargs="+", default=[30, 3000, 100_000])
    parser.add_argument("--keys", type=int, default=10)
    options = parser.parse_args()
    smallest: dict[str, Any] = {}
    for count in options.annotations:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            with Archive.open(path, actor="bench") as archive:
                fill(archive, count)
            times = asyncio.run(measure(path, options.keys))
        smallest = smallest or times
        print(f"{count:,} annotations, ms (times the first):")
        for name, took in times.items():
            print(f"    {name:16}{took:10.1f}{took / smallest[name]:8.1f}")


if __name__ == "__main__":
    main()
