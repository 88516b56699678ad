"""The effects of updates on quotations: why one went back to a person, and its settled state before.

A quotation stands on its article's current revision, or, once an update has been examined, on the older one that still
has its words: either way it is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

FATE = (
    """
    CREATE TABLE fate (
        annotation_id TEXT NOT NULL REFERENCES annotation(id),
        version INTEGER NOT NULL,
        was_version INTEGER NOT NULL,
        revision_id TEXT NOT NULL REFERENCES revision(id),
        reason TEXT NOT NULL,
        urgency INTEGER NOT NULL,
        PRIMARY KEY (annotation_id, version)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX annotation_stale ON annotation(article_id, id) WHERE status = 'stale'",
    "CREATE TRIGGER fate_unchanged BEFORE UPDATE ON fate BEGIN SELECT RAISE(ABORT, 'A fate is never changed.'); END",
    "CREATE TRIGGER fate_kept BEFORE DELETE ON fate BEGIN SELECT RAISE(ABORT, 'A fate is never deleted.'); END",
)


def _state(row: str) -> str:
    """SQL for all that a change may set of annotation ``row``, as JSON."""
    fields = (
        *("kind", "quotation_kind", "status", "speaker", "speaker_id", "role", "record", "descriptor"),
        *("unnamed_reason", "via", "note"),
    )
    plain = ", ".join(f"'{field}', {row}.{field}" for field in fields)
    return f"""
        json_object({plain}, 'unnamed', json(iif({row}.unnamed, 'true', 'false')), 'tags', json({row}.tags),
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


def _stands(row: str, *, waits: bool = False) -> str:
    """SQL for whether quotation ``row`` stands on the current revision, or was left on an older one: 1 or 0.

    One whose words an update changed or took away, and a person kept, says so in the state of its spans.
    """
    statuses = "IN ('suggested', 'skipped', 'stale')" if waits else "NOT IN ('rejected', 'removed')"
    return f"""(
        {row}.kind = 'quote' AND {row}.status {statuses} AND EXISTS (
            SELECT 1 FROM span
            WHERE annotation_id = {row}.id AND span_set = {row}.span_set
                AND (span.revision_id = article.revision_id OR span.state IN ('changed', 'ambiguous', 'gone'))))
    """  # noqa: S608


COUNTING = (
    "DROP TRIGGER annotation_added",
    "DROP TRIGGER annotation_changed",
    "DROP TRIGGER article_revised",
    f"""
    CREATE TRIGGER annotation_added AFTER INSERT ON annotation BEGIN
        {_event("NULL")}
        UPDATE article SET
            quotation_count = quotation_count + {_stands("new")},
            open_count = open_count + {_stands("new", waits=True)}
        WHERE id = new.article_id;
    END
    """,  # noqa: S608
    f"""
    CREATE TRIGGER annotation_changed AFTER UPDATE ON annotation BEGIN
        {_event(_state("old"))}
        UPDATE article SET
            quotation_count = quotation_count + {_stands("new")} - {_stands("old")},
            open_count = open_count + {_stands("new", waits=True)} - {_stands("old", waits=True)}
        WHERE id = new.article_id;
    END
    """,  # noqa: S608
    f"""
    CREATE TRIGGER article_revised AFTER UPDATE OF revision_id ON article BEGIN
        UPDATE article SET
            quotation_count = (SELECT count(*) FROM annotation n WHERE n.article_id = new.id AND {_stands("n")}),
            open_count = (SELECT count(*) FROM annotation n WHERE n.article_id = new.id AND {_stands("n", waits=True)})
        WHERE id = new.id;
    END
    """,  # noqa: S608
)


def upgrade(db: Database) -> None:
    """Add the table, and count what stands on older revisions from now on."""
    for statement in FATE + COUNTING:
        db.execute(statement)
