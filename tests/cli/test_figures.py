"""Figures on the command line: progress of the work, and the audit of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from store.model.annotations import Status
from store.model.lists import ArticleFilter, View

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.command_line import CommandLine


def _morning(run: CommandLine, copy: Path) -> None:
    run("import", copy)
    run("find")
    with Archive.open(run.store, actor="ada") as ada, Archive.open(run.store, actor="ben") as ben:
        [ferry] = ada.search("night ferry")
        [quotation] = ada.open_article(ferry.article.id).annotations
        [kept] = ada.decisions.settle([quotation], Status.ACCEPTED)
        ben.decisions.name_speaker(kept, "Mira Holt-Lind")
        ada.views.save(View("ferries", ArticleFilter(said="sail again")))


def test_progress_says_what_came_who_settled_it_and_what_is_open(run: CommandLine, copy: Path) -> None:
    _morning(run, copy)
    ran = run("progress")

    assert ran.status == 0
    assert "3 quotations in 3 articles, 2 open." in ran.out
    assert "1 open, waiting under a minute: Bridge audit clears ministry" in ran.out
    rows = [line.split() for line in ran.out.splitlines()]
    assert [row[1:] for row in rows if row[1:2] in (["ada"], ["ben"])] == [
        ["ada", "1", "1", "0", "under", "a", "minute"],
        ["ben", "1", "0", "0", "–"],
    ]
    assert ["ferries", "1", "1", "0", "–", "1", "0", "under", "a", "minute"] in rows
    assert "1 quotation decided by two people: 100 % decided alike, AC1 1.00" in ran.out
    assert "of those both kept, 0 % with the same speaker." in " ".join(ran.out.split())
    assert ["direct", "1", "0", "%", "0", "0", "1", "0"] in rows


def test_progress_takes_filters_and_prints_json(run: CommandLine, copy: Path) -> None:
    _morning(run, copy)
    [figures] = run("progress", "--json", "is:open").objects

    assert (figures["articles"], figures["open"]) == (2, 2)
    assert figures["settled"] == []
    [view] = figures["views"]
    assert (view["name"], view["articles"]) == ("ferries", 0), "the filter narrows views too"
    [ferries] = run("progress", "--json", "--view", "ferries").objects
    assert (ferries["articles"], [one["actor"] for one in ferries["settled"]]) == (1, ["ada", "ben"])
    assert [one["kept"] for one in ferries["views"]] == [1]
    assert run("progress", "--view", "ferry").status == 1
    ran = run("progress", "who:nobody")
    assert (ran.status, ran.err) == (1, "No article matches.\n")
    assert run("progress", "ferries").status == 2


DRAFT = """Ferry talks

“The ferries sail on Monday,” harbour master Ada Lind said.

“No date is fixed,” a source said.

“Nobody asked the crews,” a senior official at the port said.

A poem on the wall says: “The tide keeps no promises.”
"""


def _budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    _config(tmp_path, monkeypatch, f"[audit]\n{text}\n")


def _config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    folder = tmp_path / "config" / "pullquote"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_a_draft_over_the_budget_ends_with_1_and_a_sentence(
    run_anew: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT)
    assert run_anew("audit", "--draft", draft).status == 0

    _budget(tmp_path, monkeypatch, "bare = 10")
    ran = run_anew("audit", "--draft", draft)
    assert ran.status == 1
    assert "1 of 3 sources is neither named nor described (33 %); the budget is 10 %." in ran.out
    rows = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "a source bare no reason recorded 1" in rows
    assert "a senior official at the port described no reason recorded 1" in rows
    assert not any("poem" in row for row in rows)
    assert not run_anew.store.exists()
    assert run_anew("audit", "--draft", tmp_path / "missing.txt").status == 3


def test_bodies_without_a_name_are_described_and_events_are_no_sources(run: CommandLine, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "“We regret the delay,” the company said.\n\n“No talks are planned,” the ministry said.\n\n"
        "“We never met them,” Tarn Harbour Board said.\n\nThe source said: “Nobody will pay for this.”\n"
    )
    [audited] = run("audit", "--draft", draft, "--json").objects
    credited = {one["who"]: one["naming"] for one in audited["all"]}
    assert credited == {
        "the company": "described",
        "the ministry": "described",
        "Tarn Harbour Board": "named",
        "The source": "bare",
    }


def test_articles_and_outlets_are_held_to_the_budget(
    run: CommandLine, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _morning(run, copy)
    _budget(tmp_path, monkeypatch, "unnamed = 20")

    over = {one["name"]: one["over"] for one in run("audit", "--by", "article", "--json").objects}
    assert over["Night ferry survives"] == []
    assert over["Eels counted again"] == [{"what": "unnamed", "part": 1, "whole": 1, "limit": 20}]
    ran = run("audit")
    assert ran.status == 1
    assert "no source: 2 of 3 sources are not named (67 %); the budget is 20 %." in ran.out
    assert run("audit", "said:sail").status == 0
    [ferry] = run("search", "night ferry", "--json").objects
    ran = run("audit", "--article", ferry["article"]["id"][:30])
    assert (ran.status, "Mira Holt-Lind" in ran.out) == (0, True)
    assert run("audit", "is:open", "--article", "x").status == 2


def test_fields_of_speakers_are_set_by_command_counted_and_in_no_export_unless_asked_for(
    run: CommandLine, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _morning(run, copy)
    refused = run("field", "Mira Holt-Lind", "region", "north")
    assert (refused.status, "config.toml names no fields" in refused.err) == (2, True)
    _config(tmp_path, monkeypatch, '[speakers]\nregion = ["north", "south"]\n')
    assert "Choose from north, south." in run("field", "Mira Holt-Lind", "region", "east").err
    assert "Unknown field “regoin”" in run("field", "Mira Holt-Lind", "regoin", "north").err
    assert run("field", "Nobody", "region", "north").status == 1
    assert run("field", "Mira Holt-Lind", "region").status == 2

    assert run("field", "mira holt-lind", "region", "north").out == "Mira Holt-Lind: region: north.\n"
    assert "Mira Holt-Lind  1  region: north" in run("speakers", "--fields").out
    rows = [" ".join(line.split()) for line in run("audit", "--by", "region").out.splitlines()]
    assert rows[1:] == ["north 1 1 33 % 1 0", "no name 0 2 67 % 2 2"]
    [figures] = run("report", "--json", "--field", "region").objects
    assert figures["by_field"]["region"][0]["value"] == "north"
    assert "By region" in run("report", "--field", "region").out
    for exported in (
        *(run("speakers", *options) for options in ((), ("--json",))),
        *(run("log", *options) for options in ((), ("--json",))),
        *(run("report", *options) for options in ((), ("--json",))),
        *(run("export", "--format", name) for name in ("jsonl", "csv", "markdown")),
        *(run("show", "--json"), run("audit", "--json"), run("progress", "--json")),
    ):
        assert "north" not in exported.out
    assert "region: north" in run("log", "--fields").out

    assert run("undo").out == "Undone: field of a speaker.\n"
    assert "region" not in run("speakers", "--fields").out
    run("field", "Mira Holt-Lind", "region", "south")
    assert run("field", "Mira Holt-Lind", "region", "--clear").out == "Mira Holt-Lind: region cleared.\n"
    assert run("field", "Mira Holt-Lind", "region", "--clear").status == 1
