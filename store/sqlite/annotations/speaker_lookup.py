"""Looks up speakers while a name is typed: by prefixes of its words, in any order, tolerating typos.

The register is never scanned: words are found by prefix, and for a common prefix the most quoted speakers are checked
first.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.rows.speakers import read
from store.searching.near_speakers import ASKED_FIRST, BUCKET, FEW, LAST, MANY, corrected
from store.searching.words import tokens
from store.sqlite.annotations.speakers import page

if TYPE_CHECKING:
    import sqlite3

    from store.model.speakers import Speaker

_QUOTED = "merged_into IS NULL AND quotations > 0"
"""A speaker without quotations, since they were undone or moved to others, is not offered."""
_HAS = "EXISTS (SELECT 1 FROM speaker_word WHERE speaker_id = {id} AND word >= ? AND word < ?)"


def matching(db: sqlite3.Connection, typed: str, limit: int) -> list[Speaker]:
    """Return the speakers with words in a name or role that begin like those typed, the most quoted first."""
    words = list(dict.fromkeys(tokens(typed)))
    if not words:
        return [] if typed.strip() else list(page(db, None, limit).rows)
    found = _having(db, words, limit)
    if not found and (meant := corrected(words, partial(_count, db), partial(_beginning, db))):
        found = _having(db, meant, limit)
    return found


def _having(db: sqlite3.Connection, words: list[str], limit: int) -> list[Speaker]:
    counts = {word: _count(db, word) for word in words}
    rarest, *others = sorted(words, key=counts.__getitem__)
    if counts[rarest] == 0:
        return []
    bounds = [bound for word in others for bound in (word, word + LAST)]
    conditions = [_HAS.format(id="speaker.id") for _ in others]
    if counts[rarest] < FEW:
        source = (
            "(SELECT DISTINCT speaker_id AS id FROM speaker_word WHERE word >= ? AND word < ?) JOIN speaker USING (id)"
        )
        parameters: list[str | int] = [rarest, rarest + LAST, *bounds]
        conditions.append(_QUOTED)
    else:
        most_quoted = "ORDER BY quotations DESC, name, id LIMIT ?"
        source = f"(SELECT * FROM speaker WHERE {_QUOTED} {most_quoted}) AS speaker"  # noqa: S608
        parameters = [ASKED_FIRST, rarest, rarest + LAST, *bounds]
        conditions.insert(0, _HAS.format(id="speaker.id"))
    rows = db.execute(
        f"SELECT * FROM {source} WHERE {' AND '.join(conditions)} ORDER BY quotations DESC, name, id LIMIT ?",  # noqa: S608
        (*parameters, limit),
    ).fetchall()
    if len(rows) < limit and counts[rarest] >= FEW:
        having = "SELECT DISTINCT speaker_id AS id FROM speaker_word WHERE word >= ? AND word < ? LIMIT ?"
        meant = " AND ".join([*conditions[1:], _QUOTED])
        query = f"SELECT * FROM ({having}) JOIN speaker USING (id) WHERE {meant}"  # noqa: S608
        parameters = [rarest, rarest + LAST, MANY, *bounds, limit]
        rows = db.execute(f"{query} ORDER BY quotations DESC, name, id LIMIT ?", parameters).fetchall()
    return [read(row) for row in rows]


def _count(db: sqlite3.Connection, beginning: str) -> int:
    """Count the rows with a prefix, up to FEW."""
    count: int = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM speaker_word WHERE word >= ? AND word < ? LIMIT ?)",
        (beginning, beginning + LAST, FEW),
    ).fetchone()[0]
    return count


def _beginning(db: sqlite3.Connection, bucket: str) -> list[str]:
    """Return known words with a prefix, up to BUCKET."""
    rows = db.execute(
        "SELECT DISTINCT word FROM speaker_word WHERE word >= ? AND word < ? LIMIT ?",
        (bucket, bucket + LAST, BUCKET),
    )
    return [row[0] for row in rows]
