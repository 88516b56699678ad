"""Adds articles: writes to SQLite what ``store.rows.intake`` decides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.rows import intake
from store.rows.article_numbers import last_number
from store.rows.incoming_articles import COLUMNS
from store.rows.intake import StoredArticle
from store.rows.removals import removal
from store.sqlite.annotations import anchors
from store.sqlite.articles import same_story
from store.sqlite.articles.revisions import revision, revisions
from store.sqlite.search.index import Indexer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from newstext.article import Article
    from store.model.articles import ArticleRemoval, ImportResult, Revision
    from store.model.changes import Edit
    from store.rows.incoming_articles import IncomingArticle, ReaderRun
    from store.rows.intake import NewArticle

# FAIL, so that SQLite need not copy the pages that each row touches, in order to undo a refused row alone: any refusal
# here undoes the whole transaction.
_INSERT_REVISION = (
    f"INSERT OR FAIL INTO revision(id, article_id, seq, {', '.join(COLUMNS)})"  # noqa: S608
    f" VALUES (?, ?, ?, {', '.join('?' for _ in COLUMNS)})"
)
_INSERT_ARTICLE = (
    "INSERT INTO article(number, id, identity, revision_id, revision_count, sorted_at, sorted_source, current_state)"
    " VALUES (?, ?, ?, ?, 1, ?, ?, ?)"
)
_KNOWN = """
    SELECT identity, number, id, revision_id, revision_count FROM article
    WHERE identity IN (SELECT value FROM json_each(?))
"""


_REMOVED = """
    SELECT * FROM article_removal WHERE identity IN (SELECT value FROM json_each(?)) ORDER BY seq
"""


def add(
    db: sqlite3.Connection, incoming: Sequence[IncomingArticle], reading: ReaderRun, *, again: bool = False
) -> list[ImportResult]:
    """Store articles in the given order; see the engine's contract."""
    return intake.add(_Shelf(db, reading), incoming, reading, again=again)


class _Shelf:
    """Implements ``store.rows.intake.Shelf``."""

    def __init__(self, db: sqlite3.Connection, reading: ReaderRun) -> None:
        self._db = db
        self._at = reading.at
        self._indexer = Indexer(db)

    def last_number(self) -> int:
        number: int = self._db.execute(f"SELECT {last_number('max')}").fetchone()[0]
        return number

    def removed(self, identities: Collection[str]) -> dict[str, ArticleRemoval]:
        rows = self._db.execute(_REMOVED, (json.dumps(list(identities)),))
        return {row["identity"]: removal(row) for row in rows}

    def known(self, identities: Collection[str]) -> dict[str, StoredArticle]:
        rows = self._db.execute(_KNOWN, (json.dumps(list(identities)),))
        return {row["identity"]: StoredArticle(*tuple(row)[1:]) for row in rows}

    def original(self, article: Article) -> StoredArticle | None:
        return same_story.original(self._db, article)

    def remember(self, article_id: str, article: Article) -> None:
        same_story.remember(self._db, article_id, article)

    def revision(self, revision_id: str) -> Revision:
        return revision(self._db, revision_id)

    def revisions(self, article_id: str) -> list[Revision]:
        return revisions(self._db, article_id)

    def from_file(self, article_id: str, sha256: str | None) -> list[Revision]:
        rows = self._db.execute(
            "SELECT id FROM revision WHERE article_id = ? AND source_sha256 = ?", (article_id, sha256)
        ).fetchall()
        return [revision(self._db, row["id"]) for row in rows]

    def write(self, new: Sequence[NewArticle]) -> None:
        self._db.executemany(_INSERT_REVISION, [(one.revision_id, one.id, 1, *one.incoming.revision) for one in new])
        self._db.executemany(
            _INSERT_ARTICLE,
            [(one.number, one.id, one.incoming.identity, one.revision_id, *one.incoming.listed) for one in new],
        )
        self._indexer.put([(one.number, one.incoming.indexed) for one in new], new=True)

    def add_older(self, article_id: str, revision_id: str, seq: int, one: IncomingArticle) -> None:
        self._db.execute(_INSERT_REVISION, (revision_id, article_id, seq, *one.revision))
        self._db.execute("UPDATE article SET revision_count = ? WHERE id = ?", (seq, article_id))

    def add_current(
        self, known: StoredArticle, revision_id: str, seq: int, one: IncomingArticle, *, reread: bool
    ) -> Sequence[Edit]:
        self._indexer.take_out(known.number)
        self._db.execute(_INSERT_REVISION, (revision_id, known.id, seq, *one.revision))
        self._db.execute(
            "UPDATE article SET revision_id = ?, revision_count = ?, sorted_at = ?, sorted_source = ?,"
            " current_state = ? WHERE id = ?",
            (revision_id, seq, *one.listed, known.id),
        )
        taken = anchors.reanchor(self._db, known.id, self._at, previous_id=known.revision_id, reread=reread)
        self._indexer.put([(known.number, one.indexed)])
        return taken

    def finish(self) -> None:
        self._indexer.finish()
