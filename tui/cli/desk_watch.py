"""The watcher of an open desk, in its own process, so that the desk stays quick. It ends with the desk."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from store import Archive

_FIRST, _LOOK = 1.0, 5.0
"""Seconds before the first check whether somebody watches, and between later ones."""
_LONGEST_PAUSE = 600.0
_PATIENCE = 0.3
"""Seconds to wait for the process on leaving; after that it ends by itself."""


@contextmanager
def watching(archive: Archive, address: str) -> Iterator[None]:
    """Within the block, watch for the store at ``address`` whenever there are watches and no process visits them."""
    stop = threading.Event()
    thread = threading.Thread(target=_keep_watching, args=(archive, address, stop), name="desk-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(2 * _PATIENCE)


def _keep_watching(archive: Archive, address: str, stop: threading.Event) -> None:
    from store.errors import StoreError

    process: subprocess.Popen[bytes] | None = None
    pause, failures = _FIRST, 0
    while not stop.wait(pause):
        pause = _LOOK
        if process is not None and process.poll() is None:
            continue
        if process is not None and process.returncode:
            failures += 1
            pause = min(_LOOK * 2**failures, _LONGEST_PAUSE)
            process = None
            continue
        with suppress(StoreError):  # The desk itself reports errors of its store.
            process = _started(address) if archive.watches.needs_watcher() else None
    if process is not None:
        _end(process)


def _started(address: str) -> subprocess.Popen[bytes]:
    import subprocess

    # -P keeps the current folder, which may hold anybody's files, off the import path.
    command = [sys.executable, "-P", "-m", "tui", "--db", address, "watch", "run", "--with-input", "--nice"]
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    import subprocess

    if process.stdin is not None:
        process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
