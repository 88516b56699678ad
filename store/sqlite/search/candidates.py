"""Finds articles that may contain a text: those that share its rare words or have it as a phrase."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from store.searching.shared_words import sharing
from store.searching.words import tokens

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_UPDATED = 5_000
"""The number of latest updated articles whose older revisions are searched."""
_LOOKED_FOR = 3
"""The number of words that an older revision must have to be a candidate."""
_NUMBERS = "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT ?"


def candidates(db: sqlite3.Connection, texts: Sequence[str], limit: int) -> list[list[str]]:
    """Return for each text the ids of the articles that share most of its rare words."""
    words = [list(dict.fromkeys(tokens(text))) for text in texts]
    counts = _counts(db, {word for text in words for word in text})

    @cache
    def having(words: tuple[str, ...], most: int) -> list[int]:
        # Words are letters and digits, never operators.
        query = " AND ".join(f'"{word}"' for word in words)
        return [row[0] for row in db.execute(_NUMBERS, (query, most))]

    numbers = [sharing([word for word in text if counts.get(word)], counts, having, limit) for text in words]
    ids = _ids(db, {number for text in numbers for number in text})
    return [[ids[number] for number in text if number in ids] for text in numbers]


def holding(db: sqlite3.Connection, words: str, limit: int) -> list[str]:
    """Return the ids of the articles whose body has ``words`` in a row, the latest first."""
    phrase = words.replace('"', " ").replace("\0", " ")
    rows = db.execute(_NUMBERS, (f'body : "{phrase}"', limit)).fetchall()
    ids = _ids(db, {row["rowid"] for row in rows})
    return [ids[row["rowid"]] for row in rows if row["rowid"] in ids]


def superseded(db: sqlite3.Connection, words: str, limit: int) -> list[str]:
    """Return the ids of articles with an older revision that has the longest of ``words``, the latest first."""
    plain = dict.fromkeys(word for word in words.casefold().split() if word.isascii() and word.isalnum())
    longest = sorted(plain, key=len, reverse=True)[:_LOOKED_FOR]
    if not longest:
        return []
    # Ids of articles are in the order of import, and an index has them with the number of each revision.
    rows = db.execute(
        "WITH updated AS (SELECT article_id FROM revision WHERE seq = 2 ORDER BY article_id DESC LIMIT ?)"  # noqa: S608
        " SELECT DISTINCT article.id FROM updated JOIN article ON article.id = updated.article_id"
        " JOIN revision ON revision.article_id = article.id AND revision.id <> article.revision_id"
        f" WHERE {' AND '.join(['body LIKE ?'] * len(longest))} ORDER BY article.id DESC LIMIT ?",
        (_UPDATED, *(f"%{word}%" for word in longest), limit),
    )
    return [row["id"] for row in rows]


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
