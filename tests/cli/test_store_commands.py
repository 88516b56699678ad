"""``pullquote store``: from an empty database to a store with members, on the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from store.address import address as parsed
from store.model.members import Role
from tests.cli.command_line import CommandLine, command_line
from tests.engines.postgres_room import store as room
from tests.postgres import the_server
from tui.cli.open_desk import open_served_desk
from tui.serving.handover import Handover

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


def test_whoever_the_server_does_not_know_reads_in_the_browser_whom_to_ask(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    served = Handover(the_server().address(database), login=f"nobody_{os.getpid()}", is_shared=True)
    assert open_served_desk(served)
    assert f"does not let “nobody_{os.getpid()}” in. Ask a chief" in capsys.readouterr().err


def test_the_words_of_store_members_are_checked(run: CommandLine, database: str) -> None:
    for words in (["mira"], ["--role", "editor"], ["--remove"], ["mira", "--remove", "--role", "editor"]):
        assert "Name a login with --role or --remove" in run("store", "members", *words).err
    assert "A store in a file has no members" in run("store", "members").err
    assert run("store", "create").status == 0


def test_a_file_moves_to_a_server_and_back_to_another_file(run: CommandLine, database: str, copy: Path) -> None:
    run("import", copy)
    run("find", "--all")
    address = the_server().address(database)
    assert command_line("--db", address, "store", "create").status == 0

    there = command_line("move", "--from", run.store, "--to", address)
    assert there.status == 0
    assert "Moved to postgresql://owner@" in there.out
    assert "3  article" in there.out
    listed = command_line("--db", address, "list", "--json").objects
    assert len(listed) == 3
    assert command_line("--db", address, "doctor", "--no-clipboard").status == 0
    old = run("list", "--json")
    assert (old.objects, old.status) == (listed, 0)
    assert f"was moved to {address_of_everybody(address)}. Open that one" in old.err
    refused = run("import", copy)
    assert (refused.status, "was moved to" in refused.err) == (4, True)

    other = run.store.with_name("other.db")
    [back] = command_line("move", "--from", address, "--to", other, "--json").objects
    assert back["digest"] in there.out
    assert command_line("--db", other, "list", "--json").objects == listed
    assert f"was moved to {other}" in command_line("--db", address, "list").err


def address_of_everybody(address: str) -> str:
    """Return a server's address without a login, which is everybody's own."""
    return str(parsed(address)).replace("owner@", "")


def test_what_cannot_be_moved_is_said(run_anew: CommandLine, copy: Path) -> None:
    new = run_anew.store.with_name("new.db")
    missing = run_anew("move", "--from", run_anew.store, "--to", new)
    assert (missing.status, "There is no store at" in missing.err, new.exists()) == (1, True, False)
    run_anew("import", copy)
    assert "cannot be moved to itself" in run_anew("move", "--from", run_anew.store, "--to", run_anew.store).err
    assert run_anew("move", "--from", run_anew.store, "--to", "mysql://host/x").status == 4
    assert run_anew("move", "--from", run_anew.store, "--to", new, "--copy").status == 0
    assert run_anew("import", copy).status == 0
    again = run_anew("move", "--from", run_anew.store, "--to", new)
    assert (again.status, "articles at" in again.err) == (4, True)
