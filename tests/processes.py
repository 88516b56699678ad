"""Processes as the system lists them (Linux)."""

from __future__ import annotations

from pathlib import Path


def runs(pid: int) -> bool:
    """Whether a process exists and is alive; a zombie is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    """Return all descendants of ``pid``, from any of its threads."""
    own = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return own + [grandchild for child in own for grandchild in descendants(child)]
