"""Completion in the shells themselves: commands, options, paths, and what the store has."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.engines.newsroom import FIRST_QUOTE, copy
from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = {
    "bash": (["bash", "--norc", "-i"], """PS1='re''ady> '; eval "$(pullquote completion bash)\""""),
    "zsh": (
        ["zsh", "-f", "-i"],
        """PS1='re''ady> '; autoload -U compinit; compinit -u; eval "$(pullquote completion zsh)\"""",
    ),
    # fish needs a terminal of its own.
    "fish": (
        ["setsid", "--ctty", "--wait", "fish", "--no-config", "-i"],
        "pullquote completion fish | source; function fish_prompt; echo 're''ady> '; end",
    ),
}
PROMPT = "ready>"

BEGUN = {
    "pullquote impo": "pullquote import",
    "pullquote import harb": "pullquote import harbour-strike.txt",
    "pullquote read ./copy/fog": "pullquote read ./copy/fog-lifts.txt",
    "pullquote check harb": "pullquote check harbour-strike.txt",
    "pullquote --db harb": "pullquote --db harbour-strike.txt",
    "pullquote export --format csv -o harb": "pullquote export --format csv -o harbour-strike.txt",
}
FROM_STORE = {
    "pullquote list is:second": "pullquote list is:second-reader",
    "pullquote list who:Mir": "pullquote list who:Mira",
    "pullquote speakers Mir": "pullquote speakers Mira",
    "pullquote list --view Chan": "pullquote list --view Changed",
}
"""Words that are completed from the store. What follows a space is quoted as each shell does it."""
IN_BASH = {"pullquote list --db=harb": "pullquote list --db=harbour-strike.txt"}
"""bash splits this at the equal sign."""


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_and_paths_are_completed(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which(shell):
        assert shell != "bash", "bash is needed to try completion in it"
        pytest.skip(f"{shell} is not installed here")
    with Archive.open(tmp_path / "desk.db", actor="ada") as archive:
        archive.add([copy()], reader="test", reader_version="1")
        opened = archive.open_article(archive.articles.page().rows[0].id)
        quotation = archive.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
        archive.decisions.name_speaker(quotation, "Mira Holt")
    monkeypatch.setenv("PULLQUOTE_DB", str(tmp_path / "desk.db"))
    ids = {
        f"pullquote show {opened.row.id[:9]}": f"pullquote show {opened.row.id}",
        f"pullquote settle accept {quotation.id[:9]}": f"pullquote settle accept {quotation.id}",
        f"pullquote remove-article {opened.row.id[:9]}": f"pullquote remove-article {opened.row.id}",
    }
    program = tmp_path / "bin" / "pullquote"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    desk = tmp_path / "desk"
    (desk / "copy").mkdir(parents=True)
    (desk / "harbour-strike.txt").touch()
    (desk / "copy" / "fog-lifts.txt").touch()
    command, start = SHELLS[shell]

    with Terminal(command, folder=desk) as person:
        person.press(start, "enter")
        person.see(PROMPT)
        for begun, whole in (BEGUN | FROM_STORE | ids | (IN_BASH if shell == "bash" else {})).items():
            person.press(begun, "tab")
            person.see(whole)
            person.press("\x15")  # ctrl-U clears the line
            person.see_no_more(begun)
