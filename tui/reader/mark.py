"""The marking of quotations in the open article: selected words become quotations, pieces, labels and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import SpanRole, Status
from tui.article.marks import content
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.quotations.attribute import SpeakerCommands
from tui.quotations.target import Place
from tui.reader import status_text
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.spans import Span
    from store.model.annotations import Annotation
    from tui.base.keyed_screen import KeyedScreen
    from tui.reader.text_objects import TextObjects
    from tui.reader.widget import Reader
    from tui.updates.wording import Reattachment


_NONE_IN_HAND = (
    "No quotation is in hand, so nothing was saved. {selecting.save_quotation} saves these words as a new one;"
    " {moving.next_quotation} goes to one before you select."
)


def _saved(made: Annotation) -> str:
    """Return the message on a new quotation: of the speaker of its turn, or of nobody yet."""
    if made.state.speaker or made.state.unnamed:
        return "Saved as a quotation of {who}, who speaks here. {quotation.speaker} changes the speaker."
    return "Saved as a quotation. {quotation.speaker} names the speaker."


class InReader(Place):
    """The quotations of the article in the reader."""

    def __init__(self, screen: KeyedScreen[None], reader: Reader) -> None:
        super().__init__(screen)
        self.reader = reader

    @property
    def current(self) -> Annotation | None:
        return self.reader.current

    @property
    def annotations(self) -> Sequence[Annotation]:
        return self.reader.annotations

    def known(self, annotation_id: str | None) -> Annotation | None:
        return self.reader.marks.known(annotation_id)

    def take_in_hand(self, annotation: Annotation) -> None:
        self.reader.in_hand = annotation.id

    @property
    def nothing_here(self) -> str:
        if not self.annotations:
            return status_text.no_quotation(self.reader)
        return self.session.phrase(
            "No quotation under the cursor. {moving.next_quotation} goes to the next, {reader.select} selects words."
        )

    @property
    def onward(self) -> str:
        reader = self.reader
        if reader.marks.next_open(reader.cursor, reader.current, self.being_settled) is None:
            return ""
        key = "{moving.next}" if reader.hits is None else "{moving.next_quotation}"
        return self.session.phrase(f"{key} goes to the next.")

    def go_on(self) -> bool:
        return self.reader.go_to_next_open(self.being_settled)


class SelectionCommands:
    """Selects, saves and labels words, for the reader."""

    def __init__(self, place: InReader, text_objects: TextObjects) -> None:
        self.place = place
        self._text_objects = text_objects
        self._naming = SpeakerCommands(place)
        self._reattaching: Reattachment | None = None
        """The quotation that the next saved words become a piece of."""

    @handles("select", Scope.READER)
    def start_selecting(self) -> None:
        self.place.reader.take_in_hand()
        self.place.reader.start_selecting()

    @handles("select_sentence", Scope.READER)
    def select_sentence(self) -> None:
        self.place.reader.take_in_hand()
        self._text_objects.select_sentence()

    @handles("save_quotation", Scope.SELECTING)
    def save_quotation(self) -> None:
        self._save(then_name=False)

    @handles("save_and_name", Scope.SELECTING)
    def save_and_name(self) -> None:
        self._save(then_name=True)

    def _save(self, *, then_name: bool) -> None:
        place = self.place
        opened, selection = place.reader.opened, place.reader.selection
        if opened is None or selection is None:
            return
        place.reader.stop_selecting()
        reattached, self._reattaching = self._reattaching, None
        words, held = [selection], place.reader.in_hand
        beginning_here = place.reader.marks.beginning_in(selection.start, selection.start + 1)
        suggested = next((a for a in beginning_here if a.waits_to_be_accepted and content(a) == words), None)

        async def save() -> None:
            if reattached is None and suggested is not None:
                [made] = await place.change(
                    suggested, lambda archive, it: archive.decisions.settle([it], Status.ACCEPTED)
                )
                place.say("Accepted: these words were suggested already.")
            elif reattached is None:
                made = await place.write(lambda archive: archive.decisions.add_quotation(opened.revision, [selection]))
                place.say(place.session.phrase(_saved(made), who=describe.who(made)))
            else:
                annotation, content_now = reattached.annotation, reattached.content(selection)
                made = await place.change(
                    annotation, lambda archive, it: archive.updates.reattach(it, opened.revision, content_now)
                )
                go_on = place.session.phrase("{desk.stale} goes on with changed quotations.")
                place.say(f"Reattached. {go_on}")
            # A person who has gone to another quotation meanwhile has that one in hand.
            if place.reader.in_hand == held:
                place.take_in_hand(made)
            if then_name:
                self._naming.ask_speaker(made)

        place.decide(save, about=suggested, holds_keys=then_name)

    # Reattaching

    def start_reattaching(self, attaching: Reattachment) -> None:
        """Make the words saved next a piece of a quotation, and select the likely ones."""
        self._reattaching = attaching
        if attaching.guess is not None:
            self.place.reader.select(attaching.guess)
            begun, leaving = "Select its new words", "{everywhere.back:escape} twice"
        else:
            begun, leaving = "{reader.select} selects its missing words", "{everywhere.back:escape}"
        words = f"{begun}; {{selecting.save_quotation}} saves them. {leaving} leaves it open."
        self.place.say(self.place.session.phrase(words))

    def stop_reattaching(self) -> None:
        """Make the words saved next a new quotation again."""
        self._reattaching = None

    # Notes and labels

    @handles("note_words", Scope.SELECTING)
    def note_words(self) -> None:
        from tui.base.prompt import Prompt

        place = self.place
        opened, selection = place.reader.opened, place.reader.selection
        if opened is None or selection is None:
            return
        place.reader.stop_selecting()

        def note(words: str | None) -> None:
            if words and words.strip():
                place.decide(lambda: save(words))

        async def save(words: str) -> None:
            await place.write(lambda archive: archive.remarks.add_note(opened.revision, selection, words))
            place.say("Note saved.")

        place.show(Prompt("Note on these words", about=selection.of(place.reader.body)), note)

    @handles("label_source", Scope.SELECTING)
    def label_source(self) -> None:
        opened = self.place.reader.opened
        if (held := self._held()) is not None and opened is not None:
            annotation, words, span = held
            if not any(sign.isalnum() for sign in words):
                self.place.say("These words contain no name. Nothing saved.")
                return
            if len(words.strip()) == 1 and words.isascii():
                # Hands used to other editors type a number before a motion; here 2 labels the selection.
                label = self.place.session.phrase("{selecting.label_source}")
                self.place.say(f"One letter is not a name: nothing saved. Select the name, then press {label}.")
                return
            self._naming.name(annotation, words, opened.revision, span)

    @handles("label_content", Scope.SELECTING)
    def label_content(self) -> None:
        place = self.place
        opened = place.reader.opened
        if (held := self._held()) is None or opened is None:
            return
        annotation, _, span = held

        async def join() -> None:
            made = await place.change(
                annotation, lambda archive, it: archive.decisions.respan(it, opened.revision, [*content(it), span])
            )
            place.say(f"Saved: one quotation in {describe.count(len(content(made)), 'piece')}.")

        place.decide(join, about=annotation)

    @handles("label_cue", Scope.SELECTING)
    def label_cue(self) -> None:
        place = self.place
        opened = place.reader.opened
        if (held := self._held()) is None or opened is None:
            return
        annotation, _, span = held

        async def label() -> None:
            await place.change(
                annotation, lambda archive, it: archive.decisions.label(it, opened.revision, SpanRole.CUE, [span])
            )
            place.say("Cue saved.")

        place.decide(label, about=annotation)

    def _held(self) -> tuple[Annotation, str, Span] | None:
        """The quotation in hand, the selected words and their span. Without a quotation, None and a message."""
        place = self.place
        selection = place.reader.selection
        annotation = place.reader.held
        if selection is None:
            return None
        if annotation is None:
            place.say(place.session.phrase(_NONE_IN_HAND))
            return None
        place.reader.stop_selecting()
        return annotation, selection.of(place.reader.body), selection

    @handles("copy_selected", Scope.SELECTING)
    def copy_selected(self) -> None:
        from tui.quotations.send import send_words

        reader = self.place.reader
        opened, selection = reader.opened, reader.selection
        if opened is not None and selection is not None:
            self.place.decide(lambda: send_words(self.place.session, opened.revision, selection))
            reader.move_to(selection.start)
        reader.stop_selecting()
