"""What ends the desk from outside: its terminal is closed, or it is told to end. It finishes what is being saved."""

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
    """Let a desk leave when its terminal is gone or a signal ends it; call it on the event loop of the desk."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        # Who started us may have had a hang-up ignored (nohup): then the terminal itself is what tells.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL and sys.platform != "win32":
            loop.add_signal_handler(number, end)
    if hasattr(select, "poll"):
        threading.Thread(target=_wait_for_its_end, args=(app, end), daemon=True, name="hang-up").start()


def _wait_for_its_end(app: App[Any], end: Callable[[], None]) -> None:
    """Sleep until the terminal hangs up. Reading one that is gone returns at once, over and over, and tells nothing."""
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # type: ignore[union-attr]  # there is one: the desk runs in a terminal
    poll.poll()
    # Writing to it is an error from now on, and what would write its last to it must not fail over that.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    app.call_later(end)
