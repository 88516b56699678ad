"""A newsroom's own fields of a speaker, such as a region: empty until somebody sets one, and logged like a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def _state(row: str) -> str:
    return (
        f"json_object('name', {row}.name, 'aliases', json({row}.aliases), 'merged_into', {row}.merged_into,"
        f" 'fields', json({row}.fields))"
    )


def _event(before: str) -> str:
    return f"""
        UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'event';
        INSERT INTO register_event(seq, at, actor, action, change_id, undoes, speaker_id, version, before, after)
        SELECT seq, new.changed_at, new.changed_by, new.action, new.change_id, new.undoes, new.id, new.version,
            {before}, {_state("new")}
        FROM sqlite_sequence WHERE name = 'event';
    """  # noqa: S608


_SET = "UPDATE OF name, aliases, merged_into, fields, version ON speaker"
_STATEMENTS = (
    "ALTER TABLE speaker ADD COLUMN fields TEXT NOT NULL DEFAULT '{}'",
    "DROP TRIGGER speaker_signed",
    "DROP TRIGGER speaker_logged_new",
    "DROP TRIGGER speaker_logged",
    f"""
    CREATE TRIGGER speaker_signed BEFORE {_SET}
    WHEN new.version <> old.version + 1 OR new.change_id = old.change_id BEGIN
        SELECT RAISE(ABORT, 'A change of a speaker raises its version by one and has a new change_id.');
    END
    """,
    f"CREATE TRIGGER speaker_logged_new AFTER INSERT ON speaker BEGIN {_event('NULL')} END",
    f"CREATE TRIGGER speaker_logged AFTER {_SET} BEGIN {_event(_state('old'))} END",
    "CREATE INDEX speaker_fields ON speaker(id) WHERE fields <> '{}'",
)


def upgrade(db: Database) -> None:
    """Add the column, and have the log record it."""
    for statement in _STATEMENTS:
        db.execute(statement)
