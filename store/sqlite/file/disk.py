"""Checks of a store's location: whether locks work there, and whether other accounts have access."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset(
    {"9p", "afpfs", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)
_NETWORK_IN_USER_SPACE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfs", "fuse.s3fs", "fuse.glusterfs")


def network_warning(store: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return a warning when the store is on a network file system; None when it is not, or the system cannot tell."""
    kind = _file_system(store, mounts)
    if kind is None or not (kind in _NETWORK or kind.startswith(_NETWORK_IN_USER_SPACE)):
        return None
    return (
        f"The store {store} is on a network file system ({kind}), where locks may not work: two computers that write to"
        " it at once can damage it. Keep it on a local disk, or use it from one computer only."
    )


def sharing_warning(store: Path) -> str | None:
    """Return a warning when other accounts of this computer may read or write the store; None when they may not."""
    if sys.platform == "win32":
        return None
    mode = store.stat().st_mode & 0o777
    if not mode & 0o066:
        return None
    what = "write to" if mode & 0o022 else "read"
    return (
        f"Other accounts on this computer may {what} the store {store} (mode {mode:o}). If that is not intended, run:"
        f" chmod 600 {shlex.quote(str(store))}"
    )


def _file_system(path: Path, mounts: Path) -> str | None:
    """Return the type of the file system with ``path``; None where the system does not list file systems."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
        place = path.resolve()
    except OSError:
        return None
    best: tuple[int, str] | None = None
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Spaces, tabs and backslashes are octal numbers in this list.
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # Of two file systems at one mount point, the later hides the earlier.
        if place.is_relative_to(point) and (best is None or len(point.parts) >= best[0]):
            best = len(point.parts), fields[2]
    return best and best[1]
