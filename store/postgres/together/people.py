"""The people who work with the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from store.rows.assigned import ASSIGNED

if TYPE_CHECKING:
    from store.postgres.server.database import Database

# From name to name along the index: the number of steps is that of people, not of decisions. A member without a role
# has left.
_PEOPLE = f"""
    WITH RECURSIVE decided(name) AS (
        SELECT (SELECT min(actor)::text COLLATE "C" FROM step)
        UNION ALL
        SELECT (SELECT min(actor)::text COLLATE "C" FROM step WHERE actor > name) FROM decided WHERE name IS NOT NULL
    ), role AS (
        SELECT oid FROM pg_roles, unnest(ARRAY['_reader', '_editor', '_chief']) AS ending
        WHERE rolname = current_database() || ending
    ), gone AS (
        SELECT shown FROM member WHERE NOT EXISTS (
            SELECT 1 FROM pg_roles JOIN pg_auth_members ON pg_auth_members.member = pg_roles.oid
            WHERE rolname = login AND roleid IN (SELECT oid FROM role))
    )
    SELECT name FROM (
        SELECT name FROM decided WHERE name IS NOT NULL
        UNION SELECT shown::text COLLATE "C" FROM member
        UNION SELECT assigned_to::text COLLATE "C" FROM annotation WHERE {ASSIGNED}
    ) AS known WHERE name NOT IN (SELECT shown FROM gone) ORDER BY name
"""  # noqa: S608


def names(db: Database) -> list[str]:
    """Return the members, everybody who has decided, and those with something assigned to them, from A to Z."""
    return cast("list[str]", db.column(_PEOPLE))
