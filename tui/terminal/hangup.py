"""The desk's end when its terminal closes or a signal asks for it."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App


def watch(app: App[Any], end: Callable[[], None]) -> None:
    """Call ``end`` on a hang-up or a terminating signal. Call this on the desk's event loop."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        # Under nohup SIGHUP stays ignored; then only the terminal itself reports the hang-up.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL and sys.platform != "win32":
            loop.add_signal_handler(number, end)
    if hasattr(select, "poll"):
        threading.Thread(target=_wait_for_its_end, args=(app, end), daemon=True, name="hang-up").start()


def _wait_for_its_end(app: App[Any], end: Callable[[], None]) -> None:
    """Block until the terminal hangs up. Reading would not report it: it returns at once, again and again."""
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # type: ignore[union-attr]  # there is one: the desk runs in a terminal
    poll.poll()
    # From now on writing to the terminal fails, and nothing that still writes may fail with it.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    app.call_later(end)
