"""The commands on the register: merging, splitting and naming speakers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.lists import ArticleFilter
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowPictures
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from store import Archive
    from store.model.speakers import Attribution, Speaker
    from tui.register.selection import Selection

    Changing = Callable[[Archive], Speaker]


class RegisterCommands:
    """Changes the register, for its screen. Each change is one step to undo."""

    def __init__(self, screen: Selection) -> None:
        self._screen = screen

    @property
    def _undoes(self) -> str:
        return self._screen.session.phrase("{everywhere.undo} undoes it.")

    @handles("answers", Scope.REGISTER)
    def show_answers(self) -> None:
        from tui.register.answers_screen import AnswersScreen

        self._screen.app.push_screen(AnswersScreen())

    @handles("said", Scope.REGISTER)
    def show_said(self) -> None:
        from tui.quotations.listed import ListedScreen, said_by

        if (speaker := self._screen.current) is not None:
            names = (speaker.name, *speaker.aliases)
            read = partial(said_by, who=speaker.name, names=names)
            self._screen.app.push_screen(ListedScreen(read, "Nothing found."))

    @handles("merge", Scope.REGISTER)
    def merge(self) -> None:
        if (duplicate := self._screen.duplicate) is not None:
            self._merge(duplicate.other, duplicate.speaker)
        elif (speaker := self._screen.current) is not None:
            self._ask(f"Merge {speaker.name} with whom?", speaker, self._into(speaker), new="")

    def _into(self, speaker: Speaker) -> Callable[[str], None]:
        def merge(name: str) -> None:
            async def find_and_merge() -> None:
                known = await self._screen.session.read(
                    lambda archive: next(
                        (s for s in archive.register.speakers(name) if name in (s.name, *s.aliases)), None
                    )
                )
                if known is None:
                    self._say(
                        "No speaker is called {name}. {register.rename} renames {speaker}.",
                        name=name,
                        speaker=speaker.name,
                    )
                else:
                    self._merge(speaker, known)

            self._screen.work_on(find_and_merge, group="merge", holds_keys=True)

        return merge

    def _merge(self, gone: Speaker, kept: Speaker) -> None:
        async def merge() -> None:
            try:
                merged = await self._write(lambda archive: archive.register.merge(gone.id, kept.id))
            except StoreError:
                self._screen.load()
                raise
            told = describe.count(merged.quotations, "quotation")
            self._say(
                "Merged {gone} into {kept}: {told}. {everywhere.undo} undoes it.",
                gone=gone.name,
                kept=merged.name,
                told=told,
            )

        self._screen.leave_out(gone.id)
        self._decide(merge)

    @handles("pictures", Scope.REGISTER)
    def show_pictures(self) -> None:
        if (speaker := self._screen.current) is not None:
            self._screen.post_message(ShowPictures(ArticleFilter(who=speaker.name), speaker=speaker.name))

    @handles("mark", Scope.REGISTER)
    def mark(self) -> None:
        screen = self._screen
        if not screen.is_at_words:
            self._say("Go to the quotations first: {register.open} or {register.next_pane}.")
            return
        for annotation in screen.chosen_here:
            screen.marked ^= {annotation.id}
        screen.refresh_words()
        screen.go_to(screen.here.cursor + 1)

    @handles("split", Scope.REGISTER)
    def split(self) -> None:
        chosen = self._screen.chosen
        speaker = self._screen.current
        if not chosen or speaker is None:
            self._say("Mark quotations to split off: {register.next_pane} goes to them, {register.mark} marks one.")
            return

        def split(name: str) -> None:
            async def give() -> None:
                other = await self._write(lambda archive: archive.register.split(chosen, name))
                self._screen.marked.clear()
                told = describe.count(len(chosen), "quotation")
                self._say("Split off {told} to {to}. {everywhere.undo} undoes it.", told=told, to=other.name)

            self._decide(give)

        told = describe.count(len(chosen), "quotation")
        self._ask(f"Split off {told} of {speaker.name} to whom?", speaker, split)

    @handles("add_name", Scope.REGISTER)
    def add_name(self) -> None:
        def add(speaker: Speaker, name: str) -> Changing:
            return lambda archive: archive.register.add_name(speaker.id, name)

        self._ask_name("Another name", add, "Name added: {name}.")

    @handles("rename", Scope.REGISTER)
    def rename(self) -> None:
        def rename(speaker: Speaker, name: str) -> Changing:
            return lambda archive: archive.register.rename(speaker.id, name)

        self._ask_name("New name", rename, "{speaker} renamed to {name}.", is_filled=True)

    @handles("remove_name", Scope.REGISTER)
    def remove_name(self) -> None:
        from tui.quotations.speaker_picker import SpeakerPicker

        speaker = self._screen.current
        if speaker is None or not speaker.aliases:
            self._say("There is no other name to remove.")
            return

        def remove(answer: Attribution | None) -> None:
            if answer is not None and answer.name in speaker.aliases:
                change = self._changing(
                    lambda archive: archive.register.remove_name(speaker.id, answer.name),
                    f"Name removed: {answer.name}. {self._undoes}",
                )
                self._decide(change)
            elif answer is not None:
                self._say("{speaker} has no other name {name}.", name=answer.name, speaker=speaker.name)

        names = dict.fromkeys(speaker.aliases)
        self._screen.app.push_screen(
            SpeakerPicker(
                "", names, heading=f"Remove which name of {speaker.name}?", names_only=True, only_here=True, new=""
            ),
            remove,
        )

    @handles("set_field", Scope.REGISTER)
    def set_field(self) -> None:
        from tui.register.fields import ask_field

        if (speaker := self._screen.current) is None:
            return

        def chosen(field: str, value: str | None, words: str) -> None:
            self._decide(
                self._changing(
                    lambda archive: archive.register.set_field(speaker.id, field, value),
                    f"{speaker.name}: {words}. {self._undoes}",
                )
            )

        ask_field(self._screen, speaker, chosen)

    def _ask_name(
        self, heading: str, change: Callable[[Speaker, str], Changing], done: str, *, is_filled: bool = False
    ) -> None:
        from tui.quotations.speaker_picker import SpeakerPicker

        if (speaker := self._screen.current) is None:
            return

        def named(answer: Attribution | None) -> None:
            if answer is not None and answer.name:
                said = done.format(name=answer.name, speaker=speaker.name)
                self._decide(self._changing(change(speaker, answer.name), f"{said} {self._undoes}"))

        here = dict.fromkeys(speaker.aliases)
        self._screen.app.push_screen(
            SpeakerPicker(
                "",
                here,
                heading=heading,
                names_only=True,
                only_here=True,
                never=(speaker.name,),
                new="new name",
                value=speaker.name if is_filled else "",
            ),
            named,
        )

    def _ask(self, heading: str, speaker: Speaker, then: Callable[[str], None], *, new: str = "new speaker") -> None:
        """Ask for a speaker other than ``speaker``."""
        from tui.quotations.speaker_picker import SpeakerPicker

        def named(answer: Attribution | None) -> None:
            if answer is not None and answer.name:
                then(answer.name)

        names = ", ".join((speaker.name, *speaker.aliases))
        self._screen.app.push_screen(
            SpeakerPicker(names, {}, heading=heading, names_only=True, never=(speaker.name,), new=new), named
        )

    def _changing(self, change: Changing, said: str) -> Callable[[], Awaitable[None]]:
        async def save() -> None:
            await self._write(change)
            self._say("{said}", said=said)

        return save

    async def _write(self, change: Changing) -> Speaker:
        saving = self._screen.session.saving
        speaker = await saving.write(change)
        self._screen.session.renew_soon()
        return speaker

    def _decide(self, decision: Callable[[], Awaitable[None]]) -> None:
        self._screen.session.saving.decide(decision, holds_keys=True)

    def _say(self, words: str, **values: object) -> None:
        self._screen.status.say(self._screen.session.phrase(words, **values))
