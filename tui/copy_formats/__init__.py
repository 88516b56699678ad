"""Quotations as they leave the desk: a module for each kind of format, all of them in one table. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.copy_formats import data, markup, plain, provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from store.quotations.taken import Taken

KEPT = 100
"""How many copies are kept to be copied again."""

FORMATS: Mapping[str, Callable[[Sequence[Taken]], str]] = {
    "words": plain.words,
    "credit": plain.credited,
    "Markdown": markup.markdown,
    "HTML": markup.html,
    "JSON": data.json_text,
    "provenance": provenance.cards,
}
"""Each takes quotations in order, and returns the text to paste."""


class Copy(NamedTuple):
    """What was copied, in which format, and when."""

    text: str
    format: str
    at: datetime
