"""The visible lines of a web page, verbatim, in the order of the document."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from newstext.formats.quote_marks import marks_around

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details"),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol", "optgroup", "option"),
        *("p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "ul"),
    }
)
_UNSEEN = frozenset(
    {"head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio", "video", "canvas"}
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")


class PageLine(NamedTuple):
    """A line as a browser shows it: white space folded as in HTML, every other character as in the page.

    ``broken`` says that a ``<br>``, not a new block, separates it from the line above; ``inside`` are the elements
    around its first word, the innermost last; ``linked`` is how many of its characters are the words of links.
    """

    words: str
    broken: bool
    inside: tuple[etree._Element, ...]
    linked: int

    def within(self, *names: str) -> bool:
        """Whether the line is in an element of one of these names."""
        return not {element.tag for element in self.inside}.isdisjoint(names)


def page_lines(root: etree._Element) -> list[PageLine]:
    """Return the lines of the page that a reader can see. An empty line stands where two breaks follow each other."""
    writer = _Writer()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            if name in _BLOCKS:
                writer.end_line()
            elif name == "q" and not _is_hidden(element):
                writer.add(marks_around(element)[1])
            writer.leave(name)
            if element.tail:
                writer.add(element.tail)
        elif not name or name in _UNSEEN or _is_hidden(element):
            # The tail is read at this element's end, which comes even when its inside is skipped.
            walker.skip_subtree()
            writer.enter(element, name)
        else:
            if name in _BLOCKS:
                writer.end_line()
            writer.enter(element, name)
            if name == "br":
                writer.break_line()
            elif name == "q":
                writer.add(marks_around(element)[0])
            if element.text:
                writer.add(element.text)
    writer.end_line()
    return writer.lines


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in ("html", "body"):  # a whole page is hidden only until its script has run
        return False
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and bool(_HIDDEN.search(style))


class _Writer:
    """Collects text in document order and cuts it into lines where a block begins or ends."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self._inside: list[etree._Element] = []
        self._set = 0
        self._links = 0
        self._open: list[str] = []
        self._within: tuple[etree._Element, ...] = ()
        self._linked = 0
        self._blank = True
        self._broken = False

    def enter(self, element: etree._Element, name: str) -> None:
        self._inside.append(element)
        self._set += name == "pre"
        self._links += name == "a"

    def leave(self, name: str) -> None:
        self._inside.pop()
        self._set -= name == "pre"
        self._links -= name == "a"

    def add(self, text: str) -> None:
        if text and not self._set:
            text = _WHITE.sub(" ", text) if text.strip(" \t\r\n\f") else " "
            if text == " " and self._blank:
                return  # folded away at the start of a line
        if self._blank:
            self._within = tuple(self._inside)
            self._blank = text.isspace()
        if self._links:
            self._linked += len(text)
        self._open.append(text)

    def end_line(self) -> None:
        if self._open:
            self._write()
        self._broken = False

    def break_line(self) -> None:
        blank = not self._write()
        if blank and self._broken:
            self.lines.append(PageLine("", True, (), 0))
        self._broken = True

    def _write(self) -> bool:
        """Close the open line; return whether there was one."""
        if not self._open:
            return False
        text, self._open = "".join(self._open), []
        if not self._set:
            text = _WHITE.sub(" ", text)
        written = False
        for line in text.split("\n"):
            if words := line.strip(" \t\r\n\f"):
                self.lines.append(PageLine(words, self._broken or written, self._within, min(self._linked, len(words))))
                written = True
        self._linked, self._blank = 0, True
        return written
