"""The draft check: compares the quotations of a draft with published articles."""

from __future__ import annotations

from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.draft_check import Comparison, Passage, Verdict, compare
from newstext.draft_quotations import ELLIPSIS, NOBODYS, SHORT, DraftQuotation, quotations_of
from newstext.loose_match import fold
from newstext.namesakes import may_be_one
from store.drafts.attributions import PublishedAttributions
from store.drafts.model import CheckedQuotation, PublishedPassage
from store.drafts.paraphrases import likely_passages
from store.drafts.published import PublishedTexts
from store.drafts.several_speakers import apart_by_speakers, is_of_several_speakers
from store.drafts.splices import HOLDERS, SHORTEST_END, Splices
from store.drafts.translations import originals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
_NEAR = 0.5
"""The least share of common words for the nearest passage to be shown."""
_SHORTEST_NEAR = 5
"""The smallest number of words of a quotation whose nearest passage is shown; for fewer, the likeness is chance."""


class Checked(NamedTuple):
    """The results for a draft in its order, and the result of each distinct quotation, for the next check to know."""

    found: list[CheckedQuotation]
    known: dict[DraftQuotation, CheckedQuotation]


class _Found(NamedTuple):
    """A quotation compared with one revision, and its attributions there: one for each place, where there is one."""

    revision: Revision
    comparison: Comparison
    said: tuple[PublishedAttribution | None, ...]
    agrees: bool | None
    is_quoted: bool
    is_report: bool
    """Whether the text has the words only from somebody who reports them."""

    @property
    def attribution(self) -> PublishedAttribution | None:
        """The first attribution of its words."""
        return next(filter(None, self.said), None)

    @property
    def is_of_two(self) -> bool:
        """Whether the parts of the quotation are two people's in print."""
        names = [each.speaker for each in self.said if each is not None and each.speaker]
        exact = self.comparison.verdict.rank <= Verdict.CUT.rank
        return exact and any(not may_be_one(names[0], other) for other in names[1:])


def check(
    engine: _Needs, text: str, known: Mapping[DraftQuotation, CheckedQuotation] = MappingProxyType({})
) -> Checked:
    """Check every quotation of a draft against the store, in the order of the draft.

    Equal quotations are checked once, and those in ``known`` not at all.
    """
    quotations = quotations_of(text)
    distinct = dict.fromkeys(quotation._replace(line=0) for quotation in quotations if not _is_too_long(quotation))
    checked = {quotation: known[quotation] for quotation in distinct if quotation in known}
    checked |= _results(engine, [quotation for quotation in distinct if quotation not in checked])
    found = [
        _unchecked(quotation, TOO_LONG, f"{quotation.words[:_SHOWN].rstrip()} …")
        if _is_too_long(quotation)
        else checked[quotation._replace(line=0)]._replace(line=quotation.line)
        for quotation in quotations
    ]
    return Checked([one for one in found if one.verdict is not Verdict.PARAPHRASE or one.compare], checked)


def check_quotation(engine: _Needs, words: str, speaker: str | None) -> CheckedQuotation:
    """Check words that somebody is said to have said; None accuses nobody."""
    pieces = tuple(filter(None, (piece.strip() for piece in words.split(ELLIPSIS))))
    quotation = DraftQuotation(pieces, speaker, False, None, line=1, credit=speaker)
    if not fold(words).words:
        return _unchecked(quotation, SHORT, words)
    if _is_too_long(quotation):
        return _unchecked(quotation, TOO_LONG, f"{words[:_SHOWN].rstrip()} …")
    return _results(engine, [quotation])[quotation]


def _results(engine: _Needs, quotations: Sequence[DraftQuotation]) -> dict[DraftQuotation, CheckedQuotation]:
    """Return the result of each quotation."""
    near = engine.candidates([" ".join(quotation.pieces) for quotation in quotations], limit=_CANDIDATES)
    checker = _Checker(engine)
    return {
        quotation: checker.check(_Claim(quotation), candidates)
        for quotation, candidates in zip(quotations, near, strict=True)
    }


def _is_too_long(quotation: DraftQuotation) -> bool:
    return sum(map(len, quotation.pieces)) > LONGEST


def _unchecked(quotation: DraftQuotation, reason: str, words: str) -> CheckedQuotation:
    return CheckedQuotation(quotation.line, words, None, Verdict.UNCHECKED, (), None, reason=reason)


class _Claim:
    """A quotation of a draft with its pieces prepared for comparison with many texts."""

    def __init__(self, quotation: DraftQuotation) -> None:
        self.quotation = quotation
        self.passages = tuple(Passage(piece) for piece in quotation.pieces)

    @property
    def led(self) -> Iterator[tuple[Passage, str | None, Passage | None]]:
        """Each piece with the words before it in its sentence, and the next piece."""
        return zip_longest(self.passages, self.quotation.leads, self.passages[1:])

    @property
    def longest(self) -> Passage:
        """The piece with the most letters."""
        return max(self.passages, key=lambda passage: len(passage.text))


