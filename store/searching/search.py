"""Search by plain words: heads first, then texts. Tolerates typos, abbreviations and one missing word."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from newstext.folding import rejoined
from store.model.lists import Hit
from store.searching.limits import CANDIDATES
from store.searching.query_readings import COMMON, MOST_WORDS, OR, readings
from store.searching.ranking import rank, weighed
from store.searching.snippets import NO_EXCERPT, Marker, is_near_end, marks, snippet
from store.searching.words import fold, is_unspaced, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.model.lists import ArticleRow
    from store.searching.memory import Memory
    from store.searching.query_readings import Query, Word
    from store.searching.ranking import Head, RankedArticle
    from store.searching.snippets import Match
    from store.searching.texts import SearchRequest, Texts

_ENOUGH = 5
"""The number of articles with all words at which no other reading is tried."""

_RELATED = 3
"""Words of one story occur together this many times more often than by chance."""

_COSTLY = 6_000
"""Whole texts are not searched for a prefix that more articles have than this: it would take too long."""


_AT_FIRST = 96_000
"""The number of bytes of each body read at first: more than the first stretch searched for a snippet."""


def search(texts: Texts, learned: Memory, asked: SearchRequest, cancelled: Callable[[], bool]) -> list[Hit]:
    """Return hits, the best first; see ``store.engine``. Stops once ``cancelled`` returns True."""
    learned.refresh(texts)
    looking = _Search(texts, learned, asked)
    query = None
    for query in readings(asked.words, learned.vocabulary):
        if cancelled():
            return []
        if looking.look(query):
            break
    if query is None:
        return []
    if not looking.complete and len(query.words) > 1:
        looking.look_without_one(query)
    return list(takewhile(lambda _: not cancelled(), looking.hits(query)))


class _Search:
    """One search: its candidates so far, and their ranking."""

    def __init__(self, texts: Texts, learned: Memory, asked: SearchRequest) -> None:
        self._texts = texts
        self._learned = learned
        self._vocabulary = learned.vocabulary
        self._asked = asked
        self._matches = texts.matches(asked, learned.vocabulary.articles, learned.likeness)
        self._typed: tuple[Word, ...] = ()
        self._heads: dict[int, Head] = {}
        self._in_text: set[int] = set()
        self._ranked: list[RankedArticle] = []

    @property
    def complete(self) -> list[RankedArticle]:
        """The best articles that have all words."""
        return [one for one in self._ranked if not one.lacking]

    def look(self, query: Query) -> bool:
        """Search for all words of a query; True when enough was found that no other reading has to be tried."""
        if not query.corrected:
            self._typed = query.words
        self._take(self._in_heads(query))
        self._rank(query)
        # Whole texts are the most expensive: they complete the literal reading, and are the last resort of others.
        if len(self.complete) < (1 if query.corrected else self._asked.limit):
            in_text = self._in_texts(query)
            # Articles found by their heads are known already.
            if not self._in_text.issuperset(in_text) and not {one.number for one in self.complete}.issuperset(in_text):
                self._in_text.update(in_text)
                self._take(in_text)
                self._rank(query)
        return len(self.complete) >= (_ENOUGH if len(query.words) > 1 else 1)

    def look_without_one(self, query: Query) -> None:
        """Search for articles with two of the rarest words in their head, else with all words but one anywhere."""
        rarest = sorted((word for word in query.words if word.heads), key=lambda word: word.heads)[:4]
        together = 2 if len(query.words) > 2 else 1
        if len(rarest) >= together:
            self._take(self._matches.in_heads(rarest, together))
        if not self._heads:
            for i in reversed(range(len(query.words))):
                others = query._replace(words=query.words[:i] + query.words[i + 1 :])
                self._take(self._in_heads(others))
                self._take(self._in_texts(others))
        self._rank(query)

    def _rank(self, query: Query) -> None:
        weights = weighed(self._typed, self._vocabulary.articles)
        self._ranked = rank(self._learned.likenesses(query), weights, self._heads.values(), self._in_text)

    def _in_heads(self, query: Query) -> list[int]:
        """Combine the rarest words until few articles are left to rank. Most words are never looked up."""
        if not all(word.is_known for word in query.words):
            return []
        words = sorted(query.words, key=lambda word: word.heads)
        articles = max(1, self._vocabulary.articles)
        count, expected = 1, float(words[0].heads)
        while count < len(words) and expected > CANDIDATES / 2:
            expected *= words[count].heads / articles * _RELATED
            count += 1
        while True:
            found = self._matches.in_heads(words[:count])
            if len(found) < self._matches.most or count >= len(words):
                return found
            count += 1

    def _in_texts(self, query: Query) -> list[int]:
        if not all(word.is_known for word in query.words):
            return []
        telling = [word for word in query.words if word.typed not in COMMON] or query.words
        words = sorted(telling, key=lambda word: word.texts)
        return self._matches.in_texts([self._affordable(word) for word in words])

    def _affordable(self, word: Word) -> Word:
        """Drop very common prefixes: FTS5 collects all their positions in whole texts before the first match."""
        terms = tuple(
            term._replace(begins=term.begins and self._vocabulary.texts(term) <= _COSTLY) for term in word.terms
        )
        return word._replace(terms=terms)

    def _take(self, numbers: Sequence[int]) -> None:
        """Read the heads of candidates for ranking."""
        self._heads.update((head.number, head) for head in self._texts.heads(numbers))

    def hits(self, query: Query) -> Iterator[Hit]:
        """Yield the best articles as hits; those that lack a word only if none has all words."""
        best = (self.complete or self._ranked)[: self._asked.limit]
        numbers = [one.number for one in best]
        lacking = {one.number: one.lacking for one in best}
        marker = Marker(query, self._learned.likenesses(query))
        for shown in self._texts.shown(numbers, self._asked.actor, _AT_FIRST):
            body = shown.body
            in_body = marker.found_in_body(body)
            if not shown.is_whole and not in_body and marker.looks_further:
                body = self._texts.body(shown.row.revision_id) or body
                in_body = marker.found_in_body(body)
            elif not shown.is_whole and in_body and is_near_end(in_body[-1], body):
                body = self._texts.body(shown.row.revision_id) or body
            yield _hit(shown.row, body, in_body, lacking[shown.number], query, marker)


def _hit(row: ArticleRow, body: str, in_body: list[Match], lacking: Sequence[int], query: Query, marker: Marker) -> Hit:
    in_headline = marker.found(row.headline or "")
    place = marker.best_place(in_body)
    shown = NO_EXCERPT if place is None else snippet(body, place.span)
    span = shown.span
    in_snippet = [found for found in in_body if span.start <= found.span.start and found.span.end <= span.end]
    why = ""
    if query.corrected or lacking or query.is_cut:
        beside = [(text, marker.found(text)) for text in (row.byline, row.source) if text]
        why = _why(query, lacking, ((row.headline or "", in_headline), *beside, (body, in_body)))
    return Hit(
        article=row,
        snippet=span.of(body),
        offset=None if place is None else place.span.start,
        why=why,
        headline_marks=marks(in_headline),
        snippet_marks=tuple(mark.shifted(-span.start) for mark in marks(in_snippet)),
        cut_before=shown.cut_before,
        cut_after=shown.cut_after,
    )


def _why(query: Query, lacking: Sequence[int], texts: Sequence[tuple[str, Sequence[Match]]]) -> str:
    """Return which words were read as others and which are missing; empty if all words match as typed."""
    taken: dict[int, tuple[float, str]] = {}
    for text, in_text in texts:
        for found in in_text:
            if found.likeness > taken.get(found.word, (0.0, ""))[0]:
                taken[found.word] = found.likeness, found.span.of(text)
    reasons = [f"only the first {MOST_WORDS} words are looked for"] if query.is_cut else []
    for i, word in enumerate(query.words):
        if i in taken:
            printed = taken[i][1]
            if not (is_unspaced(word.typed) or fold(rejoined(printed)).strip().startswith(tuple(word.typed.split(OR)))):
                reasons.append(f"“{typed(word.typed)}” read as “{rejoined(printed)}”")
        elif i in lacking:
            reasons.append(f"without “{typed(word.typed)}”")
    return ", ".join(reasons)
