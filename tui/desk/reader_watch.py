"""Tells other desks which article is open at this one, and shows who reads what at theirs."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.ids import new_id
from store.model.readers import LASTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.desk.host import Host

    Readers = Mapping[str, tuple[str, ...]]

NOTE = 1.0
"""Seconds between two notes of the article that is open: an article passed in less is not being read."""
LOOK = 5.0
"""Seconds between two looks at who reads what."""
RENEWAL = LASTS.total_seconds() / 3


class ReaderWatch:
    """Works in a thread of its own: no key and no read of the desk waits for it, and its errors are not shown."""

    def __init__(self, screen: Host, show: Callable[[Readers], None]) -> None:
        self._screen = screen
        self._show = show
        self._desk = new_id()
        self._open: str | None = None
        self._told: str | None = None
        self._told_at = self._looked_at = 0.0
        self._others: Readers = {}
        self._noted = Event()
        self._is_over = False

    def begin(self) -> None:
        """Begin to watch."""
        self._screen.stack.run_worker(self._note_often(), group="news")

    async def _note_often(self) -> None:
        self._screen.stack.run_worker(self._run, group="news", thread=True)
        try:
            while True:
                await asyncio.sleep(NOTE)
                self._note()
        finally:  # The desk is being left: the thread need not look for that again and again.
            self._is_over = True
            self._noted.set()

    def _note(self) -> None:
        """Note the article that the person reads or reviews, on whatever screen; none while they look at the stack."""
        screen = self._screen
        self._open = screen.session.article_shown if screen.is_reading or not screen.is_active else None
        self._noted.set()

    def _run(self) -> None:
        while self._noted.wait() and not self._is_over:
            self._noted.clear()
            with suppress(StoreError):
                self._tell_and_look()
        with suppress(StoreError):
            self._tell(None, time.monotonic())

    def _tell_and_look(self) -> None:
        now, is_open = time.monotonic(), self._open
        has_moved = is_open != self._told
        if has_moved or (is_open is not None and now - self._told_at >= RENEWAL):
            self._tell(is_open, now)
        if has_moved or now - self._looked_at >= LOOK:
            self._looked_at = now
            others = self._screen.session.archive.articles.readers(self._desk)
            if others != self._others:
                self._others = others
                self._screen.app.call_from_thread(self._show, others)

    def _tell(self, article_id: str | None, now: float) -> None:
        if article_id is not None or self._told is not None:
            self._told, self._told_at = article_id, now
            self._screen.session.archive.articles.keep_reading(self._desk, article_id)
