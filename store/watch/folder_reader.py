"""The watched folders of one process: events and scans, and one thread that reads the files that are whole."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.watch.events import FolderEvents
from store.watch.folders import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.model.watches import Watch
    from store.watch.folders import Engine
    from store.watch.visits import Arrival, Recorder

_RESCAN = 60.0
"""The least seconds between two scans of a folder. Events report changes; a scan finds those that they miss."""
_SHARE = 200
"""The time between two scans of a folder is at least this multiple of what a scan takes."""


class FolderReader:
    """Reads the files that arrive in folders. One thread drives it; ``wake`` is called when there is work.

    ``ticks`` is a monotonic clock in seconds.
    """

    def __init__(
        self,
        engine: Engine,
        recorder: Recorder,
        *,
        ticks: Callable[[], float],
        wake: Callable[[], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        self._engine = engine
        self._recorder = recorder
        self._ticks = ticks
        self._wake = wake
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="folders")
        self._work: Future[list[Arrival]] | None = None
        self._folders: dict[str, Folder] = {}
        self._scans: dict[str, float] = {}
        """The time of each folder's next scan, in ticks."""
        self._events = FolderEvents(self._note, on_trouble)
        self._changed: set[str] = set()
        self._mutex = threading.Lock()
        self._ended: list[str] = []
        """Folders that are no longer watched."""

    def scan_soon(self, watches: Iterable[Watch]) -> None:
        """Scan folders as soon as possible, including failed files; new folders are watched from now on."""
        for watch in watches:
            if watch.id not in self._folders:
                self._folders[watch.id] = Folder(watch, self._engine, self._recorder, self._ticks)
            self._folders[watch.id].reads_again = True
            self._scans[watch.id] = self._ticks()

    def follow_events(self) -> None:
        """Let the system report changes in the folders."""
        self._events.follow({folder.watch.place for folder in self._folders.values() if folder.is_there})

    def step(self) -> list[Arrival]:
        """Start the work that is due, and return the arrivals since the last step."""
        arrivals: list[Arrival] = []
        if self._work is not None and self._work.done():
            work, self._work = self._work, None
            arrivals = work.result()
            for watch_id in self._ended:
                del self._folders[watch_id], self._scans[watch_id]
            self._ended.clear()
        if self._work is None and self._is_due:
            self._work = self._thread.submit(self._read)
            self._work.add_done_callback(lambda _: self._wake())
        return arrivals

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being read or waits to become whole."""
        return self._work is None and not self._is_due and self._next_look is None

    @property
    def patience(self) -> float | None:
        """Return the seconds until there is work; None without any."""
        if self._work is not None:
            return None  # The thread reports when it is done.
        times = [*self._scans.values(), *([] if self._next_look is None else [self._next_look])]
        return max(0.0, min(times) - self._ticks()) if times else None

    def close(self) -> None:
        """Stop, after the file being read."""
        self._events.close()
        self._thread.shutdown(cancel_futures=True)

    @property
    def _next_look(self) -> float | None:
        looks = [folder.next_look for folder in self._folders.values()]
        return min((look for look in looks if look is not None), default=None)

    @property
    def _is_due(self) -> bool:
        return bool(self._changed) or self.patience == 0.0

    # In the thread

    def _read(self) -> list[Arrival]:
        """Scan the folders that are due, check the files that changed, and read those that are whole."""
        arrivals: list[Arrival] = []
        with self._mutex:
            changed, self._changed = self._changed, set()
        for watch_id, folder in list(self._folders.items()):
            try:
                self._look(watch_id, folder, changed)
                arrivals += folder.read_whole_files()
            except NotFoundError:
                self._ended.append(watch_id)
        return arrivals

    def _look(self, watch_id: str, folder: Folder, changed: set[str]) -> None:
        names = [name for path in changed for name in _within(folder.watch.place, path)]
        folder.note(names)
        now = self._ticks()
        # An event on a subfolder does not name its files.
        if now >= self._scans[watch_id] or any(Path(folder.watch.place, name).is_dir() for name in names):
            folder.scan()
            self._scans[watch_id] = now + max(_RESCAN, _SHARE * (self._ticks() - now))

    def _note(self, paths: list[str]) -> None:
        with self._mutex:
            self._changed.update(paths)
        self._wake()


def _within(folder: str, path: str) -> list[str]:
    """Return a path relative to a folder; none if it is outside."""
    for root in dict.fromkeys((folder, os.path.realpath(folder))):
        if PurePath(path).is_relative_to(root):
            return [PurePath(path).relative_to(root).as_posix()]
    return []
