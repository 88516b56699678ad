"""A store that cannot be used gives one clear sentence and status 4, and the file stays unchanged."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from store import Archive
from store.sqlite import SqliteEngine
from tui.cli.main import pullquote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

EVERY_COMMAND = pytest.mark.parametrize("command", [["list"], ["search", "x"], ["log"], ["import", "COPY"]])


def assert_refused(run: CommandLine, command: list[str], copy: Path, words: str) -> None:
    before = run.store.read_bytes() if run.store.is_file() else None
    ran = run(*(str(copy) if word == "COPY" else word for word in command))

    assert ran.status == 4
    assert words in ran.err
    assert str(run.store) in ran.err
    assert ran.err.count("\n") == 1 + ran.err.count("Total")
    assert before is None or run.store.read_bytes() == before


@EVERY_COMMAND
def test_a_file_of_another_kind(run_anew: CommandLine, command: list[str], copy: Path) -> None:
    run_anew.store.write_text("Dear diary, this is not a database at all.\n" * 100)

    assert_refused(run_anew, command, copy, "is not a Pullquote store")


@EVERY_COMMAND
def test_a_database_of_another_program(run_anew: CommandLine, command: list[str], copy: Path) -> None:
    with closing(sqlite3.connect(run_anew.store)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")

    assert_refused(run_anew, command, copy, "is not a Pullquote store")


@EVERY_COMMAND
def test_a_store_of_a_newer_pullquote(run: CommandLine, command: list[str], copy: Path) -> None:
    Archive.open(run.store, actor="ada").close()
    with closing(sqlite3.connect(run.store)) as database:
        database.execute("PRAGMA user_version = 99")

    assert_refused(run, command, copy, "newer Pullquote")


@EVERY_COMMAND
def test_a_damaged_store(run: CommandLine, command: list[str], copy: Path) -> None:
    Archive.open(run.store, actor="ada").close()
    whole = run.store.read_bytes()
    run.store.write_bytes(whole[:100] + b"\xa5" * (len(whole) - 100))

    assert_refused(run, command, copy, "damaged")


@EVERY_COMMAND
def test_a_folder_in_the_place_of_the_store(run_anew: CommandLine, command: list[str], copy: Path) -> None:
    run_anew.store.mkdir()

    assert_refused(run_anew, command, copy, "is a folder")


@EVERY_COMMAND
@pytest.mark.parametrize("by", ["--db", "PULLQUOTE_DB"])
def test_an_address_is_refused_without_its_password_and_nothing_is_made(
    command: list[str], copy: Path, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    address = "mysql://ada:secret@host/newsroom"
    monkeypatch.setenv("PULLQUOTE_DB", address)
    named = ["--db", address] if by == "--db" else []
    result = CliRunner().invoke(pullquote, [*named, *(str(copy) if word == "COPY" else word for word in command)])
    assert result.exit_code == 4
    assert result.output == (
        "A store is a file or a PostgreSQL database; “mysql:” addresses are not supported."
        " Name a file, or an address that begins with postgresql://.\n"
    )
    assert list((tmp_path / "here").iterdir()) == []


def test_a_store_that_may_not_be_written_is_listed_searched_and_examined(
    run: CommandLine, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", copy)
    may = os.access  # File modes do not bind root.
    monkeypatch.setattr("os.access", lambda path, mode: may(path, mode) and (path != run.store or not mode & os.W_OK))

    assert run("list").out.count("\n") >= 3
    assert "Night ferry survives" in run("search", "ferry").out
    assert run("export", "--format", "csv", "--status", "all").status == 1
    examined = run("doctor", "--no-clipboard")
    assert examined.status == 4
    assert f"Saving: You have no permission to write to the store {run.store}" in examined.out
    assert "The file: OK." in examined.out
    assert_refused(run, ["import", "COPY"], copy, "no permission to write")


def test_a_store_that_another_program_keeps_locked(
    run: CommandLine, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Archive.open(run.store, actor="ada").close()
    monkeypatch.setattr(SqliteEngine.__init__, "__kwdefaults__", {"patience": 0.1})
    with closing(sqlite3.connect(run.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run("import", copy)

    assert ran.status == 4
    assert "Another program" in ran.err
    assert "Traceback" not in ran.err


def test_a_store_that_lies_among_the_copy_is_not_read_and_keeps_its_locks(run: CommandLine, copy: Path) -> None:
    run.store = copy / "stack.db"
    Archive.open(run.store, actor="ada").close()
    ran = run("import", copy)
    assert ran.status == 3
    assert f"{run.store}: refused. It could not be read: it belongs to the open store." in ran.out + ran.err
    with closing(sqlite3.connect(run.store)) as database:
        assert database.execute("SELECT count(*) FROM article").fetchone() == (3,)
