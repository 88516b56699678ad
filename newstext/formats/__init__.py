"""Reads bytes into articles: one reader per format, all with the interface ``read(data, name) -> list[Article]``.

A new format is one new file and one line in ``catalogue.FORMATS``. Importing this package is light: a reader, and the
libraries it needs, are imported when a file of its kind is first read.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import io
import traceback
import zlib
from contextlib import closing
from dataclasses import replace
from typing import IO, TYPE_CHECKING, cast

from newstext.formats.bounds import LARGE, MAX_BYTES, MEGABYTE, refuse_larger, seconds_for
from newstext.formats.catalogue import FORMATS, Format, recognise
from newstext.formats.encoding import decode_as
from newstext.formats.errors import BrokenReaderError, UnreadableError
from newstext.formats.story_check import stories
from newstext.formats.transcripts.labelled import with_turns

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from newstext.article import Article

__all__ = ["FORMATS", "BrokenReaderError", "Format", "UnreadableError", "read", "read_stream", "recognise"]


_BY_NAME = {format_.name: format_ for format_ in FORMATS}
_PIECE = MEGABYTE
_BLOCK = 64 * 1024
"""Most files are smaller. Allocating a megabyte for each takes longer than recognising it."""


def read(data: bytes, name: str, *, format_name: str | None = None, encoding: str | None = None) -> list[Article]:
    """Read the articles in ``data``, in their order; gzip is unpacked.

    The format is told from the content first and from ``name``, the file's name, second; ``format_name`` (a
    name in ``FORMATS``) overrides both. ``encoding`` overrides what the file says of its encoding. Raises
    UnreadableError with a sentence for a person when nothing can be read, BrokenReaderError when the reader failed, and
    ValueError when there is no such format or encoding.
    """
    return list(read_stream(io.BytesIO(data), name, format_name=format_name, encoding=encoding))


def read_stream(
    stream: IO[bytes], name: str, *, format_name: str | None = None, encoding: str | None = None
) -> Iterator[Article]:
    """Read the articles in ``stream`` as ``read`` does, JSON Lines of any size in constant memory."""
    if format_name is not None and format_name not in _BY_NAME:
        raise ValueError(f"There is no format {format_name!r}; choose one of {', '.join(_BY_NAME)}.")
    with closing(_pieces(stream) if encoding is None else _transcoded(stream, encoding)) as pieces:
        first = next(pieces)
        if not first.strip():
            raise UnreadableError("This file is empty; there is nothing to read.")
        chosen = _BY_NAME[format_name] if format_name else recognise(first, name)
        # An array, and UTF-16, cannot be cut at the bytes of a line end.
        if chosen.by_line and first.lstrip().startswith(b"{") and b"\0" not in first[:100]:
            yield from _by_line(chosen, first, pieces, name)
            return
        data = bytearray(first)
        for piece in pieces:
            data += piece
            refuse_larger(data, chosen.limit)
    source = hashlib.sha256(data).hexdigest()
    articles = _read_whole(chosen, bytes(data), name)
    for article in stories(articles, name, may_be_other=chosen.holds_anything and format_name is None):
        yield replace(with_turns(article) if chosen.holds_anything else article, source_sha256=source)


def _read_whole(chosen: Format, data: bytes, name: str) -> list[Article]:
    if chosen.guarded or len(data) >= LARGE:
        from newstext.guard import read_guarded

        return read_guarded(data, name, chosen.module, seconds=seconds_for(data, chosen.seconds))
    try:
        module = importlib.import_module(f"newstext.formats.{chosen.module}")
        return cast("list[Article]", module.read(data, name))
    except UnreadableError:
        raise
    except Exception as error:
        raise BrokenReaderError(f"{type(error).__name__}: {error}", traceback.format_exc()) from error


def _by_line(chosen: Format, first: bytes, pieces: Iterator[bytes], name: str) -> Iterator[Article]:
    """Read complete lines as they arrive; a single line is limited like a whole file."""
    waiting = first
    for piece in pieces:
        lines, end, rest = waiting.rpartition(b"\n")
        if end and lines.strip():
            yield from stories(_read_whole(chosen, lines, name), name)
        waiting = rest + piece
        refuse_larger(waiting, MAX_BYTES)
    if waiting.strip():
        yield from stories(_read_whole(chosen, waiting, name), name)


def _transcoded(stream: IO[bytes], encoding: str) -> Generator[bytes]:
    """Yield all of ``stream``, which is in ``encoding``, as UTF-8."""
    data = bytearray()
    for piece in _pieces(stream):
        data += piece
        refuse_larger(data, MAX_BYTES)
    try:
        text = decode_as(bytes(data), encoding)
    except LookupError:
        raise ValueError(f"There is no encoding {encoding!r}.") from None
    yield text.encode("utf-8", errors="replace")


def _pieces(stream: IO[bytes]) -> Generator[bytes]:
    """Yield the content of ``stream`` in pieces, unpacked if it is gzip; at least one piece, which may be empty."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), _BLOCK)
    packed = buffered.peek(2)[:2] == b"\x1f\x8b"
    source = gzip.GzipFile(fileobj=buffered) if packed else buffered
    try:
        block = source.read(_BLOCK)
        is_whole = len(block) < _BLOCK
        yield block if is_whole else block + source.read(_PIECE - _BLOCK)
        while not is_whole and (piece := source.read(_PIECE)):
            yield piece
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnreadableError("This gzip file is damaged or cut short; fetch it again.") from None
    finally:
        buffered.detach()  # else it would close a stream that is not ours
