"""Finds the article that a pasted text, without id and URL, is a changed copy of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rows.intake import StoredArticle
from store.rules.same_story import StoredCopy, fingerprints, is_same_story, sentences_of

if TYPE_CHECKING:
    import sqlite3

    from newstext.article import Article

_COMPARED = 8
"""The number of articles that a text is compared with: those with most fingerprints in common, the latest first."""

_LATEST = 100
"""The number of articles considered per fingerprint: standing headlines and other furniture are in thousands."""

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


def original(db: sqlite3.Connection, article: Article) -> StoredArticle | None:
    """Return the article that a text without id and URL is a changed copy of; None without one."""
    sentences = sentences_of(article.body)
    looked_for = {"fingerprints": str(fingerprints(article)), "latest": _LATEST - 1, "compared": _COMPARED}
    rows = db.execute(_FOUND, looked_for)
    return next(
        (StoredArticle(*tuple(row)[:4]) for row in rows if is_same_story(article, sentences, _stored(row))), None
    )


def _stored(row: sqlite3.Row) -> StoredCopy:
    return StoredCopy(row["headline"], row["source"], row["body"])


def remember(db: sqlite3.Connection, article_id: str, article: Article) -> None:
    """Store the fingerprints that identify changed copies of this text."""
    db.executemany(
        "INSERT OR IGNORE INTO kin(fingerprint, article_id) VALUES (?, ?)",
        ((fingerprint, article_id) for fingerprint in fingerprints(article)),
    )
