"""The whole way in the real program at a terminal: from a file to a saved, credited, copied quotation."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from tests.terminal import pullquote

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

HEADLINE = "Sandrey says oyster bed will be moved 800 metres before bathing season"
WORDS = "It will be the largest removal of its kind in Halmark."


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    """Two stories, pasted at once from a news page with everything around them."""
    file = tmp_path / "two-stories.txt"
    file.write_bytes(files("sample_data").joinpath("pasted/two-stories.txt").read_bytes())
    return file


def test_read_shown_marked_saved_reopened_and_copied(run: CommandLine, pasted: Path, copied: Path) -> None:
    assert run("import", pasted).out.startswith(f"{pasted}: 2 stories in this file, 2 added\n")

    with pullquote("--db", str(run.store)) as terminal:
        terminal.see("Sandrey says oyster bed", "Halmark railway chief", "2 articles")
        terminal.press("enter")
        terminal.see("SANDREY: The oyster bed", "– Harbourmaster signs order", "a accept")
        # The first sentence of the second paragraph.
        terminal.press("g", "g", "]", "p", "v")
        terminal.see("1 word, 1 character selected")
        terminal.press("i", "s")
        terminal.see("11 words, 54 characters selected")
        terminal.press("enter")
        terminal.see("Saved as a quotation")
        terminal.press("@")
        terminal.see("Who said it?")
        terminal.press("Ada Lind")
        terminal.see("new speaker: Ada Lind")
        terminal.press("enter")
        terminal.see("Speaker saved:")
        terminal.press("Q")
        assert terminal.ends() == 0

    with pullquote("--db", str(run.store)) as terminal:
        terminal.see("2 articles")
        terminal.press("enter")
        terminal.see("✓  It will be the largest", "a accept")
        terminal.press("g", "g", "]", "p")
        terminal.see("Ada Lind · accepted")
        terminal.press("y", "a")
        terminal.see("Copied with credit.")
        terminal.press("Q")
        assert terminal.ends() == 0

    assert copied.read_text() == f"{WORDS}\n— Ada Lind (paraphrased) (“{HEADLINE}”, 23 Nov 2026)"
    [settled] = [line["after"] for line in run("log", "--json").objects if line["actor"] == "ada"][-1:]
    assert (settled["speaker"], settled["status"]) == ("Ada Lind", "accepted")
    assert run("speakers").out == "Ada Lind  1\n"
    assert run("import", pasted).out.endswith("Total: 2 unchanged.\n")


def test_a_decision_can_be_undone_after_a_restart(run: CommandLine, pasted: Path) -> None:
    run("import", pasted)
    with pullquote("--db", str(run.store)) as terminal:
        terminal.see("2 articles")
        terminal.press("enter")
        terminal.see("4 open", "a accept")
        terminal.press("n", "a")
        terminal.see("4 quotations, 3 open", "saved")
        terminal.press("Q")
        assert terminal.ends() == 0

    with pullquote("--db", str(run.store)) as terminal:
        terminal.see("2 articles")
        terminal.press("enter")
        terminal.see("4 quotations, 3 open", "a accept")
        terminal.press("u")
        terminal.see("again")  # It was taken in an earlier session, and is announced first.
        terminal.press("u")
        terminal.see("4 quotations, 4 open")
        terminal.press("Q")
        assert terminal.ends() == 0

    assert [line["action"] for line in run("log", "--json").objects][-2:] == ["accept", "undo"]
