"""The desk draws on the terminal wherever its other streams lead, or says in a sentence why it cannot."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

PULLQUOTE = f"{shlex.quote(sys.executable)} -m tui"


def test_the_desk_is_drawn_when_standard_error_goes_to_a_file(tmp_path: Path) -> None:
    messages = tmp_path / "messages"
    with Terminal(["sh", "-c", f"exec {PULLQUOTE} 2>{shlex.quote(str(messages))}"]) as terminal:
        terminal.see("No articles yet.")
        terminal.press("Q")
        assert terminal.ends() == 0
    assert messages.read_text() == ""


@pytest.mark.parametrize(
    "elsewhere",
    [
        f"{PULLQUOTE} </dev/null",
        f"{PULLQUOTE} | cat; exit ${{PIPESTATUS[0]}}",
        f"TERM=dumb {PULLQUOTE}",
        f"TERM= {PULLQUOTE}",
        f"unset TERM; {PULLQUOTE}",
    ],
    ids=["no one types", "the output is read by a program", "a dumb terminal", "an empty TERM", "no TERM"],
)
def test_where_the_desk_cannot_be_drawn_it_says_so(elsewhere: str) -> None:
    with Terminal(["bash", "-c", elsewhere]) as terminal:
        terminal.see("The desk needs a full-screen terminal.")
        assert terminal.ends() == 2
