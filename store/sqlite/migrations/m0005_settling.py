"""The tables for settling: a second reader's check, the use of each tag, and each person's place in reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = (
    "ALTER TABLE annotation ADD COLUMN flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1))",
    "ALTER TABLE annotation ADD COLUMN checked_against TEXT",
)

PLACES = (
    """
    CREATE TABLE review_place (
        actor TEXT NOT NULL,
        scope TEXT NOT NULL,
        "after" TEXT,
        annotation_id TEXT NOT NULL REFERENCES annotation(id),
        number INTEGER NOT NULL,
        kept INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (actor, scope)
    ) STRICT, WITHOUT ROWID
    """,
    # With the number itself in it, what is open from a place on is added up without a look at the articles.
    "DROP INDEX article_open",
    "CREATE INDEX article_open ON article(sorted_at, id, open_count) WHERE open_count > 0",
)


def _tags(row: str) -> str:
    """SQL for the tags of annotation ``row`` that count: those of a rejected or removed one do not."""
    return f"SELECT value FROM json_each(iif({row}.status IN ('rejected', 'removed'), '[]', {row}.tags))"  # noqa: S608


_MORE = f"""
    INSERT INTO tag(name, uses) SELECT DISTINCT value, 1 FROM ({_tags("new")}) WHERE TRUE
    ON CONFLICT DO UPDATE SET uses = uses + 1;
"""  # noqa: S608

TAGS = (
    "CREATE TABLE tag (name TEXT PRIMARY KEY NOT NULL, uses INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """
    INSERT INTO tag(name, uses)
    SELECT value, count(DISTINCT annotation.id) FROM annotation, json_each(tags)
    WHERE status NOT IN ('rejected', 'removed') GROUP BY value
    """,
    f"CREATE TRIGGER tag_added AFTER INSERT ON annotation WHEN new.tags <> '[]' BEGIN {_MORE} END",
    f"""
    CREATE TRIGGER tag_changed AFTER UPDATE OF tags, status ON annotation
    WHEN (new.tags <> '[]' OR old.tags <> '[]') AND (new.tags, new.status) IS NOT (old.tags, old.status) BEGIN
        UPDATE tag SET uses = uses - 1 WHERE name IN ({_tags("old")});
        {_MORE}
    END
    """,  # noqa: S608
)


def _state(row: str) -> str:
    """SQL for all that a change may set of annotation ``row``, as JSON."""
    fields = (
        *("kind", "quotation_kind", "status", "speaker", "speaker_id", "role", "record", "descriptor"),
        *("unnamed_reason", "via", "note", "checked_against"),
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


def _stands(row: str, *, waits: bool = False) -> str:
    """SQL for whether quotation ``row`` stands on the current revision, or was left on an older one: 1 or 0."""
    statuses = "IN ('suggested', 'skipped', 'stale')" if waits else "NOT IN ('rejected', 'removed')"
    return f"""(
        {row}.kind = 'quote' AND {row}.status {statuses} AND EXISTS (
            SELECT 1 FROM span
            WHERE annotation_id = {row}.id AND span_set = {row}.span_set
                AND (span.revision_id = article.revision_id OR span.state IN ('changed', 'ambiguous', 'gone'))))
    """  # noqa: S608


# The log is written by triggers of its own from now on: what counts, counts elsewhere.
LOGGING = (
    "DROP TRIGGER annotation_added",
    "DROP TRIGGER annotation_changed",
    f"CREATE TRIGGER annotation_logged_new AFTER INSERT ON annotation BEGIN {_event('NULL')} END",
    f"CREATE TRIGGER annotation_logged AFTER UPDATE ON annotation BEGIN {_event(_state('old'))} END",
    f"""
    CREATE TRIGGER annotation_added AFTER INSERT ON annotation BEGIN
        UPDATE article SET
            quotation_count = quotation_count + {_stands("new")},
            open_count = open_count + {_stands("new", waits=True)}
        WHERE id = new.article_id;
    END
    """,  # noqa: S608
    f"""
    CREATE TRIGGER annotation_changed AFTER UPDATE ON annotation BEGIN
        UPDATE article SET
            quotation_count = quotation_count + {_stands("new")} - {_stands("old")},
            open_count = open_count + {_stands("new", waits=True)} - {_stands("old", waits=True)}
        WHERE id = new.article_id;
    END
    """,  # noqa: S608
)


def upgrade(db: Database) -> None:
    """Add the columns and tables, and write the log with what is new in an annotation."""
    for statement in COLUMNS + PLACES + TAGS + LOGGING:
        db.execute(statement)
