"""Quotations joined from two places: articles that hold their beginning, and articles that hold their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from newstext.draft_check import Passage, Verdict, longest, splice
from store.drafts.model import CheckedQuotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.draft_quotations import DraftQuotation
    from store.drafts.attributions import PublishedAttributions
    from store.drafts.model import PublishedPassage
    from store.drafts.published import PublishedTexts
    from store.engine import Search
    from store.model.articles import Revision

    class _Needs(Search, Protocol): ...


HOLDERS = 3
"""The number of articles considered for one end of a possible splice; each contains its words in a row."""
SHORTEST_END = 4
"""The smallest number of words of an end searched for in the whole store: a large one contains any three in a row."""


class Splices:
    """Finds the two places that a quotation is joined from."""

    def __init__(self, engine: _Needs, texts: PublishedTexts, attributions: PublishedAttributions) -> None:
        self._engine = engine
        self._texts = texts
        self._attributions = attributions

    def find(
        self, quotation: DraftQuotation, passages: Sequence[Passage], current: Sequence[Revision]
    ) -> CheckedQuotation | None:
        """Return the quotation as spliced, if one of its passages joins two places; else None."""
        for piece in passages:
            if any(self._texts.body(revision).find(piece.words) is not None for revision in current):
                continue
            near = splice(piece, [self._texts.body(revision) for revision in current])
            revisions = current if near else [*current, *self._with_both_ends(piece, current)]
            if both := near or splice(piece, [self._texts.body(revision) for revision in revisions]):
                first, second = (self._half(piece, revisions[n], ahead=not i) for i, n in enumerate(both))
                return CheckedQuotation(
                    quotation.line, quotation.words, quotation.speaker, Verdict.SPLICED, (), first, (second,)
                )
        return None

    def _with_both_ends(self, piece: Passage, known: Sequence[Revision]) -> list[Revision]:
        """Return two articles in the store: one has a beginning of ``piece``, the other the rest.

        The longest beginning that any article has is found first; ``known`` articles give its smallest length.
        """
        folded = piece.folded
        low = max((longest(folded.words, self._texts.body(revision), ahead=True) for revision in known), default=0)
        high = len(folded.words) - SHORTEST_END
        low, heads = min(low, high), list[str]()
        while low < high:
            middle = (low + high + 1) // 2
            if held := self._engine.holding(folded.span(0, middle).of(piece.text), limit=HOLDERS):
                low, heads = middle, held
            else:
                high = middle - 1
        if low < SHORTEST_END:
            return []
        tails = self._engine.holding(folded.span(low, len(folded.words)).of(piece.text), limit=HOLDERS)
        return [self._texts.current(article_id) for article_id in (*heads, *tails)] if tails else []

    def _half(self, piece: Passage, revision: Revision, *, ahead: bool) -> PublishedPassage:
        body = self._texts.body(revision)
        words = piece.words
        length = longest(words, body, ahead=ahead)
        first = body.find(words[:length] if ahead else words[-length:]) or 0
        place = body.folded.span(first, first + length)
        return self._texts.passage(revision, [place], self._attributions.at(place, revision))
