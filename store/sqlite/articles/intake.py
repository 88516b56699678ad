"""Adds articles: decides which are known, which are new, and which are older versions that arrive late."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.stated import State
from store.ids import new_id
from store.model.articles import ImportResult, Outcome
from store.rules import losses
from store.rules.versions import is_older
from store.sqlite.annotations import anchors
from store.sqlite.articles import same_story
from store.sqlite.articles.incoming_articles import COLUMNS, IncomingArticle, ReaderRun
from store.sqlite.articles.revisions import revision, revisions
from store.sqlite.articles.rows import COUNT
from store.sqlite.search.index import Indexer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from store.model.articles import Revision

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


def add(db: sqlite3.Connection, incoming: Sequence[IncomingArticle], reading: ReaderRun) -> list[ImportResult]:
    """Store articles in the given order; see the engine's contract."""
    adder = _Adder(db, incoming, reading)
    imported = [adder.add(one) for one in incoming]
    adder.finish()
    return imported


class _Adder:
    """Adds articles one by one inside one transaction, so that each is compared with those before it.

    Articles that are certainly new are collected and written together, before any article that may depend on them.
    """

    def __init__(self, db: sqlite3.Connection, incoming: Sequence[IncomingArticle], reading: ReaderRun) -> None:
        self._db = db
        self._reading = reading
        self._indexer = Indexer(db)
        [self._last] = db.execute(COUNT).fetchone()
        self._new: list[tuple[int, str, str, IncomingArticle]] = []
        identities = json.dumps([one.identity for one in incoming])
        self._known = {row["identity"] for row in db.execute(_KNOWN, (identities,))}

    def add(self, one: IncomingArticle) -> ImportResult:
        if reason := losses.nothing_in(one.article):
            return ImportResult(Outcome.REFUSED, "", "", reason=reason)
        anonymous = one.anonymous
        if not anonymous and one.identity not in self._known:
            return self._insert(one)
        self._write_new()
        known = self._db.execute(_KNOWN, (json.dumps([one.identity]),)).fetchone()
        if known is None and anonymous:
            known = same_story.original(self._db, one.article)
        imported = self._insert(one) if known is None else self._revise(one, known)
        if anonymous and imported.outcome not in (Outcome.UNCHANGED, Outcome.REFUSED):
            self._write_new()
            same_story.remember(self._db, imported.article_id, one.article)
        return imported

    def finish(self) -> None:
        """Write the collected articles."""
        self._write_new()
        self._indexer.finish()

    def _insert(self, one: IncomingArticle) -> ImportResult:
        self._last += 1
        self._known.add(one.identity)
        article_id, revision_id = new_id(), new_id()
        self._new.append((self._last, article_id, revision_id, one))
        return ImportResult(Outcome.ADDED, article_id, revision_id)

    def _write_new(self) -> None:
        if not self._new:
            return
        new, self._new = self._new, []
        self._db.executemany(
            _INSERT_REVISION, [(revision_id, article_id, 1, *one.revision) for _, article_id, revision_id, one in new]
        )
        self._db.executemany(
            _INSERT_ARTICLE,
            [
                (number, article_id, one.identity, revision_id, *one.listed)
                for number, article_id, revision_id, one in new
            ],
        )
        self._indexer.put([(number, one.indexed) for number, _, _, one in new], new=True)

    def _revise(self, one: IncomingArticle, known: sqlite3.Row) -> ImportResult:
        article_id = known["id"]
        latest = revision(self._db, known["revision_id"])
        current = latest.article
        if _says_the_same(one.article, current):
            return ImportResult(Outcome.UNCHANGED, article_id, latest.id)
        seen = self._from_the_same_file(one, article_id)
        if again := next((earlier for earlier in seen if _says_the_same(one.article, earlier.article)), None):
            return ImportResult(Outcome.UNCHANGED, article_id, again.id)
        if reason := losses.lost_in(one.article, current):
            return ImportResult(Outcome.REFUSED, article_id, known["revision_id"], reason=reason)
        is_current = any(earlier.id == latest.id for earlier in seen)
        if is_older(one.article, current, self._reading.latest) or (seen and not is_current):
            return self._keep_older(one, current, known)
        kept = _with_text_kept(one.article, current)
        revised = one if kept is one.article else self._reading.incoming(kept)
        # Two versions in one file are different revisions if the same reader read both.
        reread = is_current and latest.reader_version != self._reading.version
        revision_id, changed = self._make_current(revised, known, known["revision_count"] + 1, reread=reread)
        return ImportResult(Outcome.REREAD if reread else Outcome.REVISED, article_id, revision_id, changed)

    def _from_the_same_file(self, one: IncomingArticle, article_id: str) -> list[Revision]:
        """Return the revisions that were read from the same file as this article."""
        rows = self._db.execute(
            "SELECT id FROM revision WHERE article_id = ? AND source_sha256 = ?",
            (article_id, one.article.source_sha256),
        ).fetchall()
        return [revision(self._db, row["id"]) for row in rows]

    def _make_current(
        self, one: IncomingArticle, known: sqlite3.Row, seq: int, *, reread: bool = False
    ) -> tuple[str, int]:
        """Add a revision as the current one; return its id, and the number of settled quotations it makes stale."""
        self._indexer.take_out(known["number"])
        revision_id = self._insert_revision(one, known["id"], seq)
        self._db.execute(
            "UPDATE article SET revision_id = ?, revision_count = ?, sorted_at = ?, sorted_source = ?,"
            " current_state = ? WHERE id = ?",
            (revision_id, seq, *one.listed, known["id"]),
        )
        taken = anchors.reanchor(
            self._db, known["id"], self._reading.at, previous_id=known["revision_id"], reread=reread
        )
        self._indexer.put([(known["number"], one.indexed)])
        return revision_id, sum(edit.update is not None for edit in taken)

    def _keep_older(self, one: IncomingArticle, current: Article, known: sqlite3.Row) -> ImportResult:
        """Add an older version that arrives late. A current withdrawal without text gets this text."""
        article_id, seq = known["id"], known["revision_count"] + 1
        for earlier in revisions(self._db, article_id):
            if _says_the_same(one.article, earlier.article):
                return ImportResult(Outcome.UNCHANGED, article_id, earlier.id)
        revision_id = self._insert_revision(one, article_id, seq)
        self._db.execute("UPDATE article SET revision_count = ? WHERE id = ?", (seq, article_id))
        if (withdrawn := _with_text_kept(current, one.article)) != current:
            self._make_current(self._reading.incoming(withdrawn), known, seq + 1)
        return ImportResult(Outcome.OLDER, article_id, revision_id)

    def _insert_revision(self, one: IncomingArticle, article_id: str, seq: int) -> str:
        revision_id = new_id()
        self._db.execute(_INSERT_REVISION, (revision_id, article_id, seq, *one.revision))
        return revision_id


_OF_OUR_READING = ("guessed_encoding", "incomplete", "reader_notes", "pages", "joins")


def _says_the_same(article: Article, stored: Article) -> bool:
    """Whether two versions are equal in print. Fields that only our reading adds do not count."""
    read = _with_text_kept(article, stored)
    return replace(read, **{name: getattr(stored, name) for name in _OF_OUR_READING}) == stored


def _with_text_kept(article: Article, other: Article) -> Article:
    """Fill the empty fields of a withdrawal without text from another version of the article."""
    if article.state is not State.WITHDRAWN or article.body.strip():
        return article
    kept = {f.name: getattr(other, f.name) for f in fields(Article) if not getattr(article, f.name)}
    return replace(article, **kept | {"body": other.body})
