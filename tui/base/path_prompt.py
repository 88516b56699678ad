"""A prompt for a path, completed from the folder as it is typed."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Input

from tui.base.prompt import Prompt
from tui.kernel.browser import may_read_files
from tui.settings.paths import NoPlaceError, full_path

if TYPE_CHECKING:
    from store import Archive

_MOST = 500
"""Names offered of one folder; typing narrows them."""


class PathPrompt(Prompt, inherit_bindings=False):
    """Answers with the typed path, or None when cancelled. Files of the typed folder are offered to complete it."""

    def __init__(self, title: str, *, about: str = "", value: str = "", enter: str = "save") -> None:
        super().__init__(title, about=about, value=value, enter=enter)

    @property
    def completes(self) -> bool:
        return True

    def on_mount(self) -> None:
        self._fetch(self._input.value)

    @on(Input.Changed)
    def _complete_path(self, event: Input.Changed) -> None:
        self._fetch(event.value)

    @work(group="paths", exclusive=True)
    async def _fetch(self, typed: str) -> None:
        """Offer what the folder holds. Disks may be slow, so no key waits for it."""
        if not may_read_files(self.session.browser):
            return
        self._offers = await self.session.read(partial(_names, typed))
        self._offer()


def _names(typed: str, _: Archive) -> list[str]:
    """Return the paths in the typed folder whose names begin with the rest of the text; folders end in a slash."""
    folder, begun = os.path.split(typed)
    if "://" in typed:
        return []
    try:
        with os.scandir(full_path(folder or ".")) as entries:
            found = [
                os.path.join(folder, entry.name) + (os.sep if entry.is_dir() else "")  # noqa: PTH118 - as typed: ~, ..
                for entry in entries
                if entry.name.casefold().startswith(begun.casefold()) and (begun or not entry.name.startswith("."))
            ]
    except (OSError, NoPlaceError):
        return []
    return sorted(found)[:_MOST]
