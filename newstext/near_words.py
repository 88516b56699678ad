"""Suggests the word that was meant for a misspelled one: for names of keys and filters, not for copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60
"""Letters; nobody misspells a name into more."""


def nearest(written: str, known: Iterable[str], likeness: float = 0.5) -> str | None:
    """Return the known word most like the written one, if any; 1 means alike in every letter."""
    if len(written) > _LONGEST:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(written, list(known), 1, likeness)), None)