class _Checker:
    """Checks the quotations of one draft; each article is read, split into words and searched once."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._texts = PublishedTexts(engine)
        self._attributions = PublishedAttributions(engine)
        self._splices = Splices(engine, self._texts, self._attributions)

    def check(self, claim: _Claim, candidates: Sequence[str]) -> CheckedQuotation:
        """Check one quotation against articles that may contain it."""
        quotation = claim.quotation
        current = [self._texts.current(article_id) for article_id in candidates]
        if not quotation.is_marked:
            return self._paraphrase(quotation, current)
        found = self._found(claim, candidates, current)
        if quotation.aside is not None and not _is_somebodys(quotation, found):
            return _unchecked(quotation, quotation.aside, quotation.words)
        if found and (is_of_several_speakers(found[0].comparison) or found[0].is_of_two):
            return self._of_several_speakers(quotation, found[0])
        if (translated := self._translated(quotation, found)) is not None:
            return translated
        if not found or _may_be_spliced(found[0].comparison):
            joined = self._splices.find(quotation, claim.passages, current)
            if joined is not None:
                return joined
        return self._judged(quotation, found)

    def _judged(self, quotation: DraftQuotation, found: Sequence[_Found]) -> CheckedQuotation:
        """Return the result for a quotation from its comparisons, the best one first."""
        if not found:
            return CheckedQuotation(quotation.line, quotation.words, quotation.speaker, Verdict.NOT_FOUND, (), None)
        best = found[0]
        same = [
            one for one in found[1:] if one.comparison.verdict is best.comparison.verdict and best.agrees is one.agrees
        ]
        near = best.comparison.verdict is not Verdict.NOT_FOUND or _is_near(quotation, best.comparison)
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
            agrees=best.agrees,
        )

    def _found(self, claim: _Claim, candidates: Sequence[str], current: Sequence[Revision]) -> list[_Found]:
        """Return the comparisons with articles that may contain the words, the best first."""
        older = [revision for article_id in candidates for revision in self._texts.history(article_id)[:-1]]
        found = self._compared(claim, current)
        if not found or found[0].comparison.verdict.rank > Verdict.CUT.rank:
            held = self._held(claim, found)
            beside = [self._texts.current(article_id) for article_id in held if article_id not in candidates]
            found += [*self._compared(claim, beside), *self._compared(claim, older[::-1])]
            if not found or min(found, key=_order).comparison.verdict is Verdict.NOT_FOUND:
                found += self._compared(claim, self._superseded(claim, candidates))
            found.sort(key=_order)
        return [one for one in found if not _is_by_chance(claim.quotation, one)]

    def _held(self, claim: _Claim, found: Sequence[_Found]) -> list[str]:
        """Return articles that contain the words in a row, since common words alone lead to no candidates.

        If nothing similar was found so far, half of the words is enough: a changed word leaves the other half.
        """
        folded = claim.longest.folded
        held = self._engine.holding(folded.text, limit=HOLDERS)
        middle = len(folded.words) // 2
        if held or middle < SHORTEST_END or (found and found[0].comparison.verdict is not Verdict.NOT_FOUND):
            return held
        halves = (folded.span(0, middle), folded.span(middle, len(folded.words)))
        return [each for half in halves for each in self._engine.holding(half.of(folded.text), limit=HOLDERS)]

    def _superseded(self, claim: _Claim, known: Sequence[str]) -> list[Revision]:
        """Return older revisions of other articles that contain the longest words of a quotation."""
        folded = claim.longest.folded
        if len(folded.words) < SHORTEST_END:
            return []
        held = self._engine.superseded(" ".join(folded.words), limit=HOLDERS)
        return [
            older for article_id in held if article_id not in known for older in self._texts.history(article_id)[:-1]
        ]

    def _compared(self, claim: _Claim, revisions: Sequence[Revision]) -> list[_Found]:
        """Return the comparisons of the quotation with each text, the best first.

        If some texts contain it exactly, the others are not compared.
        """
        exact = [r for r in revisions if all(self._has(passage, r) for passage in claim.passages)]
        return sorted((self._comparison(claim, revision) for revision in exact or revisions), key=_order)

    def _comparison(self, claim: _Claim, revision: Revision) -> _Found:
        body = self._texts.body(revision)
        comparison = _together([compare(passage, body, lead, tail) for passage, lead, tail in claim.led])
        if comparison.verdict.rank <= Verdict.CUT.rank:
            comparison = apart_by_speakers(comparison, revision.article.turns)
        places = comparison.places if comparison.verdict is not Verdict.NOT_FOUND else ()
        said = tuple(self._attributions.at(place, revision) for place in places)
        agree = [
            self._attributions.agree(claim.quotation, each, place, revision, body)
            for each, place in zip(said, places, strict=True)
        ]
        agrees = False if False in agree else True if True in agree else None
        quoted = all(self._texts.is_quoted(revision, [p], a) for p, a in zip(places, said, strict=True))
        report = bool(said) and all(a is not None and a.reports(p, body) for p, a in zip(places, said, strict=True))
        return _Found(revision, comparison, said, agrees, quoted, report)

    def _has(self, passage: Passage, revision: Revision) -> bool:
        return self._texts.body(revision).find(passage.words) is not None

    def _translated(self, quotation: DraftQuotation, found: Sequence[_Found]) -> CheckedQuotation | None:
        """Return words that are nowhere as translated, if their speaker is quoted in another language; else None."""
        is_nowhere = not found or found[0].comparison.verdict is Verdict.NOT_FOUND
        if not is_nowhere and not (quotation.is_translated and found[0].comparison.verdict.rank > Verdict.CUT.rank):
            return None
        passages = originals(self._engine, quotation, self._texts, self._attributions)
        if not passages:
            return None
        line, words, speaker = quotation.line, quotation.words, quotation.speaker
        return CheckedQuotation(line, words, speaker, Verdict.TRANSLATED, (), None, compare=passages)

    def _of_several_speakers(self, quotation: DraftQuotation, found: _Found) -> CheckedQuotation:
        """Return words that a text gives to several speakers as spliced, with a passage for each of them."""
        first, *others = (
            self._texts.passage(found.revision, [place], said)
            for place, said in zip(found.comparison.places, found.said, strict=True)
        )
        line, words, speaker = quotation.line, quotation.words, quotation.speaker
        return CheckedQuotation(line, words, speaker, Verdict.SPLICED, (), first, tuple(others))

    def _paraphrase(self, quotation: DraftQuotation, current: Sequence[Revision]) -> CheckedQuotation:
        passages = likely_passages(quotation, current, self._texts, self._attributions)
        return CheckedQuotation(
            quotation.line, quotation.words, quotation.speaker, Verdict.PARAPHRASE, (), None, compare=passages
        )

    def _namesakes(self, quotation: DraftQuotation, best: _Found) -> tuple[str, ...]:
        """Return the people a surname alone may mean, when there are several in the register or in the article."""
        name = quotation.speaker or ""
        if len(name.split()) != 1 or quotation.unnamed or not best.agrees:
            return ()
        return self._attributions.namesakes(name, best.revision)

    def _printed(self, found: _Found) -> PublishedPassage:
        return self._texts.passage(found.revision, found.comparison.places, found.attribution)


def _together(pieces: Sequence[Comparison]) -> Comparison:
    """Return one comparison for all pieces of a quotation: the worst verdict, and the places of all."""
    worst = max(pieces, key=lambda piece: (piece.verdict.rank, -piece.likeness))
    places = tuple(place for piece in pieces for place in piece.places)
    differences = tuple(difference for piece in pieces for difference in piece.differences)
    return Comparison(worst.verdict, places, differences, worst.likeness)


def _is_by_chance(quotation: DraftQuotation, found: _Found) -> bool:
    """Whether a few words stand in a text that quotes nobody in them and does not name their speaker beside them."""
    return not found.is_quoted and found.agrees is False and _words(quotation) < _SHORTEST_NEAR


def _words(quotation: DraftQuotation) -> int:
    return sum(len(Passage(piece).words) for piece in quotation.pieces)


def _is_near(quotation: DraftQuotation, comparison: Comparison) -> bool:
    """Whether the nearest passage is worth showing: its likeness is more than chance."""
    return comparison.likeness >= _NEAR and _words(quotation) >= _SHORTEST_NEAR


def _is_somebodys(quotation: DraftQuotation, found: Sequence[_Found]) -> bool:
    """Whether words that the draft gives to nobody are checked: printed as somebody's, or long enough to be a claim."""
    if found and found[0].comparison.verdict.rank <= Verdict.CUT.rank:
        return found[0].is_quoted
    return quotation.aside == NOBODYS and _words(quotation) >= _SHORTEST_NEAR


