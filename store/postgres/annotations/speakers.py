"""Reads the register of speakers, and applies changes to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from store.errors import ConflictError, NotAllowedError, NotFoundError, SpeakerConflictError
from store.model.lists import Page
from store.model.speakers import Speaker
from store.postgres.articles.filters import LONGEST
from store.postgres.server.database import json_text
from store.rows.speakers import fields_from_json, folded, names_of, read, words_of
from store.searching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from store.model.annotations import Annotation
    from store.model.changes import SpeakerEdit
    from store.model.lists import Cursor
    from store.model.speakers import NewSpeaker
    from store.postgres.server.database import Database

    Stamp = Mapping[str, str | None]


def page(db: Database, after: Cursor | None, limit: int) -> Page[Speaker]:
    """List all speakers, the most quoted first."""
    count, name, speaker_id = json.loads(after) if after else (None, "", "")
    rows = db.rows(
        "SELECT * FROM speaker WHERE merged_into IS NULL AND quotations > 0"
        " AND (%(count)s::int IS NULL OR quotations <= %(count)s::int"
        " AND (quotations < %(count)s::int OR (name, id) > (%(name)s, %(id)s)))"
        " ORDER BY quotations DESC, name, id LIMIT %(limit)s",
        {"count": count, "name": name, "id": speaker_id, "limit": limit},
    )
    last = rows[-1] if len(rows) == limit and rows else None
    return Page(
        tuple(read(row) for row in rows),
        None if last is None else json.dumps([last["quotations"], last["name"], last["id"]]),
    )


def named(db: Database, name: str) -> Speaker | None:
    """Return the speaker with exactly this name or alias, case ignored."""
    return all_named(db, [name]).get(name)


def all_named(db: Database, names: Collection[str]) -> dict[str, Speaker]:
    """Return the speakers with exactly these names or aliases, keyed by the given name; case ignored."""
    rows = db.rows(
        "SELECT speaker.*, folded FROM alias JOIN speaker ON speaker.id = speaker_id"
        " WHERE folded = ANY(%s) ORDER BY speaker.id DESC",
        ([folded(name) for name in names],),
    )
    # Of two with the same name, the older entry is used.
    found = {row["folded"]: read(row) for row in rows}
    return {name: found[folded(name)] for name in names if folded(name) in found}


def with_fields(db: Database) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the fields of the speakers that have any, by id."""
    rows = db.rows("SELECT id, fields FROM speaker WHERE fields <> '{}'")
    return {row["id"]: fields_from_json(row["fields"]) for row in rows}


def speaker(db: Database, speaker_id: str) -> Speaker:
    """Return one speaker."""
    row = db.row("SELECT * FROM speaker WHERE id = %s", (speaker_id,))
    if row is None:
        raise NotFoundError(f"There is no speaker “{speaker_id}” in this store.")
    return read(row)


def ask_by_id(db: Database, ids: Collection[str]) -> Callable[[], dict[str, Speaker]]:
    """Ask for speakers by their ids; return what gets them. Missing ones are left out."""
    if not ids:
        return dict
    found = db.ask_rows("SELECT * FROM speaker WHERE id = ANY(%s)", (list(ids),))
    return lambda: {row["id"]: read(row) for row in found()}


def enter(db: Database, newcomers: Collection[NewSpeaker], stamp: Stamp) -> dict[str | None, str]:
    """Enter new speakers in the register. For those known by name, map the new id to the known one."""
    known: dict[str | None, str] = {}
    for newcomer in newcomers:
        if meant := named(db, newcomer.name):
            known[newcomer.id] = meant.id
            continue
        db.run(
            "INSERT INTO speaker(id, name, added_by, added_at, changed_by, changed_at, change_id, action, undoes)"
            " VALUES (%(id)s, %(name)s, %(changed_by)s, %(changed_at)s, %(changed_by)s, %(changed_at)s,"
            " %(change_id)s, %(action)s, %(undoes)s)",
            {**stamp, "id": newcomer.id, "name": newcomer.name},
        )
        _index(db, Speaker(newcomer.id, newcomer.name))
    return known


