"""The search index: updated in the transaction of each change, and rebuilt in steps between which others write.

An article is indexed when it has a row in ``article_head``.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from store.searching.entries import each, entry, head_words, is_counted
from store.searching.quotation_words import accepted
from store.sqlite.file.versions import INDEX_VERSION
from store.sqlite.search import quoted_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from store.searching.entries import Entry

TABLES = {
    "article_head_fts": "article_head",
    "article_fts": "article_text",
    "article_quoted_fts": "article_quoted",
}
"""The FTS5 tables, and the table or view of texts that each indexes."""

STEP = 1000
"""The number of articles reindexed in one transaction."""

_HEAD = "number, headline, byline, source, speakers, quotations"
_TEXT = "number, headline, byline, source, body, respelled"
# A single row of VALUES: any other form of INSERT has a savepoint, at which FTS5 writes to the disk.
_ADD_HEAD = f"INSERT INTO article_head({_HEAD}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
_ADD_HEAD_WORDS = f"INSERT INTO article_head_fts(rowid, {_HEAD[8:]}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
_ADD_TEXT = f"INSERT INTO article_fts(rowid, {_TEXT[8:]}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
_ADD_RESPELLED = "INSERT INTO article_respelled(number, words) VALUES (?, ?)"
_TAKE_HEAD = f"INSERT INTO article_head_fts(article_head_fts, rowid, {_HEAD[8:]}) VALUES ('delete', ?, ?, ?, ?, ?, ?)"  # noqa: S608
_TAKE_TEXT = f"INSERT INTO article_fts(article_fts, rowid, {_TEXT[8:]}) VALUES ('delete', ?, ?, ?, ?, ?, ?)"  # noqa: S608
_COUNT = (
    "INSERT INTO vocabulary(word, heads, texts) VALUES (?, ?, ?)"
    " ON CONFLICT(word) DO UPDATE SET heads = heads + excluded.heads, texts = texts + excluded.texts"
)
_QUOTED = """
    SELECT speaker, span.exact FROM annotation
    JOIN span ON span.annotation_id = annotation.id AND span.span_set = annotation.span_set AND span.role = 'content'
    WHERE article_id = (SELECT id FROM article WHERE number = ?)
        AND kind = 'quote' AND status IN ('accepted', 'verified')
    ORDER BY annotation.id, ordinal
"""
_UNINDEXED = """
    SELECT number, headline, byline, source, body FROM article_text
    WHERE number > ? AND number NOT IN (SELECT number FROM article_head) ORDER BY number LIMIT ?
"""
_BESIDE_TEXTS = """
    SELECT number, text.headline, text.byline, text.source, body,
        head.headline, head.byline, head.source, speakers, quotations, respelled
    FROM article_text AS text LEFT JOIN article_head AS head USING (number)
"""
_WORDS = "SELECT word, heads, texts FROM vocabulary"


class Indexer:
    """Adds and removes texts in one transaction; ``finish`` updates the counts of words."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._heads: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()

    def put(self, numbered: Sequence[tuple[int, Entry]], *, new: bool = False) -> None:
        """Index the current texts of articles that are not indexed. ``new`` articles have no quotations yet."""
        db = self._db
        heads = [(number, *made.head, *(("", "") if new else _quoted(db, number))) for number, made in numbered]
        db.executemany(_ADD_HEAD, heads)
        db.executemany(_ADD_HEAD_WORDS, heads)
        db.executemany(_ADD_RESPELLED, ((number, made.respelled) for number, made in numbered if made.respelled))
        db.executemany(_ADD_TEXT, ((number, *made.texts, made.respelled) for number, made in numbered))
        self._heads.update(chain.from_iterable(head_words(head) for head in heads))
        self._texts.update(chain.from_iterable(each(made.words) for _, made in numbered))

    def take_out(self, number: int) -> None:
        """Remove an article from the index. Call it before the article's current revision changes."""
        head = self._db.execute(f"SELECT {_HEAD} FROM article_head WHERE number = ?", (number,)).fetchone()  # noqa: S608
        if head is None:
            return
        text = tuple(self._db.execute(f"SELECT {_TEXT} FROM article_text WHERE number = ?", (number,)).fetchone())  # noqa: S608
        self._db.execute(_TAKE_TEXT, text)
        self._db.execute("DELETE FROM article_respelled WHERE number = ?", (number,))
        self._take_head(head)
        self._texts.subtract(each(entry(*text[1:5]).words))

    def quote_anew(self, number: int) -> None:
        """Reindex the quotations of an article."""
        head = self._db.execute(f"SELECT {_HEAD} FROM article_head WHERE number = ?", (number,)).fetchone()  # noqa: S608
        quoted = _quoted(self._db, number)
        if head is None or tuple(head)[4:] == quoted:
            return
        self._take_head(head)
        changed = (*tuple(head)[:4], *quoted)
        self._db.execute(_ADD_HEAD, changed)
        self._db.execute(_ADD_HEAD_WORDS, changed)
        self._heads.update(head_words(changed))

    def finish(self) -> None:
        """Update the counts of words that were added and removed."""
        heads, texts = self._heads, self._texts
        counts = [
            (word, in_heads, in_texts)
            for word in sorted(filter(is_counted, heads.keys() | texts.keys()))
            if (in_heads := heads.get(word, 0)) | (in_texts := texts.get(word, 0))
        ]
        self._db.executemany(_COUNT, counts)
        gone = [(word,) for word, in_heads, in_texts in counts if in_heads < 0 or in_texts < 0]
        self._db.executemany("DELETE FROM vocabulary WHERE word = ? AND heads <= 0 AND texts <= 0", gone)

    def _take_head(self, head: sqlite3.Row) -> None:
        self._db.execute(_TAKE_HEAD, tuple(head))
        self._db.execute("DELETE FROM article_head WHERE number = ?", (head["number"],))
        self._heads.subtract(head_words(tuple(head)))


