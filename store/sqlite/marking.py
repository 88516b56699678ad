"""Where the words of a query stand in a text: what is marked, where the article opens, and why it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.spans import Span
from store.sqlite.ranking import Likeness
from store.sqlite.words import is_unspaced, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.sqlite.readings import Query

_BEFORE, _AFTER = 60, 140
"""Code points of the body that a snippet shows before its first word and after."""

_LOOKED_AT = 20_000
"""Code points of a body that are looked at for the best place, once there is any."""


class Found(NamedTuple):
    """One word of a query where it stands in a text."""

    span: Span
    word: int
    """Its place in the query."""
    likeness: float


class Marker:
    """Finds the words of one query in texts."""

    def __init__(self, query: Query) -> None:
        self._likenesses = [(i, Likeness(word)) for i, word in enumerate(query.words) if not is_unspaced(word.typed)]
        self._runs = [(i, word.typed) for i, word in enumerate(query.words) if is_unspaced(word.typed)]
        self._words = len(query.words)

    def found(self, text: str) -> Iterator[Found]:
        """Yield the words of the query in ``text``, in its order; for each place the word that is most like it."""
        for start, end, folded in places(text):
            likeness, i = max(((likeness[folded], i) for i, likeness in self._likenesses), default=(0.0, 0))
            if likeness:
                yield Found(Span(start, end), i, likeness)
            for i, run in self._runs:
                at = folded.find(run)
                while at >= 0:
                    # Where folding made it longer or shorter, all of the run is marked.
                    exact = len(folded) == end - start
                    yield Found(Span(start + at, start + at + len(run)) if exact else Span(start, end), i, 1.0)
                    at = folded.find(run, at + len(run)) if exact else -1

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where the words stand in a short text."""
        return tuple(found.span for found in self.found(text))

    def best_place(self, body: str) -> Found | None:
        """Return the first word of the stretch of ``body``, as long as a snippet, that has the most words."""
        window: list[Found] = []
        best: Found | None = None
        most = 0.0
        for found in self.found(body):
            window = [other for other in window if found.span.end - other.span.start <= _AFTER]
            window.append(found)
            words: dict[int, float] = {}
            for other in window:
                words[other.word] = max(other.likeness, words.get(other.word, 0.0))
            if sum(words.values()) > most + 0.001:
                best, most = window[0], sum(words.values())
            if most == self._words or found.span.start > _LOOKED_AT:
                break
        return best


def snippet(body: str, offset: int) -> Span:
    """Return the words around ``offset`` in its line."""
    start = max(body.rfind("\n", 0, offset) + 1, offset - _BEFORE)
    end = body.find("\n", offset)
    return Span(start, min(len(body) if end < 0 else end, offset + _AFTER))
