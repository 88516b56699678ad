"""Files of annotations among what is imported: told by their beginning, and taken in by the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.exchange.import_ import Arrival
    from tui.cli.sources import Source

_MAX_BYTES = 256 * 1024 * 1024
_HEAD_BYTES = 4_096


def recognised(source: Source, format_name: str | None) -> str | None:
    """Tell which format of annotations a source is in; None for articles, and for what cannot be looked at twice."""
    from store.exchange.import_ import recognised

    if format_name is not None or source.is_stream:
        return None
    try:
        with source.open() as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return None  # Reading it will say what is wrong.
    return recognised(head.decode("utf-8", errors="replace"))


def bring(archive: Archive, source: Source, name: str) -> Iterator[Arrival]:
    """Take in a file of annotations; UnreadableError when it is too large or not text."""
    from newstext.formats.errors import UnreadableError

    with source.open() as stream:
        data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise UnreadableError("It is larger than 256 MB; export it in parts, with filters.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"It is not UTF-8 from byte {error.start} on; export it again.") from None
    yield from archive.bring(text, name)
