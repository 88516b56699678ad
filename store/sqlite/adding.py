"""Articles as they come in: what is known already, what is new, and what is an older version that comes late."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, cast

from newstext.article import Article, State, StatedTime
from store.errors import StoreError
from store.ids import new_id
from store.records import Imported, Outcome
from store.sqlite import anchoring, index, kinship
from store.sqlite.articles import TEXTS, TIMES, revision, revisions
from store.sqlite.times import time_text
from store.sqlite.words import respelled
from store.versions import is_older

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

_COLUMNS = (
    *("id", "article_id", "seq", "state", "reader", "reader_version", "seen_at", "sha256", "respelled"),
    *("standfirst", "captions"),
    *TIMES,
    *TEXTS,
)
_INSERT_REVISION = (
    f"INSERT INTO revision({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{column}' for column in _COLUMNS)})"  # noqa: S608
)


def add(
    db: sqlite3.Connection, articles: Sequence[Article], *, reader: str, reader_version: str, at: datetime
) -> list[Imported]:
    """Store articles as read, in order; see the engine's contract."""
    adder = _Adder(db, reader, reader_version, at)
    imported = [adder.add(article) for article in articles]
    index.bring_up_to_date(db, adder.indexed)
    return imported


class _Adder:
    """Adds articles one by one inside one transaction, so that each sees those before it in the same file."""

    def __init__(self, db: sqlite3.Connection, reader: str, reader_version: str, at: datetime) -> None:
        self._db = db
        self._at = at
        self._seen_at = time_text(at)
        # What the search index holds of each article that was added or changed: its number, and the revision.
        self.indexed: dict[int, str | None] = {}
        self._read_by = {"reader": reader, "reader_version": reader_version, "seen_at": self._seen_at}

    def add(self, article: Article) -> Imported:
        identity = _identity(article)
        known = self._db.execute(
            "SELECT number, id, revision_id, revision_count FROM article WHERE identity = ?", (identity,)
        ).fetchone()
        if known is None and kinship.is_anonymous(article):
            known = kinship.original(self._db, article)
        imported = self._insert(article, identity) if known is None else self._revise(article, known)
        if imported.outcome is not Outcome.UNCHANGED and kinship.is_anonymous(article):
            kinship.remember(self._db, imported.article_id, article)
        return imported

    def _insert(self, article: Article, identity: str) -> Imported:
        article_id = new_id()
        revision_id = self._insert_revision(article, article_id, 1)
        inserted = self._db.execute(
            "INSERT INTO article(id, identity, revision_id, revision_count, sorted_at,"
            " sorted_source, current_state)"
            " VALUES (?, ?, ?, 1, ?, ?, ?)",
            (article_id, identity, revision_id, *self._listed(article)),
        )
        self.indexed[cast("int", inserted.lastrowid)] = None
        return Imported(Outcome.ADDED, article_id, revision_id)

    def _revise(self, article: Article, known: sqlite3.Row) -> Imported:
        article_id = known["id"]
        current = revision(self._db, known["revision_id"]).article
        if _says_the_same(article, current):
            return Imported(Outcome.UNCHANGED, article_id, known["revision_id"])
        if is_older(article, current):
            return self._keep_older(article, current, known)
        revision_id = self._make_current(_with_text_kept(article, current), known, known["revision_count"] + 1)
        return Imported(Outcome.REVISED, article_id, revision_id)

    def _make_current(self, article: Article, known: sqlite3.Row, seq: int) -> str:
        self.indexed.setdefault(known["number"], known["revision_id"])
        revision_id = self._insert_revision(article, known["id"], seq)
        self._db.execute(
            "UPDATE article SET revision_id = ?, revision_count = ?, sorted_at = ?, sorted_source = ?,"
            " current_state = ? WHERE id = ?",
            (revision_id, seq, *self._listed(article), known["id"]),
        )
        anchoring.take_along(self._db, known["id"], self._at, previous_id=known["revision_id"])
        return revision_id

    def _listed(self, article: Article) -> tuple[str, str, str]:
        """What lists are sorted and narrowed by: time, source and state."""
        return _sorted_at(article, self._seen_at), article.source or "", article.state

    def _keep_older(self, article: Article, current: Article, known: sqlite3.Row) -> Imported:
        """Keep what came late beside the current revision; a withdrawal that has had no text yet gets this one's."""
        article_id, seq = known["id"], known["revision_count"] + 1
        for earlier in revisions(self._db, article_id):
            if _says_the_same(article, earlier.article):
                return Imported(Outcome.UNCHANGED, article_id, earlier.id)
        revision_id = self._insert_revision(article, article_id, seq)
        self._db.execute("UPDATE article SET revision_count = ? WHERE id = ?", (seq, article_id))
        if (withdrawn := _with_text_kept(current, article)) != current:
            self._make_current(withdrawn, known, seq + 1)
        return Imported(Outcome.OLDER, article_id, revision_id)

    def _insert_revision(self, article: Article, article_id: str, seq: int) -> str:
        revision_id = new_id()
        try:
            self._db.execute(
                _INSERT_REVISION,
                {
                    **{name: getattr(article, name) for name in TEXTS},
                    **{name: _time_json(getattr(article, name)) for name in TIMES},
                    **self._read_by,
                    "id": revision_id,
                    "article_id": article_id,
                    "seq": seq,
                    "state": article.state,
                    "sha256": hashlib.sha256(article.body.encode()).hexdigest(),
                    "respelled": respelled(article.headline, article.byline, article.source, article.body),
                    "standfirst": _json(article.standfirst),
                    "captions": _json([{"text": c.text, "credit": c.credit} for c in article.captions]),
                },
            )
        except UnicodeEncodeError as error:
            raise StoreError(
                f"The article “{_printable(article.headline)}” holds half a character"
                f" (U+{ord(error.object[error.start]):04X}) and cannot be stored, so nothing of its file was."
                " Read it again in its right encoding."
            ) from error
        return revision_id


def _identity(article: Article) -> str:
    """What an article is known by for good: see the engine's contract."""
    if article.external_id:
        return f"id {article.external_id}"
    if article.url:
        return f"url {article.url}"
    first_text = f"{article.headline or ''}\n{article.body}"
    # Half characters are hashed here, and refused where the article is stored.
    return f"text {hashlib.sha256(first_text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _says_the_same(article: Article, stored: Article) -> bool:
    return replace(_with_text_kept(article, stored), guessed_encoding=stored.guessed_encoding) == stored


def _with_text_kept(article: Article, other: Article) -> Article:
    """Fill what a withdrawal without a text leaves empty with what another version of the article says."""
    if article.state is not State.WITHDRAWN or article.body.strip():
        return article
    kept = {f.name: getattr(other, f.name) for f in fields(Article) if not getattr(article, f.name)}
    return replace(article, **kept | {"body": other.body})


def _sorted_at(article: Article, seen_at: str) -> str:
    stated = article.updated or article.published
    if stated is None or stated.iso is None:
        return seen_at
    return time_text(stated.instant) if stated.instant else stated.iso


def _printable(headline: str | None) -> str:
    return (headline or "without a headline").encode("utf-8", "replace").decode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _time_json(time: StatedTime | None) -> str | None:
    if time is None:
        return None
    return _json({"raw": time.raw, "iso": time.iso, "precision": time.precision, "zoned": time.zoned})
