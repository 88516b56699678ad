"""Decodes bytes by their stated encoding; a guess is the last resort, and reported."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from newstext.formats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# The meaning of labels on the web: a superset of the named encoding, with the characters that people use besides.
_SUPERSETS = {
    "ascii": ("cp1252",),
    "iso8859-1": ("cp1252",),
    "iso8859-9": ("cp1254",),
    "iso8859-11": ("cp874",),
    "tis-620": ("cp874",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "shift_jis": ("cp932", "shift_jis_2004"),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "euc_kr": ("cp949",),
    "big5": ("big5hkscs", "cp950"),
}
# These are all ASCII, so that they pass for UTF-8.
_SEVEN_BIT = {
    "utf-7": ("utf-7",),
    "hz": ("hz",),
    "iso2022_kr": ("iso2022_kr",),
    "iso2022_jp": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2"),
}
_LABELS = {
    "windows-31j": "cp932",
    "gb_2312-80": "gb2312",
    "csgb2312": "gb2312",
    "cn-big5": "big5",
    "windows-949": "cp949",
    "ks_c_5601": "euc_kr",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-x-big5": "big5",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "csiso2022jp": "iso2022_jp",
}
# Python decodes with them, and no copy is in them.
_NOT_COPY = frozenset({"idna", "punycode", "unicode_escape", "unicode-escape", "raw-unicode-escape", "undefined"})
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MIXED = "pullquote-mixed"
_PROBE = 8192


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Decode ``data``; returns the text and, when the encoding had to be guessed, its name.

    In this order: a byte order mark; a 7-bit encoding that is ``declared`` (what the file or its envelope says) or
    that its escapes show; UTF-16, by its zeros; strict UTF-8; ``declared``, when it is an encoding and the bytes keep
    to it; and last cp1252. No byte is ever lost to an error: the five that cp1252 leaves open become the C1 controls
    of the same number.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), None
    stated = _codec(declared)
    if data.isascii() and (found := _in_seven_bits(data, stated)):
        return found
    if (wide := _wide(data)) and (text := _decoded(data, (wide,))) and not _CONTROLS.search(text, 0, _PROBE):
        return text, wide
    if (text := _decoded(data, ("utf-8",))) is not None:
        return text, None
    if stated and (text := _decoded(data, _SUPERSETS.get(stated, (stated,)))) is not None:
        return text, None
    return _guessed(data)


def decode_as(data: bytes, encoding: str) -> str:
    """Decode ``data`` from the encoding that a person names.

    Raises UnreadableError when the bytes do not fit it, and LookupError when there is no such encoding.
    """
    stated = _codec(encoding)
    if stated is None:
        raise LookupError(encoding)
    text = _decoded(data, _SEVEN_BIT.get(stated) or _SUPERSETS.get(stated, (stated,)))
    if text is None:
        raise UnreadableError(f"This file is not in the encoding {encoding}; name another, or leave out --encoding.")
    return text.removeprefix("\ufeff")


def storable(text: str) -> str:
    """Return ``text`` with lone surrogates, which UTF-8 cannot hold, replaced by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def unix_lines(text: str) -> str:
    """Return ``text`` with every line end (CRLF or CR) as LF, the one change a reader makes to a body."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _codec(declared: str | None) -> str | None:
    """Return Python's name for the encoding of a label; None if it is unknown or not a text encoding."""
    label = (declared or "").strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label.removeprefix("x-"))).name
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_COPY else name


def _in_seven_bits(data: bytes, stated: str | None) -> tuple[str, str | None] | None:
    if stated in _SEVEN_BIT and (text := _decoded(data, _SEVEN_BIT[stated])) is not None:
        return text, None
    if _JAPANESE_ESCAPE.search(data) and (text := _decoded(data, _SEVEN_BIT["iso2022_jp"])) is not None:
        return text, "iso2022_jp"
    return None


def _wide(data: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, which its zero bytes show; None if it is something else."""
    probe = data[: min(_PROBE, len(data) // 2 * 2)]
    if not probe.count(0):
        return None
    high, low = probe[1::2].count(0), probe[::2].count(0)
    most, least = max(high, low), min(high, low)
    if 10 * most < len(probe) // 2 or 50 * least > most:
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def _decoded(data: bytes, encodings: Iterable[str]) -> str | None:
    """Return ``data`` decoded by the first of these encodings that fits; None if none does."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return None


def _guessed(data: bytes) -> tuple[str, str]:
    """Decode as UTF-8 with stray bytes of cp1252 if most of it is UTF-8, else as cp1252."""
    text = data.decode("utf-8", errors=_MIXED)
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    whole = sum(map(len, _NOT_ASCII.findall(text))) - broken
    return (text, "utf-8, in part cp1252") if whole >= 3 * broken else (_cp1252(data), "cp1252")


def _broken_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return _cp1252(error.object[error.start : error.end]), error.end


def _cp1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(
            chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252") for byte in data
        )


codecs.register_error(_MIXED, _broken_bytes)
