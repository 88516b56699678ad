"""Revisions with their whole texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from store.errors import NotFoundError
from store.rows.revisions import layout, read

if TYPE_CHECKING:
    from collections.abc import Collection

    from newstext.article import Article
    from store.model.articles import Revision
    from store.postgres.server.database import Database

_LATEST = (
    "SELECT article_id FROM revision JOIN article ON article.id = article_id WHERE {} ORDER BY number DESC LIMIT 1"
)


def revision(db: Database, revision_id: str) -> Revision:
    """Return one revision."""
    return all_of(db, [revision_id])[revision_id]


def all_of(db: Database, revision_ids: Collection[str]) -> dict[str, Revision]:
    """Return revisions by their ids; NotFoundError when one is missing."""
    rows = db.rows("SELECT * FROM revision WHERE id = ANY(%s)", (list(revision_ids),))
    found = {row["id"]: read(row) for row in rows}
    for revision_id in revision_ids:
        if revision_id not in found:
            raise NotFoundError(f"There is no revision “{revision_id}” in this store.")
    return found


def layouts(db: Database, revision_ids: Collection[str]) -> dict[str, Article]:
    """Return the pages and turns of those revisions that have any; see ``store.engine``."""
    rows = db.rows(
        "SELECT id, pages, turns FROM revision WHERE id = ANY(%s) AND (pages IS NOT NULL OR turns IS NOT NULL)",
        (list(revision_ids),),
    )
    return {row["id"]: layout(row) for row in rows}


def revisions(db: Database, article_id: str) -> list[Revision]:
    """Return all revisions of an article, the oldest first; NotFoundError when there is no such article."""
    found = [read(row) for row in db.rows("SELECT * FROM revision WHERE article_id = %s ORDER BY seq", (article_id,))]
    if not found:
        raise NotFoundError(f"There is no article “{article_id}” in this store.")
    return found


def at(db: Database, url: str) -> str | None:
    """Return the id of the article with a revision that has exactly this URL, the latest of several."""
    return cast("str | None", db.value(_LATEST.format("url = %s"), (url,)))


def with_text(db: Database, sha256: str) -> str | None:
    """Return the id of the article with a revision whose body has this hash, the latest of several."""
    return cast("str | None", db.value(_LATEST.format("sha256 = %s"), (sha256,)))
