"""The register's log: entering, merging and splitting speakers become events like any other.

It also counts each speaker's quotations, and holds the words that find speakers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# The other names of a speaker are kept beside the name, so that one row is all that a change may set; the rows of
# "alias" are how a name is looked up.
COLUMNS = (
    "ALTER TABLE speaker ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE speaker ADD COLUMN merged_into TEXT REFERENCES speaker(id)",
    "ALTER TABLE speaker ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE speaker ADD COLUMN changed_at TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE speaker ADD COLUMN changed_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE speaker ADD COLUMN change_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE speaker ADD COLUMN action TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE speaker ADD COLUMN undoes TEXT",
    "ALTER TABLE speaker ADD COLUMN role TEXT",
    "ALTER TABLE speaker ADD COLUMN quotations INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX speaker_listed ON speaker(quotations DESC, name, id) WHERE merged_into IS NULL",
    """
    CREATE TABLE speaker_word (
        word TEXT NOT NULL,
        speaker_id TEXT NOT NULL REFERENCES speaker(id),
        PRIMARY KEY (word, speaker_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX speaker_word_speaker ON speaker_word(speaker_id)",
)

# Both logs draw their numbers from one counter, so that together they have one order.
LOG = (
    """
    CREATE TABLE register_event (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        change_id TEXT NOT NULL,
        undoes TEXT,
        speaker_id TEXT NOT NULL REFERENCES speaker(id),
        version INTEGER NOT NULL,
        before TEXT,
        after TEXT NOT NULL,
        UNIQUE (speaker_id, version)
    ) STRICT
    """,
    "CREATE INDEX register_event_actor ON register_event(actor, seq)",
    "CREATE INDEX register_event_change ON register_event(change_id)",
    """
    INSERT INTO sqlite_sequence(name, seq)
    SELECT 'event', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'event')
    """,
)


def _state(row: str) -> str:
    return f"json_object('name', {row}.name, 'aliases', json({row}.aliases), 'merged_into', {row}.merged_into)"


def _event(before: str) -> str:
    return f"""
        UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'event';
        INSERT INTO register_event(seq, at, actor, action, change_id, undoes, speaker_id, version, before, after)
        SELECT seq, new.changed_at, new.changed_by, new.action, new.change_id, new.undoes, new.id, new.version,
            {before}, {_state("new")}
        FROM sqlite_sequence WHERE name = 'event';
    """  # noqa: S608


def _refuse(name: str, when: str, message: str, condition: str = "") -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _quoted(row: str) -> str:
    return f"({row}.speaker_id IS NOT NULL AND {row}.kind = 'quote' AND {row}.status NOT IN ('rejected', 'removed'))"


_SET = "UPDATE OF name, aliases, merged_into, version ON speaker"
TRIGGERS = (
    _refuse("speaker_kept", "DELETE ON speaker", "A speaker is never deleted, only merged into another."),
    _refuse(
        "speaker_new",
        "INSERT ON speaker",
        "A new speaker has a new id and version 1.",
        "WHEN new.version <> 1 OR EXISTS (SELECT 1 FROM speaker WHERE id = new.id)",
    ),
    _refuse(
        "speaker_signed",
        _SET,
        "A change of a speaker raises its version by one and has a new change_id.",
        "WHEN new.version <> old.version + 1 OR new.change_id = old.change_id",
    ),
    _refuse("register_event_unchanged", "UPDATE ON register_event", "The log is never changed."),
    _refuse("register_event_kept", "DELETE ON register_event", "The log is never shortened."),
    _refuse(
        "register_event_true",
        "INSERT ON register_event",
        "The log is written by the store itself.",
        "WHEN NOT EXISTS (SELECT 1 FROM speaker WHERE id = new.speaker_id AND version = new.version)"
        " OR EXISTS (SELECT 1 FROM register_event WHERE seq = new.seq)"
        " OR EXISTS (SELECT 1 FROM register_event WHERE speaker_id = new.speaker_id AND version = new.version)",
    ),
    f"CREATE TRIGGER speaker_logged_new AFTER INSERT ON speaker BEGIN {_event('NULL')} END",
    f"CREATE TRIGGER speaker_logged AFTER {_SET} BEGIN {_event(_state('old'))} END",
    f"""
    CREATE TRIGGER speaker_quoted AFTER INSERT ON annotation WHEN {_quoted("new")} BEGIN
        UPDATE speaker SET quotations = quotations + 1, role = coalesce(new.role, role) WHERE id = new.speaker_id;
    END
    """,  # noqa: S608
    f"""
    CREATE TRIGGER speaker_quoted_again AFTER UPDATE OF speaker_id, kind, status, role ON annotation
    WHEN {_quoted("new")} OR {_quoted("old")} BEGIN
        UPDATE speaker SET quotations = quotations - 1 WHERE id = old.speaker_id AND {_quoted("old")};
        UPDATE speaker SET quotations = quotations + 1, role = coalesce(new.role, role)
        WHERE id = new.speaker_id AND {_quoted("new")};
    END
    """,  # noqa: S608
)

# The register at the beginning of its log: nobody's step, so that nobody can undo it.
KNOWN = (
    """
    UPDATE speaker SET changed_at = added_at, changed_by = added_by, change_id = 'the register', action = 'enter',
        quotations = (SELECT count(*) FROM annotation WHERE speaker_id = speaker.id AND kind = 'quote'
            AND status NOT IN ('rejected', 'removed')),
        role = (SELECT role FROM annotation WHERE speaker_id = speaker.id AND role IS NOT NULL
            ORDER BY changed_at DESC LIMIT 1),
        aliases = (SELECT json_group_array(name) FROM (
            SELECT name FROM alias WHERE speaker_id = speaker.id AND name <> speaker.name ORDER BY name))
    """,
    f"""
    INSERT INTO register_event(seq, at, actor, action, change_id, speaker_id, version, after)
    SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'event') + row_number() OVER (ORDER BY added_at, id),
        added_at, 'pullquote', 'enter', 'the register', id, 1, {_state("speaker")}
    FROM speaker
    """,  # noqa: S608
    "UPDATE sqlite_sequence SET seq = seq + (SELECT count(*) FROM speaker) WHERE name = 'event'",
)


def upgrade(db: Database) -> None:
    """Add the columns, write down who is known already, and keep a log from now on."""
    for statement in COLUMNS + LOG + KNOWN + TRIGGERS:
        db.execute(statement)
    for number, name, aliases, role in db.execute("SELECT id, name, aliases, role FROM speaker").fetchall():
        words = {word for text in (name, *json.loads(aliases), role or "") for word in _words(text)}
        db.conn.executemany("INSERT INTO speaker_word VALUES (?, ?)", [(word, number) for word in sorted(words)])


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
