"""The outcomes of an import in words, for the desk and the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTED = re.compile(r"\b(article|annotation|revision|version)\b")


def listed(counts: Mapping[str, int]) -> str:
    """Return outcomes with their counts: ``3 added, 2 new revisions``."""
    return ", ".join(f"{count:,} {plural(what, count)}" for what, count in counts.items() if count)


def plural(what: str, count: int) -> str:
    """Return an outcome for ``count`` of it: ``annotations added``, ``new revisions``."""
    return what if count == 1 else _COUNTED.sub(r"\1s", what, count=1)
