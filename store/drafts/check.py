"""The draft check: whether each quotation of a draft matches what was published, where, and who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.draft_check import Body, Comparison, Verdict, compare, longest, splice
from newstext.drafts import quotations_of
from newstext.loose_match import fold
from newstext.namesakes import is_described, may_be_one, shared_description
from store.drafts.model import Checked, Printed
from store.model.annotations import SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.draft_check import Difference
    from newstext.drafts import DraftQuotation
    from newstext.spans import Span
    from store.engine import Annotations, Articles, Search, Speakers
    from store.model.articles import Revision

    class _Needs(Articles, Annotations, Search, Speakers, Protocol): ...


_CANDIDATES = 16
"""Articles that one quotation is held against."""
_HOLDERS = 3
"""Articles looked at for one end of a quotation that may be spliced; each of them has its words in a row."""
_SHORTEST_END = 4
"""Words of an end that is looked for in the whole store: any three in a row stand somewhere in a large one."""
_NAMESAKES = 20
"""Speakers of one name in the register that are looked at."""
_NEAR = 0.4
"""The share of words in common from which a nearest passage is worth showing."""
_SHORTEST_NEAR = 5
"""Words of a quotation that is nowhere: what is nearest to fewer is near by chance."""


class _Said(NamedTuple):
    """Who said a stretch of a text, by an annotation or by the finder."""

    spans: tuple[Span, ...]
    speaker: str | None
    unnamed: bool
    via: str | None
    status: Status | None
    role: str | None = None


class _Found(NamedTuple):
    """A quotation in one revision: how it compares there, and who said it there."""

    revision: Revision
    comparison: Comparison
    said: _Said | None
    agrees: bool | None


def check(engine: _Needs, text: str) -> list[Checked]:
    """Hold every quotation of a draft against the store, in the order of the draft."""
    quotations = quotations_of(text)
    near = engine.candidates([" ".join(quotation.pieces) for quotation in quotations], limit=_CANDIDATES)
    checker = _Checker(engine)
    checked = (checker.check(*pair) for pair in zip(quotations, near, strict=True))
    return [_unless_aside(*pair) for pair in zip(checked, quotations, strict=True)]


def _unless_aside(checked: Checked, quotation: DraftQuotation) -> Checked:
    """What stands in marks and is nobody's words is settled only where somebody is quoted in these very words."""
    stands = checked.verdict.rank <= Verdict.CUT.rank and checked.printed is not None and checked.printed.quoted
    if quotation.aside is None or stands:
        return checked
    return Checked(quotation.line, quotation.words, None, Verdict.UNCHECKED, (), None, reason=quotation.aside)


