"""All that is open in an article or a review, listed before it is accepted at once."""

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
    """What is listed to be accepted at once."""

    waiting: tuple[Annotation, ...]
    are_all: bool = True
    """Whether nothing more waits than what is listed."""
    left_out: frozenset[str] = frozenset()
    was: Mapping[str, Annotation] = MappingProxyType({})
    """As they were listed before, by id, those that somebody else has changed since."""

    @property
    def chosen(self) -> list[Annotation]:
        """Those that are to be accepted."""
        return [a for a in self.waiting if a.id not in self.left_out]

    def again(self, changed: Sequence[Annotation], settled: Sequence[Annotation]) -> AcceptList:
        """What is to be listed once more, since others have changed some and settled some."""
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
    """Answers with what was listed and what of it was left out, or None when the person thought better.

    Each stands in its sentence, and can be corrected here.
    """

    def __init__(self, listed: AcceptList) -> None:
        super().__init__("")
        self.listed = listed
        self._known = {annotation.id: annotation for annotation in listed.waiting}
        """All that were listed, as they are now: one that is settled here comes back by undo."""
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
        self.work_on(self._load, group="accepting", holds_keys=True)

    async def _load(self) -> None:
        waiting = self.listed.waiting
        self._bodies = await self.session.read(lambda archive: bodies(archive, waiting))
        self._list()
        if was := self.listed.was:
            self.go_to(next(n for n, a in enumerate(waiting) if a.id in was))
            changed = f"{describe.count(len(was), 'quotation')} changed meanwhile"
            accepts = self.session.phrase("{accepting.accept_these} accepts the list as it is now.")
            self.status.say(f"Nothing accepted yet: {changed}. {accepts}")

    def _list(self) -> None:
        chosen = describe.count(len(self.listed.chosen), "quotation")
        wanted = chosen if self.listed.are_all else f"the first {chosen}"
        after = "" if self.listed.are_all else " {quotation.accept_all} then lists the next."
        ways = "{accepting.accept_these} accepts, {everywhere.back:escape} cancels."
        self.head(self.session.phrase(f"Accept {wanted}? {ways}{after}"))
        self.show(map(self._line, self.listed.waiting))

    def _line(self, annotation: Annotation) -> Content:
        sign = "–" if annotation.id in self.listed.left_out else "✓"
        facts = (*describe.restricted(annotation), describe.who(annotation), describe.kind(annotation))
        said = " · ".join((*facts, describe.confidence(annotation)))
        lines = [Content.styled(f"  {visible(said)}", "$muted")]
        if was := self.listed.was.get(annotation.id):
            changes = "; ".join(events.differences(was.state, annotation.state))
            lines.append(Content.styled(f"  {visible(f'changed by {annotation.changed_by}: {changes}')}", "$warning"))
        stands = passage(self._bodies.get(revision_of(annotation), ""), annotation)
        return Content("\n").join([Content(f"{sign} ") + stands, *lines, Content("")])

    # What is corrected here

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
