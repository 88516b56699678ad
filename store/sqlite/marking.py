"""Where the words of a query stand in a text: what is marked, where the article opens, and why it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.spans import Span
from store.sqlite.words import flat, is_unspaced, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.sqlite.ranking import Likeness
    from store.sqlite.readings import Query

_BEFORE, _AFTER = 60, 140
"""Code points of the body that a snippet shows before its first word and after."""

_LOOKED_AT = 20_000
"""Code points of a body that are looked at for the best place, and all of it only when there is none."""


class Found(NamedTuple):
    """One word of a query where it stands in a text."""

    span: Span
    word: int
    """Its place in the query."""
    likeness: float


class Marker:
    """Finds the words of one query in texts."""

    def __init__(self, query: Query, likenesses: Sequence[Likeness]) -> None:
        words = list(zip(query.words, likenesses, strict=True))
        self._likenesses = [(i, alike) for i, (word, alike) in enumerate(words) if not is_unspaced(word.typed)]
        self._runs = [(i, word.typed) for i, (word, _) in enumerate(words) if is_unspaced(word.typed)]
        self._words = len(words)
        terms = [term for word in query.words for term in word.terms]
        self._terms = frozenset(term.text for term in terms)
        self._begin = tuple(dict.fromkeys(term.text for term in terms if term.begins))

    def found(self, text: str) -> list[Found]:
        """Return the words of the query in ``text``, in its order; for each place the word that is most like it."""
        flattened = flat(text)
        if flattened is None:
            return sorted(self._found_in_any(text))
        terms, begin = self._terms, self._begin
        # Nothing is found in most words, so that all is asked of each that can be asked fast.
        found: list[Found] = []
        for word in {word for word in flattened.split() if word in terms or word.startswith(begin)}:
            likeness, i = max((alike[word], -i) for i, alike in self._likenesses)
            found += _places(flattened, word, -i, likeness)
        found.sort()
        return found

    def _found_in_any(self, text: str) -> Iterator[Found]:
        for start, end, folded in places(text):
            likeness, i = max(((alike[folded], -i) for i, alike in self._likenesses), default=(0.0, 0))
            if likeness:
                yield Found(Span(start, end), -i, likeness)
            for i, run in self._runs:
                at = folded.find(run)
                while at >= 0:
                    # Where folding made it longer or shorter, all of the run is marked.
                    exact = len(folded) == end - start
                    yield Found(Span(start + at, start + at + len(run)) if exact else Span(start, end), i, 1.0)
                    at = folded.find(run, at + len(run)) if exact else -1

    def found_in_body(self, body: str) -> list[Found]:
        """Return the words in a body that may be long: those at its beginning, or all when there is none."""
        return self.found(body[:_LOOKED_AT]) or (self.found(body) if len(body) > _LOOKED_AT else [])

    def best_place(self, in_body: Sequence[Found]) -> Found | None:
        """Return the first word of the stretch of a body, as long as a snippet, that has the most words."""
        window: list[Found] = []
        best: Found | None = None
        most = 0.0
        for found in in_body:
            window = [other for other in window if found.span.end - other.span.start <= _AFTER]
            window.append(found)
            words: dict[int, float] = {}
            for other in window:
                words[other.word] = max(other.likeness, words.get(other.word, 0.0))
            if sum(words.values()) > most + 0.001:
                best, most = window[0], sum(words.values())
            if most == self._words:
                break
        return best


def _places(flattened: str, word: str, i: int, likeness: float) -> Iterator[Found]:
    """Yield the places of a word in a flat text where it stands by itself."""
    at = flattened.find(word)
    while at >= 0:
        end = at + len(word)
        if not (flattened[at - 1 : at].isalnum() or flattened[end : end + 1].isalnum()):
            yield Found(Span(at, end), i, likeness)
        at = flattened.find(word, end)


def marks(found: Iterable[Found]) -> tuple[Span, ...]:
    """Return what to mark, in order; words that lie over each other, as two parts of one run do, are one mark."""
    spans: list[Span] = []
    for span in sorted(one.span for one in found):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(span.end, spans[-1].end))
        else:
            spans.append(span)
    return tuple(spans)


def snippet(body: str, offset: int) -> Span:
    """Return the words around ``offset`` in its line."""
    start = max(body.rfind("\n", 0, offset) + 1, offset - _BEFORE)
    end = body.find("\n", offset)
    return Span(start, min(len(body) if end < 0 else end, offset + _AFTER))
