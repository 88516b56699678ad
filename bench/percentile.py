"""The percentiles that benches print."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def at(values: Collection[float], share: float) -> float:
    """Return the value that ``share`` of all values, from 0 up to but not including 1, lie before in order."""
    return sorted(values)[int(len(values) * share)]
