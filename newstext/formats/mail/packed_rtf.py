"""The RTF that Outlook keeps of a message's text, unpacked ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

from newstext.formats.bounds import MAX_MARKUP_BYTES

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096


def unpacked(data: bytes) -> bytes:
    """Return the RTF in ``data``; as much of it as is whole, and nothing when it is none."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<IIII", data)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED:
        return b""
    return bytes(_Window(min(size, MAX_MARKUP_BYTES)).read(data[16:]))


class _Window:
    """The latest output, which the packed bytes refer back to."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lately = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
        self._at = len(_DICTIONARY)
        self._out = bytearray()

    def read(self, packed: bytes) -> bytearray:
        """Unpack up to the end mark, to the size that was stated, or as far as the bytes go."""
        at = 0
        while at < len(packed) and len(self._out) < self._size:
            flags = packed[at]
            at += 1
            for bit in range(8):
                width = 2 if flags >> bit & 1 else 1
                piece = packed[at : at + width]
                at += width
                if len(piece) < width or not self._take(piece):
                    return self._out
        return self._out

    def _take(self, piece: bytes) -> bool:
        """Take one byte literally, or two as a reference; False for the reference that ends the data."""
        if len(piece) == 1:
            self._write(piece[0])
            return True
        start, length = int.from_bytes(piece, "big") >> 4, (piece[1] & 15) + 2
        if start == self._at:
            return False
        for step in range(length):
            self._write(self._lately[(start + step) % _WINDOW])
        return True

    def _write(self, byte: int) -> None:
        self._out.append(byte)
        self._lately[self._at] = byte
        self._at = (self._at + 1) % _WINDOW
