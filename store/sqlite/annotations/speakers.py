"""Reads the register of speakers, and applies changes to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.errors import ConflictError, NotFoundError, SpeakerConflictError
from store.model.lists import Page
from store.model.speakers import Speaker
from store.rows.speakers import fields_from_json, folded, names_of, read, words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Mapping

    from store.model.annotations import Annotation
    from store.model.changes import SpeakerEdit
    from store.model.lists import Cursor
    from store.model.speakers import NewSpeaker

    Stamp = Mapping[str, str | None]

_STAMP = (
    "changed_at = :changed_at, changed_by = :changed_by, change_id = :change_id, action = :action, undoes = :undoes"
)


def page(db: sqlite3.Connection, after: Cursor | None, limit: int) -> Page[Speaker]:
    """List all speakers, the most quoted first."""
    count, name, speaker_id = json.loads(after) if after else (None, "", "")
    rows = db.execute(
        "SELECT * FROM speaker WHERE merged_into IS NULL AND quotations > 0"
        " AND (:count IS NULL OR quotations <= :count AND (quotations < :count OR (name, id) > (:name, :id)))"
        " ORDER BY quotations DESC, name, id LIMIT :limit",
        {"count": count, "name": name, "id": speaker_id, "limit": limit},
    ).fetchall()
    last = rows[-1] if len(rows) == limit and rows else None
    return Page(
        tuple(read(row) for row in rows),
        None if last is None else json.dumps([last["quotations"], last["name"], last["id"]]),
    )


def named(db: sqlite3.Connection, name: str) -> Speaker | None:
    """Return the speaker with exactly this name or alias, case ignored."""
    return all_named(db, [name]).get(name)


def all_named(db: sqlite3.Connection, names: Collection[str]) -> dict[str, Speaker]:
    """Return the speakers with exactly these names or aliases, keyed by the given name; case ignored."""
    rows = db.execute(
        "SELECT speaker.*, folded FROM alias JOIN speaker ON speaker.id = speaker_id"
        " WHERE folded IN (SELECT value FROM json_each(?)) ORDER BY speaker.id DESC",
        (json.dumps([folded(name) for name in names]),),
    )
    # Of two with the same name, the older entry is used.
    found = {row["folded"]: read(row) for row in rows}
    return {name: found[folded(name)] for name in names if folded(name) in found}


def with_fields(db: sqlite3.Connection) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the fields of the speakers that have any, by id."""
    rows = db.execute("SELECT id, fields FROM speaker WHERE fields <> '{}'")
    return {row["id"]: fields_from_json(row["fields"]) for row in rows}


