"""The sources that a command reads: files, folders and standard input."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from tui.cli.common import PATH, tell
from tui.kernel import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newstext.article import Article


_NAMED = 3
_README = re.compile(r"readme(\.[\w-]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: its name for people, and how to open it."""

    name: str
    open: Callable[[], IO[bytes]]
    is_stream: bool = False
    """Whether it can be opened only once."""
    encoding: str | None = None
    """The encoding that the person named."""


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


def sources(paths: Iterable[str], name: str, encoding: str | None = None) -> list[Source]:
    """Return every file in ``paths``. Folders are searched in depth, by name; ``-`` is standard input."""
    found: list[Source] = []
    left_out: list[Path] = []
    for path in paths:
        if path == "-":
            found.append(Source(name, lambda: sys.stdin.buffer, is_stream=True))
        elif _is_folder(path):
            found += _files_below(path, left_out)
        else:
            found.append(_file(Path(path)))
    if left_out:
        which = ", ".join(map(str, left_out[:_NAMED])) + (" and others" if left_out[_NAMED:] else "")
        tell(f"Skipped {which}. To read a README, name it.")
    return [replace(source, encoding=encoding) for source in found] if encoding else found


@contextmanager
def reading() -> Iterator[None]:
    """Stop the readers' helper process, if there is one, at the end of the block."""
    try:
        yield
    finally:
        if "newstext.guard" in sys.modules:
            from newstext.guard import end_reader

            end_reader()


def articles(source: Source, format_name: str | None) -> Iterator[Article]:
    """Read the articles in a source; UnreadableError when it cannot be read, whatever the reason."""
    from newstext.formats import read_stream
    from newstext.formats.errors import UnreadableError

    refusal = None
    try:
        with source.open() as stream:
            try:
                yield from read_stream(stream, source.name, format_name=format_name, encoding=source.encoding)
            except UnreadableError as error:
                refusal = str(error)  # Raised below, because the reader holds the stream as long as this error lives.
    except OSError as error:
        refusal = files.why(error)
    if refusal:
        raise UnreadableError(refusal)


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


def _file(path: Path) -> Source:
    return Source(str(path), lambda: files.opened(path), is_stream=not _is_file(path))


def _files_below(folder: str, left_out: list[Path]) -> Iterator[Source]:
    """Yield a folder's files in order. READMEs go to ``left_out``, hidden files are skipped.

    A folder that may not be read becomes a source that cannot be read.
    """
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            if _README.fullmatch(name):
                left_out.append(Path(place, name))
            else:
                yield _file_in_folder(Path(place, name))
    for error in closed:
        yield _file(Path(str(error.filename)))


def _file_in_folder(path: Path) -> Source:
    """Return a source that refuses pipes and devices: in a folder, nobody named them."""
    name = str(path)  # For a million files: a Path takes more memory than its name.
    return Source(name, partial(_opened_in_folder, name))


def _opened_in_folder(name: str) -> IO[bytes]:
    return files.opened_file(Path(name))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # Opening it will say what is wrong.


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False  # Opening it will say what is wrong.
