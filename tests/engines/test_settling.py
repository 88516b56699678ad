"""An engine's promises about settling: remarks, reviews, conflicts, and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store.articles.query import parsed
from store.articles.reviews import scope_of
from store.errors import ConflictError, NotFoundError
from store.model.annotations import AnnotationKind, Record, SpanRole, Status, Tag
from store.model.lists import ArticleFilter, ArticleState, ReviewPlace
from store.quotations.conflicts import sides
from tests.engines.newsroom import BODY, FIRST_QUOTE, SECOND_QUOTE, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from store.model.annotations import Annotation
    from tests.engines.newsroom import Newsroom


@pytest.fixture
def quote(desk: Archive) -> Annotation:
    return desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])


def test_every_remark_is_kept_and_is_one_step_to_undo(newsroom: Newsroom, desk: Archive, quote: Annotation) -> None:
    noted = desk.remarks.note(quote, "  check with the harbour master \n")
    tagged = desk.remarks.tag(noted, ["strike", " port  affairs ", "strike", ""])
    recorded = desk.remarks.set_record(tagged, Record.BACKGROUND)
    flagged = desk.remarks.flag(recorded, flagged=True)
    verified = desk.remarks.verify(flagged, "the recording")
    state = newsroom.desk().annotations.get(quote.id).state
    assert state == verified.state
    assert state.note == "check with the harbour master"
    assert state.tags == ("strike", "port affairs")
    assert state.record is Record.BACKGROUND
    assert (state.status, state.checked_against, state.flagged) == (Status.VERIFIED, "the recording", False)
    for before in (flagged, recorded, tagged, noted, quote):
        desk.decisions.undo()
        assert desk.annotations.get(quote.id).state == before.state


def test_the_log_says_what_a_second_reader_did(desk: Archive, quote: Annotation) -> None:
    desk.remarks.verify(desk.remarks.flag(quote, flagged=True), "the recording")
    made, flagged, verified = desk.annotations.history(quote.id)
    assert [e.action for e in (made, flagged, verified)] == ["mark", "flag", "verify"]
    assert [e.after.flagged for e in (made, flagged, verified)] == [False, True, False]
    assert verified.after.checked_against == "the recording"
    with pytest.raises(NotFoundError):
        desk.annotations.history("nothing")


def test_a_note_can_stand_on_words_that_are_no_quotation(desk: Archive) -> None:
    opened = story(desk)
    note = desk.remarks.add_note(opened.revision, SECOND_QUOTE, "Who counted them?")
    assert note.state.kind is AnnotationKind.NOTE
    assert note.pieces(SpanRole.CONTENT)[0].exact == SECOND_QUOTE.of(BODY)
    assert desk.articles.row(opened.row.id).quotation_count == 0


def test_articles_are_found_by_the_tags_and_notes_in_them(desk: Archive, quote: Annotation) -> None:
    tagged = desk.remarks.tag(quote, ["Légal: check", "port"])
    desk.remarks.add_note(desk.open_article(quote.article_id).revision, SECOND_QUOTE, "Who counted the SAILINGS?")

    def listed(typed: str) -> list[str]:
        return [row.id for row in desk.articles.page(parsed(typed).narrowed).rows]

    bring(desk, copy(external_id="another"))
    for typed in ("tag:legal", 'tag:"legal check"', "note:sailings", 'tag:port note:"who counted"'):
        assert listed(typed) == [quote.article_id]
    for typed in ("tag:sailings", "note:legal", "tag:illegal", "tag:port note:master"):
        assert listed(typed) == []
    desk.decisions.settle([tagged], Status.REJECTED)
    assert listed("tag:legal") == []
    assert listed("note:sailings") == [quote.article_id]


def test_tags_in_use_are_counted_as_they_come_and_go(desk: Archive, quote: Annotation) -> None:
    other = desk.decisions.add_quotation(desk.open_article(quote.article_id).revision, [SECOND_QUOTE])
    tagged = desk.remarks.tag(quote, ["Strike", "port"])
    desk.remarks.tag(other, ["Strike"])
    assert desk.remarks.tags() == [Tag("Strike", 2), Tag("port", 1)]
    assert desk.remarks.tags("stri") == [Tag("Strike", 2)]
    desk.decisions.settle([tagged], Status.REMOVED)
    assert desk.remarks.tags() == [Tag("Strike", 1)]
    desk.decisions.undo()
    assert desk.remarks.tags() == [Tag("Strike", 2), Tag("port", 1)]
    desk.remarks.tag(desk.annotations.get(quote.id), [])
    assert desk.remarks.tags() == [Tag("Strike", 1)]


def test_a_review_goes_from_one_article_with_anything_open_to_the_next(desk: Archive) -> None:
    ids = [bring(desk, copy(external_id=str(n), headline=f"Story {n}"))[0].article_id for n in range(3)]
    for article_id in ids:
        desk.suggestions.find(article_id)
    middle = desk.open_article(ids[1])
    desk.decisions.settle(middle.annotations, Status.ACCEPTED)
    everything = ArticleFilter()
    met, after = [], None
    while (page := desk.reviews.next_article(everything, after)).rows:
        met.append((page.rows[0].id, desk.reviews.open_count(everything, after)))
        after = page.after
        if after is None:
            break
    each = desk.articles.row(ids[0]).open_count
    assert sorted(article_id for article_id, _ in met) == sorted([ids[0], ids[2]])
    assert [count for _, count in met] == [2 * each, each]
    assert desk.reviews.open_count() == desk.articles.totals().open_quotations == 2 * each
    assert desk.reviews.open_count(ArticleFilter(source="nowhere")) == 0


def test_what_waits_for_a_second_reader_is_found_and_counted_wherever_it_stands(desk: Archive) -> None:
    ids = [bring(desk, copy(external_id=str(n), headline=f"Story {n}"))[0].article_id for n in range(3)]
    flagged = ArticleFilter(states=(ArticleState.SECOND_READER,))
    assert (desk.articles.count(flagged), desk.reviews.open_count(flagged)) == (0, 0)
    for article_id in ids[:2]:
        quotation = desk.decisions.add_quotation(desk.open_article(article_id).revision, [SECOND_QUOTE])
        desk.remarks.flag(quotation, flagged=True)
    assert {row.id for row in desk.articles.page(flagged).rows} == set(ids[:2])
    first = desk.reviews.next_article(flagged, None)
    assert first.rows[0].open_count == 0
    assert [desk.reviews.open_count(flagged, after) for after in (None, first.after)] == [2, 1]
    [verified, rejected] = [desk.open_article(article_id).annotations[0] for article_id in ids[:2]]
    desk.remarks.verify(verified, "the recording")
    desk.decisions.settle([rejected], Status.REJECTED)
    assert (desk.articles.count(flagged), desk.reviews.open_count(flagged)) == (0, 0)


def test_each_person_goes_on_where_they_were(newsroom: Newsroom, quote: Annotation) -> None:
    ada = newsroom.desk("Ada")
    scope = scope_of(ArticleFilter(source="Port", states=(ArticleState.UNREAD,)))
    assert scope == scope_of(ArticleFilter(states=(ArticleState.UNREAD,), source="Port"))
    assert scope != scope_of(article_id=quote.article_id)
    ada.reviews.keep_place(scope, ReviewPlace(None, quote.id, 3, 2))
    ada.reviews.keep_place(scope, ReviewPlace('["2026", "a"]', quote.id, 12, 9))
    newsroom.close()
    assert newsroom.desk("Ada").reviews.place(scope) == ReviewPlace('["2026", "a"]', quote.id, 12, 9)
    assert newsroom.desk("Ben").reviews.place(scope) is None
    newsroom.desk("Ada").reviews.keep_place(scope, None)
    assert newsroom.desk("Ada").reviews.place(scope) is None


def test_a_conflict_shows_both_sides_and_mine_keeps_what_only_they_changed(
    newsroom: Newsroom, quote: Annotation
) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    ben.remarks.note(ben.decisions.name_speaker(quote, "Mira Holtby"), "by telephone")
    with pytest.raises(ConflictError, match="Ben has changed") as refused:
        ada.decisions.name_speaker(quote, "Mira Holt")
    conflict = ada.decisions.conflict(refused.value)
    assert conflict is not None
    differing = {side.field: (side.theirs, side.mine) for side in sides(conflict)}
    assert differing["speaker"] == ("Mira Holtby", "Mira Holt")
    assert differing["note"] == ("by telephone", None)
    assert ada.annotations.get(quote.id).state.speaker == "Mira Holtby"
    mine = ada.decisions.make_mine(conflict)
    assert (mine.state.speaker, mine.state.note) == ("Mira Holt", "by telephone")
    ada.decisions.undo()
    assert ada.annotations.get(quote.id).state == conflict.theirs.state


def test_mine_is_refused_as_well_when_they_go_on_meanwhile(newsroom: Newsroom, quote: Annotation) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    theirs = ben.remarks.note(quote, "one")
    with pytest.raises(ConflictError) as refused:
        ada.decisions.settle([quote], Status.REJECTED)
    conflict = ada.decisions.conflict(refused.value)
    assert conflict is not None
    latest = ben.remarks.note(theirs, "two")
    with pytest.raises(ConflictError):
        ada.decisions.make_mine(conflict)
    assert ada.annotations.get(quote.id) == latest


def test_what_was_seen_is_changed_over_ones_own_later_word_and_never_over_anothers(
    newsroom: Newsroom, quote: Annotation
) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    noted = ada.remarks.note(quote, "mine")
    assert ada.decisions.as_seen(quote).state == noted.state
    tagged = ada.remarks.tag(ada.decisions.as_seen(quote), ["port"])
    assert (tagged.state.note, tagged.state.tags) == ("mine", ("port",))
    ben.remarks.note(tagged, "LEGAL: do not print")
    with pytest.raises(ConflictError, match="Ben has changed"):
        ada.remarks.note(ada.decisions.as_seen(quote), "nice")
    assert ada.annotations.get(quote.id).state.note == "LEGAL: do not print"


def test_an_update_is_nobodys_word_unless_it_changed_the_quotations(newsroom: Newsroom, desk: Archive) -> None:
    quote = desk.decisions.add_quotation(story(desk, external_id="1").revision, [FIRST_QUOTE])
    bring(desk, copy(external_id="1", body=BODY.replace("40 sailings", "41 sailings")))
    noted = desk.remarks.note(desk.decisions.as_seen(quote), "nice")
    bring(desk, copy(external_id="1", body=BODY.replace("a fourth week", "a fifth week")))
    with pytest.raises(ConflictError, match="An update of the article has changed"):
        desk.remarks.note(desk.decisions.as_seen(noted), "nicer")


def test_of_all_that_is_to_be_accepted_none_is_accepted_while_one_was_changed_unseen(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    ada.suggestions.find(opened.row.id)
    listed = ada.open_article(opened.row.id).annotations
    first, second, *_ = listed
    changed = ben.remarks.note(first, "LEGAL: do not print")
    [rejected] = ben.decisions.settle([second], Status.REJECTED)
    refused = ada.decisions.accept_all(listed)
    assert (refused.accepted, refused.changed, refused.settled) == ((), (changed,), (rejected,))
    done = ada.decisions.accept_all([changed, *listed[1:]])
    assert {a.id for a in done.accepted} == {a.id for a in listed} - {second.id}
    assert (done.changed, done.settled) == ((), (rejected,))
    ada.decisions.undo()
    assert ada.annotations.get(first.id).state == changed.state
    assert ada.annotations.get(second.id).state == rejected.state


def test_what_is_taken_out_names_the_revision_its_words_stand_in_and_who_settled_it(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    ada.suggestions.find(opened.row.id)
    [first, *_] = ada.open_article(opened.row.id).annotations
    assert ada.annotations.cite([first.id])[0].settled is None
    accepted = ben.decisions.settle([first], Status.ACCEPTED)
    ada.remarks.tag(accepted[0], ["strike"])
    [citation] = ada.annotations.cite([first.id])
    assert citation.settled is not None
    assert (citation.settled.actor, citation.settled.action) == ("Ben", "accept")
    assert citation.annotation.state.tags == ("strike",)
    assert citation.revision.id == citation.annotation.state.pieces[0].revision_id
    assert citation.article.id == opened.row.id


def test_quotations_are_in_the_order_of_their_own_words_wherever_their_source_stands(desk: Archive) -> None:
    opened = story(desk)
    later = desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    earlier = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    above = BODY.index("Nobody")
    later = desk.decisions.label(later, opened.revision, SpanRole.CUE, [Span(above, above + 6)])
    assert [a.id for a in desk.open_article(opened.row.id).annotations] == [earlier.id, later.id]
