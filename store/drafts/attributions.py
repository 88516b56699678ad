"""Attributions of a draft's words in published articles, and their comparison with the draft's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.folding import fold
from newstext.name_match import name_words
from newstext.namesakes import (
    PRONOUNS,
    fits_description,
    has_description,
    is_credited_by_description,
    is_described,
    is_pronoun,
    may_be_one,
)
from newstext.quotations.genres.labelled import names_nobody
from newstext.quotations.genres.stated_turns import name_speakers
from newstext.quotations.given_names import gender_of, is_given_name
from newstext.quotations.lexicon import DOCUMENTS, OUTLETS
from newstext.quotations.model import QuotationKind
from store.model.annotations import SETTLED, SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.draft_check import Body
    from newstext.draft_quotations import DraftQuotation
    from newstext.spans import Span
    from newstext.turns import Turn
    from store.engine import Annotations, Speakers
    from store.model.articles import Revision

    class _Needs(Annotations, Speakers, Protocol): ...


_NAMESAKES = 20
"""The number of speakers of one name in the register that are considered."""
_SURE = 0.85
"""A suggestion of this confidence with a name beside the words also excludes others whom the paragraph names."""
_REPORTS = re.compile(r"\b(?:according to|citing|cited|quoted|reported|as saying)\b")
_REPORTERS = OUTLETS | DOCUMENTS
_LONGEST_OUTLET = 5
"""Words of the name of a suggested reporter."""
_FULL_NAME = re.compile(r"(?=\b([A-ZÀ-Þ][\w’-]+) (?:[A-Z]\. )?([A-ZÀ-Þ][\w’-]+))")
_AROUND_NAME = 160
"""Code points on each side of a name that may describe its bearer."""
_MOST_MENTIONS = 40


class PublishedAttribution(NamedTuple):
    """The attribution of a passage of a published text, by an annotation or by the finder."""

    spans: tuple[Span, ...]
    speaker: str | None
    unnamed: bool
    via: str | None
    status: Status | None
    role: str | None = None
    kind: QuotationKind | None = None
    confidence: float = 1.0
    credit: str = ""
    """The words that name the speaker there, and where they are."""
    credit_at: tuple[Span, ...] = ()
    is_labelled: bool = False
    """Whether the text puts the speaker's name before the words, as a transcript does."""

    def is_beside(self, place: Span, body: Body) -> bool:
        """Whether the words that name the speaker are in the paragraph of the words themselves."""
        paragraph = body.paragraph_at(place)
        return any(span.overlaps(paragraph) for span in self.credit_at)

    def is_certain(self, place: Span, body: Body) -> bool:
        """Whether a person's name stands beside the words, and the finder is sure of it."""
        name = self.speaker or ""
        is_person = " " in name and is_given_name(name.split()[0])
        is_sure = is_person and self.confidence >= _SURE and _names(name, self.credit)
        return is_sure and self.is_beside(place, body) and not self._is_reporter(body)

    def _is_reporter(self, body: Body) -> bool:
        """Whether the text only has something “according to” the speaker, where somebody else may be quoted."""
        return any(
            body.text[max(0, span.start - 13) : span.start].lower() == "according to " for span in self.credit_at
        )

    @property
    def is_settled(self) -> bool:
        """Whether a person decided who said it."""
        return self.status in SETTLED

    def quotes(self, body: Body) -> bool:
        """Whether words outside marks are somebody's own: by a decision, or as an interview prints them."""
        return self.is_settled or self.is_labelled or (self.kind is QuotationKind.DIRECT and not self._has_marks(body))

    def _has_marks(self, body: Body) -> bool:
        return any(span.overlaps(quoted) for span in self.spans for quoted in body.quoted)

    def reports(self, place: Span, body: Body) -> bool:
        """Whether the text has the words only from somebody else, who is named as the reporter."""
        if self.via is None or self.is_settled:
            return self.via is not None
        words = self.via.split()
        # “citing the release of prisoners” gives a reason, “citing people in the room” a source of the speaker's own.
        names_reporter = any(word[0].isupper() for word in words) or not _REPORTERS.isdisjoint(words)
        is_short = len(words) <= _LONGEST_OUTLET
        return names_reporter and is_short and _REPORTS.search(body.paragraph_around(place)[0]) is not None


