"""The register: everyone quoted, and what each has said. Duplicate speakers are merged, and split again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.quotations.corrections import correctors
from tui.quotations.passage_foot import PassageFoot
from tui.quotations.passage_list import NOTHING, seen
from tui.quotations.target import Place
from tui.register.commands import RegisterCommands
from tui.register.lines import ONLY_ACCEPTED, described, duplicate_line, person_line, said_line, together
from tui.register.movement import RegisterMotions
from tui.register.panes import applies, sought
from tui.widgets.line_input import SearchField
from tui.widgets.line_list import LineList
from tui.widgets.title import Title
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from store.model.annotations import Annotation
    from store.model.lists import Cursor
    from store.model.speakers import LikelyDuplicate, Speaker, SpeakerQuotation
    from tui.kernel.actions import Action

WIDE = 100
_AHEAD = 30
"""Lines before the end at which more of the register is fetched."""


class _InRegister(Place):
    screen: RegisterScreen

    @property
    def current(self) -> Annotation | None:
        return self.screen.meant

    @property
    def nothing_here(self) -> str:
        return self.session.phrase("{register.next_pane} goes to a quotation first.")

    @property
    def annotations(self) -> Sequence[Annotation]:
        return self.screen.chosen_here


class RegisterScreen(KeyedScreen[str | None], inherit_bindings=False):
    """Speakers beside their quotations. It answers with the id of a quotation to open, or None."""

    AUTO_FOCUS = "#speakers"
    CSS = """
    RegisterScreen { background: $background; }
    RegisterScreen #register { height: 1fr; }
    RegisterScreen #people { width: 1fr; }
    RegisterScreen #words { width: 1fr; display: none; }
    RegisterScreen.-said #people { display: none; }
    RegisterScreen.-said #words { display: block; }
    RegisterScreen.-wide #people { display: block; width: 42%; }
    RegisterScreen.-wide #words { display: block; border-left: solid $rule; }
    RegisterScreen LineList { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Speaker] = []
        self.duplicates: list[LikelyDuplicate] | None = None
        """The likely duplicates, while they are shown in place of the register."""
        self.said: list[tuple[SpeakerQuotation, ...]] = []
        """The current speaker's quotations. Equal words from several places share a row, the first printed first."""
        self._said_by: Speaker | None = None
        self.marked: set[str] = set()
        self._after: Cursor | None = None
        self._speakers = LineList("speakers")
        self._words = LineList("said")
        self._find = SearchField("find", "Find by any name or role")
        self._people_title = Title("Speakers", "people-title", "-active")
        self._words_title = Title("", "words-title")
        self._passage = PassageFoot()
        self._registering = RegisterCommands(self)
        self._correctors = correctors(_InRegister(self))
        self._moves = RegisterMotions(self)

    def compose(self) -> ComposeResult:
        with Horizontal(id="register"):
            with Vertical(id="people"):
                yield self._people_title
                yield self._find
                yield self._speakers
            with Vertical(id="words"):
                yield self._words_title
                yield self._words
        yield self._passage
        yield self.status

    def on_mount(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")
        self.work_on(self._load_when_saved, group="register", holds_keys=True)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    # The cursor

    @property
    def scope(self) -> Scope:
        return Scope.REGISTER

    @property
    def owners(self) -> Sequence[object]:
        return (self._registering, self._moves, *self._correctors, *super().owners)

    @property
    def is_at_words(self) -> bool:
        """Whether the quotations have the keys."""
        return self.focused is self._words

    @property
    def current(self) -> Speaker | None:
        """The speaker under the cursor; of likely duplicates the one who would be merged into the other."""
        number = self._speakers.cursor
        if self.duplicates is not None:
            return self.duplicates[number].other if number < len(self.duplicates) else None
        return self.people[number] if number < len(self.people) else None

    @property
    def duplicate(self) -> LikelyDuplicate | None:
        """The pair under the cursor, while likely duplicates are shown."""
        number = self._speakers.cursor
        return self.duplicates[number] if self.duplicates and number < len(self.duplicates) else None

    @property
    def chosen_here(self) -> list[Annotation]:
        """The quotation under the cursor, in every place where it was printed."""
        return [said.annotation for row in self.said[self._words.cursor : self._words.cursor + 1] for said in row]

    @property
    def meant(self) -> Annotation | None:
        return self.chosen_here[0] if self.is_at_words and self.chosen_here else None

    @property
    def chosen(self) -> list[Annotation]:
        """The marked quotations, else the one under the cursor while the quotations have the keys."""
        marked = [said.annotation for row in self.said for said in row if said.annotation.id in self.marked]
        return marked or (self.chosen_here if self.is_at_words else [])

    # Drawing

    def load(self) -> None:
        """Show the register, or the speakers that match the find field."""
        self.work_on(self._loading, group="register", holds_keys=True)

    async def _load_when_saved(self) -> None:
        await self.session.saving.settled()
        await self._loading()

    async def _loading(self) -> None:
        typed = sought(self._find)
        if self.duplicates is not None:
            self.duplicates = await self.session.read(lambda archive: archive.register.likely_duplicates())
        elif typed:
            found = await self.session.read(lambda archive: archive.register.speakers(typed, limit=200))
            self.people, self._after = found, None
        else:
            wanted = max(200, len(self.people))
            page = await self.session.read(lambda archive: archive.register.everyone(limit=wanted))
            self.people, self._after = list(page.rows), page.after
        self._show_people()
        await self._show_words()

    def leave_out(self, speaker_id: str) -> None:
        """Remove the likely duplicates of a speaker who is being merged: the next key applies to the next pair."""
        if self.duplicates is not None:
            self.duplicates = [d for d in self.duplicates if speaker_id not in (d.speaker.id, d.other.id)]
            self._show_people()

    def _show_people(self) -> None:
        if self.duplicates is not None:
            self._people_title.say(self.session.phrase("Likely duplicates · {register.merge} merges the two"))
            lines = [duplicate_line(duplicate) for duplicate in self.duplicates]
            self._speakers.show(lines, empty_words="No likely duplicates.")
            return
        self._people_title.say("Speakers, by accepted quotations")
        found = "No speaker matches." if self._find.value else "No quotation is accepted yet."
        self._speakers.show([person_line(speaker) for speaker in self.people], empty_words=found)

    async def _show_words(self) -> None:
        speaker = self.current
        self._said_by = None
        said = [] if speaker is None else await self.session.read(lambda archive: archive.register.said(speaker.id))
        self.said = together(said)
        self._said_by = speaker
        self.marked &= {one.annotation.id for one in said}
        counted = describe.count(len(said), "quotation")
        self._words_title.say(f"{speaker.name} · {counted}, newest first" if speaker else "")
        self.refresh_words()
        self._describe()

    def refresh_words(self) -> None:
        """Redraw the quotations with their marks."""
        self._words.show([said_line(row, row[0].annotation.id in self.marked) for row in self.said])

    def _describe(self) -> None:
        nobody = "" if self.duplicates is not None else self.session.phrase(ONLY_ACCEPTED)
        self.status.describe(described(self.current) if self.current is not None else nobody)
        self.refresh_hints()

    def show_hints(self) -> None:
        if self.focused is self._find:
            self.status.hint_words((("enter", "to the list"), ("escape", "show everyone")))
        else:
            super().show_hints()

    def is_hinted(self, action: Action) -> bool:
        return super().is_hinted(action) and applies(action, at_words=self.is_at_words)

    def on_lines_moved(self) -> None:
        """Show the quotations of the speaker under the cursor, and fetch more near the end."""
        self.work_on(self._show_passage, group="passage", holds_keys=self.is_at_words)
        if not self.is_at_words:
            self.work_on(self._show_words, group="said")
            if self._after and self.duplicates is None and self._speakers.cursor > len(self.people) - _AHEAD:
                self.work_on(self._more, group="register")

    async def _show_passage(self) -> None:
        """Show the sentence around the quotation under the cursor, while the quotations have the keys."""
        meant = self.meant
        view = NOTHING if meant is None else await self.session.read(lambda archive: seen(archive, meant))
        self._passage.show(view.sentences)

    def make_room(self, rows: int) -> None:
        self._passage.rise(self, rows)

    def on_screen_resume(self) -> None:
        self._passage.sink()

    async def _more(self) -> None:
        after = self._after
        page = await self.session.read(lambda archive: archive.register.everyone(after=after))
        self.people += page.rows
        self._after = page.after
        self._show_people()

    async def renew(self, article_ids: Sequence[str] | None) -> None:  # noqa: ARG002 - any of them may be in it
        await self._loading()

    def on_descendant_focus(self) -> None:
        self._people_title.set_class(not self.is_at_words, "-active")
        self._words_title.set_class(self.is_at_words, "-active")
        self.work_on(self._show_passage, group="passage", holds_keys=self.is_at_words)
        self._describe()

    # Finding

    def obey(self, event: events.Key) -> bool:
        if self.focused is not self._find:
            return super().obey(event)
        if event.key == "escape":
            self.close_find()
        elif event.key in ("enter", "down", "tab"):
            self.set_focus(self._speakers)
        else:
            return False
        return True

    @handles("find", Scope.REGISTER)
    def open_find(self) -> None:
        self.duplicates = None
        self._find.add_class("-open")
        self.set_focus(self._find)

    def close_find(self) -> None:
        """Show everyone again."""
        self._find.remove_class("-open")
        self._find.value = ""
        self.set_focus(self._speakers)
        self.load()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._find.has_class("-open"):
            self._speakers.go_to_top()
            self.load()

    # Moving

    @property
    def here(self) -> LineList:
        """The pane that has the keys."""
        return self._words if self.is_at_words else self._speakers

    def go_to(self, number: int) -> None:
        """Put the cursor of that pane on a line."""
        self.here.go_to(number)
        self.on_lines_moved()

    @handles("next_pane", Scope.REGISTER)
    def switch_pane(self) -> None:
        self.go_to_people() if self.is_at_words else self._go_to_words()

    def _go_to_words(self) -> None:
        if self._said_by != self.current:
            self.work_on(self._wait_for_words, group="said", holds_keys=True)
        elif self.said:
            self.add_class("-said")
            self.set_focus(self._words)

    async def _wait_for_words(self) -> None:
        await self._show_words()
        if self.said:
            self._go_to_words()

    def go_to_people(self) -> None:
        """Give the keys to the speakers."""
        self.remove_class("-said")
        self.set_focus(self._speakers)

    @handles("open", Scope.REGISTER)
    def open_chosen(self) -> None:
        if not self.is_at_words:
            self._go_to_words()
        elif self.chosen_here:
            self.dismiss(self.chosen_here[0].id)

    @handles("doubles", Scope.REGISTER)
    def toggle_doubles(self) -> None:
        self.duplicates = None if self.duplicates is not None else []
        self.go_to_people()
        self._speakers.go_to_top()
        self.load()

    def go_back(self) -> None:
        if self.is_at_words:
            self.go_to_people()
        elif self.duplicates is not None:
            self.toggle_doubles()
        elif self._find.has_class("-open"):
            self.close_find()
        else:
            self.dismiss(None)
