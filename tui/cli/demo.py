"""``pullquote demo``: a scratch desk with invented articles."""

from __future__ import annotations

import importlib.resources
from contextlib import contextmanager
from functools import partial
from itertools import takewhile
from threading import Event, Thread
from typing import TYPE_CHECKING

import click

from tui.cli.common import configured, need_a_terminal, opened_archive, tell
from tui.transfer.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

_FIRST = ("34-tunnel-inquiry.txt", "stories.jsonl")
"""The files that the desk opens with; the others come in while one looks around."""
_SEARCHED = 3
"""Articles from the top whose quotations are found before the desk opens."""
_DRAFT = "draft.md"
"""The draft to check. Like all .md files it is no article."""
_GREETING = "A scratch desk; {files} files of copy are coming in. {{everywhere.leave}} quits and deletes it."
_FAREWELL = "Press {everywhere.leave} to end the demo. What you did in it is deleted."


@click.command(short_help="Open a scratch desk with invented articles.")
@click.option("--tour", is_flag=True, help="Show what to do next, through settling, naming, copying, search and check.")
def demo(tour: bool) -> None:
    """Open a desk on a scratch store of invented articles. Your own store is not touched."""
    need_a_terminal()
    from store.filesystem import scratch_folder
    from tui.transfer.batches import import_all

    with scratch_folder("pullquote-demo") as folder:
        store = str(folder / "pullquote.db")
        with opened_archive(store, make=True) as archive:
            tell(f"A scratch desk with invented articles, in {folder}. It is deleted when you leave.")
            samples = list(_samples(importlib.resources.files("sample_data")))
            import_all(archive, [sample for sample in samples if sample.name in _FIRST])
            for row in archive.articles.page(limit=_SEARCHED).rows:
                archive.suggestions.find(row.id)
            from tui.app import open_desk
            from tui.kernel.welcome import Welcome
            from tui.tour.guide import TourGuide

            guide = partial(TourGuide, draft=_draft_in(folder)) if tour else None
            welcome = Welcome(_GREETING.format(files=len(samples)), _FAREWELL, guide)
            with _filling(store, [sample for sample in samples if sample.name not in _FIRST]):
                open_desk(archive, configured(), welcome)


@contextmanager
def _filling(store: str, samples: Sequence[Source]) -> Iterator[None]:
    """Read the other files as a colleague would, and find their quotations, until all is done or the desk is left."""
    left = Event()

    def fill() -> None:
        from store import Archive
        from tui.transfer.batches import import_all

        with Archive.open(store, actor="demo") as archive:
            import_all(archive, takewhile(lambda _: not left.is_set(), samples))
            for row in takewhile(lambda _: not left.is_set(), archive.articles.page().rows):
                archive.suggestions.find(row.id)

    thread = Thread(target=fill, daemon=True)
    thread.start()
    try:
        yield
    finally:
        left.set()
        thread.join()


def _draft_in(folder: Path) -> str:
    """Write the sample draft into a folder and return its path."""
    path = folder / _DRAFT
    path.write_bytes(importlib.resources.files("sample_data").joinpath(_DRAFT).read_bytes())
    return str(path)


def _samples(folder: Traversable) -> Iterator[Source]:
    """Yield the sample articles by name, without the files about them (.md, .py)."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _samples(entry)
        elif not entry.name.endswith((".md", ".py")):
            yield Source(entry.name, lambda entry=entry: entry.open("rb"))  # type: ignore[misc]
