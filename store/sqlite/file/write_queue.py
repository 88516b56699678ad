"""A queue for writers. SQLite alone lets a random writer go first; the queue lets the one who has waited longest."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from store.sqlite.file.lock_file import open_lock

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class WriteQueue:
    """A queue for one turn at a time, over all threads and all processes that name the same lock file.

    Where there is no such lock to be had (Windows, some network file systems, somebody else's lock file) only the
    threads queue here, and between processes SQLite's own lock must do: as safe, less fair.
    """

    def __init__(self, store: Path, patience: float) -> None:
        self.lock_file = store.with_name(f"{store.name}-lock")
        self._store = store
        self._patience = patience
        self._mine = threading.Lock()

    @contextmanager
    def indexing(self) -> Iterator[bool]:
        """Claim the rebuild of the search index; False if another program has it. Ends with the program at the latest.

        Without a lock, everybody may rebuild: two at once take longer, and are as safe.
        """
        with _held(self.lock_file.with_name(f"{self.lock_file.name}-index"), self._store) as held:
            yield held

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the turn; TimeoutError if it does not come within ``patience`` seconds."""
        until = time.monotonic() + self._patience
        if not self._mine.acquire(timeout=self._patience):
            raise TimeoutError
        try:
            with _locked(self.lock_file, self._store, until):
                yield
        finally:
            self._mine.release()


if sys.platform == "win32":

    @contextmanager
    def _held(lock_file: Path, store: Path) -> Iterator[bool]:  # noqa: ARG001
        yield True

    @contextmanager
    def _locked(lock_file: Path, store: Path, until: float) -> Iterator[None]:  # noqa: ARG001
        yield

else:

    @contextmanager
    def _held(lock_file: Path, store: Path) -> Iterator[bool]:
        handle, held = None, True
        try:
            handle = open_lock(lock_file, store)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held = False
        except OSError:
            pass
        try:
            yield held
        finally:
            if handle is not None:
                os.close(handle)

    @contextmanager
    def _locked(lock_file: Path, store: Path, until: float) -> Iterator[None]:
        handle = None
        try:
            handle = open_lock(lock_file, store)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            assert handle is not None
            _Waiter(handle).wait(until)
        except OSError:
            pass  # As safe, less fair.
        try:
            yield
        finally:
            if handle is not None:
                # Unlocked before it is closed: a forked child may hold the same open file.
                with suppress(OSError):
                    fcntl.flock(handle, fcntl.LOCK_UN)
                os.close(handle)

    class _Waiter:
        """A lock that a thread of its own waits for: only a blocking wait is fair, and it cannot have a time limit.

        When either side gives up first, the thread or its caller, it leaves the handle to the other to close.
        """

        def __init__(self, handle: int) -> None:
            self._handle = handle
            self._mutex = threading.Lock()
            self._came = threading.Event()
            self._given_up = False
            threading.Thread(target=self._block, daemon=True, name="pullquote-turn").start()

        def wait(self, until: float) -> None:
            try:
                self._came.wait(max(0.0, until - time.monotonic()))
            finally:
                with self._mutex:
                    self._given_up = not self._came.is_set()
            if self._given_up:
                raise TimeoutError

        def _block(self) -> None:
            fcntl.flock(self._handle, fcntl.LOCK_EX)
            with self._mutex:
                if self._given_up:
                    os.close(self._handle)
                else:
                    self._came.set()
