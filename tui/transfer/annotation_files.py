"""Annotation files among the files to import: how they are recognised and read."""

from __future__ import annotations

import codecs
import io
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.exchange.import_ import ImportedAnnotation
    from tui.transfer.sources import Source

_HEAD_BYTES = 4_096
_LINE_BYTES = 1 << 24
"""Bytes of a first line that are examined: labels follow the text they belong to."""
_CHUNK = 1 << 20


def recognised(source: Source, format_name: str | None) -> str | None:
    """Return a source's annotation format; None for articles, and for streams, which cannot be read twice."""
    from store.exchange.import_ import recognised

    if format_name is not None or source.is_stream:
        return None
    try:
        with source.open() as stream:
            head = stream.read(_HEAD_BYTES)
            if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"\n" not in head:
                head += stream.readline(_LINE_BYTES)
    except OSError:
        return None  # Reported when it is read.
    return recognised(head.decode("utf-8", errors="replace"))


def import_file(archive: Archive, source: Source, name: str) -> Iterator[ImportedAnnotation]:
    """Import an annotation file. One that is not UTF-8 raises UnreadableError before anything is stored."""
    with source.open() as stream:
        _check_encoding(stream)
        stream.seek(0)
        # Lines end at LF alone: a CR may be part of one.
        with io.TextIOWrapper(stream, "utf-8-sig", newline="\n") as file:
            yield from archive.annotations.import_file(file, name)


def _check_encoding(stream: IO[bytes]) -> None:
    from newstext.formats.errors import UnreadableError

    decoder, at = codecs.getincrementaldecoder("utf-8")(), 0
    try:
        while chunk := stream.read(_CHUNK):
            held = len(decoder.getstate()[0])
            decoder.decode(chunk)
            at += len(chunk)
        held = len(decoder.getstate()[0])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        broken = at - held + error.start
        raise UnreadableError(f"It is not UTF-8 at byte {broken}. Export it again.") from None
