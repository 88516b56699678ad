"""Attributions of a draft's words in published articles, and their comparison with the draft's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.namesakes import is_described, may_be_one, shared_description
from newstext.quotations.genres.labelled import names_nobody
from newstext.quotations.genres.stated_turns import name_speakers
from store.model.annotations import SpanRole, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.draft_check import Body
    from newstext.drafts import DraftQuotation
    from newstext.spans import Span
    from newstext.turns import Turn
    from store.engine import Annotations, Speakers
    from store.model.articles import Revision

    class _Needs(Annotations, Speakers, Protocol): ...


_NAMESAKES = 20
"""The number of speakers of one name in the register that are considered."""


class PublishedAttribution(NamedTuple):
    """The attribution of a passage of a published text, by an annotation or by the finder."""

    spans: tuple[Span, ...]
    speaker: str | None
    unnamed: bool
    via: str | None
    status: Status | None
    role: str | None = None


class PublishedAttributions:
    """The attributions in published texts; each text is searched once."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._known: dict[str, list[PublishedAttribution]] = {}

    def at(self, place: Span, revision: Revision) -> PublishedAttribution | None:
        """Return the attribution of the words at a place; None when they are not a quotation."""
        around = [
            attribution for attribution in self._in(revision) if any(span.overlaps(place) for span in attribution.spans)
        ]
        # A person's decision counts before what the finder found.
        return min(around, key=lambda attribution: attribution.status in (None, Status.SUGGESTED), default=None)

    def agree(self, quotation: DraftQuotation, attribution: PublishedAttribution, article: Body) -> bool | None:
        """Whether draft and text attribute the words to the same speaker; None when that cannot be decided."""
        drafted, printed = quotation.speaker, attribution.speaker
        if not drafted or not printed:
            return None
        if quotation.unnamed or attribution.unnamed or is_described(drafted) or is_described(printed):
            return _agree_in_words(quotation, attribution, article)
        if may_be_one(drafted, printed):
            return True
        if names_nobody(printed):
            return None  # a transcript's “Speaker 1” may be anybody
        known = [self._engine.speaker_named(name) for name in (drafted, printed)]
        return known[0] is not None and known[1] is not None and known[0].id == known[1].id

    def namesakes(self, surname: str, revision: Revision) -> tuple[str, ...]:
        """Return the people that a surname may refer to, in the register or an article; none if there is only one."""
        known = {speaker.name for speaker in self._engine.speakers(surname, limit=_NAMESAKES)}
        known |= {
            attribution.speaker for attribution in self._in(revision) if attribution.speaker and not attribution.unnamed
        }
        full = sorted(each for each in known if each.split()[-1] == surname and " " in each and not is_described(each))
        distinct = [each for i, each in enumerate(full) if not any(may_be_one(each, other) for other in full[:i])]
        return tuple(distinct) if len(distinct) > 1 else ()

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
                speaker = state.speaker or state.descriptor
                yield PublishedAttribution(spans, speaker, state.unnamed, state.via, state.status, state.role)


def _spoken(turn: Turn) -> PublishedAttribution:
    return PublishedAttribution((turn.span,), turn.speaker, unnamed=False, via=None, status=None)


def _found(revision: Revision) -> Iterator[PublishedAttribution]:
    from newstext import find_quotations

    for q in find_quotations(revision.article.body):
        yield PublishedAttribution(q.content, q.speaker, q.unnamed, q.via, None, q.role)


def _agree_in_words(quotation: DraftQuotation, attribution: PublishedAttribution, article: Body) -> bool | None:
    """Compare a speaker who is only described, in the draft or in print, with the name and role the other gives.

    For a speaker without a role in print, the article must have a word of the draft's description.
    """
    here = f"{quotation.speaker} {quotation.role or ''}"
    there = f"{attribution.speaker} {attribution.role or ''}"
    shared = shared_description(here, there)
    if shared is False and attribution.role is None and is_described(quotation.speaker or ""):
        return None if shared_description(here, article.joined) else False
    return shared
