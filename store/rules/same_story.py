"""Recognises a changed copy of a pasted text, which has neither id nor URL."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newstext.article import Article

_SAMPLE = 4
"""The number of sentences kept as fingerprints: texts that share most of their sentences share one of these."""

_CERTAIN = 300
"""The number of common code points required of texts under different headlines, to exclude standing phrases."""


class StoredCopy(NamedTuple):
    """The fields of a stored article that are compared."""

    headline: str | None
    source: str | None
    body: str


def is_same_story(article: Article, ours: set[str], stored: StoredCopy) -> bool:
    """Whether two texts share half of the shorter one under the same headline, else half of the longer and enough."""
    if stored.source and article.source and stored.source != article.source:
        return False
    theirs = sentences_of(stored.body)
    shared = sum(map(len, ours & theirs))
    lengths = sum(map(len, ours)), sum(map(len, theirs))
    if article.headline and _folded(stored.headline) == _folded(article.headline):
        return 2 * shared >= min(lengths)
    return shared >= _CERTAIN and 2 * shared >= max(lengths)


def fingerprints(article: Article) -> list[int]:
    """Return the fingerprints that identify a changed copy of this text."""
    sample = sorted(_fingerprint(sentence) for sentence in sentences_of(article.body))[:_SAMPLE]
    return [_fingerprint(_folded(article.headline)), *sample] if article.headline else sample


def _fingerprint(text: str) -> int:
    # Half characters can be hashed; storing the article refuses them.
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], signed=True)


def sentences_of(text: str) -> set[str]:
    """Return the distinct sentences of a text."""
    return {sentence.strip() for sentence in re.split(r"(?<=[.!?”\"])\s+|\n+", text)} - {""}


def _folded(headline: str | None) -> str:
    return " ".join((headline or "").split()).casefold()
