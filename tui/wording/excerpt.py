"""A search hit's snippet as lists show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.spans import Span
    from store.model.lists import Hit


def excerpt(hit: Hit) -> tuple[str, tuple[Span, ...]]:
    """Return a hit's snippet as one line, with an ellipsis where it is cut, and the spans to highlight in it."""
    words = " ".join(hit.snippet.split("\n"))
    before, after = "…" * hit.cut_before, "…" * hit.cut_after
    return f"{before}{words}{after}", tuple(mark.shifted(len(before)) for mark in hit.snippet_marks)
