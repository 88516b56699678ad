"""Without a home folder or a login name, as in containers and under cron: sentences, and a name for decisions."""

from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.cli.command_line import command_line
from tui.cli import main
from tui.cli.open_desk import open_desk
from tui.settings import theme_choice
from tui.settings.config import Config, load
from tui.terminal import tty

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

NO_HOME = "There is no home folder: HOME is not set, and your account has none."
NAMELESS = f"user {os.getuid()}"

ARGUMENTS = {
    "import": ["two.txt"],
    "search": ["ferry"],
    "show": ["01"],
    "check": ["two.txt"],
    "export": ["--format", "csv"],
    "read": ["two.txt"],
    "quotes": ["two.txt"],
    "completion": ["bash"],
    "watch": ["list"],
    "review": ["--plain"],
    "settle": ["accept", "01"],
    "name": ["01", "Mira Holt"],
    "remove": ["01"],
    "remove-article": ["01", "--reason", "Imported twice"],
    "assign": ["01", "--to", "Ada"],
    "store": ["migrate"],
}
WITHOUT_A_STORE = {"read", "quotes", "completion"}
OTHERWISE_ASKED = {"demo", "field", "move", "pending"}
"""Commands that need no store, ask for their fields first, name their stores themselves, or say what is missing."""


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that has only a number, in a folder with one story."""

    def unknown(number: int) -> pwd.struct_passwd:
        raise KeyError(number)

    for name in ("HOME", "LOGNAME", "USER", "LNAME", "USERNAME", "PULLQUOTE_USER", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two.txt").write_text(
        "Night ferry survives\n\nPORT VERRIN: “We sail tonight,” said Mira Holt, pilot.\n"
    )


@pytest.mark.parametrize("command", [name for name in main._COMMANDS if name not in OTHERWISE_ASKED])
def test_each_command_says_what_to_do_when_there_is_no_home_for_a_store(command: str) -> None:
    ended = command_line(command, *ARGUMENTS.get(command, []))

    if command in WITHOUT_A_STORE:
        assert ended.status == 0
    else:
        assert (ended.status, ended.err) == (4, f"{NO_HOME} Name the store with --db FILE or PULLQUOTE_DB.\n")


def test_the_desk_says_so_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(tty, "is_there", lambda: True)

    assert open_desk() == 4
    assert capsys.readouterr().err.startswith(NO_HOME)


def test_whoever_has_no_name_decides_under_a_number_and_is_told_where_to_set_a_name(
    run: CommandLine, store: Path
) -> None:
    said = run("import", "two.txt").err

    assert f"logged as “{NAMELESS}”. To change that, set PULLQUOTE_USER, or name in config.toml." in said
    assert f"{NAMELESS}  (no login name; set PULLQUOTE_USER" in run("where").out
    with Archive.open(store, actor="ada") as archive:
        assert archive.articles.totals().articles == 1


def test_a_name_that_is_set_is_taken_without_a_word(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_USER", "Ada Lind")

    assert run("import", "two.txt").err == ""
    assert "person     Ada Lind\n" in run("where").out


def test_the_desk_begins_as_it_comes_and_keeps_no_theme() -> None:
    assert load() == Config()
    assert theme_choice.first(Config()) == "dark"
    assert not theme_choice.keep("light")


@pytest.mark.parametrize("command", [["where"], ["import", "two.txt"], ["list"]])
def test_a_home_folder_of_nobody_is_no_place(command: list[str]) -> None:
    ended = command_line("--db", "~nobody-here/stack.db", *command)

    assert ended.status == 4
    assert ended.err == "The home folder in ~nobody-here/stack.db is unknown. Write the full path.\n"


def test_a_folder_that_was_deleted_under_the_shell_is_no_place(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()

    ended = command_line("--db", "stack.db", "list")

    assert ended.status == 4
    assert ended.err.startswith("The current folder was deleted, so stack.db cannot be found.")


def test_an_empty_name_of_a_store_is_never_the_persons_own_store() -> None:
    ended = command_line("--db", "", "list")

    assert (ended.status, "the file name is empty" in ended.err) == (2, True)
