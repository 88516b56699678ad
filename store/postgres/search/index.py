"""The search index: updated in the transaction of each change, and rebuilt in steps between which others write.

An article is indexed when it has a row in ``article_head``.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from store.postgres.search import quoted_index
from store.postgres.search.words import head_vector, indexed, vector
from store.postgres.server.schema import INDEX_VERSION
from store.searching.entries import each, entry, head_words, is_counted
from store.searching.quotation_words import accepted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.postgres.server.database import Database
    from store.searching.entries import Entry

STEP = 1000
"""The number of articles reindexed in one transaction."""

_HEAD = "number, headline, byline, source, speakers, quotations"
_COUNT = """
    INSERT INTO vocabulary(word, heads, texts)
    SELECT * FROM unnest(%s::text[], %s::int[], %s::int[]) AS counted(word, heads, texts)
    ON CONFLICT (word) DO UPDATE
    SET heads = vocabulary.heads + excluded.heads, texts = vocabulary.texts + excluded.texts
"""
_QUOTED = """
    SELECT article.number, speaker, span.exact FROM article JOIN annotation ON article_id = article.id
    JOIN span ON span.annotation_id = annotation.id AND span.span_set = annotation.span_set AND span.role = 'content'
    WHERE article.number = ANY(%s) AND kind = 'quote' AND status IN ('accepted', 'verified')
    ORDER BY annotation.id, ordinal
"""
_TEXTS = """
    SELECT number, headline, byline, source, body FROM article JOIN revision ON revision.id = article.revision_id
    WHERE {} ORDER BY number LIMIT %s
"""
_UNINDEXED = "number > %s AND NOT EXISTS (SELECT 1 FROM article_head WHERE article_head.number = article.number)"
_STRAYS = "SELECT 1 FROM article_head WHERE number NOT IN (SELECT number FROM article) LIMIT 1"


class Indexer:
    """Adds and removes texts in one transaction; ``finish`` updates the counts of words."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._heads: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()

    def put(self, numbered: Sequence[tuple[int, Entry]], *, new: bool = False) -> None:
        """Index the current texts of articles that are not indexed. ``new`` articles have no quotations yet."""
        db = self._db
        quoted = {} if new else _quoted(db, [number for number, _ in numbered])
        heads = [(number, *made.head, *quoted.get(number, ("", ""))) for number, made in numbered]
        words = [indexed(head_words(head)) for head in heads]
        db.copy(
            f"COPY article_head({_HEAD}, words) FROM STDIN",
            ((*head, head_vector(of_head)) for head, of_head in zip(heads, words, strict=True)),
        )
        texts = [(number, indexed(each(made.words))) for number, made in numbered]
        db.copy("COPY article_text(number, words) FROM STDIN", ((number, vector(words)) for number, words in texts))
        self._heads.update(chain.from_iterable(words))
        self._texts.update(chain.from_iterable(words for _, words in texts))

    def take_out(self, number: int) -> None:
        """Remove an article from the index."""
        head = self._db.tuples(f"DELETE FROM article_head WHERE number = %s RETURNING {_HEAD}", (number,))  # noqa: S608
        gone = self._db.tuples(
            "DELETE FROM article_text WHERE number = %s RETURNING tsvector_to_array(words)", (number,)
        )
        self._heads.subtract(chain.from_iterable(indexed(head_words(row)) for row in head))
        self._texts.subtract(chain.from_iterable(words for (words,) in gone))

    def quote_anew(self, numbers: Sequence[int]) -> None:
        """Reindex the quotations of articles."""
        asked = _ask_quoted(self._db, numbers)
        heads = self._db.ask(f"SELECT {_HEAD} FROM article_head WHERE number = ANY(%s)", (list(numbers),))  # noqa: S608
        quoted = asked()
        for head in heads():
            now = quoted.get(head[0], ("", ""))
            if head[4:] == now:
                continue
            changed = (*head[:4], *now)
            words = indexed(head_words(changed))
            self._db.run(
                "UPDATE article_head SET speakers = %s, quotations = %s, words = %s::tsvector WHERE number = %s",
                (*now, head_vector(words), head[0]),
            )
            self._heads.subtract(indexed(head_words(head)))
            self._heads.update(words)

    def finish(self) -> None:
        """Update the counts of words that were added and removed."""
        heads, texts = self._heads, self._texts
        counts = [
            (word, in_heads, in_texts)
            # Sorted, so that two desks lock words in the same order.
            for word in sorted(filter(is_counted, heads.keys() | texts.keys()))
            if (in_heads := heads.get(word, 0)) | (in_texts := texts.get(word, 0))
        ]
        if not counts:
            return
        self._db.run(_COUNT, list(map(list, zip(*counts, strict=True))))
        if gone := [word for word, in_heads, in_texts in counts if in_heads < 0 or in_texts < 0]:
            self._db.run("DELETE FROM vocabulary WHERE word = ANY(%s) AND heads <= 0 AND texts <= 0", (gone,))


