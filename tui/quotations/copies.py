"""The list of copies made in this session, to copy again."""

from __future__ import annotations

from textual.content import Content

from tui.base.list_screen import ListScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.terminal.safe_text import visible


class CopiesScreen(ListScreen[None], inherit_bindings=False):
    """Lists the copies of this session, the latest first."""

    def __init__(self) -> None:
        super().__init__("")

    @property
    def scope(self) -> Scope:
        return Scope.COPIES

    def on_mount(self) -> None:
        super().on_mount()
        self._list()

    def _list(self) -> None:
        copies = self.session.copies
        self.head("Copies" if copies else "Nothing copied since the desk was opened")
        self.show(
            Content.assemble(
                (f"{copy.at:%H:%M} · {copy.format}\n", "$muted"),
                "\n".join(visible(line) for line in copy.text.splitlines()) + "\n",
            )
            for copy in copies
        )

    @handles("copy_again", Scope.COPIES)
    def copy_again(self) -> None:
        from tui.quotations.send import send

        if self.cursor is None:
            return
        copy = self.session.copies[self.cursor]

        async def again() -> None:
            await send(self.session, copy.text, copy.format)
            self.go_to(0)
            self._list()

        self.session.saving.decide(again)
