"""The system's events on changes in folders. They may be incomplete: an occasional scan finds the rest."""

from __future__ import annotations

import threading
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_STEP, _LONGEST = 100, 400
"""Milliseconds between two polls for changes, and for which changes are collected at most."""
_QUIET = 1000
"""Milliseconds without a change after which the system says that there was none."""
_PAUSE = 600.0
"""Seconds after which the system is asked again."""


class FolderEvents:
    """Watches folders in a thread of its own, and calls ``on_change`` with the paths that changed.

    The first call names the folders themselves: events report nothing that happened before they began.
    """

    def __init__(self, on_change: Callable[[list[str]], None], on_trouble: Callable[[str], None]) -> None:
        self._on_change = on_change
        self._on_trouble = on_trouble
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._folders: frozenset[str] = frozenset()
        self._not_before = 0.0
        """When the system is asked again after it could not report, on the monotonic clock."""

    def follow(self, folders: Collection[str]) -> None:
        """Watch these folders from now on, and no others."""
        if frozenset(folders) != self._folders and monotonic() >= self._not_before:
            self.close()
            self._folders = frozenset(folders)
            if folders:
                self._stop = threading.Event()
                self._thread = threading.Thread(
                    target=self._watch, args=(self._stop, sorted(folders)), name="folder-events", daemon=True
                )
                self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._thread, self._folders = None, frozenset()

    def _watch(self, stop: threading.Event, folders: list[str]) -> None:
        import watchfiles

        unseen = folders
        try:
            for changes in watchfiles.watch(
                *folders,
                watch_filter=None,
                debounce=_LONGEST,
                step=_STEP,
                stop_event=stop,
                raise_interrupt=False,
                ignore_permission_denied=True,
                rust_timeout=_QUIET,
                yield_on_timeout=True,
            ):
                if paths := [*unseen, *(path for _, path in changes)]:
                    self._on_change(paths)
                unseen = []
        except (OSError, RuntimeError) as error:
            # Too many folders for the system, or one has gone. Scans continue.
            self._folders, self._not_before = frozenset(), monotonic() + _PAUSE
            self._on_trouble(f"The system does not report changes in folders ({error}). They are scanned instead.")
