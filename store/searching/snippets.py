"""Finds the words of a query in a text, for highlights, snippets and the place at which it opens."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from newstext.excerpts import Excerpt, excerpt
from newstext.folding import broken_words
from newstext.spans import Span
from store.searching.words import chunks, flat, fold, is_unspaced, pieces, places, where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from store.searching.query_readings import Query
    from store.searching.ranking import Likeness

_BEFORE, _AFTER = 60, 140
"""The number of code points that a snippet shows before its first word and after."""

_STRETCH = 20_000
"""The number of letters of a body searched at a time for the best place, until one is found."""

_PLACES = 100
"""The number of matches in a body that is enough to choose the best place from."""

_FURTHER = 1_000_000
"""The number of letters searched beyond the first stretches of all bodies together: some are a megabyte long."""

_OTHER = 8
"""The cost of a letter in a text of other scripts, in Latin letters."""


NO_EXCERPT = Excerpt(Span(0, 0), cut_before=False, cut_after=False)


class Match(NamedTuple):
    """One occurrence of a query's word in a text."""

    span: Span
    word: int
    """The word's position in the query."""
    likeness: float


class Marker:
    """Finds the words of one query in texts."""

    def __init__(self, query: Query, likenesses: Sequence[Likeness]) -> None:
        words = list(zip(query.words, likenesses, strict=True))
        self._likenesses = [(i, alike) for i, (word, alike) in enumerate(words) if not is_unspaced(word.typed)]
        self._runs = {i: word.typed for i, (word, _) in enumerate(words) if is_unspaced(word.typed)}
        self._words = len(words)
        terms = [term for word in query.words for term in word.terms]
        self._terms = frozenset(term.text for term in terms)
        self._begin = tuple(dict.fromkeys(term.text for term in terms if term.begins))
        self._further = _FURTHER
        self._in_chunks: dict[str, Sequence[Match]] = {}

    def found(self, text: str) -> list[Match]:
        """Return the matches in ``text``, in its order; for each place, the most similar word of the query."""
        return self._found(text, flat(text), 0)

    def found_in_body(self, body: str) -> list[Match]:
        """Return the matches in the first stretch of a body that has any, unless that is too far down."""
        rest = pieces(body)
        found, work = self._in_stretch(rest)
        while work and not found and self.looks_further:
            found, work = self._in_stretch(rest)
            self._further -= work
        return found

    @property
    def looks_further(self) -> bool:
        """Whether there is time left to search beyond first stretches."""
        return self._further > 0

    def _in_stretch(self, rest: Iterator[tuple[int, str]]) -> tuple[list[Match], int]:
        """Return the matches in the next pieces of a body, and the cost of searching them."""
        found: list[Match] = []
        work = 0
        for start, piece in rest:
            flattened = flat(piece)
            found += self._found(piece, flattened, start)
            work += len(piece) if flattened is not None else len(piece) * _OTHER
            if work >= _STRETCH or len(found) >= _PLACES:
                break
        return found, work

    def _found(self, text: str, flattened: str | None, start: int) -> list[Match]:
        found = self._found_in_any(text, start) if flattened is None else self._found_in_flat(flattened, start)
        return sorted(chain(found, self._found_broken(text, start)))

    def _found_broken(self, text: str, start: int) -> Iterator[Match]:
        """Yield matches in words that continue in the next line after a hyphen."""
        for span, word in broken_words(text):
            yield from self._found_in_word(start + span.start, start + span.end, fold(word))

    def _found_in_flat(self, flattened: str, start: int) -> Iterator[Match]:
        terms, begin = self._terms, self._begin
        # Most words do not match, so they are filtered by the fastest tests first.
        for word in {word for word in flattened.split() if word in terms or word.startswith(begin)}:
            likeness, i = max((alike[word], -i) for i, alike in self._likenesses)
            for at in _places(flattened, word):
                yield Match(Span(start + at, start + at + len(word)), -i, likeness)

    def _found_in_any(self, text: str, start: int) -> Iterator[Match]:
        there = chunks(text)
        self._look_at(there - self._in_chunks.keys())
        some = {chunk for chunk in there if self._in_chunks[chunk]}
        for at, chunk in where(text, some) if some else ():
            for span, word, likeness in self._in_chunks[chunk]:
                yield Match(span.shifted(start + at), word, likeness)

    def _look_at(self, new: Collection[str]) -> None:
        """Find the matches in chunks of texts. They are folded all at once, and each only once per query."""
        # The additional line end gives no lines for no chunks.
        for chunk, folded in zip(new, fold("\n".join((*new, ""))).split("\n"), strict=False):
            self._in_chunks[chunk] = list(self._found_in_chunk(chunk)) if self._may_be_in(folded) else ()

    def _may_be_in(self, folded: str) -> bool:
        return (
            folded in self._terms
            or folded.startswith(self._begin)
            or not folded.isalnum()  # It may be several words.
            or any(run in folded for run in self._runs.values())
        )

    def _found_in_chunk(self, chunk: str) -> Iterator[Match]:
        for word in places(chunk):
            yield from self._found_in_word(*word)

    def _found_in_word(self, start: int, end: int, folded: str) -> Iterator[Match]:
        likeness, i = max(((alike[folded], -i) for i, alike in self._likenesses), default=(0.0, 0))
        if likeness:
            yield Match(Span(start, end), -i, likeness)
        for i, run in self._runs.items():
            at = folded.find(run)
            while at >= 0:
                # If folding changed its length, the whole run is marked.
                exact = len(folded) == end - start
                yield Match(Span(start + at, start + at + len(run)) if exact else Span(start, end), i, 1.0)
                at = folded.find(run, at + len(run)) if exact else -1

    def best_place(self, in_body: Sequence[Match]) -> Match | None:
        """Return the first match of the passage, as long as a snippet, that has the most words of the query."""
        window: list[Match] = []
        best: Match | None = None
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


def _places(flattened: str, word: str) -> Iterator[int]:
    """Yield the places of a whole word in a flat text."""
    at = flattened.find(word)
    while at >= 0:
        end = at + len(word)
        if not (flattened[at - 1 : at].isalnum() or flattened[end : end + 1].isalnum()):
            yield at
        at = flattened.find(word, end)


def marks(found: Iterable[Match]) -> tuple[Span, ...]:
    """Return what to mark, in order; words that lie over each other, as two parts of one run do, are one mark."""
    spans: list[Span] = []
    for span in sorted(one.span for one in found):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(span.end, spans[-1].end))
        else:
            spans.append(span)
    return tuple(spans)


def snippet(body: str, word: Span) -> Excerpt:
    """Return the excerpt around a word in its line."""
    return excerpt(body, word, before=_BEFORE, after=_AFTER)


def is_near_end(found: Match, body: str) -> bool:
    """Whether a snippet around a match may extend beyond the part of the body that was read."""
    return found.span.end + _AFTER >= len(body)
