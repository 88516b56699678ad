"""Outlook's messages (.msg): an OLE file of properties, read as the e-mail that it was. [MS-OXMSG]"""

from __future__ import annotations

import re
import struct
from base64 import encodebytes
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.header import Header
from email.message import Message
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import olefile

from newstext.formats.bounds import MAX_BYTES
from newstext.formats.errors import UnreadableError
from newstext.formats.mail.email import articles_in
from newstext.formats.mail.packed_rtf import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.article import Article

_Path = tuple[str, ...]

_OTHERS = {
    "WordDocument": "a Word document of before 2007 (.doc); save it as .docx and read that",
    "Workbook": "an Excel workbook of before 2007 (.xls); save the sheet as CSV and read that",
    "Book": "an Excel workbook of before 1997 (.xls); save the sheet as CSV and read that",
    "PowerPoint Document": "a PowerPoint presentation of before 2007 (.ppt); save its text and read that",
    "EncryptedPackage": "an Office document that is protected by a password; save it without one",
}
_SUBJECT, _HEADERS, _ID = "0037", "007D", "1035"
_SENDER, _ADDRESS, _OLD_ADDRESS = "0C1A", "5D01", "0C1F"
_BODY, _HTML, _RTF = "1000", "1013", "1009"
_FILE_NAME, _SHORT_NAME, _FILE, _KIND = "3707", "3704", "3701", "370E"
_SENT, _RECEIVED, _CODE_PAGE, _WEB_CODE_PAGE = 0x0039, 0x0E06, 0x3FFD, 0x3FDE
_TIME, _NUMBER = 0x0040, 0x0003
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_PROPERTIES = "__properties_version1.0"
_MOST_WITHIN = 20
"""The greatest depth of messages attached to messages."""


def read(data: bytes, name: str) -> list[Article]:
    """Read the message in ``data`` and its attachments, as for any e-mail."""
    try:
        with olefile.OleFileIO(data) as file:
            message = _message(file)
    except UnreadableError:
        raise
    # olefile checks what it needs as it needs it, and a damaged table leads it anywhere.
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, struct.error):
        raise UnreadableError("This Outlook message is damaged or cut short; save it again, or as .eml.") from None
    return articles_in(message, name)


def _message(file: Any) -> Message:
    if not file.exists(_PROPERTIES):
        other = next((words for stream, words in _OTHERS.items() if file.exists(stream)), None)
        raise UnreadableError(f"This is {other or 'an old office document; save its text and read that'}.")
    return _Item(file, ()).message()


