"""All that is open in an article, listed before it is accepted at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui import describe
from tui.actions import Scope
from tui.safe_text import visible
from tui.screens.listing import ListScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.records import Annotation


class AcceptAllScreen(ListScreen["list[str] | None"], inherit_bindings=False):
    """Answers with the ids of the quotations to accept, or None when the person thought better."""

    def __init__(self, waiting: Sequence[Annotation]) -> None:
        super().__init__("")
        self._waiting = waiting
        self._left_out: set[str] = set()

    @property
    def scope(self) -> Scope:
        return Scope.ACCEPTING

    def on_mount(self) -> None:
        super().on_mount()
        self._list()

    def _list(self) -> None:
        chosen = len(self._waiting) - len(self._left_out)
        self.head(f"Accept {describe.count(chosen, 'quotation')}? enter accepts, escape leaves them as they are")
        self.show(self._line(annotation) for annotation in self._waiting)

    def _line(self, annotation: Annotation) -> Content:
        sign = "–" if annotation.id in self._left_out else "✓"
        return Content.assemble(
            f"{sign} {visible(annotation.words)}\n",
            (f"  {visible(describe.who(annotation))} · {describe.surety(annotation)}\n", "$muted"),
        )

    def action_leave_out(self) -> None:
        if self.cursor is not None:
            self._left_out ^= {self._waiting[self.cursor].id}
            self._list()
            self.action_cursor_down()

    def action_accept_these(self) -> None:
        self.dismiss([a.id for a in self._waiting if a.id not in self._left_out])
