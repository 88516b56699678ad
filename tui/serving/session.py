"""One person's desk: its process, the page that shows it, and when it ends."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Protocol

from tui.serving.process import DeskProcess, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual_serve.download_manager import DownloadManager

    from tui.serving.handover import Handover
    from tui.serving.settings import Settings

MOST_CELLS = 1_000
"""The most columns, and rows, of a page's terminal."""

MOVED = "The desk is open in another window of a browser."
IDLE = "Nobody used this desk for a long time, so it ended. Decisions were saved when they were made."
STOPPED = "Pullquote was stopped on the server. Decisions were saved when they were made."
LEFT = "You have left the desk."


class OpenPage(Page, Protocol):
    """A page that can be closed."""

    async def close(self) -> Any:
        """Close the connection."""


class DeskSession:
    """A desk, kept for a while without a page: a lid is closed, a network changes, a tab is loaded again."""

    def __init__(
        self, settings: Settings, handover: Handover, state: str | None, ended: Callable[[DeskSession], None]
    ) -> None:
        self._settings, self._ended = settings, ended
        self._process = DeskProcess(handover, state, self._process_ended)
        self._page: OpenPage | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._grace: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._why = ""
        self._is_running = False
        self.last_words = ""
        """Why the desk ended, for the person; empty while it runs."""

    @property
    def downloads(self) -> DownloadManager:
        """The files that the desk delivers."""
        return self._process.downloads

    @property
    def pid(self) -> int:
        """The number of the desk's process."""
        return self._process.pid

    async def start(self, width: int, height: int) -> None:
        """Start the process."""
        self._is_running = True
        await self._process.start(width, height)
        self._touch()
        self._keep_for_a_while()

    async def opened(self) -> bool:
        """Wait until the desk draws; False if it ended instead."""
        await self._process.is_ready.wait()
        return not self.last_words

    async def attach(self, page: OpenPage, width: int, height: int) -> None:
        """Show the desk on a page, instead of the one that showed it."""
        before, self._page = self._page, page
        self._process.page = page
        if self._grace is not None:
            self._grace.cancel()
        if before is not None:
            await close(before, MOVED)
        self._touch()
        if self._process.is_ready.is_set():  # Else the page sees all that the desk draws.
            await self._process.repaint(width, height)

    def detach(self, page: OpenPage) -> None:
        """Keep the desk for a while, unless another page shows it."""
        if self._page is page:
            self._page = self._process.page = None
            self._keep_for_a_while()

    async def hear(self, message: object) -> str | None:
        """Take a message of the page; return the answer, if any. ValueError for what no page sends."""
        match message:
            case ["stdin", str(typed)]:
                self._touch()
                await self._process.send_bytes(typed.encode(errors="replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self._process.set_terminal_size(cells(width), cells(height))
            case ["focus"]:
                await self._process.focus()
            case ["blur"]:
                await self._process.blur()
            case ["copied", bool(took)]:
                await self._process.send_meta({"type": "copied", "took": took})
            case ["alive"]:
                return json.dumps(["alive"])
            case ["ping", str(sent)] if len(sent) < MOST_CELLS:
                return json.dumps(["pong", sent])
            case _:
                raise ValueError
        return None

    async def end(self, why: str) -> None:
        """End the desk, and tell the page why."""
        if self._is_running:
            self._why = self._why or why
            await self._process.stop()

    def _touch(self) -> None:
        """Begin to count idle time again."""
        if self._idle is not None:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(self._settings.idle, self._end_soon, IDLE)

    def _keep_for_a_while(self) -> None:
        self._grace = asyncio.get_running_loop().call_later(self._settings.grace, self._end_soon, LEFT)

    def _end_soon(self, why: str) -> None:
        self._do(self.end(why))

    def _process_ended(self, words: str) -> None:
        self._is_running = False
        self.last_words = self._why or words or LEFT
        for timer in (self._idle, self._grace):
            if timer is not None:
                timer.cancel()
        if self._page is not None:
            self._do(close(self._page, self.last_words))
        self._ended(self)

    def _do(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def cells(number: int) -> int:
    """Return a number of columns or rows that a terminal can have."""
    return max(1, min(number, MOST_CELLS))


async def close(page: OpenPage, why: str) -> None:
    """Tell a page why it shows no desk any more."""
    try:
        await page.send_str(json.dumps(["ended", why]))
    except ConnectionError:
        return
    await page.close()
