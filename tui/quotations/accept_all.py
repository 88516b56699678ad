"""The list of all open quotations in an article or a review, shown before they are accepted at once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from tui.base.list_screen import ListScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.quotations.corrections import correctors
from tui.quotations.passage import bodies, passage, revision_of
from tui.quotations.target import Place
from tui.terminal.safe_text import visible
from tui.wording import describe, events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.model.annotations import Annotation


class AcceptList(NamedTuple):
    """The quotations listed for acceptance."""

    waiting: tuple[Annotation, ...]
    are_all: bool = True
    """Whether the list holds every open quotation."""
    left_out: frozenset[str] = frozenset()
    was: Mapping[str, Annotation] = MappingProxyType({})
    """By id, the earlier states of listed quotations that others have changed since."""

    @property
    def chosen(self) -> list[Annotation]:
        """The quotations to accept: all that were not left out."""
        return [a for a in self.waiting if a.id not in self.left_out]

    def again(self, changed: Sequence[Annotation], settled: Sequence[Annotation]) -> AcceptList:
        """Return the list to show again after others have changed and settled some of its quotations."""
        now, gone = {a.id: a for a in changed}, {a.id for a in settled}
        waiting = tuple(now.get(a.id, a) for a in self.waiting if a.id not in gone)
        return self._replace(waiting=waiting, was={a.id: a for a in self.waiting if a.id in now})


class _InList(Place):
    screen: AcceptAllScreen

    @property
    def current(self) -> Annotation | None:
        return self.screen.meant

    @property
    def annotations(self) -> Sequence[Annotation]:
        return self.screen.listed.waiting


class AcceptAllScreen(ListScreen["AcceptList | None"], inherit_bindings=False):
    """Lists open quotations in their sentences, where they can be corrected.

    Answers with the list and what was left out of it; None when cancelled.
    """

    def __init__(self, listed: AcceptList) -> None:
        super().__init__("")
        self.listed = listed
        self._known = {annotation.id: annotation for annotation in listed.waiting}
        """The present state of every quotation listed, by id. Undo brings back one that was settled here."""
        self._bodies: dict[str, str] = {}
        self._correctors = correctors(_InList(self))

    @property
    def scope(self) -> Scope:
        return Scope.ACCEPTING

    @property
    def meant(self) -> Annotation | None:
        return self.listed.waiting[self.cursor] if self.cursor is not None else None

    @property
    def owners(self) -> Sequence[object]:
        return (*self._correctors, *super().owners)

    def on_mount(self) -> None:
        super().on_mount()
        self._ask()
        self.status.describe("Fetching the sentences around them …")
        self.work_on(self._load, group="accepting", holds_keys=True)

    async def _load(self) -> None:
        waiting = self.listed.waiting
        self._bodies = await self.session.read(lambda archive: bodies(archive, waiting))
        self.status.describe("")
        self._list()
        if was := self.listed.was:
            self.go_to(next(n for n, a in enumerate(waiting) if a.id in was))
            changed = f"{describe.count(len(was), 'quotation')} changed meanwhile"
            accepts = self.session.phrase("{accepting.accept_these} accepts the list as it is now.")
            self.status.say(f"Nothing accepted yet: {changed}. {accepts}")

    def _ask(self) -> None:
        chosen = describe.count(len(self.listed.chosen), "quotation")
        wanted = chosen if self.listed.are_all else f"the first {chosen}"
        after = "" if self.listed.are_all else " {quotation.accept_all} then lists the next."
        ways = "{accepting.accept_these} accepts, {everywhere.back:escape} cancels."
        self.head(self.session.phrase(f"Accept {wanted}? {ways}{after}"))

    def _list(self) -> None:
        self._ask()
        self.show(map(self._line, self.listed.waiting))

    def _line(self, annotation: Annotation) -> Content:
        sign = "–" if annotation.id in self.listed.left_out else "✓"
        facts = (*describe.restricted(annotation), describe.who(annotation), describe.kind(annotation))
        said = " · ".join((*facts, describe.confidence(annotation)))
        lines = [Content.styled(f"  {visible(said)}", "$muted")]
        if was := self.listed.was.get(annotation.id):
            changes = "; ".join(events.differences(was.state, annotation.state))
            lines.append(Content.styled(f"  {visible(f'! changed by {annotation.changed_by}: {changes}')}", "$warning"))
        stands = passage(self._bodies.get(revision_of(annotation), ""), annotation)
        return Content("\n").join([Content(f"{sign} ") + stands, *lines, Content("")])

    # Corrections made here

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        self._known |= {annotation.id: annotation for annotation in changed if annotation.id in self._known}
        waiting = tuple(annotation for annotation in self._known.values() if annotation.waits_to_be_accepted)
        self.listed = self.listed._replace(waiting=waiting)
        self._list()

    async def go_to_undone(self, annotation: Annotation) -> bool:
        ids = [waiting.id for waiting in self.listed.waiting]
        if annotation.id in ids:
            self.go_to(ids.index(annotation.id))
        return annotation.id in ids

    @handles("leave_out", Scope.ACCEPTING)
    def leave_out(self) -> None:
        if self.cursor is not None:
            toggled = self.listed.left_out ^ {self.listed.waiting[self.cursor].id}
            self.listed = self.listed._replace(left_out=toggled)
            self._list()
            self.go_down()

    @handles("accept_these", Scope.ACCEPTING)
    def accept_these(self) -> None:
        self.dismiss(self.listed)
