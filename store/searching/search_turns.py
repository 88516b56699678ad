"""The turns of searches: one runs at a time, and a keystroke interrupts the search of an earlier one."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from store.model.lists import ArticleFilter, Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.model.lists import ArticleRow, Page


class SearchTurns:
    """The turns of one engine's searches.

    ``interrupt`` stops what the engine's connection is doing, which then fails with ``error``. Such an error is an
    interruption if a later keystroke has come, or if it ``is_interruption`` by itself.
    """

    def __init__(
        self, interrupt: Callable[[], None], error: type[Exception], is_interruption: Callable[[Any], bool]
    ) -> None:
        self._interrupt = interrupt
        self._error = error
        self._is_interruption = is_interruption
        self._running = threading.Lock()
        self._asking = threading.Lock()
        self._latest = 0
        self._is_typed = False
        """Whether the running search may be interrupted by a keystroke."""

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Run a search that nothing interrupts."""
        with self._running:
            yield

    def typed(self, search: Callable[[Callable[[], bool]], list[Hit]]) -> list[Hit] | None:
        """Run a search until a later call interrupts it; then return None. The search is told how to notice that."""
        with self._asking:
            self._latest += 1
            mine = self._latest
            if self._is_typed:
                self._interrupt()
        with self._running:
            if mine != self._latest:
                return None
            try:
                with self._interruptible():
                    hits = search(lambda: mine != self._latest)
            except self._error as error:
                if mine == self._latest and not self._is_interruption(error):
                    raise
                return None
        return hits if mine == self._latest else None

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        self._set_typed(True)
        try:
            yield
        finally:
            self._set_typed(False)

    def _set_typed(self, typed: bool) -> None:
        # Checked and interrupted under one lock, so that little later work is interrupted.
        with self._asking:
            self._is_typed = typed


def without_words(narrowed: ArticleFilter, newest: Callable[[], Page[ArticleRow]]) -> list[Hit]:
    """Return the page of what matches the filter of a search without words; nothing without a filter."""
    return [] if narrowed == ArticleFilter() else [Hit(row, "", None, "") for row in newest().rows]
