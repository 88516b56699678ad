"""What a person decides about the quotations of the article that is open."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from store.records import SpanRole, Status
from tui import credit, describe
from tui.marks import content

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from newstext.spans import Span
    from store import Archive
    from store.records import Annotation, Attribution
    from tui.revised import Attaching
    from tui.screens.desk import DeskScreen

T = TypeVar("T")

_DONE = {
    Status.ACCEPTED: "Accepted.",
    Status.REJECTED: "Rejected. u brings it back.",
    Status.SKIPPED: "Skipped for now.",
    Status.REMOVED: "Removed. u brings it back.",
}
_NO_QUOTATION = "There is no quotation under the cursor. n goes to the next one, v selects words."


class Decisions:
    """The actions that change the store, on behalf of one screen."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._in_hand: str | None = None
        """The quotation that words selected next belong to: the one last made, named or stood on."""
        self._reattaching: Attaching | None = None
        """The quotation that the words saved next become a piece of."""

    # Settling

    def action_accept(self) -> None:
        self._settle(Status.ACCEPTED)

    def action_reject(self) -> None:
        self._settle(Status.REJECTED)

    def action_skip(self) -> None:
        self._settle(Status.SKIPPED)

    def action_remove(self) -> None:
        self._settle(Status.REMOVED, go_on=False)

    def _settle(self, status: Status, *, go_on: bool = True) -> None:
        reader = self._screen.reader
        annotation = reader.current
        if annotation is None:
            # What was not seen is not settled: the first press only goes there.
            if not (go_on and reader.go_to_next_open()):
                self._say(_NO_QUOTATION)
            return
        if go_on:
            reader.go_to_next_open()

        async def settle() -> None:
            if latest := self._known(annotation.id):
                await self._write(lambda archive: archive.settle([latest], status))
                self._say(_DONE[status])

        self._decide(settle)

    # Making

    def action_select(self) -> None:
        self._hold_current()
        self._screen.reader.start_selecting()

    def action_select_sentence(self) -> None:
        self._hold_current()
        self._screen.reader.moves.action_inner_sentence()

    def action_save_quotation(self) -> None:
        self._save(then_name=False)

    def action_save_and_name(self) -> None:
        self._save(then_name=True)

    def _save(self, *, then_name: bool) -> None:
        reader = self._screen.reader
        opened, selection = reader.opened, reader.selection
        if opened is None or selection is None:
            return
        reader.stop_selecting()
        reattached, self._reattaching = self._reattaching, None

        async def save() -> None:
            if reattached is None:
                made = await self._write(lambda archive: archive.add_quotation(opened.revision, [selection]))
                self._say("Saved as a quotation. @ says who said it.")
            else:
                content = reattached.content(selection)
                made = await self._write(
                    lambda archive: archive.updates.reattach(reattached.annotation, opened.revision, content)
                )
                self._say("Saved: these are its words now. U goes on with what updates changed.")
            self._in_hand = made.id
            if then_name:
                self._ask_speaker(made)

        self._decide(save)

    # Saying where words went

    def start_reattaching(self, attaching: Attaching) -> None:
        """Let the words saved next become a piece of a quotation; where they probably are is selected."""
        self._reattaching = attaching
        if attaching.guess is not None:
            self._screen.reader.select(attaching.guess)
            self._say("Select what its words are now; enter saves them. escape twice leaves it open.")
        else:
            self._say("v selects where its missing words went; enter saves them. escape leaves it open.")

    def stop_reattaching(self) -> None:
        """Let the words saved next be a new quotation again."""
        self._reattaching = None

    # Naming

    def action_speaker(self) -> None:
        annotation = self._screen.reader.current
        if annotation is None:
            self._say(_NO_QUOTATION)
        else:
            self._ask_speaker(annotation)

    def _ask_speaker(self, annotation: Annotation) -> None:
        from tui.screens.speaker import SpeakerPicker

        def name(who: Attribution | None) -> None:
            if who is not None:
                self._attribute(annotation.id, who)

        here = {a.state.speaker: a.state.role for a in self._screen.reader.annotations if a.state.speaker}
        own = {annotation.state.speaker: annotation.state.role} if annotation.state.speaker else {}
        state = annotation.state
        self._screen.app.push_screen(
            SpeakerPicker(annotation.words, own | here, descriptor=state.descriptor, reason=state.unnamed_reason), name
        )

    def _attribute(self, annotation_id: str, who: Attribution) -> None:
        async def say_who() -> None:
            if (latest := self._known(annotation_id)) is None:
                return
            if describe.is_said_by(latest, who):
                self._say(f"It is {who.name} already.")
                return
            saved = await self._write(lambda archive: archive.register.attribute(latest, who))
            self._in_hand = annotation_id
            self._say(describe.named(saved))

        self._decide(say_who)

    def _name(self, annotation_id: str, name: str, source: Span) -> None:
        async def say_who() -> None:
            opened = self._screen.reader.opened
            if (latest := self._known(annotation_id)) is None or opened is None:
                return
            saved = await self._write(
                lambda archive: archive.name_speaker(latest, name, revision=opened.revision, source=[source])
            )
            self._in_hand = annotation_id
            self._say(describe.named(saved))

        self._decide(say_who)

    def action_label_source(self) -> None:
        if (held := self._held()) is not None:
            annotation, words, span = held
            self._name(annotation.id, words, span)

    def action_label_content(self) -> None:
        opened = self._screen.reader.opened
        if self._in_hand is None or self._known(self._in_hand) is None:
            self.action_save_quotation()
        if (held := self._held()) is None or opened is None:
            return
        annotation, _, span = held

        async def join() -> None:
            if latest := self._known(annotation.id):
                spans = [*content(latest), span]
                made = await self._write(lambda archive: archive.respan(latest, opened.revision, spans))
                self._say(f"Saved: {describe.count(len(content(made)), 'piece')} of one quotation.")

        self._decide(join)

    def action_label_cue(self) -> None:
        opened = self._screen.reader.opened
        if (held := self._held()) is None or opened is None:
            return
        annotation, _, span = held

        async def label() -> None:
            if latest := self._known(annotation.id):
                await self._write(lambda archive: archive.label(latest, opened.revision, SpanRole.CUE, [span]))
                self._say("Words of saying saved.")

        self._decide(label)

    def _held(self) -> tuple[Annotation, str, Span] | None:
        """The quotation in hand and the words selected for it; says what is missing when there is none."""
        reader = self._screen.reader
        selection = reader.selection
        annotation = self._known(self._in_hand) if self._in_hand else None
        if selection is None:
            return None
        if annotation is None:
            self._say("Go to a quotation first, then select the words that belong to it.")
            return None
        reader.stop_selecting()
        return annotation, selection.of(reader.body), selection

    def _hold_current(self) -> None:
        if (current := self._screen.reader.current) is not None:
            self._in_hand = current.id

    # Copying

    def action_copy_words(self) -> None:
        reader = self._screen.reader
        if reader.selecting:
            if selection := reader.selection:
                self._copy(selection.of(reader.body))
                reader.move_to(selection.start)
            reader.stop_selecting()
        elif (annotation := reader.current) is not None:
            self._copy_quotation(annotation, credited=False)
        else:
            self._say(_NO_QUOTATION)

    def action_copy_credited(self) -> None:
        annotation = self._screen.reader.current
        if annotation is None:
            self._say(_NO_QUOTATION)
        else:
            self._copy_quotation(annotation, credited=True)

    def _copy_quotation(self, annotation: Annotation, *, credited: bool) -> None:
        async def copy() -> None:
            # From the store, never from the screen: what leaves the desk is what was printed.
            app = self._screen.app
            stored = await app.read(lambda archive: archive.annotation(annotation.id))
            opened = await app.read(lambda archive: archive.open_article(annotation.article_id))
            text = credit.credited(stored, opened.revision.article) if credited else credit.words(stored)
            await self._send(text)

        self._decide(copy)

    def _copy(self, text: str) -> None:
        async def copy() -> None:
            await self._send(text)

        self._decide(copy)

    async def _send(self, text: str) -> None:
        self._say("Copying …")
        result = await asyncio.to_thread(self._screen.app.clipboard_way.copy, text)
        self._say(result.words)

    async def _write(self, change: Callable[[Archive], T]) -> T:
        opened = self._screen.reader.opened
        return await self._screen.app.saving.write(change, [opened.row.id] if opened else [])

    def _decide(self, decision: Callable[[], Awaitable[None]]) -> None:
        self._screen.app.saving.decide(decision)

    def _known(self, annotation_id: str) -> Annotation | None:
        """The annotation as the screen knows it now, after every decision before this one."""
        return next((a for a in self._screen.reader.annotations if a.id == annotation_id), None)

    def _say(self, words: str) -> None:
        self._screen.status.say(words)
