"""The steps that people can undo and redo, so that neither scans all earlier decisions.

The log has the same facts. Here each of a person's changes is one row, kept by triggers: whether it stands, and when it
was undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# "taken_back" is the number of the first event of the undo that did it. A step that is "passed" is no longer offered:
# others changed all of it, and the person went on without it.
STEPS = (
    """
    CREATE TABLE step (
        change_id TEXT PRIMARY KEY NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        seq INTEGER NOT NULL,
        taken_back INTEGER,
        passed INTEGER NOT NULL DEFAULT 0 CHECK (passed IN (0, 1))
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX step_latest ON step(actor, seq)",
    "CREATE INDEX step_standing ON step(actor, seq) WHERE taken_back IS NULL AND passed = 0",
    "CREATE INDEX step_taken_back ON step(actor, taken_back) WHERE taken_back IS NOT NULL AND passed = 0",
)

# The program's own changes are nobody's step.
_NO_STEP = "('undo', 'redo', 'anchor', 'suggest')"

KNOWN = (
    """
    CREATE TEMP TABLE known_change AS
    SELECT change_id, actor, action, undoes, min(seq) AS seq FROM (
        SELECT change_id, actor, action, undoes, seq FROM event
        UNION ALL SELECT change_id, actor, action, undoes, seq FROM register_event)
    WHERE action NOT IN ('anchor', 'suggest') GROUP BY change_id
    """,
    f"""
    INSERT INTO step(change_id, actor, action, seq)
    SELECT change_id, actor, action, seq FROM known_change WHERE action NOT IN {_NO_STEP}
    """,  # noqa: S608
    """
    UPDATE step SET taken_back = undo.seq FROM known_change AS undo
    WHERE undo.action = 'undo' AND undo.undoes = step.change_id
        AND undo.change_id NOT IN (SELECT undoes FROM known_change WHERE action = 'redo' AND undoes IS NOT NULL)
    """,
    "DROP TABLE known_change",
)


def _keeping(log: str) -> tuple[str, ...]:
    """Triggers that follow one of the two logs; all events of a change say the same, and the first one counts."""
    return (
        f"""
        CREATE TRIGGER {log}_is_step AFTER INSERT ON {log}
        WHEN new.action NOT IN {_NO_STEP} AND NOT EXISTS (SELECT 1 FROM step WHERE change_id = new.change_id) BEGIN
            INSERT INTO step(change_id, actor, action, seq) VALUES (new.change_id, new.actor, new.action, new.seq);
        END
        """,  # noqa: S608
        f"""
        CREATE TRIGGER {log}_takes_back AFTER INSERT ON {log} WHEN new.action = 'undo' BEGIN
            UPDATE step SET taken_back = new.seq WHERE change_id = new.undoes AND taken_back IS NULL;
        END
        """,  # noqa: S608
        f"""
        CREATE TRIGGER {log}_makes_again AFTER INSERT ON {log} WHEN new.action = 'redo' BEGIN
            UPDATE step SET taken_back = NULL WHERE taken_back IS NOT NULL AND change_id = coalesce(
                (SELECT undoes FROM event WHERE change_id = new.undoes LIMIT 1),
                (SELECT undoes FROM register_event WHERE change_id = new.undoes LIMIT 1));
        END
        """,  # noqa: S608
    )


def upgrade(db: Database) -> None:
    """Add the steps, read those that are known out of the log, and keep them from now on."""
    for statement in (*STEPS, *KNOWN, *_keeping("event"), *_keeping("register_event")):
        db.execute(statement)
