"""Finds the article that a pasted text, without id and URL, is a changed copy of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rows.intake import StoredArticle
from store.rules.same_story import StoredCopy, fingerprints, is_same_story, sentences_of

if TYPE_CHECKING:
    from newstext.article import Article
    from store.postgres.server.database import Database

_COMPARED = 8
"""The number of articles that a text is compared with: those with most fingerprints in common, the latest first."""

_LATEST = 100
"""The number of articles considered per fingerprint: standing headlines and other furniture are in thousands."""

_FOUND = """
    SELECT near.number, article.id, revision_id, revision_count, headline, source, body
    FROM (
        SELECT latest.article_number AS number, count(*) AS shared
        FROM unnest(%(fingerprints)s::bigint[]) AS wanted(fingerprint)
        CROSS JOIN LATERAL (
            SELECT article_number FROM kin WHERE kin.fingerprint = wanted.fingerprint
            ORDER BY article_number DESC LIMIT %(latest)s
        ) AS latest
        GROUP BY latest.article_number ORDER BY shared DESC, number DESC LIMIT %(compared)s
    ) AS near
    JOIN article ON article.number = near.number
    JOIN revision ON revision.id = article.revision_id
    ORDER BY shared DESC, near.number DESC
"""


def original(db: Database, article: Article) -> StoredArticle | None:
    """Return the article that a text without id and URL is a changed copy of; None without one."""
    sentences = sentences_of(article.body)
    looked_for = {"fingerprints": fingerprints(article), "latest": _LATEST, "compared": _COMPARED}
    rows = db.tuples(_FOUND, looked_for)
    same = (row for row in rows if is_same_story(article, sentences, StoredCopy(*row[4:])))
    return next((StoredArticle(*row[:4]) for row in same), None)


def remember(db: Database, article_id: str, article: Article) -> None:
    """Store the fingerprints that identify changed copies of this text."""
    db.run(
        "INSERT INTO kin(fingerprint, article_number) SELECT fingerprint, number"
        " FROM unnest(%s::bigint[]) AS fingerprint, article WHERE id = %s ON CONFLICT DO NOTHING",
        (fingerprints(article), article_id),
    )