class PublishedAttributions:
    """The attributions in published texts; each text is searched once."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._known: dict[str, list[PublishedAttribution]] = {}

    def at(self, place: Span, revision: Revision) -> PublishedAttribution | None:
        """Return the attribution of the words at a place; None when nobody is known to have said them."""
        around = [
            attribution for attribution in self._in(revision) if any(span.overlaps(place) for span in attribution.spans)
        ]
        # A person's decision counts before the finder's result, and words in marks before a paraphrase around them.
        return min(
            around,
            key=lambda a: (not a.is_settled, not a.is_labelled, a.kind is QuotationKind.INDIRECT),
            default=None,
        )

    def agree(
        self,
        quotation: DraftQuotation,
        attribution: PublishedAttribution | None,
        place: Span,
        revision: Revision,
        body: Body,
    ) -> bool | None:
        """Whether draft and text attribute the words to the same speaker; None when that cannot be decided.

        What the finder suggests convicts nobody whom the text names beside the words.
        """
        printed = attribution.speaker if attribution else None
        if printed and self._are_one(quotation, attribution):
            return True
        if quotation.credit is None or not (drafted := quotation.speaker or quotation.credit):
            return None
        if is_credited_by_description(quotation.credit):
            return self._fits(quotation.credit, attribution, place, revision, body)
        if is_pronoun(quotation.credit):
            if printed is None:
                return None
            if (decided := _by_pronoun(quotation, printed)) is not None:
                return decided
            if not _may_mean_somebody(quotation):
                return None
        if attribution is not None and printed and (attribution.is_settled or attribution.is_labelled):
            return None if names_nobody(printed) else False  # a transcript's “Speaker 1” may be anybody
        return None if _may_be_missed(drafted, attribution, place, body) else False

    def namesakes(self, surname: str, revision: Revision) -> tuple[str, ...]:
        """Return the people that a surname may refer to, in the register or an article; none if there is only one."""
        known = {speaker.name for speaker in self._engine.speakers(surname, limit=_NAMESAKES)}
        known |= {
            attribution.speaker for attribution in self._in(revision) if attribution.speaker and not attribution.unnamed
        }
        full = sorted(each for each in known if each.split()[-1] == surname and " " in each and not is_described(each))
        distinct = [each for i, each in enumerate(full) if not any(may_be_one(each, other) for other in full[:i])]
        return tuple(distinct) if len(distinct) > 1 else ()

    def speaker_of(self, name: str, revision: Revision) -> list[PublishedAttribution]:
        """Return what a text attributes to somebody."""
        return [a for a in self._in(revision) if a.speaker and may_be_one(name, a.speaker)]

    def _are_one(self, quotation: DraftQuotation, attribution: PublishedAttribution | None) -> bool:
        printed = (attribution.speaker if attribution else None) or ""
        drafted = [name for name in (quotation.speaker, _name_in(quotation)) if name]
        if len(drafted) > 1 and len(name_words(drafted[1])) < 2:
            drafted = drafted[:1]  # of several with one surname the draft has said which
        if any(is_described(each) for each in (*drafted, printed)):
            # “King” may be a role, and Charlie King.
            last = {each.split()[-1] for each in drafted if each[:1].isupper()}
            return printed.split()[-1] in last or any(fold(each) == fold(printed) for each in drafted)
        if any(may_be_one(name, printed) or _are_initials(name, printed) for name in drafted):
            return True
        known = [self._engine.speaker_named(name) for name in (drafted[0] if drafted else "", printed)]
        return known[0] is not None and known[1] is not None and known[0].id == known[1].id

    def _fits(
        self,
        credit: str,
        attribution: PublishedAttribution | None,
        place: Span,
        revision: Revision,
        body: Body,
    ) -> bool | None:
        """Compare a description in the draft with what the text says of the speaker, and of others whom it quotes."""
        if attribution is None or not attribution.speaker:
            return fits_description(credit, body.narration, body.joined)
        fits = _fits_speaker(credit, attribution.speaker, attribution.role, body)
        is_here = has_description(credit, body.paragraph_around(place)[0])
        if fits is not True and is_here and not attribution.is_certain(place, body):
            return None
        if fits is not None:
            return fits
        people = [a.speaker for a in self._in(revision) if a.speaker] + _people(body.narration)
        others = (each for each in dict.fromkeys(people) if not may_be_one(each, attribution.speaker or ""))
        return False if any(_fits_speaker(credit, other, None, body) for other in others) else None

    def _in(self, revision: Revision) -> list[PublishedAttribution]:
        if revision.id not in self._known:
            stored, turns = list(self._stored(revision)), revision.article.turns
            is_stated = name_speakers(turns)
            self._known[revision.id] = (
                [*stored, *map(_spoken, turns)] if is_stated else stored or list(_found(revision))
            )
        return self._known[revision.id]

    def _stored(self, revision: Revision) -> Iterator[PublishedAttribution]:
        for annotation in self._engine.annotations(revision.article_id):
            state = annotation.state
            spans = tuple(p.span for p in annotation.pieces(SpanRole.CONTENT) if p.revision_id == revision.id)
            if spans and state.status.stands:
                yield PublishedAttribution(
                    spans,
                    state.speaker or state.descriptor,
                    state.unnamed,
                    state.via,
                    state.status,
                    state.role,
                    state.quotation_kind,
                    1.0 if annotation.confidence is None else annotation.confidence,
                    " ".join(piece.exact for piece in annotation.pieces(SpanRole.SOURCE)),
                    tuple(p.span for p in annotation.pieces(SpanRole.SOURCE) if p.revision_id == revision.id),
                )


def _spoken(turn: Turn) -> PublishedAttribution:
    return PublishedAttribution((turn.span,), turn.speaker, False, None, None, is_labelled=True)


def _found(revision: Revision) -> Iterator[PublishedAttribution]:
    from newstext import find_quotations

    for q in find_quotations(revision.article.body):
        confidence = min(q.confidence, q.name_confidence)
        credit = " ".join(span.of(revision.article.body) for span in q.source)
        yield PublishedAttribution(
            q.content, q.speaker, q.unnamed, q.via, None, q.role, q.kind, confidence, credit, q.source
        )


def _name_in(quotation: DraftQuotation) -> str | None:
    """Return the name beside the words in the draft; None for a pronoun or a description."""
    credit = quotation.credit
    if credit is None or is_pronoun(credit) or is_credited_by_description(credit):
        return None
    return credit


def _are_initials(name: str, of: str) -> bool:
    """Whether a name is another's initials, as interviews print them: ``FLA``."""
    return len(name) > 1 and name.isupper() and name == "".join(re.findall(r"(?<![^\W_])[A-ZÀ-Þ]", of))


