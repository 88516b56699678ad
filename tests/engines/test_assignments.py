"""An engine's promises about assignments: whose a quotation or an article is, since when, and how that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext import find_quotations
from store.articles.query import parsed
from store.errors import ConflictError, DecidedArticleError
from store.model.annotations import Status
from store.model.lists import ArticleFilter
from store.together.assignments import Asked
from tests.engines.newsroom import BODY, FIRST_QUOTE, bring, copy, story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store import Archive
    from store.model.annotations import Annotation
    from tests.engines.newsroom import Newsroom


@pytest.fixture
def ben(newsroom: Newsroom) -> Archive:
    return newsroom.desk("Ben")


def suggested(desk: Archive, **fields: str) -> Sequence[Annotation]:
    """Return the finder's suggestions in a new article."""
    opened = story(desk, **fields)
    return desk.suggestions.save(opened.revision, desk.suggestions.quotations(opened.revision.article, find_quotations))


def listed(desk: Archive, typed: str) -> list[str]:
    return [row.id for row in desk.articles.page(parsed(typed).narrowed).rows]


def test_an_assignment_is_logged_seen_by_all_and_one_step_to_undo(desk: Archive, ben: Archive) -> None:
    first, second, *_ = suggested(desk)
    given = desk.decisions.assignments.assign([first, second], "Ben")
    assignment = ben.annotations.get(first.id).state.assignment
    assert assignment is not None
    assert (assignment.to, assignment.by) == ("Ben", "Ada")
    assert desk.annotations.history(first.id)[-1].action == "assign"
    assert desk.annotations.history(first.id)[-1].after.assignment == assignment
    assert ben.articles.totals().assigned == 2
    assert desk.articles.totals().assigned == 0
    [row] = desk.articles.page().rows
    assert [one.to for one in row.assigned] == ["Ben"]

    ben.decisions.assignments.end(given[:1])
    assert ben.articles.totals().assigned == 1
    ben.decisions.undo()
    assert ben.annotations.get(first.id).state.assignment == assignment
    desk.decisions.undo(sparing=[desk.annotations.history(second.id)[-1].change_id])
    assert desk.annotations.get(second.id).state.assignment is None


def test_an_article_is_assigned_as_a_whole_and_is_no_quotation(desk: Archive, ben: Archive) -> None:
    opened = story(desk)
    other = bring(desk, copy(external_id="another"))[0].article_id
    desk.decisions.assignments.assign_article(opened.row.id, "Ben")
    row = ben.articles.row(opened.row.id)
    assert [(one.to, one.by) for one in row.assigned] == [("Ben", "Ada")]
    assert (row.quotation_count, row.open_count) == (0, 0)
    assert desk.open_article(row.id).annotations == ()
    assert ben.articles.totals().assigned == 1
    assert [event.action for event in desk.events(article_id=row.id).rows] == ["assign"]
    for typed in ("for:ben", "for:me", "for:BEN"):
        assert listed(ben, typed) == [row.id]
    assert listed(ben, "for:ada") == listed(desk, "for:me") == []
    assert other not in listed(desk, "for:ben")
    assert desk.articles.count(ArticleFilter(assigned="ben")) == 1
    assert [hit.article.id for hit in desk.search("for:ben harbour")] == [row.id]

    desk.decisions.undo()
    assert desk.decisions.assignments.of_article(row.id) is None
    assert desk.articles.row(row.id).assigned == ()
    desk.decisions.redo()
    held = ben.decisions.assignments.of_article(row.id)
    assert held is not None
    ben.decisions.assignments.end([held])
    assert ben.articles.totals().assigned == 0
    assert desk.decisions.assignments.assign_article(row.id, "Cleo").state.assignment is not None
    assert [one.to for one in desk.articles.row(row.id).assigned] == ["Cleo"]


def test_who_settles_a_quotation_ends_its_assignment_and_undo_gives_it_back(desk: Archive, ben: Archive) -> None:
    found = suggested(desk)
    ways: list[Callable[[Annotation], Annotation]] = [
        lambda a: desk.decisions.settle([a], Status.ACCEPTED)[0],
        lambda a: desk.decisions.settle([a], Status.REJECTED)[0],
        lambda a: desk.decisions.name_speaker(a, "Mira Holt"),
        lambda a: desk.remarks.verify(a, "the recording"),
        lambda a: desk.decisions.settle([a], Status.REMOVED)[0],
    ]
    for settle in ways:
        [given] = ben.decisions.assignments.assign([ben.annotations.get(found[0].id)], "Ben")
        assert settle(given).state.assignment is None
        assert ben.articles.totals().assigned == 0
        desk.decisions.undo()
        assert desk.annotations.get(given.id).state.assignment == given.state.assignment
    [skipped] = desk.decisions.settle([desk.annotations.get(found[0].id)], Status.SKIPPED)
    assert skipped.state.assignment is not None


