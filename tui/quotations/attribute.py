"""The handlers that name the speaker and set the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Record
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import Deed, Did
from tui.wording import describe, outcomes

if TYPE_CHECKING:
    from newstext.spans import Span
    from store import Archive
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.speakers import Attribution
    from tui.quotations.target import Place


class SpeakerCommands:
    """Names speakers and sets terms, for one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @handles("speaker", Scope.QUOTATION)
    def choose_speaker(self) -> None:
        if annotation := self._place.demand_quotation():
            self.ask_speaker(annotation)

    def ask_speaker(self, annotation: Annotation) -> None:
        """Ask who said a quotation."""
        from tui.quotations.speaker_picker import SpeakerPicker

        def name(who: Attribution | None) -> None:
            if who is not None:
                self._attribute(annotation, who)
                # The log keeps nothing of a name that is known already.
                place.screen.post_message(Did(Deed.NAME))

        place, state = self._place, annotation.state
        place.take_in_hand(annotation)
        own = {state.speaker: state.role} if state.speaker else {}
        picker = SpeakerPicker("", own | place.speakers, descriptor=state.descriptor, reason=state.unnamed_reason)
        place.show(picker, name)

    def _attribute(self, annotation: Annotation, who: Attribution) -> None:
        place = self._place

        def attribute(archive: Archive, it: Annotation) -> Annotation | None:
            is_known = describe.is_said_by(archive.annotations.get(it.id), who)
            return None if is_known else archive.decisions.attribute(it, who)

        async def say_who() -> None:
            if (saved := await place.change(annotation, attribute)) is None:
                place.say(f"Already attributed to {who.name}.")
                return
            place.say(f"{describe.named(saved, place.speakers)} {place.onward}".rstrip())

        place.decide(say_who, about=annotation)

    def name(self, annotation: Annotation, name: str, revision: Revision, source: Span) -> None:
        """Save the speaker of a quotation, named by words of a revision that the person picked."""
        place = self._place
        place.take_in_hand(annotation)

        async def say_who() -> None:
            saved = await place.change(
                annotation,
                lambda archive, it: archive.decisions.name_speaker(it, name, revision=revision, source=[source]),
            )
            place.say(f"{describe.named(saved, place.speakers)} {place.onward}".rstrip())

        place.decide(say_who, about=annotation)

    @handles("record", Scope.QUOTATION)
    def choose_terms(self) -> None:
        from tui.base.prompt import Prompt

        if (annotation := self._place.demand()) is None:
            return
        terms = {describe.RECORD_WORDS[record]: record for record in Record}

        def set_record(chosen: str | None) -> None:
            if chosen in terms:
                self._set_record(annotation, terms[chosen])

        ask = Prompt("On which terms was it said?", offers=list(terms), only_offers=True)
        self._place.show(ask, set_record)

    def _set_record(self, annotation: Annotation, record: Record) -> None:
        place = self._place

        async def save() -> None:
            changed = await place.change(annotation, lambda archive, it: archive.remarks.set_record(it, record))
            place.say(outcomes.terms(changed))

        place.decide(save, about=annotation)
