"""Saying who said a quotation, and on which terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.records import Record
from tui import describe

if TYPE_CHECKING:
    from newstext.spans import Span
    from store.records import Annotation, Attribution, Revision
    from tui.deciding.place import Place


class Naming:
    """Names speakers, on behalf of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def action_speaker(self) -> None:
        if annotation := self._place.demand_quotation():
            self.ask_speaker(annotation)

    def ask_speaker(self, annotation: Annotation) -> None:
        """Ask who said a quotation."""
        from tui.screens.speaker import SpeakerPicker

        def name(who: Attribution | None) -> None:
            if who is not None:
                self._attribute(annotation.id, who)

        place, state = self._place, annotation.state
        own = {state.speaker: state.role} if state.speaker else {}
        picker = SpeakerPicker(
            annotation.words, own | place.speakers, descriptor=state.descriptor, reason=state.unnamed_reason
        )
        place.app.push_screen(picker, name)

    def _attribute(self, annotation_id: str, who: Attribution) -> None:
        place = self._place

        async def say_who() -> None:
            if (latest := place.known(annotation_id)) is None:
                return
            if describe.is_said_by(latest, who):
                place.say(f"It is {who.name} already.")
                return
            saved = await place.write(lambda archive: archive.decisions.attribute(latest, who), latest)
            place.in_hand = annotation_id
            place.say(describe.named(saved))

        place.decide(say_who)

    def name(self, annotation_id: str, name: str, revision: Revision, source: Span) -> None:
        """Save who said a quotation, as words of a revision say that a person picked."""
        place = self._place

        async def say_who() -> None:
            if (latest := place.known(annotation_id)) is None:
                return
            saved = await place.write(
                lambda archive: archive.decisions.name_speaker(latest, name, revision=revision, source=[source]), latest
            )
            place.in_hand = annotation_id
            place.say(describe.named(saved))

        place.decide(say_who)

    def action_record(self) -> None:
        from tui.screens.ask import AskScreen

        if (annotation := self._place.demand()) is None:
            return
        terms = {describe.RECORD_WORDS[record]: record for record in Record}

        def set_record(chosen: str | None) -> None:
            if chosen in terms:
                self._set_record(annotation.id, terms[chosen])

        ask = AskScreen("On which terms was it said?", about=annotation.words, offers=list(terms), only_offers=True)
        self._place.app.push_screen(ask, set_record)

    def _set_record(self, annotation_id: str, record: Record) -> None:
        place = self._place

        async def save() -> None:
            if latest := place.known(annotation_id):
                await place.write(lambda archive: archive.remarks.set_record(latest, record), latest)
                place.say(f"Saved: {describe.RECORD_WORDS[record]}.")

        place.decide(save)
