"""A bug ends the program with one sentence and a status of its own; its traceback goes to a private report."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.terminal import DEADLINE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROKEN = """
import sys
from tui import start
from tui.settings import paths

def broken(*_):
    raise ZeroDivisionError("by a test")
"""
COMMAND = f"{BROKEN}\npaths.store_address = broken\nsys.argv[1:] = ['where']\nstart.main()"
DESK = f"{BROKEN}\nfrom tui.widgets.title import Title\nTitle.on_resize = broken\nsys.argv[1:] = []\nstart.main()"


@pytest.fixture
def report(home: Path) -> Iterator[Path]:
    """The folder of reports, emptied at the end."""
    folder = home / "state" / "pullquote"
    yield folder
    for file in folder.glob("report-*.txt"):
        file.unlink()


def test_a_bug_in_a_command_is_one_sentence_and_a_report(report: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert (ran.returncode, ran.stdout) == (70, "")
    [line] = ran.stderr.splitlines()
    assert line.startswith("Unexpected error (ZeroDivisionError).")
    [file] = report.iterdir()
    assert line.endswith(f"The report is in {file}")
    assert "by a test" in file.read_text()


def test_a_desk_that_cannot_go_on_gives_the_terminal_back_and_says_why(report: Path) -> None:
    with Terminal([sys.executable, "-c", DESK], columns=200) as terminal:
        terminal.see("Unexpected error (ZeroDivisionError).")
        assert terminal.ends() == 70
        assert not any("Traceback" in line for line in terminal.lines)
        [file] = report.iterdir()
        assert "by a test" in file.read_text()
