"""Where a quotation's words are printed: in each revision of its article, and in other articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.draft_check import Passage, Verdict, compare
from newstext.loose_match import fold
from store.drafts.published import PublishedTexts
from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.spans import Span
    from newstext.stated import StatedTime
    from store.engine import Annotations, Articles, Search
    from store.figures_engine import FigureFacts
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.lists import ArticleFilter

    class _Needs(Articles, Annotations, Search, FigureFacts, Protocol): ...


CANDIDATES = 16
"""The number of articles that are looked up by rare words, and of those by the words in a row."""
_FEWEST = 4
"""The smallest number of words to search other articles for: three in a row are printed everywhere."""


class Printing(NamedTuple):
    """The words in one revision of one article, or in several in a row that print them alike."""

    article_id: str
    headline: str | None
    source: str | None
    stated_time: StatedTime | None
    revision: int
    """The number of the revision, the last of those that print the words alike."""
    first_revision: int
    revisions: int
    """The number of revisions of the article."""
    words: str
    """As printed there; empty where they are gone."""
    start: int
    """Where they begin, as a code point."""
    verdict: Verdict
    """The comparison with the quotation's own words."""


def printings(engine: _Needs, annotation: Annotation, narrowed: ArticleFilter, *, actor: str) -> list[Printing]:
    """Return where a quotation's words are printed: its own article first, then others, the oldest first.

    Other articles are found as the check of drafts finds them, and match the filter.
    """
    pieces = [Passage(piece.exact) for piece in annotation.pieces(SpanRole.CONTENT)]
    if not pieces:
        return []
    found = _Finder(PublishedTexts(engine), pieces)
    own = list(found.in_article(annotation.article_id, with_gone=True))
    near = _candidates(engine, pieces, annotation.article_id)
    matching = engine.matching(near, narrowed, actor=actor) if near else set()
    others = [one for each in near if each in matching for one in found.in_article(each, with_gone=False)]
    return [*own, *sorted(others, key=lambda one: (one.stated_time is None, _iso(one), one.article_id, one.revision))]


def _iso(one: Printing) -> str:
    return one.stated_time.iso or "" if one.stated_time else ""


def _candidates(engine: _Needs, pieces: Sequence[Passage], own: str) -> list[str]:
    """Return the other articles that may print the words: those that share their rare ones, or have them in a row."""
    text = " ".join(piece.text for piece in pieces)
    if len(fold(text).words) < _FEWEST:
        return []
    longest = max(pieces, key=lambda piece: len(piece.text)).folded
    rows, middle = [longest.text], len(longest.words) // 2
    if middle >= _FEWEST:
        # A changed word leaves the other half.
        halves = longest.span(0, middle), longest.span(middle, len(longest.words))
        rows += [half.of(longest.text) for half in halves]
    held = [each for row in rows for each in engine.holding(row, limit=CANDIDATES)]
    [near] = engine.candidates([text], limit=CANDIDATES)
    return [each for each in dict.fromkeys((*near, *held)) if each != own]


class _Finder:
    """Compares one quotation with articles, each in all its revisions."""

    def __init__(self, texts: PublishedTexts, pieces: Sequence[Passage]) -> None:
        self._texts = texts
        self._pieces = pieces

    def in_article(self, article_id: str, *, with_gone: bool) -> Iterator[Printing]:
        """Yield the words in each revision, the first first; ``with_gone`` also where the words are gone.

        Of revisions in a row that print them alike only the last is yielded.
        """
        history = sorted(self._texts.history(article_id), key=lambda revision: revision.seq)
        last: Printing | None = None
        for revision in history:
            one = self._in_revision(revision, len(history))
            if last is not None and one.words == last.words:
                one = one._replace(first_revision=last.first_revision)
            elif last is not None and (last.words or with_gone):
                yield last
            last = one
        if last is not None and (last.words or with_gone):
            yield last

    def _in_revision(self, revision: Revision, revisions: int) -> Printing:
        places, verdict = self._compared(revision)
        article = revision.article
        return Printing(
            revision.article_id,
            article.headline,
            article.source,
            article.updated or article.published,
            revision.seq,
            revision.seq,
            revisions,
            " […] ".join(place.of(article.body) for place in places),
            min((place.start for place in places), default=0),
            verdict,
        )

    def _compared(self, revision: Revision) -> tuple[list[Span], Verdict]:
        """Return where the pieces are in a revision, and the gravest verdict; without some of them it is a cut.

        No places if only pieces of a few words are there, which any text may have.
        """
        body = self._texts.body(revision)
        found = [(piece, compare(piece, body)) for piece in self._pieces]
        there = [(piece, one) for piece, one in found if one.verdict is not Verdict.NOT_FOUND]
        if not there or (len(there) < len(found) and all(len(piece.words) < _FEWEST for piece, _ in there)):
            return [], Verdict.NOT_FOUND
        verdicts = [one.verdict for _, one in there] + [Verdict.CUT] * (len(there) < len(found))
        places = [place for _, one in there for place in one.places]
        return places, max(verdicts, key=lambda verdict: verdict.rank)
