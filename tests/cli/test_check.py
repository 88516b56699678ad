"""``pullquote check`` says what it found, and ends so that a program can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

GOOD = "“We will sail again tonight,” said Mira Holt.\n"
BAD = "“We will never sail again tonight,” said Mira Holt.\n"


@pytest.fixture(autouse=True)
def stack(run: CommandLine, copy: Path) -> None:
    run("import", copy)


def test_a_draft_that_keeps_to_what_was_published_ends_with_0(run: CommandLine, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(GOOD)
    ran = run("check", draft)

    assert ran.status == 0
    assert "matches as published by" in ran.out
    assert "true" not in ran.out
    assert ran.out.endswith("1 quotation checked, 0 to look at.\n")


def test_findings_end_with_1_and_say_what_differs(run: CommandLine) -> None:
    ran = run("check", "-", stdin=(GOOD + "\n" + BAD).encode())

    assert ran.status == 1
    assert "line 3: WORDS CHANGED" in ran.out
    assert "not printed there: “never” (mind: a negation, number or condition)" in ran.out
    assert ran.out.endswith("2 quotations checked, 1 to look at.\n")


def test_a_program_gets_one_object_a_quotation(run: CommandLine) -> None:
    [checked] = run("check", "-", "--json", stdin=BAD.encode()).objects

    assert checked["verdict"] == "words changed"
    assert (checked["finding"], checked["grave"]) == (True, True)
    assert checked["printed"]["headline"] == "Night ferry survives"
    assert checked["differences"] == [{"draft": "never", "printed": ""}]


def test_a_draft_that_cannot_be_read_ends_with_3(run: CommandLine, tmp_path: Path) -> None:
    assert run("check", tmp_path / "none.txt").status == 3
    assert run("check", "-", stdin=b"%PDF-1.4").status == 3


def test_a_draft_without_quotations_says_so(run: CommandLine) -> None:
    assert run("check", "-", stdin=b"Nothing was said.").out == "There is no quotation in this draft.\n"
