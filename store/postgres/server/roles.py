"""Roles: readers, editors and chiefs, as groups of the server named by the database; and the members of a store.

Grants decide what a role may do. Rows are one person's only where they are personal.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from psycopg import errors, sql

from store.errors import NotAllowedError, NotFoundError, StoreError
from store.model.members import Member, Role
from store.postgres.server.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import psycopg

_PERSONAL = ("reading", "flag", "saved_view", "review_place", "look", "reader")
_STATE = (
    *("version", "edit", "kind", "quotation_kind", "status", "speaker", "speaker_id", "role", "record", "unnamed"),
    *("descriptor", "unnamed_reason", "via", "note", "tags", "flagged", "checked_against", "assigned_to"),
    *("assigned_by", "assigned_at", "span_set"),
    *("changed_at", "changed_by", "change_id", "action", "undoes"),
)
_SPEAKER = (
    *("name", "aliases", "merged_into", "fields", "version"),
    *("changed_at", "changed_by", "change_id", "action", "undoes"),
)
_ARTICLE = ("revision_id", "revision_count", "sorted_at", "sorted_source", "current_state")
_ADDED = ("revision", "kin", "annotation", "span", "finding", "fate")
_INDEX = ("alias", "speaker_word", "article_head", "article_text", "article_quoted", "vocabulary", "article_unindexed")
_WATCHES = ("watch", "watched_file", "watch_entry", "watched_article", "watch_lease", "watch_host")

_GRANTS: dict[Role, tuple[str, ...]] = {
    Role.READER: (
        f"USAGE ON SCHEMA {SCHEMA}",
        f"SELECT ON ALL TABLES IN SCHEMA {SCHEMA}",
        f"INSERT, UPDATE, DELETE ON {', '.join(_PERSONAL)}",
    ),
    Role.EDITOR: (
        f"INSERT ON {', '.join(_ADDED)}",
        f"INSERT (number, id, identity, {', '.join(_ARTICLE)}) ON article",
        f"INSERT (id, added_by, added_at, {', '.join(_SPEAKER)}) ON speaker",
        f"INSERT, UPDATE, DELETE ON {', '.join((*_INDEX, *_WATCHES))}",
        f"UPDATE ({', '.join(_STATE)}) ON annotation",
        f"UPDATE ({', '.join(_SPEAKER)}) ON speaker",
        f"UPDATE ({', '.join(_ARTICLE)}) ON article",
        "UPDATE (passed) ON step",
        "EXECUTE ON FUNCTION remove_article",
        "INSERT, UPDATE, DELETE ON shared_view",
    ),
    Role.CHIEF: ("INSERT, UPDATE, DELETE ON member", "UPDATE (index_version) ON setting"),
}


def grant(connection: psycopg.Connection[Any]) -> list[str]:
    """Make the roles of a store and give them their rights; return the statements that somebody else must run."""
    names = _names(connection)
    reader, editor, chief = (names[role] for role in Role)
    wanted = [
        sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name))
        for name in names.values()
        if not _is(connection, name)
    ]
    wanted += [
        sql.SQL("GRANT {} TO {}{}").format(sql.Identifier(lower), sql.Identifier(higher), sql.SQL(how))
        for lower, higher, how in (
            (reader, editor, ""),
            (reader, chief, " WITH ADMIN OPTION"),
            (editor, chief, " WITH ADMIN OPTION"),
        )
        if not _has(connection, higher, lower)
    ]
    left = _run(connection, wanted)
    if not all(_is(connection, name) for name in names.values()):
        return left
    with connection.transaction():
        connection.execute(f"SET LOCAL search_path = {SCHEMA}, pg_temp")
        for role, rights in _GRANTS.items():
            for right in rights:
                connection.execute(sql.SQL(f"GRANT {right} TO {{}}").format(sql.Identifier(names[role])))
    return left


def missing(connection: psycopg.Connection[Any]) -> list[str]:
    """Return the roles of a store that the server does not have."""
    return [name for name in _names(connection).values() if not _is(connection, name)]


def has_members(connection: psycopg.Connection[Any]) -> bool:
    """Whether any member has a role in the store."""
    names = _names(connection)
    logins = connection.execute(f"SELECT login FROM {SCHEMA}.member").fetchall()  # noqa: S608
    return any(_role(connection, login, names) for (login,) in logins)


class PostgresMembership:
    """Implements ``store.model.members.Membership`` on one connection a call."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]]) -> None:
        self._connect = connect

    def members(self) -> list[Member]:
        with closing(self._connect()) as connection:
            names = _names(connection)
            rows = connection.execute(f"SELECT login, shown FROM {SCHEMA}.member ORDER BY shown").fetchall()  # noqa: S608
            return [Member(login, shown, _role(connection, login, names)) for login, shown in rows]

    def add(self, login: str, name: str, role: Role) -> list[str]:
        if name.casefold().startswith("pullquote"):
            raise StoreError("A name that begins with “pullquote” is the program’s. Choose another.")
        with closing(self._connect()) as connection:
            try:
                connection.execute(
                    f"INSERT INTO {SCHEMA}.member(login, shown) VALUES (%s, %s)"  # noqa: S608
                    " ON CONFLICT (login) DO UPDATE SET shown = excluded.shown",
                    (login, name),
                )
            except errors.UniqueViolation:
                raise StoreError(f"Somebody else signs as {name} already. Choose another name.") from None
            except errors.InsufficientPrivilege:
                raise NotAllowedError("Only a chief of the store adds members.") from None
            person, names = sql.Identifier(login), _names(connection)
            wanted = [] if _is(connection, login) else [sql.SQL("CREATE ROLE {} LOGIN").format(person)]
            held = [sql.Identifier(other) for other in names.values() if _has(connection, login, other)]
            wanted += [sql.SQL("REVOKE {} FROM {}").format(other, person) for other in held]
            return _run(connection, [*wanted, sql.SQL("GRANT {} TO {}").format(sql.Identifier(names[role]), person)])

    def remove(self, login: str) -> list[str]:
        if login not in (member.login for member in self.members()):
            raise NotFoundError(f"{login} is not a member of this store.")
        with closing(self._connect()) as connection:
            person, names = sql.Identifier(login), _names(connection)
            held = [sql.Identifier(name) for name in names.values() if _has(connection, login, name)]
            return _run(connection, [sql.SQL("REVOKE {} FROM {}").format(name, person) for name in held])


def _run(connection: psycopg.Connection[Any], statements: Iterable[sql.Composed]) -> list[str]:
    """Run statements on roles; return those that our login may not run."""
    left: list[str] = []
    for statement in statements:
        try:
            if not left:
                connection.execute(statement)
                continue
        except errors.InsufficientPrivilege:
            pass
        left.append(f"{statement.as_string(connection)};")
    return left


def _names(connection: psycopg.Connection[Any]) -> dict[Role, str]:
    # Roles are the whole server's: one name would make an editor of one store an editor of all.
    return {role: f"{connection.info.dbname}_{role}" for role in Role}


def _role(connection: psycopg.Connection[Any], login: str, names: dict[Role, str]) -> Role | None:
    held = [role for role, name in names.items() if _has(connection, login, name)]
    return held[-1] if held else None


def _is(connection: psycopg.Connection[Any], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone() is not None


def _has(connection: psycopg.Connection[Any], login: str, role: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM pg_auth_members JOIN pg_roles AS r ON r.oid = roleid JOIN pg_roles AS m ON m.oid = member"
        " WHERE r.rolname = %s AND m.rolname = %s",
        (role, login),
    ).fetchone()
    return row is not None
