"""Revisions with their whole texts. A separate module, because lists and the first paint do not need it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.rows.revisions import layout, read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from newstext.article import Article
    from store.model.articles import Revision


def revision(db: sqlite3.Connection, revision_id: str) -> Revision:
    """Return one revision."""
    return all_of(db, [revision_id])[revision_id]


def all_of(db: sqlite3.Connection, revision_ids: Collection[str]) -> dict[str, Revision]:
    """Return revisions by their ids; NotFoundError when one is missing."""
    rows = db.execute(
        "SELECT * FROM revision WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(revision_ids)),)
    )
    found = {row["id"]: read(row) for row in rows}
    for revision_id in revision_ids:
        if revision_id not in found:
            raise NotFoundError(f"There is no revision “{revision_id}” in this store.")
    return found


def layouts(db: sqlite3.Connection, revision_ids: Collection[str]) -> dict[str, Article]:
    """Return the pages and turns of those revisions that have any; see ``store.engine``."""
    rows = db.execute(
        "SELECT id, pages, turns FROM revision"
        " WHERE id IN (SELECT value FROM json_each(?)) AND (pages IS NOT NULL OR turns IS NOT NULL)",
        (json.dumps(list(revision_ids)),),
    )
    return {row["id"]: layout(row) for row in rows}


def revisions(db: sqlite3.Connection, article_id: str) -> list[Revision]:
    """Return all revisions of an article, the oldest first; NotFoundError when there is no such article."""
    rows = db.execute("SELECT * FROM revision WHERE article_id = ? ORDER BY seq", (article_id,))
    found = [read(row) for row in rows]
    if not found:
        raise NotFoundError(f"There is no article “{article_id}” in this store.")
    return found


def at(db: sqlite3.Connection, url: str) -> str | None:
    """Return the id of the article with a revision that has exactly this URL, the latest of several."""
    row = db.execute("SELECT article_id FROM revision WHERE url = ? ORDER BY id DESC LIMIT 1", (url,)).fetchone()
    return row and str(row["article_id"])


def with_text(db: sqlite3.Connection, sha256: str) -> str | None:
    """Return the id of the article with a revision whose body has this hash, the latest of several."""
    row = db.execute("SELECT article_id FROM revision WHERE sha256 = ? ORDER BY id DESC LIMIT 1", (sha256,)).fetchone()
    return row and str(row["article_id"])
