"""The draft check: compares the quotations of a draft with published articles."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.article import place_of
from newstext.draft_check import Body, Comparison, Passage, Verdict, compare, longest, splice
from newstext.drafts import quotations_of
from newstext.loose_match import fold
from newstext.turns import without_labels
from store.drafts.attributions import PublishedAttributions
from store.drafts.model import CheckedQuotation, PublishedPassage
from store.drafts.several_speakers import apart_by_speakers, is_of_several_speakers
from store.model.annotations import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.draft_check import Difference
    from newstext.drafts import DraftQuotation
    from store.drafts.attributions import PublishedAttribution
    from store.engine import Annotations, Articles, Search, Speakers
    from store.model.articles import Revision

    class _Needs(Articles, Annotations, Search, Speakers, Protocol): ...


LONGEST = 20_000
"""The largest number of letters of a quotation, over all its pieces, that is checked. A longer one has most likely lost
a mark and runs on into other text; to compare it takes minutes."""
TOO_LONG = f"more than {LONGEST:,} letters; a mark may have lost its partner"
_SHOWN = 200
"""The number of letters shown of a quotation that is too long."""
_CANDIDATES = 16
"""The number of articles that one quotation is compared with."""
_HOLDERS = 3
"""The number of articles considered for one end of a possible splice; each contains its words in a row."""
_SHORTEST_END = 4
"""The smallest number of words of an end searched for in the whole store: a large one contains any three in a row."""
_NEAR = 0.4
"""The share of common words from which the nearest passage is shown."""
_SHORTEST_NEAR = 5
"""The smallest number of words of a quotation whose nearest passage is shown; for fewer, the likeness is chance."""


class _Found(NamedTuple):
    """A quotation compared with one revision, and its attribution there."""

    revision: Revision
    comparison: Comparison
    said: PublishedAttribution | None
    agrees: bool | None


def check(engine: _Needs, text: str) -> list[CheckedQuotation]:
    """Check every quotation of a draft against the store, in the order of the draft.

    Equal quotations are checked once.
    """
    quotations = quotations_of(text)
    distinct = list(
        dict.fromkeys(quotation._replace(line=0) for quotation in quotations if not _is_too_long(quotation))
    )
    near = engine.candidates([" ".join(quotation.pieces) for quotation in distinct], limit=_CANDIDATES)
    checker = _Checker(engine)
    checked = {
        quotation: _unless_aside(checker.check(_Claim(quotation), candidates), quotation)
        for quotation, candidates in zip(distinct, near, strict=True)
    }
    return [
        _unchecked(quotation, TOO_LONG, f"{quotation.words[:_SHOWN].rstrip()} …")
        if _is_too_long(quotation)
        else checked[quotation._replace(line=0)]._replace(line=quotation.line)
        for quotation in quotations
    ]


def _is_too_long(quotation: DraftQuotation) -> bool:
    return sum(map(len, quotation.pieces)) > LONGEST


def _unless_aside(checked: CheckedQuotation, quotation: DraftQuotation) -> CheckedQuotation:
    """Return the result; for words in marks that are nobody's, only if somebody is quoted with these very words."""
    stands = checked.verdict.rank <= Verdict.CUT.rank and checked.printed is not None and checked.printed.quoted
    if quotation.aside is None or stands:
        return checked
    return _unchecked(quotation, quotation.aside, quotation.words)


def _unchecked(quotation: DraftQuotation, reason: str, words: str) -> CheckedQuotation:
    return CheckedQuotation(quotation.line, words, None, Verdict.UNCHECKED, (), None, reason=reason)


class _Claim:
    """A quotation of a draft with its pieces prepared for comparison with many texts."""

    def __init__(self, quotation: DraftQuotation) -> None:
        self.quotation = quotation
        self.passages = tuple(Passage(piece) for piece in quotation.pieces)

    @property
    def led(self) -> Iterator[tuple[Passage, str | None]]:
        """Each piece with the words before it in its sentence."""
        return zip_longest(self.passages, self.quotation.leads)

    @property
    def longest(self) -> Passage:
        """The piece with the most letters."""
        return max(self.passages, key=lambda passage: len(passage.text))


