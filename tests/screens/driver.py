"""The desk under test: press keys, wait until it is idle, and ask what it says and what the store holds."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.app import AS_IT_COMES, Desk
from tui.desk.screen import DeskScreen
from tui.terminal.clipboard import Clipboard, CopyResult, Way

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from store import Archive
    from store.model.annotations import Annotation, Status
    from tui.settings.config import Config

_CLOCK = datetime(2026, 11, 24, 14, 3, tzinfo=UTC)


@dataclass
class KeptClipboard(Clipboard):
    """A clipboard that keeps what was copied, so that no test touches the machine's."""

    copies: list[str] = field(default_factory=list)

    def copy(self, text: str) -> CopyResult:
        self.copies.append(text)
        return CopyResult(Way.TOOL, confirmed=True, words="Copied.")


@dataclass
class Driver:
    """A person at the desk."""

    archive: Archive
    app: Desk
    pilot: Pilot[Exception | None]
    clipboard: KeptClipboard

    @property
    def screen(self) -> DeskScreen:
        """The desk's own screen, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeskScreen))

    @property
    def says(self) -> str:
        """What the status line says."""
        return self.screen.status.message

    @property
    def shown(self) -> list[str]:
        """The headlines in the stack."""
        return [entry.row.headline or "" for entry in self.screen.stack.entries]

    @property
    def under_cursor(self) -> str:
        """The reader's text from the cursor on, as far as its line goes."""
        return self.screen.reader.body[self.screen.reader.cursor :].split("\n")[0]

    @property
    def selected(self) -> str:
        """The words selected in the reader."""
        selection = self.screen.reader.selection
        return selection.of(self.screen.reader.body) if selection else ""

    async def press(self, *keys: str) -> None:
        """Press keys one after another, as slowly as the desk needs, and wait until it is idle."""
        for key in keys:
            await self.pilot.press(key)
            await self.idle()

    async def type(self, words: str) -> None:
        """Type words into what has the focus."""
        await self.press(*("space" if c == " " else c for c in words))

    async def until(self, sign: Callable[[], bool]) -> None:
        """Wait for a sign while something is under way; a hang is the test runner's to end."""
        while not sign():
            await asyncio.sleep(0.001)  # the pilot would wait for a screen that may be gone

    async def idle(self) -> None:
        """Wait until nothing is under way: no worker, no message, nothing to be drawn."""
        # Twice in a row: what a screen that closes has answered may begin new work.
        calm = 0
        while calm < 2:
            await self.pilot.pause()
            calm = 0 if self._is_busy else calm + 1

    @property
    def _is_busy(self) -> bool:
        if not self.app.is_running:
            return False
        screen = self.app.screen
        return (
            any(not worker.is_finished for worker in self.app.workers if worker.group != "news")
            or any(pump.message_queue_size or pump._next_callbacks for pump in (self.app, *self.app._registry))
            or bool(screen._callbacks or screen._dirty_widgets or screen._layout_required or self.app._resize_event)
        )

    async def open(self, headline: str) -> None:
        """Open an article by its headline."""
        number = next(n for n, shown in enumerate(self.shown) if headline in shown)
        self.screen.stack.move_to(number)
        await self.press("enter")

    def stored(self, *statuses: Status) -> list[Annotation]:
        """The open article's quotations in the store, of the given statuses or all that stand."""
        opened = self.screen.reader.opened
        assert opened is not None
        standing = self.archive.open_article(opened.row.id).annotations
        return [a for a in standing if not statuses or a.state.status in statuses]

    def stored_words(self, *statuses: Status) -> list[str]:
        """The words of those quotations."""
        return [annotation.words for annotation in self.stored(*statuses)]


def desk_over(archive: Archive, clipboard: KeptClipboard, config: Config = AS_IT_COMES) -> Desk:
    """A desk on a store, with a clock that stands still."""
    return Desk(archive, config, clipboard=clipboard, clock=lambda: _CLOCK)


@asynccontextmanager
async def at_the_desk(
    archive: Archive, config: Config = AS_IT_COMES, *, size: tuple[int, int] = (120, 24)
) -> AsyncIterator[Driver]:
    """Open a desk on a store, and leave it at the end."""
    clipboard = KeptClipboard()
    app = desk_over(archive, clipboard, config)
    async with app.run_test(size=size) as pilot:
        driver = Driver(archive, app, pilot, clipboard)
        await driver.idle()
        yield driver
