"""``pullquote assign``, and the lists of what is assigned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from tests.cli.command_line import story

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.command_line import CommandLine

STRIKE = "“Nobody here wants a fourth week,” union secretary Mira Holt said on Tuesday."


def test_quotations_and_articles_are_assigned_and_taken_back(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_USER", "ada")
    (tmp_path / "strike.txt").write_text(story("Harbour strike goes on", STRIKE))
    run("import", tmp_path / "strike.txt")
    run("find")
    with Archive.open(run.store, actor="Ben Okoro") as ben:
        [row] = ben.articles.page().rows
        [quotation] = ben.open_article(row.id).annotations
        ben.articles.mark_read([row])

    missed = run("assign", quotation.id, "--to", "Ben Okora")
    assert missed.status == 1
    assert "Did you mean Ben Okoro?" in missed.err
    assert run("assign", quotation.id, row.id, "--to", "ben").out == (
        "for Ben Okoro: “Nobody here wants a fourth week,”\nfor Ben Okoro: Harbour strike goes on\n"
    )
    monkeypatch.setenv("PULLQUOTE_USER", "Ben Okoro")
    assert "for you, from ada" in run("list", "for:me").out
    assert run("list", "--view", "For me", "--json").objects[0]["assigned"][0]["to"] == "Ben Okoro"
    logged = run("log").out
    assert "assigned" in logged
    assert "for Ben Okoro: the article" in logged

    monkeypatch.setenv("PULLQUOTE_USER", "ada")
    assert run("assign", quotation.id, row.id, "--end").out.splitlines() == [
        "for nobody: “Nobody here wants a fourth week,”",
        "for nobody: Harbour strike goes on",
    ]
    assert run("list", "for:ben").status == 1
    assert run("undo").out.startswith("Undone: end of an assignment.")
    assert run("list", "for:ben").status == 0
    assert run("assign", row.id, "--to", "Cleo Marsh", "--new").out == "for Cleo Marsh: Harbour strike goes on\n"
    assert run("assign", "nothing", "--to", "me").status == 1
