"""The people who read an article at other desks, in words. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED = 2


def reading(names: Sequence[str]) -> str:
    """Return ``Ben is reading``, ``Ben and Cleo are reading``, ``Ben, Cleo and 2 more are reading``; empty for none."""
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} is reading"
    if len(names) == _NAMED:
        return f"{' and '.join(names)} are reading"
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED:,} more are reading"