def change(db: Database, edits: Iterable[SpeakerEdit], stamp: Stamp) -> None:
    """Apply edits to speakers; SpeakerConflictError if one is not at the expected version."""
    for edit in edits:
        now = speaker(db, edit.speaker_id)
        state = edit.state
        changed = None
        if now.version == edit.expected_version:
            changed = db.value(
                "UPDATE speaker SET name = %(name)s, aliases = %(aliases)s, merged_into = %(merged_into)s,"
                " fields = %(fields)s,"
                " version = version + 1, changed_at = %(changed_at)s, changed_by = %(changed_by)s,"
                " change_id = %(change_id)s, action = %(action)s, undoes = %(undoes)s"
                " WHERE id = %(id)s AND version = %(version)s RETURNING 1",
                {
                    **stamp,
                    "id": edit.speaker_id,
                    "version": edit.expected_version,
                    "name": state.name,
                    "aliases": json_text(state.aliases),
                    "merged_into": state.merged_into,
                    "fields": json_text(dict(state.fields)),
                },
            )
        if changed is None:
            now = speaker(db, edit.speaker_id)
            if now.version == edit.expected_version:
                raise NotAllowedError("Your role does not allow changes to the register. Ask a chief of the store.")
            raise SpeakerConflictError(
                f"Somebody has changed {now.name} in the register meanwhile, so your change was not saved.", now
            )
        _index(db, now._replace(name=state.name, aliases=state.aliases, merged_into=state.merged_into))


def settled(db: Database, speaker_id: str, known: Mapping[str, Speaker]) -> Speaker:
    """Return the speaker that one was finally merged into, or themselves. ``known`` are those read already."""
    seen = {speaker_id}
    found = known.get(speaker_id) or speaker(db, speaker_id)
    while found.merged_into is not None and found.merged_into not in seen:
        seen.add(found.merged_into)
        found = speaker(db, found.merged_into)
    return found


def note_roles(db: Database, roles: Collection[tuple[str, str]]) -> None:
    """Index roles that were printed with speakers, given their ids and the roles."""
    words = {(word[:LONGEST], speaker_id) for speaker_id, role in roles for word in tokens(role)}
    db.run_many("INSERT INTO speaker_word(word, speaker_id) VALUES (%s, %s) ON CONFLICT DO NOTHING", sorted(words))


def check_merged(db: Database, edits: Iterable[SpeakerEdit], annotation: Callable[[str], Annotation]) -> None:
    """Raise ConflictError if an annotation added meanwhile still names a merged speaker."""
    for edit in edits:
        if edit.state.merged_into is None:
            continue
        if still := db.value("SELECT id FROM annotation WHERE speaker_id = %s LIMIT 1", (edit.speaker_id,)):
            raise ConflictError(
                f"{edit.state.name} was named with another quotation meanwhile, so they were not merged. Try again.",
                annotation(still),
            )


def index_all(db: Database) -> None:
    """Index the names and words of all speakers in a store that has none indexed."""
    printed: dict[str, list[str]] = {}
    for speaker_id, role in db.tuples(
        "SELECT DISTINCT speaker_id, role FROM annotation WHERE speaker_id IS NOT NULL AND role IS NOT NULL"
    ):
        printed.setdefault(speaker_id, []).append(role)
    known = [read(row) for row in db.rows("SELECT * FROM speaker")]
    db.copy("COPY alias(speaker_id, name, folded) FROM STDIN", (row for one in known for row in names_of(one)))
    db.copy(
        "COPY speaker_word(word, speaker_id) FROM STDIN",
        (row for one in known for row in _words(one, printed.get(one.id, ()))),
    )


def _index(db: Database, known: Speaker) -> None:
    """Reindex a speaker's names and words; a merged speaker has none."""
    db.run("DELETE FROM alias WHERE speaker_id = %s", (known.id,))
    db.run("DELETE FROM speaker_word WHERE speaker_id = %s", (known.id,))
    db.run_many("INSERT INTO alias(speaker_id, name, folded) VALUES (%s, %s, %s)", names_of(known))
    db.run_many("INSERT INTO speaker_word(word, speaker_id) VALUES (%s, %s)", _words(known))


def _words(known: Speaker, roles: Iterable[str] = ()) -> list[tuple[str, str]]:
    return list(dict.fromkeys((word[:LONGEST], speaker_id) for word, speaker_id in words_of(known, roles)))
