"""Parses untrusted XML with lxml: no entities, DTD or network, and limits on size and depth."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from newstext.formats.bounds import MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.encoding import decode
from newstext.formats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_OPAQUE_OR_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(?P<declares><!ENTITY\b)"
    r"|&(?:(?P<name>[A-Za-z][\w.-]{0,31});|\#(?P<number>\d{1,8}|x[0-9A-Fa-f]{1,6});)?",
    re.DOTALL,
)
# Characters that XML cannot hold, stray control codes mostly: the story is read, and shows where one was.
UNREADABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Document(NamedTuple):
    """A parsed file: its root element, and the encoding when that had to be guessed."""

    root: etree._Element
    guessed_encoding: str | None


def parse(data: bytes) -> Document:
    """Parse ``data``; UnreadableError with a sentence for a person when it is no whole and safe XML.

    The bytes are decoded first, as all copy is, so a declaration that names the wrong encoding does no harm.
    The named characters of HTML (``&eacute;``), which old wire formats take from a DTD that is never fetched,
    are read, and an ampersand that begins nothing is itself; a file that declares entities of its own is
    refused, because that is how small files grow large.
    """
    refuse_larger(data, MAX_MARKUP_BYTES)
    declared = _DECLARED.match(data)
    text, guessed = decode(data, declared[1].decode("ascii") if declared else None)
    source = _OPAQUE_OR_AMPERSAND.sub(_in_plain_xml, text.strip().translate(UNREADABLE)).encode(
        "utf-8", errors="replace"
    )
    # The parser's encoding overrides the declaration's; its own limits on depth and text stay on.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return Document(etree.fromstring(source, parser), guessed)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_sentence(error)) from None


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def every(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements below ``root`` (and itself) with one of these local names, in document order."""
    return root.iter(*(f"{{*}}{name}" for name in names))  # type: ignore[no-any-return]


def first(root: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element of this path of local names, each anywhere below the one before, or None."""
    for name in path:
        root = next(every(root, name), None) if root is not None else None
    return root


def words(element: etree._Element | None) -> str | None:
    """Return the element's whole text with white space folded to single spaces; None when it has none."""
    return None if element is None else folded("".join(element.itertext()))


def attribute(element: etree._Element | None, *names: str) -> str | None:
    """Return the first of these attributes that the element has and that is not blank."""
    if element is None:
        return None
    return next((value for name in names if (value := folded(element.get(name) or ""))), None)


def language(element: etree._Element) -> str | None:
    """Return the element's own ``xml:lang``."""
    return attribute(element, _LANGUAGE)


def folded(text: str) -> str | None:
    """Return ``text`` on one line; None when it is blank. No-break spaces are characters and stay."""
    return _WHITE.sub(" ", text).strip(" ") or None


def _in_plain_xml(found: re.Match[str]) -> str:
    """Write an ampersand so that every parser without a DTD reads it; opaque text stays unchanged."""
    if found["declares"]:
        raise UnreadableError(
            "This XML declares entities of its own, which can make a small file endless; ask for it without them."
        )
    name, number = found["name"], found["number"]
    if found[0][0] == "<" or name in _XML_ENTITIES:
        return found[0]
    if number:
        code = int(number[1:], 16) if number[0] == "x" else int(number)
        return found[0] if _is_character(code) else "\ufffd"
    # As numbers, so that a name for "<" cannot become markup.
    known = html5.get(f"{name};", "")
    return "".join(f"&#{ord(character)};" for character in known) or f"&amp;{found[0][1:]}"


def _is_character(code: int) -> bool:
    """Whether XML can hold the character of this number."""
    return code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code not in UNREADABLE


def _sentence(error: etree.XMLSyntaxError) -> str:
    message = error.msg or ""
    if "depth" in message:
        return "This XML is nested too deeply; save its text as .txt and import that."
    if "limit exceeded" in message or "too long" in message:
        return "This XML holds a single text of more than 10 MB, too large to be read; split it into smaller files."
    line, column = error.position
    # The parser quotes the file below its first line, and our sentences go to a terminal.
    what = "".join(c for c in message.split("\n")[0].split(", line ")[0] if c.isprintable())[:120].strip()
    return f"This is not complete XML: {what} (line {line}, column {column}); fetch it again."
