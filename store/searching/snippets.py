"""Finds the words of a query in a text: what to highlight, where to open it, and which snippet to show."""

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
"""Code points of the body that a snippet shows before its first word and after."""

_STRETCH = 20_000
"""Letters of a body that are looked at for the best place, and so many more as long as there is none."""

_PLACES = 100
"""Words found in a body that are enough to choose the best place from."""

_FURTHER = 1_000_000
"""Letters that one search looks at beyond first stretches, in all bodies together: some are a megabyte long."""

_OTHER = 8
"""Letters of ours that are looked at in the time of one in a text of other scripts."""


NO_EXCERPT = Excerpt(Span(0, 0), cut_before=False, cut_after=False)


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
        self._runs = {i: word.typed for i, (word, _) in enumerate(words) if is_unspaced(word.typed)}
        self._words = len(words)
        terms = [term for word in query.words for term in word.terms]
        self._terms = frozenset(term.text for term in terms)
        self._begin = tuple(dict.fromkeys(term.text for term in terms if term.begins))
        self._further = _FURTHER
        self._in_chunks: dict[str, Sequence[Found]] = {}

    def found(self, text: str) -> list[Found]:
        """Return the words of the query in ``text``, in its order; for each place the word that is most like it."""
        return self._found(text, flat(text), 0)

    def found_in_body(self, body: str) -> list[Found]:
        """Return the words in the first stretch of a body that has any, if that is not too far down."""
        rest = pieces(body)
        found, work = self._in_stretch(rest)
        while work and not found and self.looks_further:
            found, work = self._in_stretch(rest)
            self._further -= work
        return found

    @property
    def looks_further(self) -> bool:
        """Whether there is time left to look beyond first stretches."""
        return self._further > 0

    def _in_stretch(self, rest: Iterator[tuple[int, str]]) -> tuple[list[Found], int]:
        """Return the words in the next pieces of a body, and how much work it was to look at those."""
        found: list[Found] = []
        work = 0
        for start, piece in rest:
            flattened = flat(piece)
            found += self._found(piece, flattened, start)
            work += len(piece) if flattened is not None else len(piece) * _OTHER
            if work >= _STRETCH or len(found) >= _PLACES:
                break
        return found, work

    def _found(self, text: str, flattened: str | None, start: int) -> list[Found]:
        found = self._found_in_any(text, start) if flattened is None else self._found_in_flat(flattened, start)
        return sorted(chain(found, self._found_broken(text, start)))

    def _found_broken(self, text: str, start: int) -> Iterator[Found]:
        """Yield words that go on in the next line behind a hyphen."""
        for span, word in broken_words(text):
            yield from self._found_in_word(start + span.start, start + span.end, fold(word))

    def _found_in_flat(self, flattened: str, start: int) -> Iterator[Found]:
        terms, begin = self._terms, self._begin
        # Nothing is found in most words, so that all is asked of each that can be asked fast.
        for word in {word for word in flattened.split() if word in terms or word.startswith(begin)}:
            likeness, i = max((alike[word], -i) for i, alike in self._likenesses)
            for at in _places(flattened, word):
                yield Found(Span(start + at, start + at + len(word)), -i, likeness)

    def _found_in_any(self, text: str, start: int) -> Iterator[Found]:
        there = chunks(text)
        self._look_at(there - self._in_chunks.keys())
        some = {chunk for chunk in there if self._in_chunks[chunk]}
        for at, chunk in where(text, some) if some else ():
            for span, word, likeness in self._in_chunks[chunk]:
                yield Found(span.shifted(start + at), word, likeness)

    def _look_at(self, new: Collection[str]) -> None:
        """Find what is in chunks of texts; they are folded all at once, and each but once for a query."""
        # A line end more, so that no chunks are no lines.
        for chunk, folded in zip(new, fold("\n".join((*new, ""))).split("\n"), strict=False):
            self._in_chunks[chunk] = list(self._found_in_chunk(chunk)) if self._may_be_in(folded) else ()

    def _may_be_in(self, folded: str) -> bool:
        return (
            folded in self._terms
            or folded.startswith(self._begin)
            or not folded.isalnum()  # It may be several words.
            or any(run in folded for run in self._runs.values())
        )

    def _found_in_chunk(self, chunk: str) -> Iterator[Found]:
        for word in places(chunk):
            yield from self._found_in_word(*word)

    def _found_in_word(self, start: int, end: int, folded: str) -> Iterator[Found]:
        likeness, i = max(((alike[folded], -i) for i, alike in self._likenesses), default=(0.0, 0))
        if likeness:
            yield Found(Span(start, end), -i, likeness)
        for i, run in self._runs.items():
            at = folded.find(run)
            while at >= 0:
                # Where folding made it longer or shorter, all of the run is marked.
                exact = len(folded) == end - start
                yield Found(Span(start + at, start + at + len(run)) if exact else Span(start, end), i, 1.0)
                at = folded.find(run, at + len(run)) if exact else -1

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


def _places(flattened: str, word: str) -> Iterator[int]:
    """Yield where a word stands by itself in a flat text."""
    at = flattened.find(word)
    while at >= 0:
        end = at + len(word)
        if not (flattened[at - 1 : at].isalnum() or flattened[end : end + 1].isalnum()):
            yield at
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


def snippet(body: str, word: Span) -> Excerpt:
    """Return the words around one in its line."""
    return excerpt(body, word, before=_BEFORE, after=_AFTER)


def is_near_end(found: Found, body: str) -> bool:
    """Whether a snippet around a word may reach to the end of as much of a body as was read."""
    return found.span.end + _AFTER >= len(body)
