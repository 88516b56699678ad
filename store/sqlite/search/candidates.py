"""Articles in which a text may stand: those that share its rare words. A draft is held against these alone."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import TYPE_CHECKING

from store.sqlite.search.words import tokens

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_RARE = 500
"""A word in at most so many articles is looked up alone; commoner ones only together."""
_MOST_WORDS = 8
_UPDATED = 5_000
"""Updated articles, the latest, whose older revisions are looked at."""
_LOOKED_FOR = 3
"""Words that an older revision must have to be looked at closely."""
_NUMBERS = "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT ?"


def candidates(db: sqlite3.Connection, texts: Sequence[str], limit: int) -> list[list[str]]:
    """Return for each text the ids of the articles that share the most of its rare words."""
    words = [list(dict.fromkeys(tokens(text))) for text in texts]
    counts = _counts(db, {word for text in words for word in text})
    found: dict[str, list[int]] = {}
    numbers = [_best(db, [w for w in text if counts.get(w)], counts, found, limit) for text in words]
    ids = _ids(db, {number for text in numbers for number in text})
    return [[ids[number] for number in text if number in ids] for text in numbers]


def holding(db: sqlite3.Connection, words: str, limit: int) -> list[str]:
    """Return the ids of the articles whose body has ``words`` in a row, the latest first."""
    phrase = words.replace('"', " ").replace("\0", " ")
    rows = db.execute(_NUMBERS, (f'body : "{phrase}"', limit)).fetchall()
    ids = _ids(db, {row["rowid"] for row in rows})
    return [ids[row["rowid"]] for row in rows if row["rowid"] in ids]


def superseded(db: sqlite3.Connection, words: str, limit: int) -> list[str]:
    """Return the ids of articles an older revision of which has the longest of ``words``, the latest first."""
    plain = dict.fromkeys(word for word in words.casefold().split() if word.isascii() and word.isalnum())
    longest = sorted(plain, key=len, reverse=True)[:_LOOKED_FOR]
    if not longest:
        return []
    # The ids of articles are in the order in which they came, and an index has them with the number of each revision.
    rows = db.execute(
        "WITH updated AS (SELECT article_id FROM revision WHERE seq = 2 ORDER BY article_id DESC LIMIT ?)"  # noqa: S608
        " SELECT DISTINCT article.id FROM updated JOIN article ON article.id = updated.article_id"
        " JOIN revision ON revision.article_id = article.id AND revision.id <> article.revision_id"
        f" WHERE {' AND '.join(['body LIKE ?'] * len(longest))} ORDER BY article.id DESC LIMIT ?",
        (_UPDATED, *(f"%{word}%" for word in longest), limit),
    )
    return [row["id"] for row in rows]


def _best(
    db: sqlite3.Connection, words: Sequence[str], counts: dict[str, int], found: dict[str, list[int]], limit: int
) -> list[int]:
    """Return the numbers of articles by how much they share, rare words counting more."""
    rarest = sorted(words, key=lambda word: (counts[word], word))
    shared: Counter[int] = Counter()
    for query, weight in _queries(rarest, counts):
        if query not in found:
            found[query] = [row[0] for row in db.execute(_NUMBERS, (query, max(_RARE, limit)))]
        for number in found[query]:
            shared[number] += weight
    return sorted(shared, key=lambda number: (-shared[number], -number))[:limit]


def _queries(rarest: Sequence[str], counts: dict[str, int]) -> Iterable[tuple[str, int]]:
    """Yield what to ask the index, each with what an answer weighs. Terms are letters and digits, never operators."""
    few = [word for word in rarest if counts[word] <= _RARE][:_MOST_WORDS]
    for word in few:
        yield f'"{word}"', round(100 / math.log(2 + counts[word]))
    common = rarest[len(few) :][: _MOST_WORDS - len(few) + 3]
    # Any one of them may be the word that a draft changed.
    if len(few) < 3 and len(common) > 1:
        yield " AND ".join(f'"{word}"' for word in rarest[:_MOST_WORDS]), 200
        for left_out in rarest[:_MOST_WORDS]:
            rest = [word for word in rarest[: _MOST_WORDS + 1] if word != left_out]
            yield " AND ".join(f'"{word}"' for word in rest), 20
    elif len(few) < 3:
        for word in common:
            yield f'"{word}"', 1


def _counts(db: sqlite3.Connection, words: set[str]) -> dict[str, int]:
    rows = db.execute(
        "SELECT word, texts FROM vocabulary WHERE word IN (SELECT value FROM json_each(?))", (json.dumps(list(words)),)
    )
    return {row["word"]: row["texts"] for row in rows}


def _ids(db: sqlite3.Connection, numbers: set[int]) -> dict[int, str]:
    rows = db.execute(
        "SELECT number, id FROM article WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(numbers)),),
    )
    return {row["number"]: row["id"] for row in rows}
