"""The program as a program: how it starts, how it ends, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import newstext

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

PROGRAM = [sys.executable, "-m", "tui"]
DEADLINE = 60


def run_program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=DEADLINE,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["import", "--help"], ["quotes", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from tui.start import main\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=DEADLINE, check=True).stderr

    heavy = {"textual", "sqlite3", "sqlite_utils", "store", "lxml", "trafilatura", "feedparser", "pyperclip", "regex"}
    assert heavy.isdisjoint(loaded.decode().split())
    assert "click" in loaded.decode().split()


def test_version() -> None:
    assert run_program("--version").stdout.decode() == f"pullquote {newstext.__version__}\n"


def test_help_names_every_command() -> None:
    shown = run_program("--help").stdout.decode()

    for command in [
        "import",
        "find",
        "list",
        "search",
        "show",
        "speakers",
        "log",
        "read",
        "quotes",
        "demo",
        "where",
        "completion",
    ]:
        assert f"\n  {command} " in shown
    assert "--db" in shown


@pytest.mark.parametrize("arguments", [[], ["demo"]])
def test_the_desk_needs_a_terminal(arguments: list[str]) -> None:
    ended = run_program(*arguments)

    assert ended.returncode == 2
    assert ended.stderr.startswith(b"The desk needs a full-screen terminal")


@pytest.mark.parametrize("arguments", [["frobnicate"], ["list", "--sideways"], ["show"], ["import"]])
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert run_program(*arguments).returncode == 2


def test_a_reader_that_has_had_enough_ends_it_quietly(run: CommandLine, copy: Path) -> None:
    run("import", copy)
    read_end, write_end = os.pipe()
    os.close(read_end)
    ended = subprocess.run(
        [*PROGRAM, "--db", str(run.store), "list"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        timeout=DEADLINE,
        check=False,
    )
    os.close(write_end)

    assert (ended.returncode, ended.stderr) == (0, b"")


def test_json_is_utf_8_and_people_get_marks_where_the_language_of_the_terminal_ends(
    run: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "story.jsonl"
    file.write_text(json.dumps({"headline": "Žluťoučký kůň", "body": "It ran."}))
    run("import", file)
    machine = {"PYTHONIOENCODING": "latin-1", "PULLQUOTE_DB": str(run.store)}

    assert json.loads(run_program("list", "--json", **machine).stdout.decode())["headline"] == "Žluťoučký kůň"
    assert run_program("list", **machine).stdout.startswith("?lu?ou?ký k??".encode("latin-1"))


def test_where_names_the_store_by_option_by_environment_and_by_custom(run: CommandLine, home: Path) -> None:
    by_custom = json.loads(run_program("where", "--json").stdout)
    by_environment = json.loads(run_program("where", "--json", PULLQUOTE_DB="~/else.db").stdout)

    assert by_custom["store"] == str(home / "data" / "pullquote" / "pullquote.db")
    assert (by_custom["person"], by_custom["exists"]) == ("ada", False)
    assert by_environment["store"] == str(home / "else.db")
    assert run("where", "--json").objects[0]["store"] == str(run.store)
    assert run("where", "--db", home / "last.db", "--json").objects[0]["store"] == str(home / "last.db")
    assert str(run.store) in run("where").out


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_for_each_shell(shell: str) -> None:
    assert "_PULLQUOTE_COMPLETE" in run_program("completion", shell).stdout.decode()


def test_completion_knows_the_commands() -> None:
    completed = run_program(_PULLQUOTE_COMPLETE="bash_complete", COMP_WORDS="pullquote sea", COMP_CWORD="1")

    assert completed.stdout.decode().split() == ["plain,search"]
