"""Processes as the system lists them (Linux)."""

from __future__ import annotations

from pathlib import Path


def runs(pid: int) -> bool:
    """Whether a process exists and is alive; a zombie is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """Return the children of ``pid``, from any of its threads."""
    listed = [(task / "children").read_text().split() for task in Path(f"/proc/{pid}/task").iterdir()]
    return [int(child) for children in listed for child in children]


def descendants(pid: int) -> list[int]:
    """Return all descendants of ``pid``, from any of its threads."""
    own = children(pid)
    return own + [grandchild for child in own for grandchild in descendants(child)]