def test_an_article_is_nobodys_any_more_once_its_last_open_quotation_is_settled(desk: Archive, ben: Archive) -> None:
    *others, last = suggested(desk)
    article_id = last.article_id
    desk.decisions.assignments.assign_article(article_id, "Ben")
    if others:
        ben.decisions.settle(others, Status.ACCEPTED)
    assert ben.articles.totals().assigned == 1
    [accepted] = ben.decisions.settle([last], Status.ACCEPTED)
    assert accepted.id == last.id
    assert ben.articles.totals().assigned == 0
    assert ben.decisions.assignments.of_article(article_id) is None

    undone = ben.decisions.undo()
    assert undone is not None
    assert ben.articles.totals().assigned == 1
    ben.decisions.redo()
    assert ben.articles.totals().assigned == 0
    assert all(check.trouble is None for check in desk.integrity.checks())


def test_two_desks_that_assign_an_article_at_once_see_each_other(desk: Archive, ben: Archive) -> None:
    article_id = story(desk).row.id
    engine = ben._engine
    before = engine.annotation
    desk.decisions.assignments.assign_article(article_id, "Ada")

    def none_yet(annotation_id: str) -> Annotation:
        engine.annotation = before  # type: ignore[method-assign]
        from store.errors import NotFoundError

        raise NotFoundError("none yet")

    engine.annotation = none_yet  # type: ignore[method-assign]
    with pytest.raises(ConflictError):
        ben.decisions.assignments.assign_article(article_id, "Ben")


def test_an_assignment_goes_along_to_the_next_revision(desk: Archive) -> None:
    opened = story(desk, external_id="port-1")
    quote = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    desk.decisions.assignments.assign([quote], "Ben")
    bring(desk, copy(external_id="port-1", body=f"Morning.\n\n{BODY}"))
    moved = desk.annotations.get(quote.id)
    assert (moved.state.status, moved.state.assignment and moved.state.assignment.to) == (Status.ACCEPTED, "Ben")
    bring(desk, copy(external_id="port-1", body=BODY.replace("a fourth week", "a fifth week")))
    stale = desk.annotations.get(quote.id)
    assert stale.state.status is Status.STALE
    [given] = desk.decisions.assignments.assign([desk.remarks.note(stale, "ask her")], "Cleo")
    bring(desk, copy(external_id="port-1", body=BODY.replace("a fourth week", "a sixth week")))
    now = desk.annotations.get(quote.id).state
    assert (now.status, now.assignment, now.note) == (Status.STALE, given.state.assignment, "ask her")
    [kept] = desk.updates.keep_older([desk.annotations.get(quote.id)])
    assert (kept.state.status, kept.state.assignment, kept.state.note) == (Status.ACCEPTED, None, "ask her")


def test_what_is_removed_with_its_article_is_nobodys_any_more(desk: Archive, ben: Archive) -> None:
    first, *_ = suggested(desk)
    other = story(desk, external_id="another", headline="Another").row.id
    desk.decisions.assignments.assign([first], "Ben")
    for article_id in (other, first.article_id):
        desk.decisions.assignments.assign_article(article_id, "Ben")
    assert ben.articles.totals().assigned == 3
    assert {one.to for one in desk.articles.removals.at_stake(first.article_id).row.assigned} == {"Ben"}
    with pytest.raises(DecidedArticleError, match=r"Ada \(2\)"):
        ben.articles.removals.remove(first.article_id, "wrong folder")
    ben.articles.removals.remove(first.article_id, "wrong folder", with_decisions=True)
    assert ben.articles.totals().assigned == 1
    assert listed(ben, "for:me") == listed(desk, "for:ben") == [other]
    assert desk.articles.count(ArticleFilter(assigned="Ben")) == 1
    assert desk.decisions.undo() is not None
    assert listed(ben, "for:me") == []
    assert desk.decisions.undo() is None
    assert [check for check in desk.integrity.checks() if check.trouble] == []


def test_a_name_is_looked_for_among_the_people_of_the_store(desk: Archive, ben: Archive, newsroom: Newsroom) -> None:
    opened = story(desk)
    desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    ben.articles.mark_read([opened.row])
    assert desk.decisions.assignments.asked("ada").name == "Ada"
    assert desk.decisions.assignments.asked("me").name == "Ada"
    desk.decisions.assignments.assign_article(opened.row.id, "Cleo Marsh")
    assert "Cleo Marsh" in desk.decisions.assignments.people()
    assert desk.decisions.assignments.asked(" cleo  marsh ").name == "Cleo Marsh"
    assert desk.decisions.assignments.asked("cleo").name == "Cleo Marsh"
    missed = desk.decisions.assignments.asked("Adda")
    assert (missed.name, missed.near[0], missed.meant) == (None, "Ada", True)
    assert desk.decisions.assignments.asked("marhs").meant
    other = desk.decisions.assignments.asked("Adam Thompson")
    assert ("Ada" in other.near, other.meant) == (True, False)
    assert desk.decisions.assignments.asked("Zzyx") == Asked(None)
