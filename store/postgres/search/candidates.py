"""Finds articles that may contain a text: those that share its rare words or have it as a phrase."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from store.postgres.search.words import every
from store.searching.shared_words import sharing
from store.searching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.postgres.server.database import Database

_UPDATED = 5_000
"""The number of latest updated articles whose older revisions are searched."""
_LOOKED_FOR = 3
"""The number of words that an older revision must have to be a candidate."""
_READ = 50
"""The number of bodies read at once to look for a phrase in them."""
_NUMBERS = """
    WITH found AS MATERIALIZED (SELECT number FROM article_text WHERE words @@ %(words)s::tsquery)
    SELECT number FROM found WHERE number < %(before)s ORDER BY number DESC LIMIT %(most)s
"""
_BODIES = """
    SELECT article.id, body FROM article JOIN revision ON revision.id = article.revision_id
    WHERE number = ANY(%s) ORDER BY number DESC
"""
_END = 1 << 62


def candidates(db: Database, texts: Sequence[str], limit: int) -> list[list[str]]:
    """Return for each text the ids of the articles that share most of its rare words."""
    words = [list(dict.fromkeys(tokens(text))) for text in texts]
    asked = sorted({word for text in words for word in text})
    rows = db.tuples("SELECT word, texts FROM vocabulary WHERE word = ANY(%s)", (asked,))
    counts = {word: int(texts) for word, texts in rows}

    @cache
    def having(words: tuple[str, ...], most: int) -> list[int]:
        return _numbers(db, words, _END, most)

    numbers = [sharing([word for word in text if counts.get(word)], counts, having, limit) for text in words]
    wanted = sorted({number for text in numbers for number in text})
    ids: dict[int, str] = dict(db.tuples("SELECT number, id FROM article WHERE number = ANY(%s)", (wanted,)))
    return [[ids[number] for number in text if number in ids] for text in numbers]


def holding(db: Database, words: str, limit: int) -> list[str]:
    """Return the ids of the articles whose body has ``words`` in a row, the latest first."""
    phrase = tokens(words)
    if not phrase:
        return []
    sought = f" {' '.join(phrase)} "
    found: list[str] = []
    before = _END
    # The index knows which words a text has, and we in which order.
    while len(found) < limit and (numbers := _numbers(db, dict.fromkeys(phrase), before, max(limit, _READ))):
        before = numbers[-1]
        found += [id_ for id_, body in db.tuples(_BODIES, (numbers,)) if sought in f" {' '.join(tokens(body))} "]
    return found[:limit]


def superseded(db: Database, words: str, limit: int) -> list[str]:
    """Return the ids of articles with an older revision that has the longest of ``words``, the latest first."""
    plain = dict.fromkeys(word for word in words.casefold().split() if word.isascii() and word.isalnum())
    longest = sorted(plain, key=len, reverse=True)[:_LOOKED_FOR]
    if not longest:
        return []
    has = " AND ".join(["body ILIKE %s"] * len(longest))
    ids = db.column(
        "WITH updated AS (SELECT id, number, revision_id FROM article WHERE revision_count > 1"  # noqa: S608
        " ORDER BY number DESC LIMIT %s)"
        " SELECT updated.id FROM updated WHERE EXISTS (SELECT 1 FROM revision WHERE revision.article_id = updated.id"
        f" AND revision.id <> updated.revision_id AND {has}) ORDER BY number DESC LIMIT %s",
        (_UPDATED, *(f"%{word}%" for word in longest), limit),
    )
    return cast("list[str]", ids)


def _numbers(db: Database, words: Sequence[str] | dict[str, None], before: int, most: int) -> list[int]:
    return cast("list[int]", db.column(_NUMBERS, {"words": every(words), "before": before, "most": most}))
