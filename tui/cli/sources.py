"""The sources that a command reads: files, folders and standard input."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.common import PATH, tell
from tui.kernel import files
from tui.transfer.sources import Source, sources_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.watch.client import Client

_NAMED = 3


def paths_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add PATH... with ``--format``, ``--encoding`` and ``--name``."""
    command = click.option(
        "--encoding",
        callback=_known_encoding,
        metavar="NAME",
        help="The encoding of the files, whatever they declare.",
    )(command)
    command = click.option("--name", default="standard input", help="The name for standard input in the report.")(
        command
    )
    command = click.option(
        "--format",
        "format_name",
        callback=_known_format,
        metavar="NAME",
        help="The format of the files; one-story keeps a paste in one piece.",
    )(command)
    return click.argument("paths", type=PATH, metavar="PATH...", nargs=-1, required=True)(command)


def sources(
    paths: Iterable[str], name: str, encoding: str | None = None, client: Callable[[], Client] | None = None
) -> list[Source]:
    """Return every file in ``paths``. Folders are searched in depth, by name; ``-`` is standard input.

    With a ``client``, web addresses are fetched with it.
    """
    found: list[Source] = []
    left_out: list[Path] = []
    for path in paths:
        if path == "-":
            found.append(Source(name, lambda: sys.stdin.buffer, is_stream=True))
        else:
            found += sources_at(path, left_out, client)
    if left_out:
        which = ", ".join(map(str, left_out[:_NAMED])) + (" and others" if left_out[_NAMED:] else "")
        tell(f"Skipped {which}. To read a README, name it.")
    return [replace(source, encoding=encoding) for source in found] if encoding else found


def text(source: Source) -> str:
    """Return all of a source as text; UnreadableError when it cannot be read."""
    from newstext.formats.bounds import MAX_BYTES, refuse_larger
    from newstext.formats.encoding import decode, decode_as
    from newstext.formats.errors import UnreadableError

    try:
        with source.open() as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(files.why(error)) from error
    refuse_larger(data, MAX_BYTES)
    return decode_as(data, source.encoding) if source.encoding else decode(data)[0]


def draft_data(path: str) -> bytes:
    """Return the bytes of a draft; ``-`` is standard input. UnreadableError when they cannot be read."""
    from newstext.formats.errors import UnreadableError

    try:
        if path == "-":
            return files.draft_data(sys.stdin.buffer)
        with files.opened(Path(path)) as stream:
            return files.draft_data(stream)
    except OSError as error:
        raise UnreadableError(files.why(error)) from error


def _known_format(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    from newstext.formats import FORMATS

    names = [format_.name for format_ in FORMATS]
    if name is not None and name not in names:
        raise click.BadParameter(f"“{name}” is not a format. Choose from {', '.join(names)}.")
    return name


def _known_encoding(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    from newstext.formats.encoding import decode_as

    if name is not None:
        try:
            decode_as(b"", name)
        except LookupError:
            raise click.BadParameter(f"“{name}” is not a known encoding.") from None
    return name
