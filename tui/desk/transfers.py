"""The ways from the desk to an import and an export."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.wording.views import STACK

if TYPE_CHECKING:
    from tui.desk.host import Host
    from tui.transfer.import_run import ImportRun

_ABOUT = "Path of a file or a folder, or the web address of a page or a feed. Files of every known format are read."


class TransferCommands:
    """Imports files into the store and exports quotations, for the desk's screen."""

    def __init__(self, screen: Host) -> None:
        self._screen = screen

    @cached_property
    def _importing(self) -> ImportRun:
        from tui.transfer.import_run import ImportRun

        return ImportRun(self._screen.session)

    @handles("import", Scope.DESK)
    def import_or_stop(self) -> None:
        from tui.base.path_prompt import PathPrompt

        if self._importing.is_running:
            self._importing.stop()
            self._screen.session.saving.say("Stopping after this file …")
            return

        def begin(place: str | None) -> None:
            if place and place.strip():
                self._importing.start(place.strip())

        self._screen.app.push_screen(PathPrompt("Import", about=_ABOUT, enter="import"), begin)

    @handles("export", Scope.DESK)
    def export(self) -> None:
        from tui.transfer.export_run import ask_for_export

        view = self._screen.pages.view
        articles = "all articles" if view.narrowed == STACK.narrowed else f"the view {in_marks(view.name)}"
        ask_for_export(self._screen, view.narrowed, articles)
