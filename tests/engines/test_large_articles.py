"""Articles with thousands of quotations: the cost of a decision does not grow with their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.decisions import fill
from store import Archive
from store.model.annotations import Status
from tests.engines.sqlite_room import open_sqlite
from tests.engines.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from store.model.annotations import Annotation

MANY = 1200


def filled(path: Path, count: int) -> Archive:
    archive = Archive(open_sqlite(path), actor="ada")
    fill(archive, count)
    return archive


def quotations(archive: Archive) -> tuple[Annotation, ...]:
    return archive.open_article(archive.articles.page().rows[0].id).annotations


def decisions(archive: Archive, one: Annotation, other: Annotation) -> list[Callable[[], object]]:
    """Return a person's possible decisions, to be made one after another."""
    return [
        lambda: archive.decisions.settle([archive.decisions.as_seen(one)], Status.ACCEPTED),
        lambda: archive.decisions.settle([archive.decisions.as_seen(other)], Status.REJECTED),
        lambda: archive.remarks.note(archive.decisions.as_seen(one), "Ring the skipper."),
        lambda: archive.remarks.tag(archive.decisions.as_seen(one), ["harbour"]),
        lambda: archive.remarks.flag(archive.decisions.as_seen(one), flagged=True),
        lambda: archive.decisions.name_speaker(archive.decisions.as_seen(one), "Lotte Brandt"),
        archive.decisions.undo,
        archive.decisions.undo,
        archive.decisions.redo,
    ]


def test_a_decision_costs_the_same_in_an_article_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps, took = Steps(monkeypatch), []
    for count in (300, MANY):
        with filled(tmp_path / f"{count}.db", count) as archive:
            one, other, *_ = quotations(archive)
            took.append([steps.of(decision) for decision in decisions(archive, one, other)])
    for few, many in zip(*took, strict=True):
        assert many <= few + 3


def test_what_is_accepted_in_a_large_article_is_found_by_the_next_search(tmp_path: Path) -> None:
    with filled(tmp_path / "large.db", 300) as archive:
        first = quotations(archive)[0]
        archive.decisions.name_speaker(first, "Wilhelmine Okafor")
        assert [hit.article.headline for hit in archive.search("who:okafor ferry")] == ["Ferries"]
        assert all(check.trouble is None for check in archive.integrity.checks())


def test_what_is_accepted_in_a_large_article_is_found_by_who_opens_the_store_later(tmp_path: Path) -> None:
    with filled(tmp_path / "large.db", 300) as archive:
        archive.decisions.name_speaker(quotations(archive)[0], "Wilhelmine Okafor")
        assert all(check.trouble is None for check in archive.integrity.checks())
    with Archive.open(tmp_path / "large.db", actor="ben") as archive:
        assert archive.search_as_typed("who:okafor")


def test_a_large_article_is_indexed_while_nobody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.rules.backlog._QUIET", 0.0)
    with filled(tmp_path / "large.db", 300) as archive:
        archive.decisions.name_speaker(quotations(archive)[0], "Wilhelmine Okafor")
        archive.wait(0)
        assert archive.search_as_typed("who:okafor")
