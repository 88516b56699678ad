"""The people whom a filter of assignments means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.searching.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

ME = "me"
"""The person who filters, in a saved view each person who looks at it."""


def meant(words: str, known: Iterable[str], actor: str) -> list[str]:
    """Return those of the ``known`` people whose names contain these words; ``me`` is ``actor`` alone."""
    sought = bare(words)
    return [actor] if sought == ME else [name for name in known if sought in bare(name)]
