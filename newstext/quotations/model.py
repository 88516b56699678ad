"""The finder's result: one Quotation for each thing that somebody is quoted as saying."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstext.spans import Span


FINDER_NAME = "pullquote"
FINDER_VERSION = "16"
"""Raised whenever the finder's results change: untouched suggestions of older versions are then replaced."""


class QuotationKind(StrEnum):
    """The share of a quotation in quotation marks: all, some, or none of it."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quotation in a text. All spans are code points into the text that was given to the finder.

    ``content`` holds the pieces of the quotation, in order, quotation marks included ("…," he said, "…" is one
    quotation of two pieces). ``source`` are the words that name the speaker here, ``cue`` the words that mark speech.
    ``speaker`` is the fullest name the text gives for the source, ``role`` the description as printed, ``via`` the
    outlet or document that reports it (``X reported, citing Y`` or ``he said, according to the statement``).
    ``unnamed`` is true when the speaker is described but not named. ``said`` is false for words without a named or
    described speaker, and for beliefs, wishes, plans and acts that nobody voiced: they are kept for callers that want
    them. ``is_paraphrase`` is true for indirect speech, also with a word or two of it in marks.

    ``confidence`` is the probability that the words of content and source are right, ``name_confidence`` that
    ``speaker`` is the person those words mean; both between 0 and 1, and the lower one counts. ``reason`` is one
    sentence for a person.
    """

    kind: QuotationKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    role: str | None = None
    via: str | None = None
    via_source: tuple[Span, ...] = ()
    unnamed: bool = False
    said: bool = True
    is_paraphrase: bool = False
    confidence: float
    name_confidence: float = 1.0
    reason: str
