"""The ZIP archive that a document of Word or OpenDocument is: its XML parts, within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from newstext.formats.bounds import MAX_MARKUP_BYTES, MEGABYTE
from newstext.formats.errors import UnreadableError
from newstext.formats.xml import parse

if TYPE_CHECKING:
    from lxml import etree

_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError)


class Package:
    """The parts of a document; UnreadableError, naming its ``kind``, for an archive that is damaged or encrypted."""

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        try:
            self._parts = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise UnreadableError(f"This {kind} is damaged or cut short; fetch it again.") from None
        self.names = self._parts.namelist()

    def root(self, name: str) -> etree._Element | None:
        """Return the root element of a part; None when there is no such part."""
        if name not in self.names:
            return None
        return parse(self._unpacked(name)).root

    def _unpacked(self, name: str) -> bytes:
        try:
            with self._parts.open(name) as part:
                data = part.read(MAX_MARKUP_BYTES + 1)
        except RuntimeError:
            raise UnreadableError(f"This {self._kind} is protected by a password; save it without one.") from None
        except _BROKEN:
            raise UnreadableError(f"This {self._kind} is damaged or cut short; fetch it again.") from None
        if len(data) > MAX_MARKUP_BYTES:
            raise UnreadableError(
                f"The text of this {self._kind} is larger than {MAX_MARKUP_BYTES // MEGABYTE} MB; split it into parts."
            )
        return data
