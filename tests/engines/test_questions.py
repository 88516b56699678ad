"""The number of questions an action asks the engine: each may be a round trip over a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.spans import Span
from store.model.annotations import Status
from tests.engines.newsroom import FIRST_QUOTE, story
from tests.questions import Questions

if TYPE_CHECKING:
    import pytest

    from store import Archive
    from store.model.annotations import Annotation

SAYING = "“So it is,” they said. "
MANY = 60
"""Quotations in one step: an action that asks for each of them asks far more than any limit here."""


def quotations(desk: Archive, count: int) -> list[Annotation]:
    """Mark quotations in one article, and leave them open."""
    revision = story(desk, body=SAYING * count).revision
    made = [
        desk.decisions.add_quotation(revision, [Span(start, start + len("“So it is,”"))])
        for start in range(0, count * len(SAYING), len(SAYING))
    ]
    return list(desk.decisions.settle(made, Status.SUGGESTED))


def test_a_decision_asks_four_questions_at_most(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = story(desk)
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    questions = Questions(desk, monkeypatch)

    assert questions.of(lambda: desk.decisions.settle([made], Status.REJECTED)) <= 4
    seen = desk.annotations.get(made.id)
    assert questions.of(lambda: desk.decisions.name_speaker(desk.decisions.as_seen(seen), "Mira Holt")) <= 4
    seen = desk.annotations.get(made.id)
    assert questions.of(lambda: desk.remarks.note(desk.decisions.as_seen(seen), "Call her.")) <= 4


def test_opening_an_article_asks_three_questions(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = story(desk)

    assert Questions(desk, monkeypatch).of(lambda: desk.open_article(opened.row.id)) <= 3


def test_taking_a_bulk_step_back_asks_no_more_than_a_small_one(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    made = quotations(desk, MANY)
    desk.decisions.accept_all(made)
    questions = Questions(desk, monkeypatch)

    assert questions.of(desk.decisions.undo) <= 12
    assert {annotation.state.status for annotation in desk.open_article(made[0].article_id).annotations} == {
        Status.SUGGESTED
    }
    assert questions.of(desk.decisions.redo) <= 12


def test_taking_many_quotations_along_asks_no_more_than_for_one(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk.decisions.accept_all(quotations(desk, MANY)).accepted
    questions = Questions(desk, monkeypatch)

    assert questions.of(lambda: desk.annotations.cite([annotation.id for annotation in made])) <= 8
    citations = desk.annotations.cite([made[7].id, made[3].id])
    assert [one.annotation.id for one in citations] == [made[7].id, made[3].id]
    assert {one.settled and one.settled.action for one in citations} == {"accept"}
