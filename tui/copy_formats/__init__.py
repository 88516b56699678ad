"""Formats for copied quotations: a module for each kind, and one table of all. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.copy_formats import json_record, markup, plain_text, provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from store.quotations.citations import Citation

KEPT = 100
"""The number of copies that the desk remembers."""

RICH = "rich"
"""The format that is copied twice: as HTML, and beside it as text with credit."""

FORMATS: Mapping[str, Callable[[Sequence[Citation]], str]] = {
    "words": plain_text.words,
    "credit": plain_text.credited,
    "Markdown": markup.markdown,
    "HTML": markup.html,
    RICH: plain_text.credited,
    "JSON": json_record.json_text,
    "provenance": provenance.cards,
}
"""Functions that take quotations in order and return the text to paste."""


FORM_WORDS = {
    "words": "",
    "credit": " with credit",
    "Markdown": " as Markdown",
    "HTML": " as HTML",
    RICH: " as rich text",
    "JSON": " as JSON",
    "provenance": " with provenance",
}
"""The formats in a message that begins with “Copied”."""


class Copy(NamedTuple):
    """A text that was copied, its format, and when."""

    text: str
    format: str
    at: datetime
