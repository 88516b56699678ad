"""A list with a quotation on each line, and the sentence around it at the foot."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from tui.base.list_screen import ListScreen
from tui.quotations.corrections import correctors
from tui.quotations.passage import bodies, passage, revision_of
from tui.quotations.passage_foot import PassageFoot
from tui.quotations.target import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from store import Archive
    from store.model.annotations import Annotation


class PassageView(NamedTuple):
    """A line's quotation, if it is stored, and the sentences around it."""

    annotation: Annotation | None
    sentences: Content


NOTHING = PassageView(None, Content(""))


def seen(archive: Archive, annotation: Annotation) -> PassageView:
    """Return a quotation within its sentences."""
    return PassageView(annotation, passage(bodies(archive, [annotation]).get(revision_of(annotation), ""), annotation))


class _InList(Place):
    screen: PassageList

    @property
    def current(self) -> Annotation | None:
        return self.screen.meant

    @property
    def nothing_here(self) -> str:
        return "No quotation is stored for this line."

    @property
    def annotations(self) -> Sequence[Annotation]:
        return [annotation] if (annotation := self.screen.meant) else []


class PassageList(ListScreen[None], inherit_bindings=False):
    """Shows lines, and the sentence of the line under the cursor, whose quotation can be corrected here."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._seen = NOTHING
        self._passage = PassageFoot()
        self._correctors = correctors(_InList(self))

    def compose(self) -> ComposeResult:
        yield from list(super().compose())[:-1]
        yield self._passage
        yield self.status

    @property
    def meant(self) -> Annotation | None:
        return self._seen.annotation

    @property
    def owners(self) -> Sequence[object]:
        return (*self._correctors, *super().owners)

    def show(self, lines: Iterable[Content]) -> None:
        super().show(lines)
        # The cursor may be on another line now, or on none.
        self.look_again()

    def make_room(self, rows: int) -> None:
        self._passage.rise(self, rows)
        self.call_after_refresh(self.list.scroll_to_highlight)

    def on_screen_resume(self) -> None:
        self._passage.sink()

    @abstractmethod
    def look(self, number: int, archive: Archive) -> PassageView:
        """Return the quotation of line ``number`` with its sentences; runs in a thread."""

    @on(OptionList.OptionHighlighted)
    def look_again(self) -> None:
        """Show the sentence of the line under the cursor. Keys typed meanwhile wait for it."""
        self.work_on(self._look, group="passage", holds_keys=True)

    async def _look(self) -> None:
        number = self.cursor
        self._seen = NOTHING if number is None else await self.session.read(partial(self.look, number))
        self._passage.show(self._seen.sentences)

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        super().show_changed(changed)
        self.look_again()