def ask_changed(db: Database) -> Callable[[], list[tuple[int, int]]]:
    """Ask for the articles whose quotations changed; each comes with the number of its quotations."""
    return db.ask("SELECT number, quotation_count FROM article_unindexed JOIN article USING (number)")


def keep_up(db: Database, changed: Sequence[tuple[int, int]], most: int) -> bool:
    """Index new and changed quotations. Runs before every commit, mostly with nothing to do.

    Articles with more than ``most`` quotations are postponed. Return whether any were.
    """
    _index(db, [number for number, quotations in changed if quotations <= most])
    return any(quotations > most for _, quotations in changed)


def catch_up(db: Database) -> bool:
    """Index the quotations of one article that was postponed; return whether others remain."""
    numbers = db.column("SELECT number FROM article_unindexed ORDER BY number LIMIT 2")
    _index(db, numbers[:1])
    return len(numbers) > 1


def is_behind(db: Database) -> bool:
    """Whether articles were postponed."""
    return db.value("SELECT 1 FROM article_unindexed LIMIT 1") is not None


def clear(db: Database) -> None:
    """Delete the index; ``fill`` rebuilds it."""
    for table in ("article_head", "article_text", "article_quoted", "vocabulary", "article_unindexed"):
        db.run(f"DELETE FROM {table}")  # noqa: S608
    db.run("UPDATE setting SET index_version = 0")


def fill(db: Database, after: int) -> int | None:
    """Index the next unindexed articles after a number; return the last one, or None when all are indexed."""
    # At the end again from the first on: somebody else may have started another rebuild.
    sql = _TEXTS.format(_UNINDEXED)
    rows = db.tuples(sql, (after, STEP)) or db.tuples(sql, (0, STEP))
    if not rows:
        db.run("UPDATE setting SET index_version = %s", (INDEX_VERSION,))
        return None
    indexer = Indexer(db)
    indexer.put([(number, entry(*texts)) for number, *texts in rows])
    indexer.finish()
    quoted_index.index(db, [row[0] for row in rows])
    return int(rows[-1][0])


def trouble(db: Database) -> str | None:
    """Return how the index differs from the texts; None if it does not. Reads every text."""
    if db.value("SELECT index_version FROM setting") != INDEX_VERSION:
        return "It is incomplete. Run: pullquote doctor --reindex"
    return None if _agrees(db) else "It does not match the texts. Run: pullquote doctor --reindex"


def _agrees(db: Database) -> bool:
    heads: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    waiting = set(db.column("SELECT number FROM article_unindexed"))
    after = 0
    while rows := db.tuples(_TEXTS.format("number > %s"), (after, STEP)):
        numbers = [row[0] for row in rows]
        after = numbers[-1]
        quoted = _quoted(db, numbers)
        stored = {
            head[0]: head
            for head in db.tuples(
                f"SELECT {_HEAD}, tsvector_to_array(words) FROM article_head WHERE number = ANY(%s)",  # noqa: S608
                (numbers,),
            )
        }
        in_texts = dict(
            db.tuples("SELECT number, tsvector_to_array(words) FROM article_text WHERE number = ANY(%s)", (numbers,))
        )
        for number, *fields in rows:
            made = entry(*fields)
            kept = stored.get(number, ())
            now = kept[4:6] if number in waiting else quoted.get(number, ("", ""))
            head = (number, *made.head, *now)
            words, text = indexed(head_words(head)), indexed(each(made.words))
            if kept[:6] != head or set(kept[6]) != set(_plain(head_vector(words))):
                return False
            if set(in_texts.get(number, ())) != set(text):
                return False
            heads.update(words)
            texts.update(text)
    counted = {word: (heads[word], texts[word]) for word in heads | texts if is_counted(word)}
    kept_counts = {word: tuple(counts) for word, *counts in db.tuples("SELECT word, heads, texts FROM vocabulary")}
    if db.value(_STRAYS) or kept_counts != counted:
        return False
    return quoted_index.agrees(db, waiting)


def _plain(words: str) -> list[str]:
    return [word[1:-1] for word in words.split()]


def _index(db: Database, numbers: Sequence[int]) -> None:
    if not numbers:
        return
    indexer, index_quoted = Indexer(db), quoted_index.ask(db, numbers)
    indexer.quote_anew(numbers)
    indexer.finish()
    index_quoted()
    db.run("DELETE FROM article_unindexed WHERE number = ANY(%s)", (list(numbers),))


def _quoted(db: Database, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return the speakers and the words of accepted quotations, folded, by article."""
    return _ask_quoted(db, numbers)()


def _ask_quoted(db: Database, numbers: Sequence[int]) -> Callable[[], dict[int, tuple[str, str]]]:
    asked = db.ask(_QUOTED, (list(numbers),))

    def quoted() -> dict[int, tuple[str, str]]:
        found: dict[int, list[tuple[str | None, str]]] = {}
        for number, speaker, exact in asked():
            found.setdefault(number, []).append((speaker, exact))
        return {number: accepted(quotations) for number, quotations in found.items()}

    return quoted
