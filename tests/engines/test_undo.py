"""Undo without limit: a step costs the same however much was decided, undone and passed over before it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store.errors import ConflictError
from store.model.annotations import Status
from tests.engines.newsroom import FIRST_QUOTE, SECOND_QUOTE, story
from tests.engines.steps import Steps
from tests.questions import Questions

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from store.model.annotations import Annotation
    from tests.engines.newsroom import Newsroom

DEEP = 120
OF_THE_STEPS = "SELECT change_id, actor, action, seq, taken_back, passed FROM step ORDER BY seq"


def decided(desk: Archive, quote: Annotation, times: int) -> Annotation:
    """Change one quotation again and again."""
    for number in range(times):
        quote = desk.remarks.note(quote, f"Call number {number}.")
    return quote


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_each_step_back_and_forth_costs_the_same_after_a_restart_too(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(monkeypatch)
    desk = newsroom.desk()
    quote = desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
    decided(desk, quote, DEEP)
    back = [steps.of(desk.decisions.undo) for _ in range(DEEP // 2)]
    desk = newsroom.desk()
    desk.decisions.undo()
    back += [steps.of(desk.decisions.undo) for _ in range(DEEP // 2 - 1)]
    assert desk.annotations.get(quote.id).state == quote.state
    desk = newsroom.desk()
    desk.decisions.redo()
    forth = [steps.of(desk.decisions.redo) for _ in range(DEEP - 1)]
    assert desk.annotations.get(quote.id).state.note == f"Call number {DEEP - 1}."
    for took in (back, forth):
        assert sum(took[-10:]) < 1.3 * sum(took[:10])


def test_steps_that_a_colleague_s_word_stands_on_are_passed_over_once(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(monkeypatch)
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    revision = story(ada).revision
    mine = ada.decisions.add_quotation(revision, [FIRST_QUOTE])
    decided(ada, mine, 3)
    for number in range(30):
        spoken = ada.decisions.add_quotation(revision, [Span(number, number + 4)])
        ben.decisions.settle([spoken], Status.VERIFIED)
    spared: list[str] = []
    while len(spared) < 30:
        with pytest.raises(ConflictError) as refused:
            ada.decisions.undo(spared)
        assert refused.value.step is not None
        spared.append(refused.value.step)
    ada.decisions.undo(spared)
    assert ada.annotations.get(mine.id).state.note == "Call number 1."
    few = steps.of(lambda: ada.decisions.undo(spared))
    assert steps.of(lambda: newsroom.desk("Ada").decisions.undo()) <= few + 60  # includes opening the store
    assert ada.annotations.get(mine.id).state.note is None
    assert ada.decisions.redo() is not None


def test_a_step_over_many_quotations_asks_a_handful_of_questions(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = newsroom.desk()
    body = "“So it is,” they said. " * 60
    revision = story(desk, body=body).revision
    quotes = [desk.decisions.add_quotation(revision, [Span(n * 23, n * 23 + 11)]) for n in range(60)]
    quotes = [desk.decisions.name_speaker(quote, f"Speaker {n}") for n, quote in enumerate(quotes)]
    questions = Questions(desk, monkeypatch)
    removed = desk.decisions.settle(quotes, Status.REMOVED)
    desk.decisions.undo()
    skipped = desk.decisions.settle(desk.open_article(revision.article_id).annotations, Status.SKIPPED)
    assert len(desk.decisions.accept_all(skipped).accepted) == len(removed) == 60
    desk.decisions.undo()
    desk.decisions.redo()
    assert len(questions.asked) < 20
    assert {annotation.state.status for annotation in desk._engine.annotations(revision.article_id)} == {
        Status.ACCEPTED
    }


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_the_steps_of_an_older_store_are_read_out_of_its_log(tmp_path: Path, newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    revision = story(ada).revision
    quote = ada.decisions.add_quotation(revision, [FIRST_QUOTE])
    ben.decisions.add_quotation(revision, [SECOND_QUOTE])
    ada.decisions.name_speaker(quote, "Mira Holt")
    ben.register.add_name(ada.register.speakers()[0].id, "M. Holt")
    for step in (
        ben.decisions.undo,
        ben.decisions.redo,
        ada.decisions.undo,
        ada.decisions.redo,
        ada.decisions.undo,
        ben.decisions.undo,
    ):
        assert step() is not None
    newsroom.close()
    with closing(sqlite3.connect(newsroom.path)) as db:
        kept = db.execute(OF_THE_STEPS).fetchall()
        assert len(kept) == 4
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%step%'"):
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute("DROP TABLE step")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0012_steps'")
        db.execute("PRAGMA user_version = 11")
        db.commit()
    newsroom.desk("Ada")
    newsroom.close()
    with closing(sqlite3.connect(newsroom.path)) as db:
        assert db.execute(OF_THE_STEPS).fetchall() == kept
