"""Looks up speakers while a name is typed: by prefixes of its words, in any order, tolerating typos.

The register is never scanned: words are found by prefix, and for a common prefix the most quoted speakers are checked
first.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from store.postgres.annotations.speakers import page
from store.postgres.articles.filters import LONGEST
from store.rows.speakers import read
from store.searching.near_speakers import ASKED_FIRST, BUCKET, FEW, LAST, MANY, corrected
from store.searching.words import tokens

if TYPE_CHECKING:
    from store.model.speakers import Speaker
    from store.postgres.server.database import Database

_QUOTED = "merged_into IS NULL AND quotations > 0"
"""A speaker without quotations, since they were undone or moved to others, is not offered."""
_HAS = "EXISTS (SELECT 1 FROM speaker_word WHERE speaker_id = speaker.id AND word >= %s AND word < %s)"
_ORDER = "ORDER BY quotations DESC, name, id LIMIT %s"


def matching(db: Database, typed: str, limit: int) -> list[Speaker]:
    """Return the speakers with words in a name or role that begin like those typed, the most quoted first."""
    words = list(dict.fromkeys(word[:LONGEST] for word in tokens(typed)))
    if not words:
        return [] if typed.strip() else list(page(db, None, limit).rows)
    found = _having(db, words, limit)
    if not found and (meant := corrected(words, partial(_count, db), partial(_beginning, db))):
        found = _having(db, meant, limit)
    return found


def _having(db: Database, words: list[str], limit: int) -> list[Speaker]:
    counts = {word: _count(db, word) for word in words}
    rarest, *others = sorted(words, key=counts.__getitem__)
    if counts[rarest] == 0:
        return []
    bounds = [bound for word in others for bound in (word, word + LAST)]
    also = "".join(f" AND {_HAS}" for _ in others)
    first: list[Any] = [rarest, rarest + LAST]
    if counts[rarest] < FEW:
        rows = db.rows(_with_word("", also), [*first, *bounds, limit])
    else:
        rows = db.rows(
            f"SELECT * FROM (SELECT * FROM speaker WHERE {_QUOTED} {_ORDER}) AS speaker WHERE {_HAS} {also} {_ORDER}",  # noqa: S608
            [ASKED_FIRST, *first, *bounds, limit],
        )
        if len(rows) < limit:
            rows = db.rows(_with_word("LIMIT %s", also), [*first, MANY, *bounds, limit])
    return [read(row) for row in rows]


def _with_word(some: str, also: str) -> str:
    having = f"SELECT DISTINCT speaker_id AS id FROM speaker_word WHERE word >= %s AND word < %s {some}"  # noqa: S608
    return f"SELECT speaker.* FROM ({having}) AS named JOIN speaker USING (id) WHERE {_QUOTED} {also} {_ORDER}"  # noqa: S608


def _count(db: Database, beginning: str) -> int:
    """Count the rows with a prefix, up to FEW."""
    return db.number(
        "SELECT count(*) FROM (SELECT 1 FROM speaker_word WHERE word >= %s AND word < %s LIMIT %s) AS counted",
        (beginning, beginning + LAST, FEW),
    )


def _beginning(db: Database, bucket: str) -> list[str]:
    """Return known words with a prefix, up to BUCKET."""
    return db.column(
        "SELECT DISTINCT word FROM speaker_word WHERE word >= %s AND word < %s ORDER BY word LIMIT %s",
        (bucket, bucket + LAST, BUCKET),
    )
