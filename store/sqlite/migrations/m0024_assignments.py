"""Quotations and articles are assigned to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = (
    "ALTER TABLE annotation ADD COLUMN assigned_to TEXT",
    "ALTER TABLE annotation ADD COLUMN assigned_by TEXT",
    "ALTER TABLE annotation ADD COLUMN assigned_at TEXT",
    """
    CREATE INDEX annotation_assigned ON annotation(article_id)
    WHERE assigned_to IS NOT NULL AND status NOT IN ('rejected', 'removed')
    """,
    """
    CREATE INDEX annotation_assigned_to ON annotation(assigned_to, article_id)
    WHERE assigned_to IS NOT NULL AND status NOT IN ('rejected', 'removed')
    """,
)


def _state(row: str) -> str:
    """SQL for all that a change may set of annotation ``row``, as JSON."""
    fields = (
        *("kind", "quotation_kind", "status", "speaker", "speaker_id", "role", "record", "descriptor"),
        *("unnamed_reason", "via", "note", "checked_against", "assigned_to", "assigned_by", "assigned_at"),
    )
    plain = ", ".join(f"'{field}', {row}.{field}" for field in fields)
    return f"""
        json_object({plain}, 'unnamed', json(iif({row}.unnamed, 'true', 'false')),
            'flagged', json(iif({row}.flagged, 'true', 'false')), 'tags', json({row}.tags),
            'pieces', json((
                SELECT json_group_array(json_object(
                    'role', role, 'piece', piece, 'revision_id', revision_id, 'start', start, 'end', "end",
                    'exact', exact, 'prefix', prefix, 'suffix', suffix, 'state', state))
                FROM (SELECT * FROM span WHERE annotation_id = {row}.id AND span_set = {row}.span_set ORDER BY ordinal)
            ))
        )"""  # noqa: S608


def _event(before: str) -> str:
    return f"""
        INSERT INTO event(at, actor, action, change_id, undoes, article_id, annotation_id, version, before, after)
        VALUES (new.changed_at, new.changed_by, new.action, new.change_id, new.undoes, new.article_id, new.id,
                new.version, {before}, {_state("new")});
    """  # noqa: S608


LOGGING = (
    "DROP TRIGGER annotation_logged_new",
    "DROP TRIGGER annotation_logged",
    f"CREATE TRIGGER annotation_logged_new AFTER INSERT ON annotation BEGIN {_event('NULL')} END",
    f"CREATE TRIGGER annotation_logged AFTER UPDATE ON annotation BEGIN {_event(_state('old'))} END",
)


def upgrade(db: Database) -> None:
    """Add the columns, their indexes, and write them to the log."""
    for statement in COLUMNS + LOGGING:
        db.execute(statement)
