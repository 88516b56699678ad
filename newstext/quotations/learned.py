"""Lessons that a desk has taught the finder, in one file beside its store: readable JSON, replaced whole.

``{"generation": 2, "now": ENTRY or null, "before": ENTRY or null}``, where an ENTRY holds the ``finder`` version that
it was learned with, the ``weights`` of confidence and a ``card`` for people.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newstext.quotations.confidence import SHIPPED, Weights
from newstext.quotations.model import FINDER_VERSION

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Learned:
    """The weights in use. ``generation`` counts the changes of ``file``; 0 is as shipped."""

    weights: Weights = SHIPPED
    generation: int = 0
    file: Path | None = None

    @property
    def version(self) -> str:
        """The version of the finder with what it learned, as PEP 440 writes local versions: ``16+desk.2``."""
        return f"{FINDER_VERSION}+desk.{self.generation}" if self.generation else FINDER_VERSION


NOTHING = Learned()
"""The finder as shipped."""


def load(file: Path | None) -> Learned:
    """Read what was learned; as shipped if there is no file, it is damaged, or another finder's version learned it."""
    try:
        found = file and file.stat()
    except OSError:
        found = None
    return _load(file, found.st_mtime_ns, found.st_size) if file and found else NOTHING


def entry(weights: Weights, card: dict[str, Any]) -> dict[str, Any]:
    """Return what was learned as the file holds it."""
    return {
        "finder": FINDER_VERSION,
        "card": card,
        "weights": {"quoted": dict(weights.quoted), "indirect": dict(weights.indirect)},
    }


def entries(file: Path) -> dict[str, Any]:
    """Return the whole file, with its entries in force and before; an empty one if it is missing or damaged."""
    empty: dict[str, Any] = {"generation": 0, "now": None, "before": None}
    try:
        read = json.loads(file.read_text("utf-8"))
        read["generation"] = int(read["generation"])
        return empty | read if all(_is_entry(read.get(key)) for key in ("now", "before")) else empty
    except (OSError, ValueError, TypeError, KeyError):
        return empty


@lru_cache(maxsize=4)
def _load(file: Path, _changed_at: int, _size: int) -> Learned:
    read = entries(file)
    now, generation = read["now"], read["generation"]
    if now is None or now["finder"] != FINDER_VERSION:
        return Learned(generation=generation, file=file)
    weights = now["weights"]
    return Learned(Weights(weights["quoted"], weights["indirect"]), generation, file)


def _is_entry(read: Any) -> bool:
    """Whether part of a file is an entry of ours, or null."""
    if read is None:
        return True
    weights = [read["weights"][kind] for kind in ("quoted", "indirect")]
    return all(isinstance(value, int | float) for of_kind in weights for value in of_kind.values())
