"""The places of a draft's quotations in the text as it was typed: Markdown, HTML or plain text."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from newstext.loose_match import fold
from newstext.spans import Span, hull

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_END = re.compile(r"\r\n|\r|\n")
_JOINER = "\u2060"
"""Fills what is no part of a word: ``loose_match`` passes over it."""
_CLOSING = "”’\"'»›“‘」』,."
_OPENS = re.compile(r"<!--|<(head|script|style|title|template|noscript|svg)\b", re.IGNORECASE)
"""The beginning of what no reader sees."""
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)\b[^<>]*>")
_INLINE = "a abbr b bdi bdo cite code em font i mark q s small span strong sub sup u wbr"
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[\da-fA-F]{2,5});")
_LINK_TARGET = re.compile(r"(?<=\])\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)|\[\^[^\[\]\n]{1,40}\]")
_EMPHASIS = re.compile(r"(?<=\w)[*_]+(?=['’]\w)")


class Quoted(NamedTuple):
    """Quoted words to be found in a typed text: their pieces, and the line they are on (from 1) if lines are kept."""

    pieces: tuple[str, ...]
    line: int | None = None


class TypedText:
    """A draft as it was typed, searched for quotations in their order. Spans are code points of this text."""

    def __init__(self, text: str, *, is_html: bool = False) -> None:
        self.text = text
        self._folded = fold(_masked(text, is_html=is_html))
        self._starts = [0]
        for word in self._folded.words:
            self._starts.append(self._starts[-1] + len(word) + 1)
        self._joined = self._folded.joined
        self.line_starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def places(self, quoted: Sequence[Quoted]) -> list[tuple[Span, ...]]:
        """Return the span of each piece of each quotation, without marks; none for a quotation that is not found."""
        found = []
        after = 0
        for one in quoted:
            begin = self._word_of_line(one.line)
            words = self._words(one, max(begin, after)) or self._words(one, begin)
            if words:
                after = max(after, words[0][0] + 1)
            found.append(tuple(self._span(*each) for each in words))
        return found

    def line(self, number: int) -> Span:
        """Return a line (from 1) without its end."""
        start = self.line_starts[min(number, len(self.line_starts)) - 1]
        end = LINE_END.search(self.text, start)
        return Span(start, end.start() if end else len(self.text))

    def with_mark(self, pieces: Sequence[Span]) -> Span:
        """Return the stretch of a quotation's pieces with its closing mark."""
        start, end = hull(pieces)
        while end < len(self.text) and self.text[end] in _CLOSING:
            end += 1
        return Span(start, end)

    def _word_of_line(self, line: int | None) -> int:
        if line is None:
            return 0
        start = self.line_starts[min(line, len(self.line_starts)) - 1]
        return bisect_left(self._folded.spans, start, key=lambda span: span.start)

    def _words(self, quoted: Quoted, first: int) -> list[tuple[int, int]]:
        """Return the first word and the end of each piece, the next after the one before; empty if one is missing."""
        found = []
        for piece in quoted.pieces:
            words = fold(piece).words
            at = self._joined.find(f" {' '.join(words)} ", self._starts[first]) if words else -1
            if at < 0:
                return []
            first = bisect_left(self._starts, at)
            found.append((first, first + len(words)))
            first += len(words)
        return found

    def _span(self, first: int, end: int) -> Span:
        start, end = self._folded.span(first, end)
        end = start + len(self._folded.text[start:end].rstrip(_JOINER))
        if self.text[start] != self._folded.text[start]:
            start = self.text.rindex("&", 0, start)
        return Span(start, end)


def _masked(text: str, *, is_html: bool) -> str:
    """Return the text with markup replaced by fillers: each code point stays where it is."""
    if is_html:
        text = _TAG.sub(_without_tag, _seen(text))
    else:
        text = _LINK_TARGET.sub(lambda found: _JOINER * len(found[0]), text)
        text = _EMPHASIS.sub(lambda found: _JOINER * len(found[0]), text)
    return _ENTITY.sub(_decoded, text)


def _seen(text: str) -> str:
    """Return HTML with comments and elements that nobody sees blanked, in time that grows with its length."""
    parts: list[str] = []
    at = searched = 0
    endless: set[str] = set()
    while (opening := _OPENS.search(text, searched)) is not None:
        searched = opening.end()
        name = (opening[1] or "").lower()
        end = re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE)
        closing = None if name in endless else end.search(text, searched)
        if closing is None:
            endless.add(name)  # nor does any later one end
            continue
        parts += [text[at : opening.start()], " " * (closing.end() - opening.start())]
        at = searched = closing.end()
    return "".join([*parts, text[at:]])


def _without_tag(tag: re.Match[str]) -> str:
    return (_JOINER if tag[1].lower() in _INLINE.split() else " ") * len(tag[0])


def _decoded(entity: re.Match[str]) -> str:
    letters = html.unescape(entity[0])
    return letters.rjust(len(entity[0]), _JOINER) if len(letters) == 1 else entity[0]
