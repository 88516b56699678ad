"""The clipboard of the person's browser."""

from __future__ import annotations

import base64
from threading import Event, Lock
from typing import TYPE_CHECKING

from tui.terminal.clipboard import LIMIT, Clipboard, CopyResult, Way

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 4_000_000
"""The longest copy, in bytes: the page's terminal ignores a sequence of ten million characters."""

REFUSED = "The browser refused the copy. Press “Copy” at the top of the page."
UNCONFIRMED = "Sent to the browser’s clipboard, not confirmed."
TOO_LONG = "Nothing copied: this is too long for the browser’s clipboard. Export it instead."


class BrowserClipboard(Clipboard):
    """Copies to the browser's clipboard through the page, which answers whether the browser took the copy.

    The server's own clipboard, its programs and its copy command are never used.
    """

    def __init__(self, write_escape: Callable[[str], None]) -> None:
        super().__init__(environment={})
        self._write = write_escape
        self._one_at_a_time = Lock()
        self._answered, self._took = Event(), False

    def answer(self, took: bool) -> None:
        """Take the page's answer to the last copy."""
        self._took = took
        self._answered.set()

    def _send(self, data: bytes) -> CopyResult:
        if len(data) > MOST:
            return CopyResult(Way.NOWHERE, False, TOO_LONG)
        with self._one_at_a_time:
            self._answered.clear()
            self._write(f"\x1b]52;c;{base64.b64encode(data).decode()}\x07")
            if not self._answered.wait(LIMIT):
                return CopyResult(Way.BROWSER, False, UNCONFIRMED)
            return CopyResult(Way.BROWSER, self._took, "Copied." if self._took else REFUSED)
