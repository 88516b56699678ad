"""Decisions teach the finder: lessons are measured on articles held out, and a person switches them on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from newstext.learning import lesson as lessons
from newstext.learning.lesson import Figures, Lesson, TooFew
from newstext.quotations import learned
from newstext.quotations.confidence import SHIPPED
from store.errors import NotFoundError
from store.model.annotations import SpanRole, Status
from tests.engines.newsroom import bring
from tests.taught import fill

if TYPE_CHECKING:
    from store import Archive
    from store.model.annotations import Annotation

NEWS = Article(
    headline="Ferry",
    body="“The ferry sails at noon,” said Nora Finch.\n\nFinch noted that the quay had been closed since spring.\n\n"
    "Finch said that the ferry had missed two tides.",
)


@pytest.fixture(autouse=True)
def small_and_level(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn from few articles, and leave out the yardstick, which takes seconds: a test of the command measures it."""
    monkeypatch.setattr(lessons, "FEWEST_DECISIONS", 40)
    monkeypatch.setattr(lessons, "FEWEST_ARTICLES", 4)
    monkeypatch.setattr(lessons, "on_yardstick", lambda _weights, _indirect_from: 0.9)


_IN_A_FILE = pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
"""Lessons are kept in a file beside the store, which only a store in a file has."""


def _lesson(desk: Archive) -> Lesson:
    lesson = desk.learning.learn(desk.learning.articles())
    assert isinstance(lesson, Lesson)
    return lesson


def _cues(desk: Archive, article_id: str) -> list[str]:
    desk.suggestions.find(article_id)
    return [piece.exact for a in desk.open_article(article_id).annotations for piece in a.pieces(SpanRole.CUE)]


@_IN_A_FILE
def test_what_a_desk_rejects_is_suggested_no_longer_until_it_goes_back(desk: Archive) -> None:
    fill(desk)
    article_id = bring(desk, NEWS)[0].article_id
    assert _cues(desk, article_id) == ["said", "noted", "said"]
    lesson = _lesson(desk)
    assert (lesson.decisions, lesson.articles) == (60, 5)
    assert lesson.before == Figures(kept=45, found=45, shown=60, right=45)
    assert lesson.after == Figures(kept=45, found=45, shown=45, right=45)
    assert _cues(desk, article_id) == ["said", "noted", "said"], "nothing changes before a person says so"
    assert lesson.helps
    assert desk.learning.switch_on(lesson).card
    assert _cues(desk, article_id) == ["said", "said"]
    assert desk.open_article(article_id).held_back == 1
    assert desk.learning.back() == (None, None, False)
    assert _cues(desk, article_id) == ["said", "noted", "said"]
    with pytest.raises(NotFoundError):
        desk.learning.back()


@_IN_A_FILE
def test_every_desk_on_the_store_goes_by_what_was_learned_and_touches_no_decision(
    desk: Archive, newsroom: object
) -> None:
    fill(desk)
    settled = [desk.open_article(row.id).annotations for row in desk.articles.page().rows]
    other = newsroom.desk("Ben")  # type: ignore[attr-defined]
    article_id = bring(desk, NEWS)[0].article_id
    desk.learning.switch_on(_lesson(desk))
    assert _cues(other, article_id) == ["said", "said"]
    card = other.learning.in_force().card
    assert card
    assert (card["learned_by"], card["decisions"]) == ("Ada", 60)
    for row in desk.articles.page().rows:
        desk.suggestions.find(row.id)
    assert [
        desk.open_article(row.id).annotations for row in desk.articles.page().rows if row.id != article_id
    ] == settled


@_IN_A_FILE
def test_a_second_lesson_leads_back_to_the_first(desk: Archive) -> None:
    fill(desk)
    first = desk.learning.switch_on(_lesson(desk)).card
    fill(desk, 6)
    second = desk.learning.switch_on(_lesson(desk))
    assert second.before == first
    assert second.card != first
    assert desk.learning.back().card == first
    assert desk.learning.back().card is None


