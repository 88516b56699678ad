"""Limits on foreign files: size, depth and time."""

from __future__ import annotations

from newstext.formats.errors import UnreadableError

MEGABYTE = 1024 * 1024

MAX_BYTES = 64 * MEGABYTE
"""The largest file that is read whole, unpacked."""

MAX_MARKUP_BYTES = 16 * MEGABYTE
"""The largest page or XML file: parsed markup takes about thirty times its size in memory."""

MAX_DEPTH = 200
"""The greatest depth of nested elements; a page made by people stays under 60."""

MAX_SECONDS = 10.0
"""CPU time that one file may take in the guarded reader before it is stopped, besides MAX_SECONDS_A_MEGABYTE."""

MAX_SECONDS_A_MEGABYTE = 0.5

MAX_CONTAINER_SECONDS = 60.0
"""The same for documents and mail: a report of a thousand pages, a folder of thousands of messages."""

MAX_FINDER_SECONDS = 60.0
"""CPU time that the finder may take over one article, besides MAX_FINDER_SECONDS_A_MEGABYTE."""

MAX_FINDER_SECONDS_A_MEGABYTE = 60.0

LARGE = 2 * MEGABYTE
"""From this size on every format is read in the guarded reader: no copy is large, so a large file is odd."""

MAX_MEMORY = 1500 * MEGABYTE
"""The address space of the guarded reader, where the system can set it."""


def seconds_for(data: bytes, seconds: float = MAX_SECONDS) -> float:
    """Return the CPU time that reading ``data`` may take, ``seconds`` being that of a small file."""
    return seconds + MAX_SECONDS_A_MEGABYTE * (len(data) // MEGABYTE)


def refuse_larger(data: bytes | bytearray, limit: int) -> None:
    """Raise UnreadableError when ``data`` is larger than ``limit`` bytes."""
    if len(data) > limit:
        raise UnreadableError(
            f"This file holds more than {limit // MEGABYTE} MB, which is more than is read at once; "
            "split it into smaller files."
        )
