"""``pullquote check`` reports its findings, and its exit status tells a program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.text.test_drafts import document

if TYPE_CHECKING:
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
    assert "matches as published (source not known)" in ran.out
    assert "true" not in ran.out
    assert ran.out.endswith("1 quotation checked, 0 findings.\n")


def test_the_draft_of_the_demo_shows_what_a_check_can_find(run: CommandLine) -> None:
    samples = Path(__file__).parents[2] / "sample_data"
    run("import", samples / "stories" / "34-tunnel-inquiry.txt")
    ran = run("check", samples / "draft.md")

    assert re.findall(r"^line \d+: (.*)", ran.out, re.MULTILINE) == [
        "verbatim",
        "WORDS CHANGED",
        "verbatim",
        "NOT FOUND",
    ]


def test_findings_end_with_1_and_say_what_differs(run: CommandLine) -> None:
    ran = run("check", "-", stdin=(GOOD + "\n" + BAD).encode())

    assert ran.status == 1
    assert "line 3: WORDS CHANGED" in ran.out
    assert "not in print: “never” (negation added: “never”)" in ran.out
    assert ran.out.endswith("2 quotations checked, 1 finding.\n")


@pytest.mark.parametrize("name", ["draft.docx", "draft.html"])
def test_a_document_has_paragraphs_and_no_lines(run: CommandLine, tmp_path: Path, name: str) -> None:
    paragraphs = ["The ferry stays.", "It was close,<br/>they say.", BAD]
    draft = tmp_path / name
    if name.endswith("docx"):
        words = "".join(f"<w:p><w:r><w:t>{p.replace('<br/>', ' ')}</w:t></w:r></w:p>" for p in paragraphs)
        draft.write_bytes(document(words))
    else:
        draft.write_text("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))

    assert "paragraph 3, “We will never sail …”: WORDS CHANGED" in run("check", draft).out


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
    assert run("check", "-", stdin=b"Nothing was said.").out == "No quotations in this draft.\n"


def test_what_was_not_looked_at_is_said_with_its_place(run: CommandLine) -> None:
    draft = f"{GOOD}\nThe so-called “grey fleet” lay at anchor.\n"
    ran = run("check", "-", stdin=draft.encode())

    assert ran.status == 0
    assert "line 3: not looked at: too short to check" in ran.out
    assert "“grey fleet”" in ran.out
    assert ran.out.endswith("1 quotation checked, 0 findings, 1 not looked at.\n")

    *_, unread = run("check", "-", "--json", stdin=draft.encode()).objects
    assert (unread["line"], unread["verdict"], unread["finding"]) == (3, "not looked at", False)
    assert unread["reason"] == "too short to check: three words or fewer"


def test_a_mark_without_its_partner_ends_with_1(run: CommandLine) -> None:
    assert run("check", "-", stdin=f"{GOOD}\nAnd then” they left.".encode()).status == 1


def test_three_words_that_stand_in_a_quotation_are_looked_at(run: CommandLine) -> None:
    assert run("check", "-", stdin="It was about “sail again tonight”.".encode()).status == 0


def test_a_draft_in_single_marks_is_checked(run: CommandLine) -> None:
    single = (GOOD + "\n" + BAD).replace("“", "‘").replace("”", "’")
    ran = run("check", "-", stdin=single.encode())

    assert ran.status == 1
    assert ran.out.endswith("2 quotations checked, 1 finding.\n")


@pytest.mark.parametrize("args", [["--against"], ["--against", "--json"], ["--against", "--"]])
def test_against_nothing_is_wrong_use_and_never_the_store(run: CommandLine, tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "draft.txt").write_text("“We want a phone call,” said Mira Holt.")
    refused = run("check", tmp_path / "draft.txt", *args)

    assert (refused.status, refused.out) == (2, "")
    assert "--against needs a file" in refused.err