class _Checker:
    """Checks the quotations of one draft; each article is read, split into words and searched once."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._revisions: dict[str, list[Revision]] = {}
        self._bodies: dict[str, Body] = {}
        self._attributions = PublishedAttributions(engine)

    def check(self, claim: _Claim, candidates: Sequence[str]) -> CheckedQuotation:
        """Check one quotation against articles that may contain it."""
        quotation = claim.quotation
        current = [self._history(article_id)[-1] for article_id in candidates]
        older = [revision for article_id in candidates for revision in self._history(article_id)[:-1]]
        found = self._compared(claim, current)
        if not found or found[0].comparison.verdict.rank > Verdict.CUT.rank:
            held = self._held(claim, found)
            beside = [self._history(article_id)[-1] for article_id in held if article_id not in candidates]
            found += [*self._compared(claim, beside), *self._compared(claim, older[::-1])]
            if not found or min(found, key=_order).comparison.verdict is Verdict.NOT_FOUND:
                found += self._compared(claim, self._superseded(claim, candidates))
            found.sort(key=_order)
        if found and is_of_several_speakers(found[0].comparison):
            return self._of_several_speakers(quotation, found[0])
        if (not found or _may_be_spliced(found[0].comparison)) and (joined := self._spliced(claim, current)):
            return joined
        if not found:
            return CheckedQuotation(quotation.line, quotation.words, quotation.speaker, Verdict.NOT_FOUND, (), None)
        best = found[0]
        same = [
            one for one in found[1:] if one.comparison.verdict is best.comparison.verdict and best.agrees is one.agrees
        ]
        near = best.comparison.likeness >= _NEAR and not _is_near_by_chance(quotation, best.comparison)
        also = same if best.comparison.verdict.rank <= Verdict.CUT.rank else []
        return CheckedQuotation(
            quotation.line,
            quotation.words,
            quotation.speaker,
            _verdict(quotation, found),
            best.comparison.differences if near else (),
            self._printed(best) if near and best.comparison.places else None,
            tuple(self._printed(one) for one in also),
            namesakes=self._namesakes(quotation, best) if also is same else (),
        )

    def _held(self, claim: _Claim, found: Sequence[_Found]) -> list[str]:
        """Return articles that contain the words in a row, since common words alone lead to no candidates.

        If nothing similar was found so far, half of the words is enough: a changed word leaves the other half.
        """
        folded = claim.longest.folded
        held = self._engine.holding(folded.text, limit=_HOLDERS)
        middle = len(folded.words) // 2
        if held or middle < _SHORTEST_END or (found and found[0].comparison.verdict is not Verdict.NOT_FOUND):
            return held
        halves = (folded.span(0, middle), folded.span(middle, len(folded.words)))
        return [each for half in halves for each in self._engine.holding(half.of(folded.text), limit=_HOLDERS)]

    def _superseded(self, claim: _Claim, known: Sequence[str]) -> list[Revision]:
        """Return older revisions of other articles that contain the longest words of a quotation."""
        folded = claim.longest.folded
        if len(folded.words) < _SHORTEST_END:
            return []
        held = self._engine.superseded(" ".join(folded.words), limit=_HOLDERS)
        return [older for article_id in held if article_id not in known for older in self._history(article_id)[:-1]]

    def _compared(self, claim: _Claim, revisions: Sequence[Revision]) -> list[_Found]:
        """Return the comparisons of the quotation with each text, the best first.

        If some texts contain it exactly, the others are not compared.
        """
        exact = [r for r in revisions if all(self._has(passage, r) for passage in claim.passages)]
        found = []
        for revision in exact or revisions:
            body = self._body(revision)
            comparison = _together([compare(passage, body, lead) for passage, lead in claim.led])
            if comparison.verdict.rank <= Verdict.CUT.rank:
                comparison = apart_by_speakers(comparison, revision.article.turns)
            is_there = comparison.verdict is not Verdict.NOT_FOUND
            said = self._attributions.at(comparison.places[0], revision) if is_there else None
            agrees = said and self._attributions.agree(claim.quotation, said, body)
            found.append(_Found(revision, comparison, said, agrees))
        return sorted(found, key=_order)

    def _has(self, passage: Passage, revision: Revision) -> bool:
        return self._body(revision).find(passage.words) is not None

    def _spliced(self, claim: _Claim, current: Sequence[Revision]) -> CheckedQuotation | None:
        for piece in claim.passages:
            near = splice(piece, [self._body(revision) for revision in current])
            revisions = current if near else [*current, *self._with_both_ends(piece, current)]
            if both := near or splice(piece, [self._body(revision) for revision in revisions]):
                places = [self._half(piece, revisions[number], ahead=not i) for i, number in enumerate(both)]
                first, second = (self._printed(place) for place in places)
                said = claim.quotation
                return CheckedQuotation(said.line, said.words, said.speaker, Verdict.SPLICED, (), first, (second,))
        return None

    def _of_several_speakers(self, quotation: DraftQuotation, found: _Found) -> CheckedQuotation:
        """Return words that a transcript gives to several speakers as spliced, with a passage for each of them."""
        first, *others = (
            self._printed(
                found._replace(
                    comparison=found.comparison._replace(places=(place,)),
                    said=self._attributions.at(place, found.revision),
                )
            )
            for place in found.comparison.places
        )
        return CheckedQuotation(
            quotation.line, quotation.words, quotation.speaker, Verdict.SPLICED, (), first, tuple(others)
        )

    def _with_both_ends(self, piece: Passage, known: Sequence[Revision]) -> list[Revision]:
        """Return articles in the store of which one contains a beginning of ``piece``, and another the rest.

        The longest beginning that any article has is found first; ``known`` articles give its smallest length.
        """
        folded = piece.folded
        low = max((longest(folded.words, self._body(revision), ahead=True) for revision in known), default=0)
        high = len(folded.words) - _SHORTEST_END
        low, heads = min(low, high), list[str]()
        while low < high:
            middle = (low + high + 1) // 2
            if held := self._engine.holding(folded.span(0, middle).of(piece.text), limit=_HOLDERS):
                low, heads = middle, held
            else:
                high = middle - 1
        if low < _SHORTEST_END:
            return []
        tails = self._engine.holding(folded.span(low, len(folded.words)).of(piece.text), limit=_HOLDERS)
        return [self._history(article_id)[-1] for article_id in (*heads, *tails)] if tails else []

    def _half(self, piece: Passage, revision: Revision, *, ahead: bool) -> _Found:
        body = self._body(revision)
        words = piece.words
        length = longest(words, body, ahead=ahead)
        first = body.find(words[:length] if ahead else words[-length:]) or 0
        comparison = Comparison(Verdict.SPLICED, (body.folded.span(first, first + length),))
        return _Found(revision, comparison, self._attributions.at(comparison.places[0], revision), None)

    def _history(self, article_id: str) -> list[Revision]:
        if article_id not in self._revisions:
            revisions = self._engine.revisions(article_id)
            current = self._engine.article(article_id, actor="").revision_id
            self._revisions[article_id] = sorted(revisions, key=lambda revision: (revision.id == current, revision.seq))
        return self._revisions[article_id]

    def _body(self, revision: Revision) -> Body:
        if revision.id not in self._bodies:
            article = revision.article
            self._bodies[revision.id] = Body(without_labels(article.body, article.turns))
        return self._bodies[revision.id]

    def _namesakes(self, quotation: DraftQuotation, best: _Found) -> tuple[str, ...]:
        """Return the people a surname alone may mean, when there are several in the register or in the article."""
        name = quotation.speaker or ""
        if len(name.split()) != 1 or quotation.unnamed or not best.agrees:
            return ()
        return self._attributions.namesakes(name, best.revision)

    def _printed(self, found: _Found) -> PublishedPassage:
        revision, places = found.revision, found.comparison.places
        current = self._history(revision.article_id)[-1]
        start, end = min(p.start for p in places), max(p.end for p in places)
        words = " […] ".join(place.of(revision.article.body) for place in places)
        return PublishedPassage(
            article_id=revision.article_id,
            headline=revision.article.headline,
            source=revision.article.source,
            stated_time=revision.article.updated or revision.article.published,
            state=current.article.state.value,
            revision=revision.seq,
            revisions=len(self._history(revision.article_id)),
            words=words,
            start=start,
            end=end,
            speaker=found.said.speaker if found.said else None,
            via=found.said.via if found.said else None,
            status=found.said.status if found.said else None,
            quoted=found.said is not None,
            newer=self._newer(words, current) if current.id != revision.id else (),
            place=place_of(revision.article, places),
        )

    def _newer(self, words: str, current: Revision) -> tuple[Difference, ...]:
        """Return the changes of the current revision to words of an older one; none when it still has them."""
        from newstext.draft_check import Difference

        comparison = compare(Passage(words), self._body(current))
        if comparison.verdict.rank <= Verdict.CUT.rank:
            return ()
        if comparison.verdict is Verdict.NOT_FOUND:
            return (Difference(words, ""),)
        return comparison.differences


def _together(pieces: Sequence[Comparison]) -> Comparison:
    """Return one comparison for all pieces of a quotation: the worst verdict, and the places of all."""
    worst = max(pieces, key=lambda piece: (piece.verdict.rank, -piece.likeness))
    places = tuple(place for piece in pieces for place in piece.places)
    differences = tuple(difference for piece in pieces for difference in piece.differences)
    return Comparison(worst.verdict, places, differences, worst.likeness)


def _is_near_by_chance(quotation: DraftQuotation, comparison: Comparison) -> bool:
    return comparison.verdict is Verdict.NOT_FOUND and len(fold(quotation.words).words) < _SHORTEST_NEAR


def _may_be_spliced(comparison: Comparison) -> bool:
    """Whether words may come from two places; not if some were only dropped from one place."""
    dropped = comparison.verdict is Verdict.CHANGED and not any(d.draft for d in comparison.differences)
    return comparison.verdict.rank >= Verdict.CHANGED.rank and not dropped


def _order(found: _Found) -> tuple[int, float, int, bool]:
    """Return the sort key, the best first: by verdict, likeness, agreement on the speaker, then settled ones."""
    agreement = {True: 0, None: 1, False: 2}[found.agrees] + (found.said is None)
    unsettled = found.said is None or found.said.status not in (Status.ACCEPTED, Status.VERIFIED)
    return found.comparison.verdict.rank, -found.comparison.likeness, agreement, unsettled


def _verdict(quotation: DraftQuotation, found: Sequence[_Found]) -> Verdict:
    best = found[0]
    words = best.comparison.verdict
    if words.rank > Verdict.CUT.rank:
        return words
    if best.agrees is False:
        return Verdict.OTHER_SPEAKER
    as_good = [one.said for one in found if one.comparison.verdict.rank <= Verdict.CUT.rank and one.said]
    if as_good and all(said.via for said in as_good) and not quotation.via:
        return Verdict.SECOND_HAND
    return words
