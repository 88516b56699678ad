"""Pasted text has neither id nor address: how a changed copy of it is known again, and told from another story."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from newstext.article import Article

_SAMPLE = 4
"""Sentences of a text that are kept as fingerprints: two texts that share most of theirs share one of these."""

_COMPARED = 8
"""Articles that a text is compared with: those with the most fingerprints in common, the latest first."""

_LATEST = 100
"""Articles that are looked at for each fingerprint: a standing headline or a furniture line is in thousands."""

_CERTAIN = 300
"""Code points that two texts under different headlines have in common, so that it is more than a standing phrase."""

_FOUND = """
    SELECT number, article.id, revision_id, revision_count, headline, source, body
    FROM (
        SELECT kin.article_id, count(*) AS shared FROM json_each(:fingerprints) CROSS JOIN kin
        WHERE fingerprint = value AND kin.article_id >= coalesce(
            (SELECT article_id FROM kin WHERE fingerprint = value ORDER BY article_id DESC LIMIT 1 OFFSET :latest), '')
        GROUP BY kin.article_id ORDER BY shared DESC, kin.article_id DESC LIMIT :compared
    ) AS near
    JOIN article ON article.id = near.article_id
    JOIN revision ON revision.id = article.revision_id
    ORDER BY shared DESC, article.id DESC
"""


def original(db: sqlite3.Connection, article: Article) -> sqlite3.Row | None:
    """Find the article that a text without id or address is a changed copy of, if there is one."""
    sentences = _sentences(article.body)
    looked_for = {"fingerprints": str(_fingerprints(article)), "latest": _LATEST - 1, "compared": _COMPARED}
    found = db.execute(_FOUND, looked_for)
    return next((row for row in found if _same_story(row, article, sentences)), None)


def remember(db: sqlite3.Connection, article_id: str, article: Article) -> None:
    """Keep what a changed copy of this text will be found by."""
    db.executemany(
        "INSERT OR IGNORE INTO kin(fingerprint, article_id) VALUES (?, ?)",
        ((fingerprint, article_id) for fingerprint in _fingerprints(article)),
    )


def _same_story(row: sqlite3.Row, article: Article, ours: set[str]) -> bool:
    """Half of the shorter text is the other's, under the same headline; else half of the longer, and no little."""
    if row["source"] and article.source and row["source"] != article.source:
        return False
    theirs = _sentences(row["body"])
    shared = sum(map(len, ours & theirs))
    lengths = sum(map(len, ours)), sum(map(len, theirs))
    if article.headline and _folded(row["headline"]) == _folded(article.headline):
        return 2 * shared >= min(lengths)
    return shared >= _CERTAIN and 2 * shared >= max(lengths)


def _fingerprints(article: Article) -> list[int]:
    sample = sorted(_fingerprint(sentence) for sentence in _sentences(article.body))[:_SAMPLE]
    return [_fingerprint(_folded(article.headline)), *sample] if article.headline else sample


def _fingerprint(text: str) -> int:
    # Half characters count here; they are refused where the article is stored.
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], signed=True)


def _sentences(text: str) -> set[str]:
    return {sentence.strip() for sentence in re.split(r"(?<=[.!?”\"])\s+|\n+", text)} - {""}


def _folded(headline: str | None) -> str:
    return " ".join((headline or "").split()).casefold()
