"""Textual's driver for a page, with what the desk needs beside: whole packets, repainting, news of the clipboard."""

from __future__ import annotations

import contextlib
import os
from threading import Lock
from typing import TYPE_CHECKING, Protocol, cast

from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from collections.abc import Callable


class _Drawn(Protocol):
    """The desk, as its driver needs it."""

    call_later: Callable[..., bool]

    def end(self) -> None:
        """Leave for good, after pending saves."""

    def repaint(self) -> None:
        """Draw everything again."""

    def tell_copied(self, took: bool) -> None:
        """Take the browser's answer to a copy."""


class BrowserDriver(WebDriver):
    """Draws for ``pullquote serve``. Packets come from several threads, and none may break another one up."""

    def start_application_mode(self) -> None:
        lock, descriptor = Lock(), self.fileno

        def write(packet: bytes) -> int:
            size = len(packet)
            # Without a server nobody sees the desk: the hang-up ends it.
            with lock, contextlib.suppress(BrokenPipeError):
                while packet:
                    packet = packet[os.write(descriptor, packet) :]
            return size

        self._write = write  # type: ignore[assignment]  # os.write, with descriptor, to Textual
        super().start_application_mode()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        desk = cast("_Drawn", self._app)
        if packet_type == "repaint":
            desk.call_later(self._repaint, desk)
        elif packet_type == "copied":
            desk.tell_copied(payload.get("took") is True)
        elif packet_type == "quit":
            desk.call_later(desk.end)
        else:
            super().on_meta(packet_type, payload)

    def _repaint(self, desk: _Drawn) -> None:
        """Prepare a new terminal as the first was prepared, and draw the desk on it."""
        self.write("\x1b[?1049h\x1b[?25l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        desk.repaint()
