"""A store restored from a backup: what a dump leaves out is named, with what to do about it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from store.address import address
from store.errors import NotAllowedError
from store.model.members import Role
from store.postgres.engine import PostgresEngine
from tests.engines.postgres_room import store
from tests.engines.sqlite_room import open_sqlite
from tests.engines.test_move import fill, seen
from tests.postgres import binaries, the_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SOUND = {"The schema": None, "The roles": None, "The members": None, "The numbers": None}


@pytest.fixture
def database() -> Iterator[Callable[[str], str]]:
    """A function that makes an empty database; return its address."""
    owner, made = store().connection, []

    def make(name: str) -> str:
        made.append(f"{name}_{os.getpid()}")
        owner.execute(f"CREATE DATABASE {made[-1]}")
        return the_server().address(made[-1])

    yield make
    for name in made:
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
    for role in (f"mira_{os.getpid()}", *(f"{name}_{role}" for name in made for role in Role)):
        owner.execute(f"DROP ROLE IF EXISTS {role}")


def program(name: str, *arguments: str) -> bytes:
    """Run one of PostgreSQL's programs."""
    folder = binaries()
    assert folder
    ran = subprocess.run([str(folder / name), *arguments], capture_output=True, timeout=120, check=True)
    return ran.stdout


def restored(place: str) -> dict[str, str | None]:
    with closing(PostgresEngine(place, "postgresql:///restored")) as engine:
        found = {check.what: check.trouble for check in engine.restored()}
        assert [check.trouble for check in engine.checks()] == [None] * 4
        return found


def test_what_a_dump_of_a_database_leaves_out_is_named_and_made_good(
    database: Callable[[str], str], tmp_path: Path
) -> None:
    old, mira = database("old"), f"mira_{os.getpid()}"
    address(old).prepare()
    address(old).membership().add(mira, "Mira", Role.EDITOR)
    with closing(PostgresEngine(old, "postgresql:///old")) as engine:
        fill(engine)
        before = seen(engine)
    assert restored(old) == SOUND

    dump = tmp_path / "dump.sql"
    dump.write_bytes(program("pg_dump", "-d", old))
    new = database("new")
    program("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(dump), "-d", new)
    with closing(PostgresEngine(new, "postgresql:///new")) as engine:
        assert seen(engine) == before
    found = restored(new)
    assert "has no roles" in str(found.pop("The roles"))
    assert "No member has a role in this database. Run for each: pullquote store members" in str(
        found.pop("The members")
    )
    assert found == {"The schema": None, "The numbers": None}

    assert address(new).prepare() == []
    assert address(new).membership().add(mira, "Mira", Role.EDITOR) == []
    assert restored(new) == SOUND
    with closing(PostgresEngine(the_server().address(f"new_{os.getpid()}", mira), "postgresql:///new")) as theirs:
        assert theirs.signature("") == "Mira"
        with pytest.raises(NotAllowedError, match="Only the owner"):
            list(theirs.restored())


def test_each_loss_around_the_rows_is_named(database: Callable[[str], str], tmp_path: Path) -> None:
    old = database("old")
    address(old).prepare()
    with closing(PostgresEngine(old, "postgresql:///old")) as engine:
        fill(engine)
    owner = the_server().connect(f"old_{os.getpid()}")
    with closing(owner):
        owner.execute("SET search_path = pullquote")
        assert restored(old) == SOUND
        for loss, where, sentence in (
            ("DROP TRIGGER kept ON event", "The schema", "the trigger kept on event is missing"),
            (
                "CREATE OR REPLACE FUNCTION take_turn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "The schema",
                "the function take_turn() differs",
            ),
            ("DROP INDEX event_change", "The schema", "the index event_change is missing"),
            ("ALTER TABLE reading DISABLE ROW LEVEL SECURITY", "The schema", "the policy own on reading differs"),
            (
                f"REVOKE INSERT ON span FROM old_{os.getpid()}_editor",
                "The roles",
                "Rights of readers, editors or chiefs",
            ),
            (
                "ALTER SEQUENCE watch_entry_seq_seq RESTART",
                "The numbers",
                "Numbers of watch_entry would be given twice",
            ),
            ("INSERT INTO member VALUES ('nobody_here', 'Nobody')", "The members", "has no login nobody_here"),
        ):
            owner.execute("BEGIN")
            owner.execute(loss)  # type: ignore[arg-type,unused-ignore]
            after = restored_in(owner)
            owner.execute("ROLLBACK")
            assert sentence in str(after.pop(where)), loss
            assert set(after.values()) == {None}, loss
        owner.execute("ALTER SEQUENCE watch_entry_seq_seq RESTART")
        owner.execute(f"REVOKE INSERT ON span FROM old_{os.getpid()}_editor")
    address(old).prepare()
    assert restored(old) == SOUND


def restored_in(connection: object) -> dict[str, str | None]:
    """Check within a transaction that is not committed."""
    from store.postgres.server.database import Database
    from store.postgres.server.restored import checks

    return {check.what: check.trouble for check in checks(Database(connection), "here")}  # type: ignore[arg-type]


def test_a_file_restored_without_its_rules_is_named(tmp_path: Path) -> None:
    with closing(open_sqlite(tmp_path / "stack.db")) as engine:
        assert [check.trouble for check in engine.restored()] == [None]
        with closing(sqlite3.connect(tmp_path / "stack.db")) as db:
            db.execute("DROP TRIGGER event_kept")
            db.execute("DROP INDEX event_change")
        [check] = engine.restored()
        assert check.trouble
        assert "the index event_change is missing; the trigger event_kept is missing. Restore all" in check.trouble
