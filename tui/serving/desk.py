"""The desk of a person in a browser."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from tui.app import Desk
from tui.serving.clipboard import BrowserClipboard

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from tui.serving.handover import Handover
    from tui.settings.config import Config


class ServedDesk(Desk, inherit_css=False):
    """A desk whose clipboard, downloads and web pages are those of the person's browser."""

    def __init__(self, archive: Archive, config: Config, handover: Handover) -> None:
        copying = BrowserClipboard(self._write_escape)
        super().__init__(archive, config, clipboard=copying)
        self.browser = PersonsBrowser(self, is_shared=handover.is_shared)
        self.tell_copied = copying.answer

    def on_ready(self) -> None:
        super().on_ready()
        if sys.platform != "win32":
            # Textual's driver would leave at once, before pending saves.
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.end)

    def repaint(self) -> None:
        """Draw everything again, on a terminal that shows nothing yet."""
        self.refresh(layout=True)


class PersonsBrowser:
    """The browser that shows the desk."""

    def __init__(self, desk: Desk, *, is_shared: bool) -> None:
        self._desk = desk
        self.is_shared = is_shared

    def download(self, file: Path, name: str) -> None:
        """Have the browser download a file, which may be removed afterwards."""
        self._desk.deliver_text(file, save_filename=name)

    def open(self, url: str) -> None:
        """Have the browser open a page."""
        self._desk.open_url(url)


def open_desk(archive: Archive, config: Config, handover: Handover) -> None:
    """Open the desk, and return when the person or the server ends it; StoreError when the store cannot be read."""
    if (error := ServedDesk(archive, config, handover).run()) is not None:
        raise error
