"""Extracts paragraphs from an element tree: NITF, XHTML and the HTML inside other formats."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from newstext.formats.agency_copy import captions, text_paragraphs
from newstext.formats.bounds import MAX_DEPTH, MAX_MARKUP_BYTES
from newstext.formats.errors import UnreadableError
from newstext.formats.quote_marks import marks_around
from newstext.formats.xml import every, first, local_name, words

if TYPE_CHECKING:
    from newstext.article import Caption

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "block", "body", "body.content", "caption", "center"),
        *("content", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hl1", "hl2", "hr", "html", "li", "main", "nav", "note", "ol", "p", "section", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_TABLE = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
# Captions are read on their own; the rest is not text.
_SKIPPED = frozenset({"figure", "head", "media", "noscript", "script", "style", "svg", "template", "title"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")
# The look behind keeps a long run of blanks from being searched again from each of its characters.
_WHITE_WITH_LINE_END = re.compile(r"(?<![ \t])[ \t]*[\t\r\n\f][ \t\r\n\f]*")
_ESCAPED_MARKUP = re.compile(r"</?(?:p|div|br)\b[^<>]{0,200}>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔][\"”’»」』')\]]*\s*\Z")
# Stands for a <br>: no parsed text can hold this character.
_BREAK = "\0"


def paragraphs(element: etree._Element, *, html: bool = False) -> list[str]:
    """Return the paragraphs of ``element``, their words untouched.

    White space is folded as the format means it: runs with a line end become one space, in HTML all runs do.
    A paragraph also ends at a ``<br>`` after the end of a sentence (any other stays a line end) and, outside
    HTML, where the text inside one ``<p>`` is set with blank lines or indents, as old wires do.
    """
    flow = _Flow(html)
    flow.walk(element, 0)
    flow.end()
    return flow.done


def html_paragraphs(markup: str) -> list[str]:
    """Return the paragraphs of a page or fragment of HTML."""
    root = html_tree(markup)
    return [] if root is None else paragraphs(root, html=True)


def content_paragraphs(content: etree._Element) -> list[str]:
    """Return the paragraphs of an envelope's content: markup, markup that was escaped, or plain text."""
    if len(content):
        return paragraphs(content)
    text = content.text or ""
    return html_paragraphs(text) if _ESCAPED_MARKUP.search(text) else text_paragraphs(text)


def captions_in(story: etree._Element) -> tuple[Caption, ...]:
    """Return the captions of the story's pictures: NITF's ``media`` and HTML's ``figure``."""
    return tuple(
        found
        for picture in every(story, "media", "figure")
        for found in captions(
            words(first(picture, "media-caption")) or words(first(picture, "figcaption")),
            words(first(picture, "media-producer")),
        )
    )


def html_tree(markup: str) -> etree._Element | None:
    """Return the root of ``markup``, parsed as browsers do; None when there is nothing in it."""
    if len(markup) > MAX_MARKUP_BYTES:
        raise UnreadableError("The HTML in this file is too large to be read; save its text as .txt and import that.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(markup.replace("\0", "").encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        # libxml2 gives a tree for anything but blanks.
        return None


def sentence_ends(line: str) -> bool:
    """Whether ``line`` ends with the end of a sentence, so that a line end after it can be a paragraph's."""
    return bool(_SENTENCE_END.search(line))


class _Flow:
    """Collects text in document order and cuts it into paragraphs where a block begins or ends."""

    def __init__(self, html: bool) -> None:
        self.html = html
        self.done: list[str] = []
        self.open: list[str] = []

    def walk(self, element: etree._Element, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise UnreadableError("This markup is nested too deeply; save its text as .txt and import that.")
        name = local_name(element).lower()
        if name in _SKIPPED or _HIDDEN.search(element.get("style") or ""):
            return
        if name == "br":
            self.open.append(_BREAK)
        elif name == "table" and _is_data(element):
            self.end()
            rows = [self._row(row, depth) for row in every(element, "caption", "tr")]
            self.done += ["\n".join(row for row in rows if row)] if any(rows) else []
        elif name == "pre":
            self.end()
            text = "".join(element.itertext()).strip("\n")
            self.done += [part for part in _BLANK_LINES.split(text) if part.strip()]
        elif name in _BLOCKS:
            self.end()
            self._walk_inside(element, depth)
            self.end()
        elif name == "q":
            opening, closing = marks_around(element)
            self.open.append(opening)
            self._walk_inside(element, depth)
            self.open.append(closing)
        else:
            self._walk_inside(element, depth)

    def end(self) -> None:
        """Close the open block: fold its white space and cut it where its own layout says so."""
        text, self.open = "".join(self.open), []
        if not text or text.isspace():
            return
        lines = [self._laid_out(line) for line in text.split(_BREAK)]
        start = len(self.done)
        for number, (opening, *others) in enumerate(lines):
            goes_on = number and opening and lines[number - 1][-1] and len(self.done) > start
            if goes_on and not sentence_ends(self.done[-1]):
                self.done[-1] += f"\n{opening}"
            elif opening:
                self.done.append(opening)
            self.done += others

    def _walk_inside(self, element: etree._Element, depth: int) -> None:
        self.open.append(element.text or "")
        for child in element:
            self.walk(child, depth + 1)
            self.open.append(child.tail or "")

    def _row(self, row: etree._Element, depth: int) -> str:
        """Return a row of a table as one line with tabs between its cells; likewise its caption."""
        if local_name(row).lower() == "caption":
            return words(row) or ""
        cells = []
        for cell in row.iterchildren("{*}td", "{*}th"):
            inside = _Flow(self.html)
            inside.walk(cell, depth + 1)
            inside.end()
            cells.append(" ".join(inside.done))
        return "\t".join(cells).rstrip("\t")

    def _laid_out(self, text: str) -> list[str]:
        """Return the paragraphs of ``text`` by blank lines and indents; at least one, which may be empty."""
        if self.html:
            return [_not_blank(_WHITE.sub(" ", text))]
        parts = [part for block in _BLANK_LINES.split(text) for part in _at_indents(block)]
        folded = [_not_blank(_WHITE_WITH_LINE_END.sub(" ", part)) for part in parts]
        return [part for part in folded if part] or [""]


def _not_blank(text: str) -> str:
    """Return ``text`` without surrounding spaces; empty if only no-break spaces are left."""
    return text.strip(" ") if text.strip() else ""


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds data; others only lay out a page, as in mail."""
    return next(every(table, "tr"), None) is not None and not any(
        local_name(element).lower() in _BLOCKS - _TABLE for element in table.iterdescendants(etree.Element)
    )


def _at_indents(block: str) -> list[str]:
    """Cut a block before each line that is indented and follows the end of a sentence.

    Lines that are all indented alike are one paragraph, unless each of several ends a sentence.
    """
    lines = block.expandtabs().split("\n")
    indents = [len(line) - len(line.lstrip(" ")) for line in lines]
    least = min((indent for line, indent in zip(lines[1:], indents[1:], strict=True) if line.strip()), default=0)
    starts = [
        number
        for number in range(1, len(lines))
        if indents[number] >= least + 2 and lines[number].strip() and sentence_ends(lines[number - 1])
    ]
    inner = [line for line in lines[:-1] if line.strip()]
    if not starts and least >= 2 and len(inner) >= 2 and all(sentence_ends(line) for line in inner):
        starts = list(range(1, len(lines)))
    received = block.split("\n")
    cuts = [0, *starts, len(lines)]
    return ["\n".join(received[start:stop]) for start, stop in pairwise(cuts)]