def _by_pronoun(quotation: DraftQuotation, printed: str) -> bool | None:
    """Judge a pronoun by the text before it: the printed speaker is named there, or is of the other gender."""
    gender = PRONOUNS[(quotation.credit or "").lower()]
    if gender and gender_of(printed) not in ("", gender):
        return False
    return True if _names(printed, quotation.context) else None


def _may_mean_somebody(quotation: DraftQuotation) -> bool:
    """Whether the text before a pronoun names its speaker, or anybody of its gender."""
    if quotation.speaker and _names(quotation.speaker, quotation.context):
        return True
    gender = PRONOUNS[(quotation.credit or "").lower()]
    named = (gender_of(person.split()[0]) for person in _people(quotation.context))
    return bool(gender) and any(each in ("", gender) for each in named)


def _fits_speaker(credit: str, speaker: str, role: str | None, body: Body) -> bool | None:
    return fits_description(credit, "\n".join([speaker, role or "", *_around(speaker, body.narration)]), body.joined)


def _people(text: str) -> list[str]:
    """Return names in a text that begin with a given name."""
    found = (f"{match[1]} {match[2]}" for match in _FULL_NAME.finditer(text) if is_given_name(match[1]))
    return list(dict.fromkeys(found))[:_MOST_MENTIONS]


def _may_be_missed(drafted: str, attribution: PublishedAttribution | None, place: Span, body: Body) -> bool:
    """Whether the draft's speaker may have said the words after all: the text names them where a finder may err."""
    if not _names(drafted, body.text) or _is_namesake(drafted, body.text):
        return False
    here, before = body.paragraph_around(place)
    if attribution is None or not attribution.speaker or _shares_credit(drafted, attribution, body):
        return True
    if _names(drafted, here):
        return not attribution.is_certain(place, body)
    # A paragraph that is all quotation goes on with a speaker of those before it, but with which?
    return _names(drafted, before) and not attribution.is_beside(place, body)


def _shares_credit(drafted: str, attribution: PublishedAttribution, body: Body) -> bool:
    """Whether the text credits the words with a surname alone, and names the draft's speaker in full too."""
    last = drafted.split()[-1]
    of_one_surname = name_words(attribution.credit) == name_words(last) == name_words(attribution.speaker or "")[-1:]
    return of_one_surname and any(may_be_one(drafted, each) for each in _full_names(last, body.text))


def _names(name: str, text: str) -> bool:
    """Whether a text has the last word of a name."""
    words = name_words(name)
    return bool(words) and words[-1] in name_words(text)


def _is_namesake(name: str, text: str) -> bool:
    """Whether all whom a text names in full with somebody's surname have another given name."""
    full = _full_names(name.split()[-1], text)
    return bool(full) and not any(may_be_one(name, each) for each in full)


def _full_names(last: str, text: str) -> set[str]:
    """Return the names of one surname that a text gives with a given name."""
    before = re.findall(rf"(\w+) (?:\w\. )?{re.escape(last)}\b", text)
    return {f"{given} {last}" for given in before if is_given_name(given)}


def _around(name: str, text: str) -> Sequence[str]:
    """Return the text around each mention of a name's last word, within its paragraph."""
    last = name.split()[-1]
    found = []
    others = {each for each in _full_names(last, text) if not may_be_one(name, each)}
    for match in list(re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", text))[:_MOST_MENTIONS]:
        before = text[max(0, match.start() - _AROUND_NAME) : match.start()].rpartition("\n")[2]
        behind = text[match.end() : match.end() + _AROUND_NAME].partition("\n")[0]
        if any(f"{before}{last}".endswith(other) for other in others):
            continue  # a namesake's role
        found.append(f"{before} {behind}")
    return found
