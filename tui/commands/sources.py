"""What a command is to read: files, folders and standard input, one source after another."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newstext.article import Article


@dataclass(frozen=True, slots=True)
class Source:
    """Something that holds copy: its name for people, and how it is opened."""

    name: str
    open: Callable[[], IO[bytes]]


def paths_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add PATH..., and what to do with what is in them."""
    command = click.option("--name", default="standard input", help="What to call standard input.")(command)
    command = click.option(
        "--format", "format_name", callback=_known_format, metavar="NAME", help="The format, when it is known."
    )(command)
    return click.argument("paths", metavar="PATH...", nargs=-1, required=True)(command)


def sources(paths: Iterable[str], name: str) -> list[Source]:
    """Return every file in ``paths``: folders with all below them, in order of name, ``-`` as standard input."""
    found: list[Source] = []
    for path in paths:
        if path == "-":
            found.append(Source(name, lambda: sys.stdin.buffer))
        elif Path(path).is_dir():
            found += [_file(below) for below in _files_below(path)]
        else:
            found.append(_file(Path(path)))
    return found


def articles(source: Source, format_name: str | None) -> Iterator[Article]:
    """Read the articles in a source; UnreadableError when it cannot be read, whatever the reason."""
    from newstext.formats import read_stream
    from newstext.formats.errors import UnreadableError

    refusal = None
    try:
        with source.open() as stream:
            try:
                yield from read_stream(stream, source.name, format_name=format_name)
            except UnreadableError as error:
                refusal = str(error)  # raised below: until it is gone, the reader holds on to the stream
    except OSError as error:
        refusal = _why(error)
    if refusal:
        raise UnreadableError(refusal)


def text(source: Source) -> str:
    """Return all of a source as text; UnreadableError when it cannot be read."""
    from newstext.formats.encoding import decode
    from newstext.formats.errors import UnreadableError

    try:
        with source.open() as stream:
            return decode(stream.read())[0]
    except OSError as error:
        raise UnreadableError(_why(error)) from error


def _known_format(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    from newstext.formats import FORMATS

    names = [format_.name for format_ in FORMATS]
    if name is not None and name not in names:
        raise click.BadParameter(f"{name!r} is none of {', '.join(names)}.")
    return name


def _file(path: Path) -> Source:
    return Source(str(path), lambda: path.open("rb"))


def _files_below(folder: str) -> Iterator[Path]:
    """Yield a folder's files in order; hidden ones are the system's and not copy."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file."
    if isinstance(error, PermissionError):
        return "You may not read this file."
    return f"It could not be read: {error.strerror or error}."