class _Checker:
    """Checks the quotations of one draft; each article is read, cut into words and gone over once."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._revisions: dict[str, list[Revision]] = {}
        self._bodies: dict[str, Body] = {}
        self._said: dict[str, list[_Said]] = {}

    def check(self, quotation: DraftQuotation, candidates: Sequence[str]) -> Checked:
        """Check one quotation against articles that may hold it."""
        current = [self._history(article_id)[-1] for article_id in candidates]
        older = [revision for article_id in candidates for revision in self._history(article_id)[:-1]]
        found = self._compared(quotation, current)
        if not found or found[0].comparison.verdict.rank > Verdict.CUT.rank:
            held = self._held(quotation, found)
            beside = [self._history(article_id)[-1] for article_id in held if article_id not in candidates]
            found += [*self._compared(quotation, beside), *self._compared(quotation, older[::-1])]
            if not found or min(found, key=_order).comparison.verdict is Verdict.NOT_FOUND:
                found += self._compared(quotation, self._superseded(quotation, candidates))
            found.sort(key=_order)
        if (not found or _may_be_spliced(found[0].comparison)) and (joined := self._spliced(quotation, current)):
            return joined
        if not found:
            return Checked(quotation.line, quotation.words, quotation.speaker, Verdict.NOT_FOUND, (), None)
        best = found[0]
        same = [
            one for one in found[1:] if one.comparison.verdict is best.comparison.verdict and best.agrees is one.agrees
        ]
        near = best.comparison.likeness >= _NEAR and not _is_near_by_chance(quotation, best.comparison)
        also = same if best.comparison.verdict.rank <= Verdict.CUT.rank else []
        return Checked(
            quotation.line,
            quotation.words,
            quotation.speaker,
            _verdict(quotation, found),
            best.comparison.differences if near else (),
            self._printed(best) if near and best.comparison.places else None,
            tuple(self._printed(one) for one in also),
            namesakes=self._namesakes(quotation, best) if also is same else (),
        )

    def _held(self, quotation: DraftQuotation, found: Sequence[_Found]) -> list[str]:
        """Return articles that have the words in a row: no rare word leads to where words that are all common stand.

        Of a quotation that nothing is like so far, half of the words will do: one word changed leaves the other half.
        """
        folded = fold(max(quotation.pieces, key=len))
        held = self._engine.holding(folded.text, limit=_HOLDERS)
        middle = len(folded.words) // 2
        if held or middle < _SHORTEST_END or (found and found[0].comparison.verdict is not Verdict.NOT_FOUND):
            return held
        halves = (folded.span(0, middle), folded.span(middle, len(folded.words)))
        return [each for half in halves for each in self._engine.holding(half.of(folded.text), limit=_HOLDERS)]

    def _superseded(self, quotation: DraftQuotation, known: Sequence[str]) -> list[Revision]:
        """Return older revisions, of other articles, that have the longest words of a quotation: no index has them."""
        folded = fold(max(quotation.pieces, key=len))
        if len(folded.words) < _SHORTEST_END:
            return []
        held = self._engine.superseded(" ".join(folded.words), limit=_HOLDERS)
        return [older for article_id in held if article_id not in known for older in self._history(article_id)[:-1]]

    def _compared(self, quotation: DraftQuotation, revisions: Sequence[Revision]) -> list[_Found]:
        """Return how the quotation compares with each text, the best first; those far from it are left out.

        Where it stands as it is, nothing else is worth a slow look.
        """
        exact = [r for r in revisions if all(self._has(piece, r) for piece in quotation.pieces)]
        found = []
        for revision in exact or revisions:
            comparison = _together([compare(piece, self._body(revision), lead) for piece, lead in quotation.led])
            said = self._who(revision, comparison) if comparison.verdict is not Verdict.NOT_FOUND else None
            found.append(
                _Found(revision, comparison, said, said and self._agree(quotation, said, self._body(revision)))
            )
        return sorted(found, key=_order)

    def _has(self, piece: str, revision: Revision) -> bool:
        return self._body(revision).find(fold(piece).words) is not None

    def _spliced(self, quotation: DraftQuotation, current: Sequence[Revision]) -> Checked | None:
        for piece in quotation.pieces:
            near = splice(piece, [self._body(revision) for revision in current])
            revisions = current if near else [*current, *self._with_both_ends(piece, current)]
            if both := near or splice(piece, [self._body(revision) for revision in revisions]):
                places = [self._half(piece, revisions[number], ahead=not i) for i, number in enumerate(both)]
                first, second = (self._printed(place) for place in places)
                return Checked(
                    quotation.line, quotation.words, quotation.speaker, Verdict.SPLICED, (), first, (second,)
                )
        return None

    def _with_both_ends(self, piece: str, known: Sequence[Revision]) -> list[Revision]:
        """Return articles, of all there are, that begin and end ``piece`` with no word of it missing between them.

        The longest beginning that any has leaves the shortest end to be found; ``known`` says how long it is at least.
        """
        folded = fold(piece)
        low = max((longest(folded.words, self._body(revision), ahead=True) for revision in known), default=0)
        high = len(folded.words) - _SHORTEST_END
        low, heads = min(low, high), list[str]()
        while low < high:
            middle = (low + high + 1) // 2
            if held := self._engine.holding(folded.span(0, middle).of(piece), limit=_HOLDERS):
                low, heads = middle, held
            else:
                high = middle - 1
        if low < _SHORTEST_END:
            return []
        tails = self._engine.holding(folded.span(low, len(folded.words)).of(piece), limit=_HOLDERS)
        return [self._history(article_id)[-1] for article_id in (*heads, *tails)] if tails else []

    def _half(self, piece: str, revision: Revision, *, ahead: bool) -> _Found:
        body = self._body(revision)
        words = fold(piece).words
        length = longest(words, body, ahead=ahead)
        first = body.find(words[:length] if ahead else words[-length:]) or 0
        comparison = Comparison(Verdict.SPLICED, (body.folded.span(first, first + length),))
        return _Found(revision, comparison, self._who(revision, comparison), None)

    def _history(self, article_id: str) -> list[Revision]:
        if article_id not in self._revisions:
            revisions = self._engine.revisions(article_id)
            current = self._engine.article(article_id, actor="").revision_id
            self._revisions[article_id] = sorted(revisions, key=lambda revision: (revision.id == current, revision.seq))
        return self._revisions[article_id]

    def _body(self, revision: Revision) -> Body:
        if revision.id not in self._bodies:
            self._bodies[revision.id] = Body(revision.article.body)
        return self._bodies[revision.id]

    def _who(self, revision: Revision, comparison: Comparison) -> _Said | None:
        if revision.id not in self._said:
            self._said[revision.id] = list(self._sayings(revision))
        around = [said for said in self._said[revision.id] if any(s.overlaps(comparison.places[0]) for s in said.spans)]
        # What a person has settled is known better than what the finder found.
        return min(around, key=lambda said: said.status in (None, Status.SUGGESTED), default=None)

    def _sayings(self, revision: Revision) -> Iterator[_Said]:
        """Yield who said what in a text: what is stored of it, else what the finder finds."""
        stored = False
        for annotation in self._engine.annotations(revision.article_id):
            state = annotation.state
            spans = tuple(p.span for p in annotation.pieces(SpanRole.CONTENT) if p.revision_id == revision.id)
            if spans and state.status.stands:
                stored = True
                yield _Said(
                    spans, state.speaker or state.descriptor, state.unnamed, state.via, state.status, state.role
                )
        if not stored:
            from newstext import find_quotations

            for q in find_quotations(revision.article.body):
                yield _Said(q.content, q.speaker, q.unnamed, q.via, None, q.role)

    def _agree(self, quotation: DraftQuotation, said: _Said, article: Body) -> bool | None:
        """Whether draft and text give the words to the same speaker; None when it cannot be told."""
        drafted, printed = quotation.speaker, said.speaker
        if not drafted or not printed:
            return None
        if quotation.unnamed or said.unnamed or is_described(drafted) or is_described(printed):
            return _agree_in_words(quotation, said, article)
        if may_be_one(drafted, printed):
            return True
        known = [self._engine.speaker_named(name) for name in (drafted, printed)]
        return known[0] is not None and known[1] is not None and known[0].id == known[1].id

    def _namesakes(self, quotation: DraftQuotation, best: _Found) -> tuple[str, ...]:
        """Return whom a surname alone may mean, when there are several in the register or in the article."""
        name = quotation.speaker or ""
        if len(name.split()) != 1 or quotation.unnamed or not best.agrees:
            return ()
        known = {speaker.name for speaker in self._engine.speakers(name, limit=_NAMESAKES)}
        known |= {said.speaker for said in self._said[best.revision.id] if said.speaker and not said.unnamed}
        full = sorted(each for each in known if each.split()[-1] == name and " " in each and not is_described(each))
        distinct = [each for i, each in enumerate(full) if not any(may_be_one(each, other) for other in full[:i])]
        return tuple(distinct) if len(distinct) > 1 else ()

    def _printed(self, found: _Found) -> Printed:
        revision, places = found.revision, found.comparison.places
        current = self._history(revision.article_id)[-1]
        start, end = min(p.start for p in places), max(p.end for p in places)
        words = " […] ".join(place.of(revision.article.body) for place in places)
        return Printed(
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
        )

    def _newer(self, words: str, current: Revision) -> tuple[Difference, ...]:
        """Return what the current revision made of words of an older one; nothing when it has them still."""
        from newstext.draft_check import Difference

        comparison = compare(words, self._body(current))
        if comparison.verdict.rank <= Verdict.CUT.rank:
            return ()
        if comparison.verdict is Verdict.NOT_FOUND:
            return (Difference(words, ""),)
        return comparison.differences


def _agree_in_words(quotation: DraftQuotation, said: _Said, article: Body) -> bool | None:
    """Compare a speaker who is only described, in the draft or in print, with what the other is called.

    Of somebody whose role is not printed, the article must have a word of what the draft calls them.
    """
    here = f"{quotation.speaker} {quotation.role or ''}"
    there = f"{said.speaker} {said.role or ''}"
    shared = shared_description(here, there)
    if shared is False and said.role is None and is_described(quotation.speaker or ""):
        return None if shared_description(here, article.joined) else False
    return shared


def _together(pieces: Sequence[Comparison]) -> Comparison:
    """Return one comparison for all pieces of a quotation: the worst of them, and the places of all."""
    worst = max(pieces, key=lambda piece: (piece.verdict.rank, -piece.likeness))
    places = tuple(place for piece in pieces for place in piece.places)
    differences = tuple(difference for piece in pieces for difference in piece.differences)
    return Comparison(worst.verdict, places, differences, worst.likeness)


def _is_near_by_chance(quotation: DraftQuotation, comparison: Comparison) -> bool:
    return comparison.verdict is Verdict.NOT_FOUND and len(fold(quotation.words).words) < _SHORTEST_NEAR


def _may_be_spliced(comparison: Comparison) -> bool:
    """Whether words may come from two places: not so where some were only dropped from one."""
    dropped = comparison.verdict is Verdict.CHANGED and not any(d.draft for d in comparison.differences)
    return comparison.verdict.rank >= Verdict.CHANGED.rank and not dropped


def _order(found: _Found) -> tuple[int, float, int, bool]:
    """The best first: by verdict, by likeness, then one that names the same speaker, names anybody, was settled."""
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
