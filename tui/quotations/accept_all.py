"""All that is open in an article or a review, listed before it is accepted at once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from tui.base.list_screen import ListScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.terminal.safe_text import visible
from tui.wording import describe, events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.model.annotations import Annotation


class Listed(NamedTuple):
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

    def again(self, changed: Sequence[Annotation], settled: Sequence[Annotation]) -> Listed:
        """What is to be listed once more, since others have changed some and settled some."""
        now, gone = {a.id: a for a in changed}, {a.id for a in settled}
        waiting = tuple(now.get(a.id, a) for a in self.waiting if a.id not in gone)
        return self._replace(waiting=waiting, was={a.id: a for a in self.waiting if a.id in now})


class AcceptAllScreen(ListScreen["Listed | None"], inherit_bindings=False):
    """Answers with what was listed and what of it was left out, or None when the person thought better."""

    def __init__(self, listed: Listed) -> None:
        super().__init__("")
        self._listed = listed

    @property
    def scope(self) -> Scope:
        return Scope.ACCEPTING

    def on_mount(self) -> None:
        super().on_mount()
        self._list()
        if was := self._listed.was:
            self.go_to(next(n for n, a in enumerate(self._listed.waiting) if a.id in was))
            changed = f"{describe.count(len(was), 'quotation')} changed meanwhile"
            accepts = self.session.phrase("{accepting.accept_these} accepts the list as it is now.")
            self.status.say(f"Nothing accepted yet: {changed}. {accepts}")

    def _list(self) -> None:
        chosen = describe.count(len(self._listed.chosen), "quotation")
        wanted = chosen if self._listed.are_all else f"the first {chosen}"
        after = "" if self._listed.are_all else " {quotation.accept_all} then lists the next."
        ways = "{accepting.accept_these} accepts, {everywhere.back:escape} cancels."
        self.head(self.session.phrase(f"Accept {wanted}? {ways}{after}"))
        self.show(self._line(annotation) for annotation in self._listed.waiting)

    def _line(self, annotation: Annotation) -> Content:
        sign = "–" if annotation.id in self._listed.left_out else "✓"
        lines = [(f"  {visible(describe.who(annotation))} · {visible(describe.confidence(annotation))}\n", "$muted")]
        if was := self._listed.was.get(annotation.id):
            changes = "; ".join(events.differences(was.state, annotation.state))
            lines.append((visible(f"  changed by {annotation.changed_by}: {changes}") + "\n", "$warning"))
        return Content.assemble(f"{sign} {visible(annotation.words)}\n", *lines)

    @handles("leave_out", Scope.ACCEPTING)
    def leave_out(self) -> None:
        if self.cursor is not None:
            toggled = self._listed.left_out ^ {self._listed.waiting[self.cursor].id}
            self._listed = self._listed._replace(left_out=toggled)
            self._list()
            self.go_down()

    @handles("accept_these", Scope.ACCEPTING)
    def accept_these(self) -> None:
        self.dismiss(self._listed)
