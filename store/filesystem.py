"""Where a store lies: on a disk of this machine, or somewhere across a network, where SQLite's locks may not hold."""

from __future__ import annotations

from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset(
    {"9p", "afpfs", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)
_NETWORK_IN_USER_SPACE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfs", "fuse.s3fs", "fuse.glusterfs")


def network_warning(store: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return a warning when the store lies on a network file system; None when it does not, or nobody can tell."""
    kind = _file_system(store, mounts)
    if kind is None or not (kind in _NETWORK or kind.startswith(_NETWORK_IN_USER_SPACE)):
        return None
    return (
        f"The store {store} lies on a network file system ({kind}), where locks may not hold: two machines that write"
        " it at once can damage it. Keep it on a disk of this machine, or let one machine alone use it."
    )


def _file_system(path: Path, mounts: Path) -> str | None:
    """Return the kind of the file system that ``path`` is on; None where the system does not list them."""
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
        # Spaces and tabs are written as octal numbers there.
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # Of two file systems at one place the later hides the earlier.
        if place.is_relative_to(point) and (best is None or len(point.parts) >= best[0]):
            best = len(point.parts), fields[2]
    return best and best[1]
