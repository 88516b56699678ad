"""The two sides of a conflict: a colleague's change to a quotation and this person's, and the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.rules.anchors import who
from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.terminal.safe_text import visible
from tui.widgets.title import Title
from tui.wording import events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from store.quotations.conflicts import Conflict


_KEPT = "Keeping yours saves only what you changed; the rest of theirs stays. {everywhere.undo} undoes it."


class ConflictScreen(KeyedScreen[bool], inherit_bindings=False):
    """Answers True to save this person's side. Until then their colleague's version stands."""

    CSS = """
    ConflictScreen { background: $background; }
    ConflictScreen VerticalScroll { height: 1fr; padding: 1 2; }
    """

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self._conflict = conflict

    def compose(self) -> ComposeResult:
        by = visible(who(self._conflict.theirs.changed_by))
        yield Title(f"{by} has changed this quotation meanwhile", "conflict-title", "-active")
        with VerticalScroll() as scroll:
            scroll.can_focus = False
            yield Static(Content("\n").join(_lines(self._conflict, self.session.phrase(_KEPT))))
        yield self.status

    def on_mount(self) -> None:
        self.refresh_hints()

    @property
    def scope(self) -> Scope:
        return Scope.CONFLICT

    @handles("keep_theirs", Scope.CONFLICT)
    def keep_theirs(self) -> None:
        self.dismiss(False)

    @handles("make_mine", Scope.CONFLICT)
    def make_mine(self) -> None:
        self.dismiss(True)

    def go_back(self) -> None:
        self.dismiss(False)


def _lines(conflict: Conflict, kept: str) -> Iterator[Content]:
    yield Content.styled(visible(conflict.theirs.words), "bold")
    yield Content("")
    for words, theirs, mine in events.conflicting(conflict):
        yield Content.styled(words, "bold $primary")
        yield Content(visible(f"  {who(conflict.theirs.changed_by)}: {theirs}"))
        yield Content(visible(f"  you: {mine}"))
    yield Content("")
    yield Content(kept)