def keep_up(db: sqlite3.Connection, most: int | None = None) -> bool:
    """Index new and changed quotations. Runs before every commit, mostly with nothing to do.

    Articles with more than ``most`` quotations are postponed. Return whether any were.
    """
    noted = db.execute("SELECT number, quotation_count FROM article_unindexed JOIN article USING (number)").fetchall()
    numbers = [number for number, quotations in noted if most is None or quotations <= most]
    if numbers:
        indexer = Indexer(db)
        for number in numbers:
            indexer.quote_anew(number)
            quoted_index.index(db, number)
        indexer.finish()
        db.executemany("DELETE FROM article_unindexed WHERE number = ?", [(number,) for number in numbers])
    return len(numbers) < len(noted)


def read_through(db: sqlite3.Connection) -> None:
    """Read everything that ``clear`` deletes, so that its transaction does not wait for the disk."""
    for table in TABLES:
        db.execute(f"SELECT sum(length(block)) FROM {table}_data").fetchone()  # noqa: S608
    db.execute("SELECT count(headline) FROM article_head").fetchone()


def clear(db: sqlite3.Connection) -> None:
    """Delete the index; ``fill`` rebuilds it."""
    for table in TABLES:
        db.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608
    for table in ("article_head", "article_respelled", "article_quoted", "vocabulary", "article_unindexed"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    db.execute("UPDATE search_index SET version = 0")


def fill(db: sqlite3.Connection, after: int) -> int | None:
    """Index the next unindexed articles after a number; return the last one, or None when all are indexed."""
    # At the end again from the first on: somebody else may have started another rebuild.
    rows = db.execute(_UNINDEXED, (after, STEP)).fetchall() or db.execute(_UNINDEXED, (0, STEP)).fetchall()
    if not rows:
        db.execute("UPDATE search_index SET version = ?", (INDEX_VERSION,))
        return None
    indexer = Indexer(db)
    indexer.put([(row["number"], entry(row["headline"], row["byline"], row["source"], row["body"])) for row in rows])
    indexer.finish()
    for row in rows:
        quoted_index.index(db, row["number"])
    last: int = rows[-1]["number"]
    return last


def agrees(db: sqlite3.Connection) -> bool:
    """Whether index and counts equal those of a rebuilt index; reads every text."""
    heads: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    waiting = {number for (number,) in db.execute("SELECT number FROM article_unindexed")}
    for row in db.execute(_BESIDE_TEXTS):
        made = entry(row["headline"], row["byline"], row["source"], row["body"])
        quoted = tuple(row)[8:10] if row["number"] in waiting else _quoted(db, row["number"])
        head = (row["number"], *made.head, *quoted)
        if tuple(row)[5:] != (*head[1:], made.respelled):
            return False
        heads.update(head_words(head))
        texts.update(each(made.words))
    counted = {word: (heads[word], texts[word]) for word in heads | texts if is_counted(word)}
    strays = db.execute("SELECT 1 FROM article_head WHERE number NOT IN (SELECT number FROM article)").fetchone()
    words = {word: (in_heads, in_texts) for word, in_heads, in_texts in db.execute(_WORDS)}
    return not strays and words == counted and quoted_index.agrees(db, waiting)


def _quoted(db: sqlite3.Connection, number: int) -> tuple[str, str]:
    """Return the speakers and the words of accepted quotations, folded."""
    # Row by row, so that it can be interrupted.
    return accepted(db.execute(_QUOTED, (number,)))
