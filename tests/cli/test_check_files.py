"""``pullquote check`` against files and of several drafts, with reports for other programs and annotated drafts."""

from __future__ import annotations

import io
import json
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from lxml import etree

from newstext.draft_notes import Note, with_comments
from newstext.drafts import read_draft
from tests.schema_org import faults
from tests.text.test_drafts import document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

INTERVIEW = "Ferry hearing\n\n“We will sail again tonight, and the crew is whole,” said Mira Holt, the mate.\n"
GOOD = "“We will sail again tonight,” said Mira Holt.\n"
BAD = "“We will not sail again tonight,” said Mira Holt.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an interview and three drafts: two by lines, and a document."""
    (tmp_path / "interview.txt").write_text(INTERVIEW)
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "bad.md").write_text(f"The *ferry* stays.\n\n{BAD}")
    runs = "".join(f"<w:r><w:t>{words}</w:t></w:r>" for words in ("He heard it. “We will not sail ", BAD[18:].strip()))
    (tmp_path / "bad.docx").write_bytes(document(f"<w:p>{runs}</w:p>"))
    return tmp_path


def test_several_drafts_are_checked_against_files_without_a_store(run_anew: CommandLine, folder: Path) -> None:
    ran = run_anew("check", folder / "good.txt", folder / "bad.md", "--against", folder / "interview.txt")

    assert ran.status == 1
    assert "line 1: verbatim" in ran.out
    assert "line 3: WORDS CHANGED" in ran.out
    assert "Ferry hearing" in ran.out
    assert ran.out.endswith("2 drafts: 2 quotations checked, 1 finding.\n")
    assert not run_anew.store.exists()

    assert run_anew("check", folder / "none.txt", folder / "good.txt", "--against", folder).status == 3
    assert run_anew("check", "-", "--against", folder / "interview.txt", stdin=GOOD.encode()).status == 0
    assert run_anew("check", "--against", folder / "interview.txt", "--", folder / "good.txt").status == 0
    assert run_anew("check", folder / "good.txt", "--against", folder / "none.txt").status == 3


def test_all_drafts_are_read_by_one_process_which_is_ended(
    run: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    drafts = (folder / "good.txt", folder / "bad.md", folder / "bad.docx")
    for command in (["check"], ["audit", *(word for draft in drafts[1:] for word in ("--draft", draft)), "--draft"]):
        monkeypatch.setattr("newstext.guard.end_reader", lambda command=command: ended.append(command[0]))
        run(*command, *(drafts if command == ["check"] else drafts[:1]))
    assert ended == ["check", "audit"]


def test_other_programs_get_their_formats(run: CommandLine, folder: Path) -> None:
    def written(form: str) -> str:
        drafts = (folder / "good.txt", folder / "bad.md", folder / "bad.docx")
        return run("check", *drafts, "--format", form, "--against", folder / "interview.txt").out

    found = [json.loads(line) for line in written("json").splitlines()]
    assert [(each["place"], each["finding"], each["grave"]) for each in found] == [
        ("line 1", False, False),
        ("line 3", True, True),
        ("paragraph 1, “He heard it. ‘We …”", True, True),
    ]

    [run_] = json.loads(written("sarif"))["runs"]
    by_line, by_paragraph = run_["results"]
    assert (by_line["ruleId"], by_line["level"]) == ("quotation/words-changed", "error")
    assert run_["tool"]["driver"]["rules"][by_line["ruleIndex"]]["id"] == by_line["ruleId"]
    assert by_line["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert by_paragraph["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith("paragraph 1")

    suites = ElementTree.fromstring(written("junit"))
    assert [(suite.get("tests"), suite.get("failures")) for suite in suites] == [("1", "0"), ("1", "1"), ("1", "1")]
    assert [failure.get("type") for failure in suites.iter("failure")] == ["words changed", "words changed"]

    reviews = json.loads(written("claimreview"))["@graph"]
    assert [review["reviewRating"]["alternateName"].split(",")[0].lower() for review in reviews] == [
        "verbatim",
        "words changed",
        "words changed",
    ]
    assert all("ratingValue" not in review["reviewRating"] for review in reviews), "no quotation is rated as true"
    assert [fault for review in reviews for fault in faults(review)] == []

    page = written("html")
    assert page.startswith("<!doctype html>")
    assert '<li class="finding"><b>line 3: WORDS CHANGED</b>' in page
    assert "- **line 3: WORDS CHANGED**" in written("markdown")


def test_a_draft_is_given_back_with_notes(run: CommandLine, folder: Path) -> None:
    def noted(draft: str, name: str) -> Path:
        against = ("--against", folder / "interview.txt")
        assert run("check", folder / draft, "--annotate", folder / name, *against).status == 1
        return folder / name

    told = noted("bad.md", "noted.md").read_text()
    assert "The *ferry* stays.\n\n“We will not sail again tonight,”[^pq1] said Mira Holt.\n" in told
    assert "[^pq1]: line 3: WORDS CHANGED; not in print: “not” (negation added: “not”)" in told

    page = noted("bad.md", "noted.html").read_text()
    assert '<mark>We will not sail again tonight,”</mark><sup><a id="q1" href="#n1">1</a></sup>' in page

    for draft in ("bad.docx", "bad.md"):
        file = noted(draft, f"{draft}.noted.docx").read_bytes()
        again = read_draft(file, "noted.docx").text
        assert "We will not sail again tonight,” said Mira Holt." in again
        assert "WORDS CHANGED" in again  # a comment, which is read behind the text

    assert run("check", folder / "bad.md", "--annotate", folder / "noted.txt").status == 2
    assert run("check", folder / "bad.md", "--annotate", folder / "noted.md").status == 2  # it exists
    assert run("check", folder / "bad.md", folder / "good.txt", "--annotate", folder / "two.md").status == 2


def test_a_draft_from_a_pipe_which_gives_it_once_is_given_back_whole(run: CommandLine, folder: Path) -> None:
    pipe, noted = folder / "pipe.md", folder / "noted.md"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(pipe.write_bytes, (folder / "bad.md").read_bytes())
        assert run("check", pipe, "--annotate", noted, "--against", folder / "interview.txt").status == 1
        written.result()
    assert "“We will not sail again tonight,”[^pq1] said Mira Holt.\n" in noted.read_text()


def test_a_comment_stands_around_the_quotation_alone(folder: Path) -> None:
    note = Note(1, ("We will not sail again tonight,",), ("WORDS CHANGED",))
    [paragraph] = etree.fromstring(_part(with_comments((folder / "bad.docx").read_bytes(), [note]))).iter("{*}p")
    names = [str(child.tag).rpartition("}")[2] for child in paragraph]
    words = ["".join(child.itertext()) for child in paragraph]

    opened, closed = names.index("commentRangeStart"), names.index("commentRangeEnd")
    assert "".join(words[opened:closed]) == "We will not sail again tonight"
    assert "".join(words) == "He heard it. “We will not sail again tonight,” said Mira Holt."


def _part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert "comments.xml" in parts.read("word/_rels/document.xml.rels").decode()
        assert "/word/comments.xml" in parts.read("[Content_Types].xml").decode()
        return parts.read("word/document.xml")
