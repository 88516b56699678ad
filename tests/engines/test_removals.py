"""Articles that were imported by mistake: the log keeps that they were there, and all that belongs to them goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store.errors import DecidedArticleError, NotFoundError, StoreError
from store.model.annotations import Status
from store.model.articles import Outcome
from store.model.lists import ArticleFilter, ArticleState
from tests.engines.newsroom import BODY, FIRST_QUOTE, SECOND_QUOTE, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from tests.engines.newsroom import Newsroom


def _is_sound(desk: Archive) -> bool:
    return [check for check in desk.integrity.checks() if check.trouble] == []


def _two(desk: Archive) -> tuple[str, str]:
    """Add an article about the ferry, then one about the strike; return their ids."""
    ferry = copy(
        external_id="ferry", headline="Ferry sails again", source="Coast Daily", body="“We sail,” said Pia Renner."
    )
    first, second = bring(desk, ferry, copy(external_id="strike"))
    for one in (first, second):
        desk.suggestions.find(one.article_id)
    return first.article_id, second.article_id


def test_the_log_keeps_that_an_article_was_there_and_the_text_goes(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    ferry, strike = _two(ada)
    ben.articles.mark_read([ben.articles.row(ferry), ben.articles.row(strike)])
    ben.articles.flag([ferry])
    before = ada.articles.row(ferry)
    assert ada.articles.removals.at_stake(ferry) == (before, {})
    removed = ada.articles.removals.remove(ferry, " wrong \n folder ")
    assert (removed.actor, removed.reason, removed.headline) == ("Ada", "wrong folder", "Ferry sails again")
    assert (removed.source, removed.quotations, removed.decisions) == ("Coast Daily", before.quotation_count, {})
    assert ben.articles.removals.page().rows == (removed,)
    with pytest.raises(NotFoundError):
        ada.open_article(ferry)
    assert [row.id for row in ada.articles.page().rows] == [strike]
    assert ada.search("ferry") == ada.search("who:renner") == ada.search("re:sails") == []
    assert (ada.articles.count(), ada.articles.totals().articles) == (1, 1)
    assert ada.articles.totals().open_quotations == ada.articles.row(strike).open_count
    assert (
        ben.articles.totals().unread_articles,
        ben.articles.count(ArticleFilter(states=(ArticleState.FLAGGED,))),
    ) == (0, 0)
    assert {event.article_id for event in ada.events().rows} == {strike}
    assert _is_sound(ada)


def test_heads_of_the_log_that_were_written_down_still_hold(desk: Archive) -> None:
    first, second = _two(desk)
    desk.decisions.settle(desk.open_article(first).annotations, Status.ACCEPTED)
    before = list(desk.integrity.log_heads())
    removed = desk.articles.removals.remove(first, "wrong folder", with_decisions=True)
    desk.decisions.settle(desk.open_article(second).annotations, Status.ACCEPTED)
    after = list(desk.integrity.log_heads())
    assert after[: len(before)] == before
    assert removed.seq in {head.seq for head in after}
    assert len(after) > len(before) + 1


def test_an_article_with_decisions_is_removed_only_with_them(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    quote = ada.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    ada.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    ben.remarks.note(ben.annotations.get(quote.id), "Ask the lawyer.")
    with pytest.raises(DecidedArticleError, match=r"Ada \(2\), Ben \(1\)"):
        ben.articles.removals.remove(opened.row.id, "sent by mistake")
    assert ben.annotations.get(quote.id).state.status is Status.ACCEPTED
    assert ben.articles.removals.at_stake(opened.row.id).decisions == {"Ada": 2, "Ben": 1}
    removed = ben.articles.removals.remove(opened.row.id, "sent by mistake", with_decisions=True)
    assert (removed.quotations, removed.decisions) == (2, {"Ada": 2, "Ben": 1})
    assert ada.decisions.undo() is None
    assert ada.register.speakers() == [] or all(not one.quotations for one in ada.register.speakers())
    assert ada.remarks.tags() == []
    assert _is_sound(ada)


def test_a_removal_needs_a_reason_and_an_article(desk: Archive) -> None:
    opened = story(desk)
    with pytest.raises(StoreError, match="for a reason"):
        desk.articles.removals.remove(opened.row.id, "  ")
    with pytest.raises(NotFoundError):
        desk.articles.removals.remove("nothing", "a reason")
    assert desk.articles.removals.page().rows == ()


def test_a_file_imported_again_is_refused_unless_a_person_says_so(desk: Archive) -> None:
    article = copy(external_id="strike")
    opened = story(desk, external_id="strike")
    desk.articles.removals.remove(opened.row.id, "wrong folder")
    [refused] = bring(desk, article)
    assert (refused.outcome, refused.article_id) == (Outcome.REFUSED, "")
    assert refused.reason is not None
    assert refused.reason.startswith("Ada removed this article on 20")
    assert "(wrong folder)" in refused.reason
    assert desk.articles.totals().articles == 0
    [added] = desk.add([article], reader="test", reader_version="1", again=True)
    assert added.outcome is Outcome.ADDED
    [revised] = bring(desk, copy(external_id="strike", body=f"{BODY} Talks go on."))
    assert (revised.outcome, revised.article_id) == (Outcome.REVISED, added.article_id)
    assert desk.articles.removals.remove(added.article_id, "again").seq > desk.articles.removals.page().rows[0].seq
    [other] = bring(desk, copy(external_id="other"))
    assert other.outcome is Outcome.ADDED
    assert [hit.article.id for hit in desk.search("strike")] == [other.article_id]
    assert _is_sound(desk)


def test_numbers_are_not_used_again(desk: Archive) -> None:
    first, last = _two(desk)
    desk.articles.removals.remove(last, "wrong folder")
    [third] = bring(desk, copy(external_id="third"))
    assert desk.articles.totals().articles == 2
    desk.articles.removals.remove(first, "wrong folder")
    desk.articles.removals.remove(third.article_id, "wrong folder")
    assert desk.articles.totals().articles == 0
    assert desk.search("strike") == []
    assert _is_sound(desk)


def test_a_step_over_several_articles_stays_for_the_others(desk: Archive) -> None:
    first, second = _two(desk)
    quotes = [*desk.open_article(first).annotations, *desk.open_article(second).annotations]
    desk.decisions.settle(quotes, Status.SKIPPED)
    desk.decisions.undo()
    desk.articles.removals.remove(first, "wrong folder", with_decisions=True)
    redone = desk.decisions.redo()
    assert redone is not None
    assert {one.article_id for one in redone.annotations} == {second}
    undone = desk.decisions.undo()
    assert undone is not None
    assert {one.state.status for one in undone.annotations} == {Status.SUGGESTED}
    assert _is_sound(desk)


def test_an_update_that_waits_goes_with_its_article(desk: Archive) -> None:
    opened = story(desk, external_id="strike")
    quote = desk.decisions.add_quotation(opened.revision, [Span(78, 101)])
    bring(desk, copy(external_id="strike", body=BODY.replace("a phone call", "a letter")))
    assert desk.articles.row(opened.row.id).stale_count == 1
    desk.reviews.keep_place("article x", None)
    desk.articles.removals.remove(opened.row.id, "wrong folder", with_decisions=True)
    assert desk.updates.waiting().rows == ()
    assert desk.reviews.open_count() == 0
    with pytest.raises(NotFoundError):
        desk.annotations.history(quote.id)
    assert _is_sound(desk)
