"""The limits that keep foreign bytes from taking the machine: size, depth and time."""

from __future__ import annotations

import gzip
import io
import zlib

from newstext.formats.errors import UnreadableError

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read, unpacked, in bytes."""

MAX_MARKUP_BYTES = 16 * 1024 * 1024
"""The largest page or XML file, in bytes: parsed markup takes about thirty times its size in memory."""

MAX_DEPTH = 200
"""How deep elements may be nested; a page made by people stays under 60."""

MAX_SECONDS = 20.0
"""How long one file may take in the guarded reader before it is stopped."""

MAX_MEMORY = 1_500 * 1024 * 1024
"""The address space of the guarded reader, in bytes, where the system can set it."""


def refuse_larger(data: bytes, limit: int = MAX_BYTES) -> None:
    """Raise UnreadableError when ``data`` is larger than ``limit`` bytes."""
    if len(data) > limit:
        raise UnreadableError(
            f"This file holds more than {limit // (1024 * 1024)} MB, which is more than is read at once; "
            "split it into smaller files."
        )


def unpacked(data: bytes, limit: int = MAX_BYTES) -> bytes:
    """Return ``data``, unpacked when it is gzip, never more than ``limit`` bytes; else UnreadableError."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(limit + 1)
        except (OSError, EOFError, zlib.error):
            raise UnreadableError("This gzip file is damaged or cut short; fetch it again.") from None
    refuse_larger(data, limit)
    return data
