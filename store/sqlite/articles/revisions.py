"""Revisions with their whole texts. A separate module, because lists and the first paint do not need it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newstext.article import TEXT_FIELDS, TIME_FIELDS, Article, Caption, Join, Page
from newstext.stated import Precision, State, StatedTime
from newstext.turns import turn_from_plain
from store.errors import NotFoundError
from store.model.articles import Revision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

TEXTS = (*TEXT_FIELDS, "body")
"""The fields of an article that are text columns under their own names."""


def revision(db: sqlite3.Connection, revision_id: str) -> Revision:
    """Return one revision."""
    return all_of(db, [revision_id])[revision_id]


def all_of(db: sqlite3.Connection, revision_ids: Collection[str]) -> dict[str, Revision]:
    """Return revisions by their ids; NotFoundError when one is missing."""
    rows = db.execute(
        "SELECT * FROM revision WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(revision_ids)),)
    )
    found = {row["id"]: _revision(row) for row in rows}
    for revision_id in revision_ids:
        if revision_id not in found:
            raise NotFoundError(f"There is no revision “{revision_id}” in this store.")
    return found


def revisions(db: sqlite3.Connection, article_id: str) -> list[Revision]:
    """Return all revisions of an article, the oldest first; NotFoundError when there is no such article."""
    rows = db.execute("SELECT * FROM revision WHERE article_id = ? ORDER BY seq", (article_id,))
    found = [_revision(row) for row in rows]
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


def _time(text: str | None) -> StatedTime | None:
    if text is None:
        return None
    told = json.loads(text)
    precision = told["precision"] and Precision(told["precision"])
    return StatedTime(told["raw"], told["iso"], precision, told["zoned"])


def _revision(row: sqlite3.Row) -> Revision:
    texts: dict[str, Any] = {name: row[name] for name in TEXTS}
    times: dict[str, Any] = {name: _time(row[name]) for name in TIME_FIELDS}
    read = Article(
        **texts,
        **times,
        state=State(row["state"]),
        standfirst=tuple(json.loads(row["standfirst"])),
        captions=tuple(Caption(**caption) for caption in json.loads(row["captions"])),
        reader_notes=tuple(json.loads(row["reader_notes"] or "[]")),
        pages=tuple(Page(**page) for page in json.loads(row["pages"] or "[]")),
        joins=tuple(Join(**join) for join in json.loads(row["joins"] or "[]")),
        turns=tuple(map(turn_from_plain, json.loads(row["turns"] or "[]"))),
    )
    return Revision(
        id=row["id"],
        article_id=row["article_id"],
        seq=row["seq"],
        article=read,
        sha256=row["sha256"],
        reader=row["reader"],
        reader_version=row["reader_version"],
        seen_at=datetime.fromisoformat(row["seen_at"]),
    )