class _Item:
    """A message, or an attachment: the properties below a folder of the file."""

    def __init__(self, file: Any, path: _Path) -> None:
        self._file = file
        self._path = path
        self._fixed = dict(self._fixed_properties())
        page = self._fixed.get((_WEB_CODE_PAGE, _NUMBER)) or self._fixed.get((_CODE_PAGE, _NUMBER)) or 1252
        self._code_page = "utf-8" if page == 65001 else f"cp{page}"

    def message(self) -> Message:
        """Return it as an e-mail."""
        if len(self._path) > 2 * _MOST_WITHIN:
            raise UnreadableError(
                "This message holds messages within messages, too deeply; save the one that is meant."
            )
        made = self._text()
        if attached := list(self._attachments()):
            whole = Message()
            whole["Content-Type"] = "multipart/mixed"
            whole.set_payload([made, *attached])
            made = whole
        headers = message_from_string(self._words(_HEADERS) or "")
        sent = self._fixed.get((_SENT, _TIME)) or self._fixed.get((_RECEIVED, _TIME))
        stated = {
            "Subject": self._words(_SUBJECT),
            "From": headers["From"] or " ".join(filter(None, (self._words(_SENDER), self._address()))),
            "Date": headers["Date"] or (format_datetime(_moment(sent)) if sent else None),
            "Message-ID": headers["Message-ID"] or self._words(_ID),
        }
        for name, value in stated.items():
            if value:
                made[name] = Header(" ".join(str(value).split()), "utf-8").encode()
        return made

    def _address(self) -> str | None:
        address = self._words(_ADDRESS) or self._words(_OLD_ADDRESS) or ""
        return f"<{address}>" if "@" in address else None

    def _text(self) -> Message:
        """Return the text: the plain text, else the HTML, else the packed RTF that Outlook always has."""
        if text := self._words(_BODY):
            return _part("text/plain", text.encode("utf-8", "replace"))
        if html := self._stream(f"{_HTML}0102"):
            return _part("text/html", html, self._code_page)
        if words := self._words(_HTML):
            return _part("text/html", words.encode("utf-8", "replace"))
        rtf = unpacked(self._stream(f"{_RTF}0102"))
        return _part("text/plain", _text_of(rtf).encode() if rtf else b"")

    def _attachments(self) -> Iterator[Message]:
        depth = len(self._path)
        names = {entry[depth] for entry in self._file.listdir(streams=True, storages=True) if len(entry) > depth}
        for name in sorted(name for name in names if name.startswith("__attach")):
            attachment = _Item(self._file, (*self._path, name))
            within = (*attachment._path, f"__substg1.0_{_FILE}000D")
            if self._file.exists("/".join((*within, _PROPERTIES))):
                made = Message()
                made["Content-Type"] = "message/rfc822"
                made.set_payload([_Item(self._file, within).message()])
                yield made
            elif data := attachment._stream(f"{_FILE}0102"):
                name = attachment._words(_FILE_NAME) or attachment._words(_SHORT_NAME) or "attachment"
                yield _part(attachment._kind(), data, name=name)

    def _kind(self) -> str:
        """Return the stated type of an attachment; one that holds others is recognised by its content."""
        kind = (self._words(_KIND) or "").lower()
        is_single = _TYPE.fullmatch(kind) and not kind.startswith(("multipart/", "message/", "text/"))
        return kind if is_single else "application/octet-stream"

    def _words(self, tag: str) -> str | None:
        if wide := self._stream(f"{tag}001F"):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(f"{tag}001E")
        try:
            return narrow.decode(self._code_page, "replace").rstrip("\0") or None
        except LookupError:
            return narrow.decode("cp1252", "replace").rstrip("\0") or None

    def _stream(self, tag: str) -> bytes:
        return self._bytes(f"__substg1.0_{tag}")

    def _bytes(self, name: str) -> bytes:
        path = "/".join((*self._path, name))
        if not self._file.exists(path):
            return b""
        data: bytes = self._file.openstream(path).read(MAX_BYTES)
        return data

    def _fixed_properties(self) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield number, type and value of each property of a fixed length, which stand behind a head in one stream."""
        is_attachment = bool(self._path) and self._path[-1].startswith("__attach")
        head = 8 if is_attachment else 24 if self._path else 32
        data = self._bytes(_PROPERTIES)[head:]
        for at in range(0, len(data) - 15, 16):
            kind, number, _flags, value = struct.unpack_from("<HHIQ", data, at)
            yield (number, kind), value if kind == _TIME else value & 0xFFFFFFFF


def _part(kind: str, data: bytes, charset: str = "utf-8", *, name: str | None = None) -> Message:
    part = Message()
    part["Content-Type"] = f'{kind}; charset="{charset}"'
    part["Content-Transfer-Encoding"] = "base64"
    if name:
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", " ".join(name.split())))
    part.set_payload(encodebytes(data).decode("ascii"))
    return part


def _text_of(rtf: bytes) -> str:
    from newstext.formats.documents import rtf as reader

    try:
        (article,) = reader.read(rtf, "message")
    except UnreadableError:
        return ""
    return "\n\n".join(filter(None, (article.headline, article.body)))


def _moment(ticks: int) -> datetime:
    """Return a time that is given in tenths of a microsecond since 1601."""
    return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
