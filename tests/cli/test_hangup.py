"""The desk when its terminal closes or a signal ends it: it saves every decision, and exits."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.command_line import story
from tests.terminal import Terminal, pullquote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

IGNORING = "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); from tui.start import main; main()"
"""The program as nohup and some multiplexers start it."""


@pytest.fixture
def imported(run: CommandLine, tmp_path: Path) -> CommandLine:
    file = tmp_path / "story.txt"
    file.write_text(story("Talks go on", "“The offer stands,” Mira Holt said."))
    run("import", file)
    return run


def _accept(terminal: Terminal) -> None:
    """Open the article, and accept its quotation."""
    terminal.see("1 article")
    terminal.press("enter")
    terminal.see("quotation 1 of 1", "a accept")
    terminal.press("a")
    terminal.see("saved")


def _is_accepted(run: CommandLine) -> bool:
    return "accept" in [line["action"] for line in run("log", "--json").objects]


def test_a_closed_terminal_ends_a_desk_that_was_started_to_ignore_it(imported: CommandLine) -> None:
    with Terminal([sys.executable, "-c", IGNORING, "--db", str(imported.store)]) as terminal:
        _accept(terminal)
        terminal.hang_up()
        assert terminal.ends() == 0
    assert _is_accepted(imported)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_desk_that_is_told_to_end_leaves_the_terminal_as_it_was(imported: CommandLine, number: int) -> None:
    with pullquote("--db", str(imported.store)) as terminal:
        _accept(terminal)
        terminal.tell(number)
        assert terminal.ends() == 0
        assert b"\x1b[?1049l" in terminal.raw
    assert _is_accepted(imported)


def test_a_closed_terminal_ends_the_desk(imported: CommandLine) -> None:
    with pullquote("--db", str(imported.store)) as terminal:
        _accept(terminal)
        terminal.hang_up()
        assert terminal.ends() == 0
