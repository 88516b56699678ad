"""Figures on the command line: progress of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from store.model.annotations import Status
from store.model.lists import ArticleFilter, View

if TYPE_CHECKING:
    from pathlib import Path

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
    assert ["ferries", "1", "0"] in rows
    assert "1 quotation decided by two people: 100 % decided alike, AC1 1.00" in ran.out
    assert "of those both kept, 0 % with the same speaker." in " ".join(ran.out.split())
    assert ["direct", "1", "0", "%", "0", "0", "1", "0"] in rows


def test_progress_takes_filters_and_prints_json(run: CommandLine, copy: Path) -> None:
    _morning(run, copy)
    [figures] = run("progress", "--json", "is:open").objects

    assert (figures["articles"], figures["open"]) == (2, 2)
    assert figures["settled"] == []
    assert figures["views"] == [{"name": "ferries", "articles": 1, "open": 0}]
    ran = run("progress", "who:nobody")
    assert (ran.status, ran.err) == (1, "No article matches.\n")
    assert run("progress", "ferries").status == 2