def _may_be_spliced(comparison: Comparison) -> bool:
    """Whether words may come from two places; not if some were only dropped from one place."""
    dropped = comparison.verdict is Verdict.CHANGED and not any(d.draft for d in comparison.differences)
    return comparison.verdict.rank >= Verdict.CHANGED.rank and not dropped


def _order(found: _Found) -> tuple[int, float, bool, int, bool]:
    """Return the sort key, the best first: by verdict, likeness, quoted in print, the speaker, then settled ones."""
    said = found.attribution
    agreement = {True: 0, None: 1, False: 2}[found.agrees] + (said is None)
    unsettled = said is None or not said.is_settled
    return found.comparison.verdict.rank, -found.comparison.likeness, not found.is_quoted, agreement, unsettled


def _verdict(quotation: DraftQuotation, found: Sequence[_Found]) -> Verdict:
    best = found[0]
    words = best.comparison.verdict
    if words.rank > Verdict.CUT.rank:
        return words
    if not best.is_quoted:
        return Verdict.UNQUOTED
    if best.agrees is False:
        return Verdict.OTHER_SPEAKER
    as_good = [one for one in found if one.comparison.verdict.rank <= Verdict.CUT.rank and one.is_quoted]
    if not quotation.via and all(one.is_report for one in as_good):
        return Verdict.SECOND_HAND
    return words