def test_too_few_decisions_teach_nothing(desk: Archive) -> None:
    fill(desk, 3)
    assert desk.learning.learn(desk.learning.articles()) == TooFew(36, 3)


def test_without_a_rise_on_articles_held_out_nothing_may_be_used(desk: Archive) -> None:
    fill(desk)
    for row in desk.articles.page().rows:
        found = desk.open_article(row.id)
        rejected = [a for a in desk._engine.annotations(row.id) if a.id in found.rejected]
        desk.decisions.settle(rejected, Status.ACCEPTED)
    lesson = _lesson(desk)
    assert lesson.before.found_and_speaker == 1
    assert not lesson.helps


def test_a_fall_on_the_yardstick_forbids_what_helps_the_desk(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(desk)
    monkeypatch.setattr(lessons, "_STEPS", (1.0,))
    monkeypatch.setattr(lessons, "on_yardstick", lambda weights, _from: 0.9 if weights is SHIPPED else 0.896)
    lesson = _lesson(desk)
    assert lesson.rises
    assert not lesson.helps


@pytest.mark.parametrize("what", ["speaker", "words", "removed", "older revision"])
def test_what_people_corrected_removed_or_left_on_an_older_revision_counts_as_wrong(desk: Archive, what: str) -> None:
    fill(desk)
    article_id = bring(desk, Article(headline="Ferry", body=NEWS.body, url="https://portwire.example/ferry"))[
        0
    ].article_id
    desk.suggestions.find(article_id)
    quoted, noted, said = desk.open_article(article_id).annotations
    desk.decisions.settle([noted, said], Status.ACCEPTED)
    before = _lesson(desk).before
    _correct(desk, article_id, quoted, what)
    after = _lesson(desk).before
    kept = 0 if what == "removed" else 1
    is_right = what == "older revision"
    assert after == (before.kept + kept, before.found + is_right, before.shown + 1, before.right + is_right)


def _correct(desk: Archive, article_id: str, quoted: Annotation, what: str) -> None:
    revision = desk.open_article(article_id).revision
    if what == "speaker":
        desk.decisions.name_speaker(quoted, "Oskar Brandt")
    elif what == "removed":
        desk.decisions.settle([quoted], Status.REMOVED)
    elif what == "words":
        span = quoted.pieces(SpanRole.CONTENT)[0].span
        moved = desk.decisions.respan(quoted, revision, [type(span)(span.start, span.start + 12)])
        desk.decisions.settle([moved], Status.ACCEPTED)
    else:
        desk.decisions.settle([quoted], Status.ACCEPTED)
        body = revision.article.body.replace("at noon", "tomorrow")
        bring(desk, Article(headline="Ferry", body=body, url="https://portwire.example/ferry"))
        assert desk.annotations.get(quoted.id).state.status is Status.STALE


@_IN_A_FILE
@pytest.mark.parametrize(
    "text", ["", "{", '{"generation": 3, "now": {"weights": {"quoted": 1}}, "before": null}', "[1]"]
)
def test_a_damaged_file_leaves_the_finder_as_shipped(desk: Archive, text: str) -> None:
    article_id = bring(desk, NEWS)[0].article_id
    file = desk._engine.beside("-learned.json")
    assert file
    file.write_text(text)
    assert _cues(desk, article_id) == ["said", "noted", "said"]
    assert desk.learning.in_force() == (None, None, False)


@_IN_A_FILE
def test_what_another_version_of_the_finder_learned_has_no_effect(
    desk: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk)
    monkeypatch.setattr(learned, "FINDER_VERSION", "14")
    desk.learning.switch_on(_lesson(desk))
    monkeypatch.undo()
    article_id = bring(desk, NEWS)[0].article_id
    assert _cues(desk, article_id) == ["said", "noted", "said"]
    assert desk.learning.in_force().is_outdated