def speaker(db: sqlite3.Connection, speaker_id: str) -> Speaker:
    """Return one speaker."""
    row = db.execute("SELECT * FROM speaker WHERE id = ?", (speaker_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no speaker “{speaker_id}” in this store.")
    return read(row)


def enter(db: sqlite3.Connection, newcomers: Iterable[NewSpeaker], stamp: Stamp) -> dict[str | None, str]:
    """Enter new speakers in the register. For those known by name, map the new id to the known one."""
    known: dict[str | None, str] = {}
    for newcomer in newcomers:
        if meant := named(db, newcomer.name):
            known[newcomer.id] = meant.id
            continue
        db.execute(
            "INSERT INTO speaker(id, name, added_by, added_at, changed_by, changed_at, change_id, action, undoes)"
            " VALUES (:id, :name, :changed_by, :changed_at, :changed_by, :changed_at, :change_id, :action, :undoes)",
            {**stamp, "id": newcomer.id, "name": newcomer.name},
        )
        _index(db, Speaker(newcomer.id, newcomer.name))
    return known


def change(db: sqlite3.Connection, edits: Iterable[SpeakerEdit], stamp: Stamp) -> None:
    """Apply edits to speakers; SpeakerConflictError if one is not at the expected version."""
    for edit in edits:
        now = speaker(db, edit.speaker_id)
        if now.version != edit.expected_version:
            raise SpeakerConflictError(
                f"Somebody has changed {now.name} in the register meanwhile, so your change was not saved.", now
            )
        state = edit.state
        db.execute(
            f"UPDATE speaker SET name = :name, aliases = :aliases, merged_into = :merged_into, fields = :fields,"  # noqa: S608
            f" version = version + 1, {_STAMP} WHERE id = :id",
            {
                **stamp,
                "id": edit.speaker_id,
                "name": state.name,
                "aliases": json.dumps(state.aliases, ensure_ascii=False),
                "merged_into": state.merged_into,
                "fields": json.dumps(dict(state.fields), ensure_ascii=False),
            },
        )
        _index(db, now._replace(name=state.name, aliases=state.aliases, merged_into=state.merged_into))


def settled(db: sqlite3.Connection, speaker_id: str) -> Speaker:
    """Return the id that a speaker was finally merged into, or their own."""
    seen = {speaker_id}
    found = speaker(db, speaker_id)
    while found.merged_into is not None and found.merged_into not in seen:
        seen.add(found.merged_into)
        found = speaker(db, found.merged_into)
    return found


def note_role(db: sqlite3.Connection, speaker_id: str, role: str) -> None:
    """Index a role that was printed with a speaker."""
    db.executemany(
        "INSERT OR IGNORE INTO speaker_word(word, speaker_id) VALUES (?, ?)",
        [(word, speaker_id) for word in _words(role)],
    )


def annotation_ids(db: sqlite3.Connection, speaker_id: str) -> list[str]:
    """Return the annotations that name a speaker, whatever their status."""
    rows = db.execute("SELECT id FROM annotation WHERE speaker_id = ? ORDER BY id", (speaker_id,))
    return [row["id"] for row in rows]


def check_merged(db: sqlite3.Connection, edits: Iterable[SpeakerEdit], annotation: Callable[[str], Annotation]) -> None:
    """Raise ConflictError if an annotation added meanwhile still names a merged speaker."""
    for edit in edits:
        if edit.state.merged_into is None:
            continue
        named_still = "SELECT id FROM annotation WHERE speaker_id = ? LIMIT 1"
        for (annotation_id,) in db.execute(named_still, (edit.speaker_id,)):
            raise ConflictError(
                f"{edit.state.name} was named with another quotation meanwhile, so they were not merged. Try again.",
                annotation(annotation_id),
            )


def index_all(db: sqlite3.Connection) -> None:
    """Index the names and words of all speakers in a store that has none indexed."""
    printed: dict[str, list[str]] = {}
    for speaker_id, role in db.execute(
        "SELECT DISTINCT speaker_id, role FROM annotation WHERE speaker_id IS NOT NULL AND role IS NOT NULL"
    ):
        printed.setdefault(speaker_id, []).append(role)
    known = [read(row) for row in db.execute("SELECT * FROM speaker")]
    db.executemany(
        "INSERT INTO alias(speaker_id, name, folded) VALUES (?, ?, ?)", (row for one in known for row in names_of(one))
    )
    db.executemany(
        "INSERT INTO speaker_word(word, speaker_id) VALUES (?, ?)",
        (row for one in known for row in words_of(one, printed.get(one.id, ()))),
    )


def _index(db: sqlite3.Connection, known: Speaker) -> None:
    """Reindex a speaker's names and words; a merged speaker has none."""
    db.execute("DELETE FROM alias WHERE speaker_id = ?", (known.id,))
    db.execute("DELETE FROM speaker_word WHERE speaker_id = ?", (known.id,))
    db.executemany("INSERT INTO alias(speaker_id, name, folded) VALUES (?, ?, ?)", names_of(known))
    db.executemany("INSERT INTO speaker_word(word, speaker_id) VALUES (?, ?)", words_of(known))


def _words(text: str) -> list[str]:
    from store.searching.words import tokens

    return tokens(text)
