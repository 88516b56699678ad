"""Bytes to text: what is stated first, and a guess only where nothing else is left, said to be one."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TEXT_CODECS = re.compile(
    r"utf-?8(-sig)?|utf-?(16|32)([-_]?[lb]e)?|us-?ascii|ascii|(iso[-_]?8859|latin|windows|cp|koi8|mac|gb|big5|euc|"
    r"shift|sjis|hz|iso[-_]?2022|tis|ptcp|kz|x-mac|hp|johab|utf_?8)[\w-]*",
    re.IGNORECASE,
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Decode ``data``; returns the text and, when the encoding had to be guessed, its name.

    In this order: a byte order mark, strict UTF-8, ``declared`` (what the file or its envelope says, when it
    is an encoding and the bytes keep to it), and last cp1252, which is a guess. No byte is ever lost to an
    error: the five that cp1252 leaves open become the C1 controls of the same number.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    if declared and _TEXT_CODECS.fullmatch(declared.strip()):
        try:
            return data.decode(_as_browsers_do(declared.strip())), None
        except (UnicodeError, LookupError):
            pass
    return _cp1252(data), "cp1252"


def storable(text: str) -> str:
    """Return ``text`` with half characters, which an escape can name and UTF-8 cannot hold, as U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def unix_lines(text: str) -> str:
    """Return ``text`` with every line end (CRLF or CR) as LF, the one change a reader makes to a body."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as_browsers_do(declared: str) -> str:
    """Copy that says latin-1 or ASCII has the curly quotes of cp1252 in it; browsers read it so too."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return declared
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _cp1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(
            chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252") for byte in data
        )
