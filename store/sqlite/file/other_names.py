"""Detects a program that still has a moved store open under its old name.

Its log is beside the old name, so its saves are missing in the file until it notices and writes them there.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from typing import TYPE_CHECKING

from store.errors import LockedStoreError
from store.sqlite.file.open_files import handle_on, identity

if TYPE_CHECKING:
    from pathlib import Path

_LOCK = {
    "linux": ("hhqqi4x", ("type", "whence", "start", "length", "process")),
    "darwin": ("qqihh", ("start", "length", "process", "type", "whence")),
}
"""The layout of a query about a lock, on systems that show SQLite's locks. On Windows an open file cannot be moved."""

_FIRST, _SIZE = 0x40000002, 510
"""The bytes that SQLite locks while it has a file open with a log."""

_PAUSE = 0.02


def refuse_open_elsewhere(path: Path, patience: float) -> None:
    """Wait for programs that have the store open under another name; LockedStoreError if they keep it.

    Call it before a new connection reads: then every program that has the store open by this name has a log beside it.
    """
    wal, until = f"{os.path.realpath(path)}-wal", time.monotonic() + patience
    while not os.path.exists(wal) and _is_locked(path):  # noqa: PTH110
        if time.monotonic() > until:
            raise LockedStoreError(
                f"The store {path} was moved here while another program had it open. That program may hold decisions"
                " that are not in the file yet. Close it and try again."
            )
        time.sleep(_PAUSE)


def _is_locked(path: Path) -> bool:
    """Whether another process locks the file; asked through SQLite's own handle, which stays open."""
    store = identity(path)
    if sys.platform not in _LOCK or store is None or (handle := handle_on(store)) is None:
        return False
    import fcntl

    layout, fields = _LOCK[sys.platform]
    asked = {"type": fcntl.F_WRLCK, "whence": os.SEEK_SET, "start": _FIRST, "length": _SIZE, "process": 0}
    try:
        answer = fcntl.fcntl(handle, fcntl.F_GETLK, struct.pack(layout, *(asked[field] for field in fields)))
    except OSError:
        return False  # A file system without locks.
    found = dict(zip(fields, struct.unpack(layout, answer), strict=True))
    return bool(found["type"] != fcntl.F_UNLCK)
