"""``pullquote export`` and the import of annotations, as a person or a script meets them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.annotations import Status
from tests.cli.command_line import CommandLine, story

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settled(run: CommandLine, tmp_path: Path) -> CommandLine:
    """A store with one article, whose quotations Ada accepted."""
    paste = tmp_path / "ferry.txt"
    paste.write_text(story("Ferry goes twice a day", "“We heard the island,” said Tilda Brock, the harbour master."))
    run("import", paste)
    with Archive.open(run.store, actor="Ada") as archive:
        article_id = archive.articles.page().rows[0].id
        archive.suggestions.find(article_id)
        archive.decisions.settle(archive.open_article(article_id).annotations, Status.ACCEPTED)
    return run


def test_it_prints_what_is_asked_for_and_tells_beside_it_what_is_left_behind(settled: CommandLine) -> None:
    ran = settled("export", "--format", "markdown", "who:brock")
    assert ran.status == 0
    assert "> “We heard the island,”" in ran.out
    assert "Exported 1 quotation from 1 article." in ran.err
    assert "Not in markdown: " in ran.err


def test_a_file_is_whole_or_not_there(settled: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert settled("export", "--format", "csv", "-o", target).status == 0
    assert target.read_text(encoding="utf-8-sig").startswith("words,")
    ran = settled("export", "--format", "csv", "-o", tmp_path / "missing" / "out.csv")
    assert ran.status == 2
    assert "cannot be written" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".pullquote")) == []


def test_nothing_like_it_is_not_an_empty_file(settled: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    ran = settled("export", "--format", "jsonl", "-o", target, "who:nobody")
    assert ran.status == 1
    assert not target.exists()


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ferry", "“ferry” is not a filter. The filters are who:"),
        ("before:soon", "before:soon is not a day"),
        ("is:opn", "Did you mean is:open?"),
    ],
)
def test_what_is_no_filter_is_wrong_use(settled: CommandLine, word: str, said: str) -> None:
    ran = settled("export", "--format", "csv", word)
    assert ran.status == 2
    assert said in ran.err


@pytest.mark.parametrize("name", ["jsonl", "w3c"])
def test_a_colleague_imports_what_was_exported(settled: CommandLine, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"out.{name}"
    settled("export", "--format", name, "-o", target)
    other = CommandLine(tmp_path / "other.db")
    ran = other("import", target)
    assert ran.status == 0
    assert "1 annotation added" in ran.out
    assert json.loads(other("show", json.loads(other("list", "--json").out)["id"], "--json").out)
    assert "1 annotation here already" in other("import", target).out


def test_what_does_not_fit_is_listed_with_its_reason(run: CommandLine, tmp_path: Path) -> None:
    labelled = tmp_path / "labels.jsonl"
    labelled.write_text(json.dumps({"id": 1, "text": "Nobody has this.", "label": [[0, 6, "content"]]}) + "\n")
    ran = run("import", labelled)
    assert "1 annotation did not fit" in ran.out
    assert "Import the article first." in ran.out


def test_labels_of_a_long_story_come_back_as_what_they_were(run: CommandLine, tmp_path: Path) -> None:
    paste = tmp_path / "minutes.txt"
    paste.write_text(
        story("Minutes of the board", "“We heard the island,” said Tilda Brock. " + "It was noted. " * 900)
    )
    run("import", paste)
    run("find")
    target = tmp_path / "labels.jsonl"
    run("export", "--format", "doccano", "--status", "all", "-o", target)
    ran = run("import", target)
    assert "here already" in ran.out
    assert "added" not in ran.out
