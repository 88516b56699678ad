"""Lock files. Everybody who can open one can hold the lock, so only those who may write to the store can open it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""The name may be a link to somebody else's file, or a pipe that nobody writes to."""


def open_lock(lock_file: Path, store: Path) -> int:
    """Open the lock file beside ``store``, creating it if missing; OSError if it cannot be trusted."""
    owner = store.stat()
    try:
        handle = os.open(lock_file, os.O_RDWR | os.O_CREAT | _CAREFULLY, 0o600)
    except PermissionError:
        handle = os.open(lock_file, os.O_RDONLY | _CAREFULLY)
    try:
        _check(handle, owner)
    except OSError:
        os.close(handle)
        raise
    return handle


def _check(handle: int, owner: os.stat_result) -> None:
    """Give the lock file the store's write permissions; refuse one that somebody else created."""
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise PermissionError
    if not hasattr(os, "geteuid"):
        return
    me = os.geteuid()
    writers = owner.st_mode & 0o222
    wanted = writers | writers << 1
    if me == 0 and found.st_uid != owner.st_uid:
        os.fchown(handle, owner.st_uid, owner.st_gid)
    elif found.st_uid not in (me, owner.st_uid) and not wanted & 0o077:
        raise PermissionError
    if stat.S_IMODE(found.st_mode) != wanted and me in (0, found.st_uid):
        with suppress(OSError):
            os.fchmod(handle, wanted)
