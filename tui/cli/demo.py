"""``pullquote demo``: a scratch desk with invented articles."""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

import click

from tui.cli.common import configured, need_a_terminal, opened_archive, tell
from tui.cli.progress import watched
from tui.cli.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable


@click.command(short_help="Open a scratch desk with invented articles.")
def demo() -> None:
    """Open a desk on a scratch store of invented articles. Your own store is not touched."""
    need_a_terminal()
    from store.filesystem import scratch_folder
    from tui.cli.import_articles import import_all

    with scratch_folder("pullquote-demo") as folder, opened_archive(str(folder / "pullquote.db"), make=True) as archive:
        tell(f"A scratch desk with invented articles, in {folder}. It is deleted when you leave.")
        samples = list(_samples(importlib.resources.files("sample_data")))
        tell(f"Reading {len(samples)} files and finding their quotations …")
        import_all(archive, watched("Reading", samples))
        # A first look shows more if every article has its suggestions.
        for row in watched("Finding quotations", archive.articles.page().rows):
            archive.suggestions.find(row.id)
        from tui.app import open_desk

        open_desk(archive, configured())


def _samples(folder: Traversable) -> Iterator[Source]:
    """Yield the sample articles by name, without the files about them (.md, .py)."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _samples(entry)
        elif not entry.name.endswith((".md", ".py")):
            yield Source(entry.name, lambda entry=entry: entry.open("rb"))  # type: ignore[misc]
