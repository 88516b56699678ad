"""Search by a pattern: the engine narrows the articles by filter and words, and the pattern is tried on each."""

from __future__ import annotations

from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.spans import Span
from store.model.lists import ArticleOrder, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.articles.query import TypedQuery
    from store.engine import Articles
    from store.model.articles import Revision
    from store.model.lists import ArticleFilter, ArticleRow
    from store.searching.patterns import Pattern

    class _Needs(Articles, Protocol): ...


_MOST = 20_000
"""Articles examined in one search."""
_PAGE = 50
"""Articles read at a time: some bodies are a megabyte long."""
_TIME = 5.0
"""Seconds after which a search ends with what it has found."""
_SHOWN = 140
"""Code points of a match that its snippet shows at most."""


class PatternHits(NamedTuple):
    """The hits of a pattern, newest first, and the numbers of articles examined and to be examined."""

    hits: list[Hit]
    examined: int
    total: int

    @property
    def limits(self) -> str:
        """A sentence on the articles that were not examined; empty if all were, or enough was found."""
        if self.examined >= self.total:
            return ""
        return (
            f"The pattern was tried on the latest {self.examined:,} of {self.total:,} articles."
            " Narrow the search: after:7d, source:wire."
        )


class PatternSearch:
    """The searches by pattern in one store. A later one ends those before it."""

    def __init__(self, engine: _Needs, actor: str) -> None:
        self._engine = engine
        self._actor = actor
        self._numbers = count(1)
        self._latest = 0

    def end(self) -> None:
        """End all searches: their results are not needed."""
        self._latest = next(self._numbers)

    def find(self, query: TypedQuery, limit: int) -> PatternHits | None:
        """Return up to ``limit`` hits; None if a later search ended this one. PatternError if one text takes too long.

        Words beside the pattern must be in the article as typed.
        """
        # Imported only when needed: it would delay the desk's first paint.
        from store.searching.query_readings import grouped

        self._latest = mine = next(self._numbers)
        assert query.pattern is not None
        groups = [tuple(word for word, _ in group) for group in grouped(query.words)]
        groups += [(word,) for word in query.pattern.words]
        narrowed = query.narrowed._replace(containing=(*query.narrowed.containing, *groups))
        hits: list[Hit] = []
        examined = 0
        ends = monotonic() + _TIME
        for row, revision in self._articles(narrowed):
            if mine != self._latest:
                return None
            if (hit := _hit(query.pattern, row, revision)) is not None:
                hits.append(hit)
            examined += 1
            if len(hits) >= limit:
                return PatternHits(hits, examined, examined)
            if examined >= _MOST or monotonic() > ends:
                return PatternHits(hits, examined, self._engine.count(narrowed, actor=self._actor))
        return PatternHits(hits, examined, examined)

    def _articles(self, narrowed: ArticleFilter) -> Iterator[tuple[ArticleRow, Revision]]:
        after = None
        while True:
            page = self._engine.articles(
                narrowed, ArticleOrder.NEWEST, actor=self._actor, after=after, before=None, skip=0, limit=_PAGE
            )
            revisions = self._engine.revisions_with([row.revision_id for row in page.rows])
            yield from ((row, revisions[row.revision_id]) for row in page.rows)
            if (after := page.after) is None:
                return


def _hit(pattern: Pattern, row: ArticleRow, revision: Revision) -> Hit | None:
    """Return an article as a hit, with its matches marked; None without a match."""
    from store.searching.snippets import snippet

    where = row.headline or row.opening or ""
    above = pattern.spans(row.headline or "", where)
    body = revision.article.body
    within = pattern.spans(body, where)
    if not above and not within:
        return None
    if not within:
        return Hit(row, "", None, "", headline_marks=tuple(above))
    first = within[0]
    shown = snippet(body, Span(first.start, min(first.end, first.start + _SHOWN)))
    return Hit(
        article=row,
        snippet=shown.span.of(body),
        offset=first.start,
        why="",
        headline_marks=tuple(above),
        snippet_marks=tuple(_marks(within, shown.span)),
        cut_before=shown.cut_before,
        cut_after=shown.cut_after,
    )


def _marks(within: Sequence[Span], shown: Span) -> Iterator[Span]:
    """Yield the matches in a snippet, in its code points."""
    for span in within:
        if span.overlaps(shown):
            yield Span(max(span.start, shown.start), min(span.end, shown.end)).shifted(-shown.start)
