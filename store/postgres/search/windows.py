"""Windows of the newest articles, which the index knows: a search for a frequent word passes over its older matches."""

from __future__ import annotations

_SHIFTS = (12, 14, 16, 18)
"""Articles are in groups of 4,096 by their numbers, and in groups of 4, 16 and 64 times as many."""
_GROUPS = ", ".join(f"'#{shift}.' || to_hex(number >> {shift})" for shift in _SHIFTS)
INDEXED = f"(words || array_to_tsvector(ARRAY[{_GROUPS}]))"
"""SQL for the expression that the index of heads has: a head's words, and its groups as words that nobody can type."""


def newest(last: int, wanted: int) -> str:
    """Return a tsquery for the articles of the last groups, up to number ``last``: at least as many as ``wanted``."""
    shift = next((shift for shift in _SHIFTS if wanted <= 4 << shift), _SHIFTS[-1])
    groups = range(max(0, last - wanted) >> shift, (last >> shift) + 1)
    return "(" + " | ".join(f"'#{shift}.{group:x}'" for group in groups) + ")"
