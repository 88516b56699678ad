"""Standard streams that are closed, full or abandoned: a sentence and a status, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine

DEADLINE = 60
COMMANDS = pytest.mark.parametrize("command", ["list", "list --json", "export --help", "completion zsh"])
UNBUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"])


def redirected(run: CommandLine, command: str, redirection: str, unbuffered: str = "") -> tuple[int, str]:
    """Run a command in a shell with a redirection; return its status and its standard error."""
    arguments = [sys.executable, "-m", "tui", "--db", str(run.store), *command.split()]
    ended = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {redirection}', "sh", *arguments],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=DEADLINE,
        check=False,
    )
    return ended.returncode, ended.stderr.decode()


@pytest.fixture
def filled(run: CommandLine, copy: Path) -> CommandLine:
    run("import", copy)
    return run


@COMMANDS
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_a_full_disk_is_one_sentence_and_status_2(filled: CommandLine, command: str) -> None:
    status, said = redirected(filled, command, ">/dev/full")
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("The result cannot be printed: No space left")


@COMMANDS
def test_a_closed_output_is_one_sentence_and_status_2(filled: CommandLine, command: str) -> None:
    status, said = redirected(filled, command, ">&-")
    assert (status, said) == (2, "The result cannot be printed: standard output is closed. Send it elsewhere.\n")


@UNBUFFERED
@pytest.mark.parametrize(("command", "usual"), [("list", 0), ("--help", 0), ("search nobody.wrote.this", 1)])
def test_a_reader_that_left_ends_it_quietly_with_the_usual_status(
    filled: CommandLine, command: str, usual: int, unbuffered: str
) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    ended = subprocess.run(
        [sys.executable, "-m", "tui", "--db", str(filled.store), *command.split()],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=write_end,
        stderr=subprocess.PIPE,
        timeout=DEADLINE,
        check=False,
    )
    os.close(write_end)
    assert ended.returncode == usual
    assert b"Traceback" not in ended.stderr


def test_a_pipe_that_does_not_wait_gets_all_of_it(tmp_path: Path) -> None:
    long = tmp_path / "minutes.txt"
    long.write_text("Minutes of the board\n\n" + "It was noted, and noted again. " * 10_000)
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "read", str(long), "--json"], stdout=write_end, stderr=subprocess.PIPE
    ) as program:
        os.close(write_end)
        with os.fdopen(read_end, "rb") as output:
            printed = output.read()
        assert (program.wait(DEADLINE), program.communicate()[1]) == (0, b"")
    assert json.loads(printed)["body"].count("noted") == 20_000


@pytest.mark.parametrize("redirection", ["2>&-", "<&-", "2>/dev/full"])
def test_messages_that_cannot_be_said_and_a_closed_input_change_nothing(filled: CommandLine, redirection: str) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("no device here is always full")
    status, said = redirected(filled, "search nobody.wrote.this", redirection)
    assert status == 1
    assert "Traceback" not in said


def test_the_store_is_never_opened_in_the_place_of_a_closed_stream(filled: CommandLine) -> None:
    status, _ = redirected(filled, "import -", "<&- >&- 2>&-")
    assert status in (2, 3)
    assert filled("doctor", "--no-clipboard").status == 0


@pytest.mark.parametrize("redirection", ["2>said", "2>&-", "2>/dev/null"])
def test_the_desk_is_drawn_where_the_person_looks(filled: CommandLine, tmp_path: Path, redirection: str) -> None:
    command = f"exec {sys.executable} -m tui --db {filled.store} {redirection}"
    with Terminal(["/bin/sh", "-c", command], folder=tmp_path) as terminal:
        terminal.see("Stack", "Night ferry survives")
        terminal.press("Q")
        assert terminal.ends() == 0
    assert not (tmp_path / "said").exists() or not (tmp_path / "said").read_bytes()
