"""Recognises a changed copy of a pasted text, which has neither id nor address."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newstext.article import Article

_SAMPLE = 4
"""Sentences of a text that are kept as fingerprints: two texts that share most of theirs share one of these."""

_CERTAIN = 300
"""Code points that two texts under different headlines have in common, so that it is more than a standing phrase."""


class Stored(NamedTuple):
    """What is compared of a stored article."""

    headline: str | None
    source: str | None
    body: str


def is_same_story(article: Article, ours: set[str], stored: Stored) -> bool:
    """Half of the shorter text is the other's, under the same headline; else half of the longer, and no little."""
    if stored.source and article.source and stored.source != article.source:
        return False
    theirs = sentences_of(stored.body)
    shared = sum(map(len, ours & theirs))
    lengths = sum(map(len, ours)), sum(map(len, theirs))
    if article.headline and _folded(stored.headline) == _folded(article.headline):
        return 2 * shared >= min(lengths)
    return shared >= _CERTAIN and 2 * shared >= max(lengths)


def fingerprints(article: Article) -> list[int]:
    """Return what a changed copy of this text is found by."""
    sample = sorted(_fingerprint(sentence) for sentence in sentences_of(article.body))[:_SAMPLE]
    return [_fingerprint(_folded(article.headline)), *sample] if article.headline else sample


def _fingerprint(text: str) -> int:
    # Half characters count here; they are refused where the article is stored.
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], signed=True)


def sentences_of(text: str) -> set[str]:
    """Return the sentences of a text, each once."""
    return {sentence.strip() for sentence in re.split(r"(?<=[.!?”\"])\s+|\n+", text)} - {""}


def _folded(headline: str | None) -> str:
    return " ".join((headline or "").split()).casefold()
