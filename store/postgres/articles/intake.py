"""Adds articles: writes to PostgreSQL what ``store.rows.intake`` decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.postgres.annotations import anchors
from store.postgres.articles import same_story
from store.postgres.articles.revisions import all_of, revision, revisions
from store.postgres.search.index import Indexer
from store.rows import intake
from store.rows.article_numbers import last_number
from store.rows.incoming_articles import COLUMNS
from store.rows.intake import StoredArticle
from store.rows.removals import removal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from newstext.article import Article
    from store.model.articles import ArticleRemoval, ImportResult, Revision
    from store.model.changes import Edit
    from store.postgres.server.database import Database
    from store.rows.incoming_articles import IncomingArticle, ReaderRun
    from store.rows.intake import NewArticle

_REVISION = ("id", "article_id", "seq", *COLUMNS)
_ARTICLE = (
    *("number", "id", "identity", "revision_id", "revision_count"),
    *("sorted_at", "sorted_source", "current_state"),
)
_KNOWN = """
    SELECT identity, number, id, revision_id, revision_count FROM article
    WHERE hashtextextended(identity, 0) = ANY(
            SELECT hashtextextended(wanted COLLATE "C", 0) FROM unnest(%(identities)s::text[]) AS wanted)
        AND identity = ANY(%(identities)s)
"""
_CAPITALS = re.compile("[A-Z]+")
_LONGEST_SOURCE = 200
"""Letters of a source that lists are sorted by."""


def add(
    db: Database, incoming: Sequence[IncomingArticle], reading: ReaderRun, *, again: bool = False
) -> list[ImportResult]:
    """Store articles in the given order; see the engine's contract."""
    return intake.add(_Shelf(db, reading), incoming, reading, again=again)


class _Shelf:
    """Implements ``store.rows.intake.Shelf``."""

    def __init__(self, db: Database, reading: ReaderRun) -> None:
        self._db = db
        self._at = reading.at
        self._indexer = Indexer(db)

    def last_number(self) -> int:
        return self._db.number(f"SELECT {last_number('greatest')}")

    def removed(self, identities: Collection[str]) -> dict[str, ArticleRemoval]:
        rows = self._db.rows("SELECT * FROM article_removal WHERE identity = ANY(%s) ORDER BY seq", (list(identities),))
        return {row["identity"]: removal(row) for row in rows}

    def known(self, identities: Collection[str]) -> dict[str, StoredArticle]:
        rows = self._db.tuples(_KNOWN, {"identities": list(identities)})
        return {identity: StoredArticle(*rest) for identity, *rest in rows}

    def original(self, article: Article) -> StoredArticle | None:
        return same_story.original(self._db, article)

    def remember(self, article_id: str, article: Article) -> None:
        same_story.remember(self._db, article_id, article)

    def revision(self, revision_id: str) -> Revision:
        return revision(self._db, revision_id)

    def revisions(self, article_id: str) -> list[Revision]:
        return revisions(self._db, article_id)

    def from_file(self, article_id: str, sha256: str | None) -> list[Revision]:
        ids = self._db.column(
            "SELECT id FROM revision WHERE article_id = %s AND source_sha256 = %s ORDER BY seq", (article_id, sha256)
        )
        return list(all_of(self._db, ids).values()) if ids else []

    def write(self, new: Sequence[NewArticle]) -> None:
        self._copy("revision", _REVISION, ((one.revision_id, one.id, 1, *one.incoming.revision) for one in new))
        articles = (
            (one.number, one.id, one.incoming.identity, one.revision_id, 1, *_listed(one.incoming)) for one in new
        )
        self._copy("article", _ARTICLE, articles)
        self._indexer.put([(one.number, one.incoming.indexed) for one in new], new=True)

    def add_older(self, article_id: str, revision_id: str, seq: int, one: IncomingArticle) -> None:
        self._copy("revision", _REVISION, [(revision_id, article_id, seq, *one.revision)])
        self._db.run("UPDATE article SET revision_count = %s WHERE id = %s", (seq, article_id))

    def add_current(
        self, known: StoredArticle, revision_id: str, seq: int, one: IncomingArticle, *, reread: bool
    ) -> Sequence[Edit]:
        self._indexer.take_out(known.number)
        self._copy("revision", _REVISION, [(revision_id, known.id, seq, *one.revision)])
        self._db.run(
            "UPDATE article SET revision_id = %s, revision_count = %s, sorted_at = %s, sorted_source = %s,"
            " current_state = %s WHERE id = %s",
            (revision_id, seq, *_listed(one), known.id),
        )
        taken = anchors.reanchor(self._db, known.id, self._at, previous_id=known.revision_id, reread=reread)
        self._indexer.put([(known.number, one.indexed)])
        return taken

    def finish(self) -> None:
        self._indexer.finish()

    def _copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        self._db.copy(f"COPY {table}({', '.join(columns)}) FROM STDIN", rows)


def _listed(one: IncomingArticle) -> tuple[str, str, str]:
    """Return the values that lists sort by: sources without regard to the capitals A to Z, as in any engine."""
    sorted_at, source, state = one.listed
    return sorted_at, _CAPITALS.sub(lambda found: found[0].lower(), source)[:_LONGEST_SOURCE], state
