"""``pullquote remove-article``: what was imported by mistake goes, and the log keeps that it was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.command_line import story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine

WORDS = "“Nobody here wants a fourth week,” union secretary Mira Holt said on Tuesday."


@pytest.fixture
def article(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with one article and a suggested quotation, and commands in Ada's name; the article's id."""
    monkeypatch.setenv("PULLQUOTE_USER", "ada")
    (tmp_path / "strike.txt").write_text(story("Harbour strike goes on", WORDS))
    run("import", tmp_path / "strike.txt")
    run("find")
    found: str = run("list", "--json").objects[0]["id"]
    return found


def test_an_article_goes_and_the_log_keeps_why(run: CommandLine, tmp_path: Path, article: str) -> None:
    assert run("remove-article", article).status == 2, "there is no reason"
    unasked = run("remove-article", article, "--reason", "wrong folder")
    assert (unasked.status, "--force" in unasked.err) == (2, True), "nobody can be asked"
    done = run("remove-article", article, "--reason", "wrong folder", "--force")
    assert done.out.startswith("Removed “Harbour strike goes on” and 1 quotation.")
    assert run("list").status == 1
    [line] = run("log").out.splitlines()
    assert "ada" in line
    assert "article removed" in line
    assert line.endswith("Harbour strike goes on: wrong folder")
    assert run("log", "--json", "--by", "ada").objects[0]["reason"] == "wrong folder"
    refused = run("import", tmp_path / "strike.txt")
    assert refused.status == 3
    assert "ada removed this article on 20" in refused.out
    assert run("import", "--again", tmp_path / "strike.txt").out.endswith("Total: 1 added.\n")
    assert run("doctor", "--no-clipboard").status == 0


def test_decisions_go_only_when_that_is_said(run: CommandLine, article: str) -> None:
    [quotation] = run("show", article, "--json").objects[0]["annotations"]
    run("settle", "accept", quotation["id"])
    refused = run("remove-article", article, "--reason", "wrong folder", "--force")
    assert refused.status == 1
    assert "People decided on its quotations: ada (1)." in refused.err
    done = run("remove-article", article, "--reason", "wrong folder", "--force", "--with-decisions", "--json")
    assert done.objects[0]["decisions"] == {"ada": 1}
    assert "decisions of ada (1) went with it" in run("log").out
