"""``pullquote store``: from an empty database to a store with members, on the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from store.model.members import Role
from tests.cli.command_line import CommandLine, command_line
from tests.engines.postgres_room import store as room
from tests.postgres import the_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database() -> Iterator[str]:
    """An empty database; its name."""
    name = f"begun_{os.getpid()}"
    owner = room().connection
    owner.execute(f"CREATE DATABASE {name}")
    yield name
    owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
    for role in (f"mira_{os.getpid()}", *(f"{name}_{role}" for role in Role)):
        owner.execute(f"DROP ROLE IF EXISTS {role}")


def test_a_newsroom_begins_with_an_empty_database(database: str, copy: Path) -> None:
    address = the_server().address(database)
    mira = f"mira_{os.getpid()}"

    def run(*words: str | Path):  # type: ignore[no-untyped-def]
        return command_line("--db", address, *words)

    assert "Make one: pullquote store create" in run("list").err
    created = run("store", "create")
    assert (created.status, created.err) == (0, "")
    assert created.out.startswith("The store is ready: postgresql://owner@")
    assert run("store", "migrate").status == 0
    assert run("import", copy).status == 0
    assert len(run("list", "--json").objects) == 3
    assert run("store", "members", mira, "--role", "editor", "--name", "Mira").status == 0
    assert run("store", "members", "--json").objects == [{"login": mira, "name": "Mira", "role": "editor"}]
    theirs = the_server().address(database, mira)
    assert command_line("--db", theirs, "find", "--all").status == 0
    logged = command_line("--db", theirs, "log", "--json").objects
    assert {line["login"] for line in logged if "login" in line} <= {mira}
    assert run("doctor", "--no-clipboard").status == 0
    assert run("store", "members", mira, "--remove").status == 0
    assert run("store", "members").out.split() == ["Mira", mira, "removed"]
    assert "You are not a member" in command_line("--db", theirs, "list").err


def test_the_words_of_store_members_are_checked(run: CommandLine, database: str) -> None:
    for words in (["mira"], ["--role", "editor"], ["--remove"], ["mira", "--remove", "--role", "editor"]):
        assert "Name a login with --role or --remove" in run("store", "members", *words).err
    assert "A store in a file has no members" in run("store", "members").err
    assert run("store", "create").status == 0
