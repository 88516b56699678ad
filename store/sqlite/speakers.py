"""The register of speakers: who has been quoted, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.records import Speaker

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from store.records import NewSpeaker

_LIST = """
    SELECT speaker.id, speaker.name
    FROM speaker LEFT JOIN annotation ON annotation.speaker_id = speaker.id AND status NOT IN ('rejected', 'removed')
    WHERE EXISTS (SELECT 1 FROM alias WHERE alias.speaker_id = speaker.id AND instr(folded, ?))
    GROUP BY speaker.id ORDER BY count(annotation.id) DESC, speaker.name, speaker.id LIMIT ?
"""


def matching(db: sqlite3.Connection, words: str, limit: int) -> list[Speaker]:
    """Return speakers whose name or alias holds ``words``, the most quoted first."""
    return [_speaker(db, row) for row in db.execute(_LIST, (_folded(words), limit)).fetchall()]


def named(db: sqlite3.Connection, name: str) -> Speaker | None:
    """Return the speaker with exactly this name or alias, case ignored."""
    row = db.execute(
        "SELECT speaker.id, speaker.name FROM alias JOIN speaker ON speaker.id = speaker_id"
        " WHERE folded = ? ORDER BY speaker.id LIMIT 1",
        (_folded(name),),
    ).fetchone()
    return None if row is None else _speaker(db, row)


def enter(db: sqlite3.Connection, newcomers: Iterable[NewSpeaker], actor: str, at: str) -> dict[str | None, str]:
    """Enter newcomers in the register; for those it knows by name already, return who is meant by their id."""
    known: dict[str | None, str] = {}
    for newcomer in newcomers:
        if meant := named(db, newcomer.name):
            known[newcomer.id] = meant.id
            continue
        db.execute(
            "INSERT INTO speaker(id, name, added_by, added_at) VALUES (?, ?, ?, ?)",
            (newcomer.id, newcomer.name, actor, at),
        )
        db.execute(
            "INSERT INTO alias(speaker_id, name, folded) VALUES (?, ?, ?)",
            (newcomer.id, newcomer.name, _folded(newcomer.name)),
        )
    return known


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _speaker(db: sqlite3.Connection, row: sqlite3.Row) -> Speaker:
    aliases = db.execute(
        "SELECT name FROM alias WHERE speaker_id = ? AND name <> ? ORDER BY name", (row["id"], row["name"])
    )
    return Speaker(row["id"], row["name"], tuple(alias["name"] for alias in aliases))
