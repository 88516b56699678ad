"""Checks a store that was restored from a backup for everything that a dump of one database leaves out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import NotAllowedError
from store.model.changes import Check
from store.postgres.server import roles, schema
from store.rows.soundness import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.postgres.server.database import Database

_TRIAL = "pullquote_as_shipped"
_PARTS = """
    SELECT 'the column ' || relname || '.' || attname,
        format_type(atttypid, atttypmod) || ' ' || attnotnull::text || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'the constraint ' || conname, pg_get_constraintdef(pg_constraint.oid)
    FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace AND contype <> 'n'
    UNION ALL SELECT 'the index ' || relname, pg_get_indexdef(oid)
    FROM pg_class WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'i'
    UNION ALL SELECT 'the trigger ' || tgname || ' on ' || relname, pg_get_triggerdef(pg_trigger.oid) || tgenabled::text
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = %(schema)s::regnamespace AND NOT tgisinternal
    UNION ALL SELECT 'the function ' || oid::regprocedure, pg_get_functiondef(oid)
    FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace
    UNION ALL SELECT 'the policy ' || polname || ' on ' || relname,
        relrowsecurity::text || pg_get_expr(polqual, polrelid)
    FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE relnamespace = %(schema)s::regnamespace
"""
_RIGHTS = """
    SELECT oid::text, coalesce(relacl::text, '') FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    UNION ALL SELECT attrelid || ' ' || attnum, coalesce(attacl::text, '')
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = current_schema()::regnamespace
    UNION ALL SELECT 'schema', coalesce(nspacl::text, '') FROM pg_namespace WHERE nspname = current_schema()
    ORDER BY 1
"""
_MIGRATE = "Run: pullquote store migrate"
_NAME = "Run for each: pullquote store members LOGIN --role ROLE --name NAME"


def checks(db: Database, shown: str) -> Iterator[Check]:
    """Run the checks in a transaction of the owner, and leave nothing behind."""
    if not db.value(schema.IS_OWNER):
        raise NotAllowedError(f"Only the owner of the store {shown} checks it after a restore.")
    yield Check("The schema", _schema_trouble(db))
    yield Check("The roles", _roles_trouble(db))
    yield Check("The members", _members_trouble(db))
    behind = [table for table, _ in schema.sequences_behind(db)]
    yield Check("The numbers", f"Numbers of {', '.join(behind)} would be given twice. {_MIGRATE}" if behind else None)


def _schema_trouble(db: Database) -> str | None:
    """Compare the schema with one made for the purpose."""
    with _undone(db):
        schema.make(db.connection, _TRIAL)
        shipped = _parts(db, _TRIAL)
    here = _parts(db, schema.SCHEMA)
    wrong = (
        f"{part} {'differs' if part in here else 'is missing'}"
        for part, made in sorted(shipped.items())
        if here.get(part) != made
    )
    trouble = listed(wrong)
    return trouble and f"{trouble} Restore all of the backup, into an empty database and as its owner."


def _parts(db: Database, of_schema: str) -> dict[str, str]:
    found = db.tuples(_PARTS, {"schema": of_schema})
    return {_plain(part): _plain(made) for part, made in found}


def _plain(text: str | None) -> str:
    """Leave out the names of both schemas; nothing of what has no definition."""
    return (text or "").replace(f"{_TRIAL}.", "").replace(f"{schema.SCHEMA}.", "")


def _roles_trouble(db: Database) -> str | None:
    if missing := roles.missing(db.connection):
        return f"This server has no roles {', '.join(missing)}: a dump of a database has none. {_MIGRATE}"
    before = db.tuples(_RIGHTS)
    with _undone(db):
        roles.grant(db.connection)
        changed = db.tuples(_RIGHTS) != before
    return f"Rights of readers, editors or chiefs are missing. {_MIGRATE}" if changed else None


def _members_trouble(db: Database) -> str | None:
    unknown = db.column("SELECT login FROM member WHERE login NOT IN (SELECT rolname FROM pg_roles) ORDER BY login")
    if unknown:
        return f"This server has no login {', '.join(unknown)}. {_NAME}"
    if db.value("SELECT 1 FROM member LIMIT 1") and not roles.has_members(db.connection):
        return f"No member has a role in this database. {_NAME}"
    return None


@contextmanager
def _undone(db: Database) -> Iterator[None]:
    """Take back everything that is done in the block."""
    db.run("SAVEPOINT trial")
    try:
        yield
    finally:
        db.run("ROLLBACK TO SAVEPOINT trial")
