"""RTF, the text that Word, TextEdit and WordPad exchange: control words between braces. Version 1.9 and older."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.formats.bounds import MAX_DEPTH
from newstext.formats.documents.document import Document, Paragraph, article_of, plain
from newstext.formats.errors import UnreadableError

if TYPE_CHECKING:
    from newstext.article import Article

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "cell": "\t",
    "nestcell": "\t",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
_ESCAPED = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_ENDS = frozenset({"par", "sect", "page", "row", "nestrow"})
_HEADS = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
_NO_TEXT = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "fldinst", "xe", "tc", "rxe", "listtext"),
        *("pntext", "listtable", "atnid", "atnauthor", "atnref", "atntime", "bkmkstart", "bkmkend", "template"),
        *("nonshppict", "objdata", "filetbl", "revtbl", "private", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc"),
    }
)
_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp437",
}
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass
class _Group:
    r"""The state until the brace closes: the destination of text, its font, and the bytes to skip after ``\u``."""

    target: str = "text"
    font: int = -1
    skips: int = 1
    is_deleted: bool = False
    is_hidden: bool = False
    is_new: bool = True


def read(data: bytes, name: str) -> list[Article]:
    """Read the document in ``data`` as one article."""
    return [article_of(document(data, name), name, "an RTF document")]


def document(data: bytes, name: str) -> Document:  # noqa: ARG001 - called as the others are
    """Return the document in ``data``."""
    return _Reading(data.decode("latin-1")).document()


class _Reading:
    """One pass over a document's tokens."""

    def __init__(self, rtf: str) -> None:
        self._rtf = rtf
        self._group = _Group()
        self._open: list[_Group] = []
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = -1
        self._texts: dict[str, list[str]] = {"text": [], "footnote": [], "head": []}
        self._bytes = bytearray()
        self._skip = 0
        self._is_heading = False
        self._document = Document()

    def document(self) -> Document:
        """Return the document, cut short where its braces are closed too soon or never."""
        at = 0
        while at < len(self._rtf) and (found := _TOKEN.match(self._rtf, at)):
            at = found.end()
            if found["hex"]:
                self._byte(int(found["hex"], 16))
                continue
            if found["text"]:
                self._typed(found["text"])
                continue
            self._flush()
            if found["brace"]:
                if not self._brace(found["brace"]):
                    break
            elif found["word"]:
                at += self._word(found["word"].lower(), int(found["number"]) if found["number"] else None)
            elif found["sign"]:
                self._sign(found["sign"])
        self._flush()
        for target in self._texts:
            self._end(target)
        return self._document

    def _brace(self, brace: str) -> bool:
        """Open or close a group; False when the document's own is closed."""
        self._skip = 0
        if brace == "{":
            if len(self._open) > MAX_DEPTH:
                raise UnreadableError("This RTF is nested too deeply to be read; save it again, or as text.")
            self._open.append(self._group)
            self._group = copy(self._group)
            self._group.is_new = True
        elif self._open:
            outer = self._open.pop()
            if self._group.target != outer.target and self._group.target in ("footnote", "head"):
                self._end(self._group.target)
            self._group = outer
        return bool(self._open)

    def _word(self, word: str, number: int | None) -> int:
        """Obey a control word; return how many bytes after it are not RTF."""
        group, is_first = self._group, self._group.is_new
        group.is_new = False
        self._skip = 0
        if word == "bin":
            return max(0, number or 0)
        if word == "u" and number is not None:
            self._write(chr(number % 0x10000))
            self._skip = group.skips
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in _ENDS:
            self._end(group.target)
        elif word in ("f", "fcharset", "deff", "ansicpg", *_CODE_PAGES):
            self._encoding(word, number)
        elif word == "uc":
            group.skips = number or 0
        elif word in ("outlinelevel", "pard") and group.target == "text":
            self._is_heading = word == "outlinelevel" and (number or 0) < 9
        else:
            self._property(word, number, is_first)
        return 0

    def _property(self, word: str, number: int | None, is_first: bool) -> None:
        group, document = self._group, self._document
        if word in ("deleted", "revised", "v", "htmlrtf", "plain"):
            document.deletions += word == "deleted" and number != 0 and not group.is_deleted
            document.insertions += word == "revised" and number != 0
            group.is_deleted = number != 0 if word == "deleted" else group.is_deleted and word != "plain"
            # Hidden from people, or from the HTML that Outlook packs into RTF.
            is_switch = word in ("v", "htmlrtf")
            group.is_hidden = number != 0 if is_switch else group.is_hidden and word != "plain"
        elif word == "annotation":
            document.comments.append("")
            group.target = "nothing"
        elif word == "footnote" and group.target == "text":
            group.target = "footnote"
        elif word == "shptxt":
            group.target = "text"
        elif word in _HEADS:
            group.target = "head"
        elif word in _NO_TEXT or (is_first and group.target == "unknown"):
            group.target = "fonts" if word == "fonttbl" else "nothing"

    def _encoding(self, word: str, number: int | None) -> None:
        if word == "f":
            self._group.font = number or 0
        elif word == "fcharset" and self._group.target == "fonts":
            self._fonts[self._group.font] = _CHARSETS.get(number or 0, "")
        elif word == "deff":
            self._group.font = self._font = number or 0
        elif word == "ansicpg":
            self._code_page = f"cp{number or 1252}"
        elif word in _CODE_PAGES:
            self._code_page = _CODE_PAGES[word]

    def _sign(self, sign: str) -> None:
        self._skip = 0
        if sign == "*":
            # A destination that an older program may pass over: read only if it is known below.
            if self._group.target != "nothing":
                self._group.target, self._group.is_new = "unknown", True
        elif sign in "\r\n":
            self._end(self._group.target)
        else:
            self._write(_ESCAPED.get(sign, ""))

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _typed(self, text: str) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._bytes += text[skipped:].encode("latin-1")

    def _flush(self) -> None:
        """Write the bytes that were typed, in the encoding of their font."""
        if not self._bytes:
            return
        encoding = self._fonts.get(self._group.font) or self._code_page
        data, self._bytes = bytes(self._bytes), bytearray()
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeError):
            text = data.decode("cp1252", errors="replace")
        self._group.is_new = False
        self._write(text)

    def _write(self, text: str) -> None:
        group = self._group
        if group.target in self._texts and not group.is_deleted and not group.is_hidden:
            self._texts[group.target].append(text)

    def _end(self, target: str) -> None:
        """End a paragraph."""
        if not self._texts.get(target):
            return
        # A character beyond U+FFFF is written as two halves.
        halves = "".join(self._texts[target]).encode("utf-16-le", "surrogatepass")
        text = plain(halves.decode("utf-16-le", "replace")).strip(" \n\t")
        self._texts[target] = []
        if target == "head":
            self._document.heads += [text] if text and text not in self._document.heads else []
        elif target == "footnote":
            self._document.footnotes.append(Paragraph(text))
        else:
            self._document.paragraphs.append(Paragraph(text, is_heading=self._is_heading))
