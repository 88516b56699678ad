"""``pullquote demo``: a scratch desk on invented copy."""

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


@click.command(short_help="Open a scratch desk, filled with invented copy.")
def demo() -> None:
    """Open a desk on a scratch store filled with invented copy, to try everything on. Your own store is not touched."""
    need_a_terminal()
    from store.filesystem import scratch_folder
    from tui.cli.import_articles import import_all

    with scratch_folder("pullquote-demo") as folder, opened_archive(str(folder / "pullquote.db"), make=True) as archive:
        tell(f"A scratch desk of invented copy, in {folder} until you leave it.")
        samples = list(_samples(importlib.resources.files("sample_data")))
        tell(f"Reading {len(samples)} files and looking for quotations in them …")
        import_all(archive, watched("Reading", samples))
        # A desk that has been worked at shows more than an empty one: every quotation waits to be settled.
        for row in watched("Looking for quotations", archive.articles.page().rows):
            archive.suggestions.find(row.id)
        from tui.app import open_desk

        open_desk(archive, configured())


def _samples(folder: Traversable) -> Iterator[Source]:
    """Yield the sample copy, in order of name; what is about it and not of it is left out."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _samples(entry)
        elif not entry.name.endswith((".md", ".py")):
            yield Source(entry.name, lambda entry=entry: entry.open("rb"))  # type: ignore[misc]
