"""The sources of an import: files, folders and web addresses."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tui.kernel import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newstext.article import Article
    from store.watch.client import Client

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
    fetch: Callable[[], list[Article]] | None = None
    """How it is fetched and read, if it is a web address."""


def sources_at(place: str, left_out: list[Path], client: Callable[[], Client] | None = None) -> Iterator[Source]:
    """Yield the files at a path: one, or those of a folder, in depth and by name. READMEs go to ``left_out``.

    With a ``client``, a web address is a source too.
    """
    if client is not None and place.startswith(("https://", "http://")):
        yield _page(place, client)
    elif _is_folder(place):
        yield from _files_below(place, left_out)
    else:
        yield file_source(Path(place))


def articles(source: Source, format_name: str | None) -> Iterator[Article]:
    """Read the articles in a source; UnreadableError when it cannot be read, whatever the reason."""
    from newstext.formats import read_stream
    from newstext.formats.errors import UnreadableError
    from store.errors import StoreError

    refusal = None
    try:
        if source.fetch is not None:
            yield from source.fetch()
            return
        with source.open() as stream:
            try:
                yield from read_stream(stream, source.name, format_name=format_name, encoding=source.encoding)
            except UnreadableError as error:
                refusal = str(error)  # Raised below, because the reader holds the stream as long as this error lives.
    except OSError as error:
        refusal = files.why(error)
    except StoreError as error:  # The address could not be fetched.
        refusal = str(error)
    if refusal:
        raise UnreadableError(refusal)


def _page(address: str, client: Callable[[], Client]) -> Source:
    def fetch() -> list[Article]:
        from store.watch.one_visit import articles_at

        return articles_at(address, client())

    return Source(address, io.BytesIO, is_stream=True, fetch=fetch)


def file_source(path: Path) -> Source:
    """Return a file, pipe or device that a person named as a source."""
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
        yield file_source(Path(str(error.filename)))


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
