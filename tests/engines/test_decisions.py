"""An engine's promises about decisions: saved once, never over a colleague's, undone at will."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from newstext.anchors.model import SpanState
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store.errors import ConflictError, InvalidSpanError, NotFoundError, StoreError, UnannouncedStepError
from store.ids import new_id
from store.model.annotations import AnnotationKind, AnnotationState, Origin, Record, SpanRole, Status
from store.model.changes import Change, Edit, FinderRun
from store.model.speakers import NewSpeaker
from store.rules.pieces import pieces_of
from tests.engines.newsroom import BODY, FIRST_QUOTE, MORNING, ODD_TEXTS, SECOND_QUOTE, story

if TYPE_CHECKING:
    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from tests.engines.newsroom import Newsroom


def change(*edits: Edit, **fields: object) -> Change:
    made = {"id": new_id(), "actor": "Ada", "at": MORNING, "action": "mark", "edits": edits} | fields
    return Change(**made)  # type: ignore[arg-type]


def new_quote(opened: OpenedArticle, *spans: Span, **state: object) -> Edit:
    pieces = pieces_of(opened.revision, {SpanRole.CONTENT: spans})
    return Edit(
        annotation_id=new_id(),
        article_id=opened.row.id,
        expected_version=0,
        state=AnnotationState(**{"pieces": pieces} | state),  # type: ignore[arg-type]
    )


def test_a_quotation_is_there_when_the_store_is_opened_again(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    opened = story(desk)
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE, SECOND_QUOTE])
    made = desk.decisions.name_speaker(made, "Mira Holt", revision=opened.revision, source=[Span(51, 60)])
    newsroom.close()
    assert newsroom.desk().open_article(opened.row.id).annotations == (made,)
    assert made.words == f"{FIRST_QUOTE.of(BODY)} […] {SECOND_QUOTE.of(BODY)}"
    assert [p.exact for p in made.pieces(SpanRole.SOURCE)] == ["Mira Holt"]


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_every_part_of_an_annotation_comes_back_from_row_and_log(newsroom: Newsroom, text: str) -> None:
    engine, desk = newsroom.engine(), newsroom.desk()
    opened = story(desk, body=f"a{text}b")
    [piece] = pieces_of(opened.revision, {SpanRole.CONTENT: [Span(0, len(text) + 1)]})
    state = AnnotationState(
        kind=AnnotationKind.NOTE,
        quotation_kind=QuotationKind.MIXED,
        status=Status.SKIPPED,
        pieces=(replace(piece, state=SpanState.MOVED), replace(piece, role=SpanRole.VIA, piece=3)),
        speaker=text,
        role=text,
        record=Record.BACKGROUND,
        unnamed=True,
        descriptor=text,
        unnamed_reason=text,
        via=text,
        note=text,
        tags=(text, "fact"),
    )
    edit = new_quote(opened)._replace(
        state=state,
        origin=Origin.IMPORT,
        generator=text,
        generator_version="2",
        confidence=0.1,
        reason=text,
    )
    [made] = engine.apply(change(edit))
    assert made == newsroom.engine().annotation(edit.annotation_id)
    assert (made.state, made.version, made.origin, made.confidence) == (state, 1, Origin.IMPORT, 0.1)
    assert (made.author, made.changed_by, made.created_at) == ("Ada", "Ada", MORNING)
    assert (made.generator, made.generator_version, made.reason) == (text, "2", text)
    [event] = desk.events().rows
    assert (event.before, event.after) == (None, state)
    bare = AnnotationState()
    engine.apply(change(edit._replace(expected_version=1, state=bare)))
    assert (desk.events().rows[-1].before, desk.events().rows[-1].after) == (state, bare)


def test_whoever_comes_second_is_shown_what_is_there(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    quote = ada.decisions.add_quotation(story(ada).revision, [FIRST_QUOTE])
    [rejected] = ben.decisions.settle([quote], Status.REJECTED)
    with pytest.raises(ConflictError, match="Ben has changed this quotation meanwhile") as conflict:
        ada.decisions.settle([quote], Status.VERIFIED)
    assert conflict.value.current == rejected == ada.annotations.get(quote.id)


def test_a_change_that_meets_a_conflict_leaves_no_trace(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    one, other = (ada.decisions.add_quotation(opened.revision, [span]) for span in (FIRST_QUOTE, SECOND_QUOTE))
    ben.decisions.name_speaker(other, "Mira Holt")
    before = ada.events().rows, ada.register.speakers(), ada.articles.totals()
    with pytest.raises(ConflictError):
        ada.decisions.settle(
            [one, replace(other, state=replace(other.state, speaker="Somebody Else"))], Status.ACCEPTED
        )
    assert (ada.events().rows, ada.register.speakers(), ada.articles.totals()) == before


def test_a_new_annotation_does_not_overwrite_one(newsroom: Newsroom) -> None:
    desk, engine = newsroom.desk(), newsroom.engine()
    opened = story(desk)
    edit = new_quote(opened, FIRST_QUOTE)
    [made] = engine.apply(change(edit))
    with pytest.raises(ConflictError) as conflict:
        engine.apply(change(edit))
    assert conflict.value.current == made
    with pytest.raises(NotFoundError, match="no annotation"):
        engine.apply(change(edit._replace(annotation_id=new_id(), expected_version=1)))
    with pytest.raises(NotFoundError, match="no article"):
        engine.apply(change(new_quote(opened)._replace(article_id=new_id())))


def test_a_change_is_applied_once(newsroom: Newsroom) -> None:
    desk, engine = newsroom.desk(), newsroom.engine()
    opened = story(desk)
    once = change(new_quote(opened, FIRST_QUOTE), new_quote(opened, SECOND_QUOTE))
    made = engine.apply(once)
    later = desk.decisions.settle(made[:1], Status.REJECTED)
    assert newsroom.engine().apply(once) == (later[0], made[1])
    assert len(desk.events().rows) == 3


@pytest.mark.parametrize(
    "piece",
    [
        {"exact": "Nobody"},
        {"span": Span(1, 35)},
        {"span": Span(-1, 33)},
        {"span": Span(0, 0), "exact": ""},
        {"span": Span(9_000, 9_034)},
        {"revision_id": "nowhere"},
    ],
    ids=["other words", "other place", "before the text", "nothing", "after the text", "other revision"],
)
def test_words_that_are_not_the_text_s_are_refused(newsroom: Newsroom, piece: dict[str, object]) -> None:
    desk, engine = newsroom.desk(), newsroom.engine()
    opened = story(desk)
    right = new_quote(opened, FIRST_QUOTE)
    wrong = replace(right.state.pieces[0], **piece)  # type: ignore[arg-type]
    with pytest.raises(InvalidSpanError):
        engine.apply(change(right._replace(state=replace(right.state, pieces=(wrong,)))))
    assert desk.events().rows == ()


def test_pieces_belong_to_their_own_article(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    one, other = story(desk, external_id="1"), story(desk, external_id="2")
    edit = new_quote(one, FIRST_QUOTE)._replace(article_id=other.row.id)
    with pytest.raises(InvalidSpanError, match="no revision"):
        newsroom.engine().apply(change(edit))


def test_half_a_character_in_a_note_is_refused(newsroom: Newsroom) -> None:
    opened = story(newsroom.desk())
    with pytest.raises(StoreError, match=r"half a character \(U\+D800\)"):
        newsroom.engine().apply(change(new_quote(opened, FIRST_QUOTE, note="\ud800")))
    assert newsroom.desk().events().rows == ()


def test_the_counts_follow_every_decision(desk: Archive) -> None:
    opened = story(desk)
    assert desk.suggestions.find(opened.row.id)
    suggested = desk.open_article(opened.row.id)
    waiting = len(suggested.annotations)
    assert waiting
    assert desk.articles.totals()[:3] == (1, 1, waiting)
    first = suggested.annotations[0]
    desk.decisions.settle([first], Status.ACCEPTED)
    assert desk.articles.totals().open_quotations == waiting - 1
    desk.decisions.undo()
    desk.decisions.settle(suggested.annotations[1:], Status.REJECTED)
    row = desk.articles.row(opened.row.id)
    assert (row.quotation_count, row.open_count) == (1, 1)
    desk.decisions.settle([desk.annotations.get(first.id)], Status.ACCEPTED)
    assert (desk.articles.row(opened.row.id).quotation_count, desk.articles.totals()[:3]) == (1, (1, 0, 0))


def test_suggesting_twice_suggests_once_and_what_was_rejected_stays_so(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    assert ada.suggestions.find(opened.row.id)
    ada.decisions.settle(ada.open_article(opened.row.id).annotations, Status.REJECTED)
    assert not ben.suggestions.find(opened.row.id)
    assert ben.open_article(opened.row.id).annotations == ()


def test_the_same_finder_at_two_desks_leaves_one_set(newsroom: Newsroom) -> None:
    opened = story(newsroom.desk())
    finder_run = FinderRun(opened.revision.id, "finder", "1")
    first = newsroom.engine().apply(change(new_quote(opened, FIRST_QUOTE), finder_run=finder_run))
    second = newsroom.engine().apply(change(new_quote(opened, FIRST_QUOTE), finder_run=finder_run))
    assert first == second
    other = finder_run._replace(generator_version="2")
    assert newsroom.engine().finder_runs([other, finder_run]) == [finder_run]


def test_a_finder_that_finds_nothing_need_not_go_again(newsroom: Newsroom) -> None:
    opened = story(newsroom.desk())
    finder_run = FinderRun(opened.revision.id, "finder", "1", held_back=3)
    assert newsroom.engine().apply(change(finder_run=finder_run)) == ()
    assert newsroom.engine().finder_runs([finder_run._replace(held_back=0)]) == [finder_run]


def test_a_name_that_two_people_enter_at_once_is_one_speaker(newsroom: Newsroom) -> None:
    opened = story(newsroom.desk())
    ids = new_id(), new_id()
    for speaker_id, name, span in zip(ids, ("Mira Holt", "mira  HOLT"), (FIRST_QUOTE, SECOND_QUOTE), strict=True):
        edit = new_quote(opened, span, speaker=name, speaker_id=speaker_id)
        [made] = newsroom.engine().apply(change(edit, new_speakers=(NewSpeaker(speaker_id, name),)))
        assert made.state.speaker_id == ids[0]
    [speaker] = newsroom.desk().register.speakers()
    assert (speaker.id, speaker.name) == (ids[0], "Mira Holt")


def test_speakers_are_found_by_part_of_a_name_the_most_quoted_first(desk: Archive) -> None:
    opened = story(desk)
    names = ["Émile Straße", "Mira Holt", "Mira Holt", "Omar %_"]
    for name in names:
        desk.decisions.name_speaker(desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE]), name)
    assert [s.name for s in desk.register.speakers()] == ["Mira Holt", "Omar %_", "Émile Straße"]
    assert [s.name for s in desk.register.speakers("ÉMILE")] == ["Émile Straße"]
    assert [s.name for s in desk.register.speakers("oma")] == ["Omar %_"]
    assert desk.register.speakers("%") == []
    assert desk.register.speakers("nobody") == []
    assert len(desk.register.speakers(limit=1)) == 1


# Undo and redo


def test_undo_goes_back_to_the_beginning_and_redo_to_the_end_after_reopening_too(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    opened = story(desk)
    quote = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    quote = desk.decisions.name_speaker(quote, "Mira Holt", revision=opened.revision, source=[Span(51, 60)])
    [quote] = desk.decisions.settle([quote], Status.VERIFIED)
    newsroom.close()
    desk = newsroom.desk()
    undone = [desk.decisions.undo() for _ in range(4)]
    assert [u and u.action for u in undone] == ["verify", "name", "mark", None]
    assert desk.open_article(opened.row.id).annotations == ()
    newsroom.close()
    desk = newsroom.desk()
    redone = [desk.decisions.redo() for _ in range(4)]
    assert [r and r.action for r in redone] == ["mark", "name", "verify", None]
    assert desk.annotations.get(quote.id).state == quote.state


def test_undo_after_going_on_takes_back_the_latest_and_leaves_nothing_to_redo(desk: Archive) -> None:
    opened = story(desk)
    first = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    desk.decisions.undo()
    third = desk.decisions.add_quotation(opened.revision, [Span(0, 5)])
    assert desk.decisions.redo() is None
    undone = [desk.decisions.undo(), desk.decisions.undo(), desk.decisions.undo()]
    assert [u and u.annotations[0].id for u in undone] == [third.id, first.id, None]


def test_a_bulk_decision_is_one_step(desk: Archive) -> None:
    opened = story(desk)
    desk.suggestions.find(opened.row.id)
    before = desk.open_article(opened.row.id).annotations
    desk.decisions.settle(before, Status.ACCEPTED)
    undone = desk.decisions.undo()
    assert undone is not None
    assert len(undone.annotations) == len(before) > 1
    assert [a.state for a in desk.open_article(opened.row.id).annotations] == [a.state for a in before]
    assert desk.decisions.undo() is None


def test_undo_takes_back_nobody_else_s_step(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    quote = ada.decisions.add_quotation(story(ada).revision, [FIRST_QUOTE])
    assert ben.decisions.undo() is None
    [verified] = ben.decisions.settle([quote], Status.VERIFIED)
    with pytest.raises(ConflictError, match="Ben has changed this quotation since") as conflict:
        ada.decisions.undo()
    assert conflict.value.current == verified
    ben.decisions.undo()
    assert ada.decisions.undo() is not None


def test_undo_goes_on_before_a_step_that_a_colleague_s_word_stands_on(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    first = ada.decisions.add_quotation(story(ada).revision, [FIRST_QUOTE])
    second = ada.decisions.add_quotation(story(ada).revision, [SECOND_QUOTE])
    [theirs] = ben.decisions.settle([second], Status.VERIFIED)
    with pytest.raises(ConflictError) as refused:
        ada.decisions.undo()
    assert refused.value.step is not None
    undone = ada.decisions.undo(sparing=[refused.value.step])
    assert undone is not None
    assert [a.id for a in undone.annotations] == [first.id]
    assert ada.annotations.get(second.id) == theirs
    assert ada.decisions.undo(sparing=[refused.value.step]) is None
    ada.decisions.redo()
    assert ada.annotations.get(first.id).state == first.state


def test_a_step_in_another_article_than_the_one_that_is_seen_is_told_before_it_is_undone(newsroom: Newsroom) -> None:
    ada = newsroom.desk("Ada")
    quote = ada.decisions.add_quotation(story(ada).revision, [FIRST_QUOTE])
    here, there = quote.article_id, new_id()
    with pytest.raises(UnannouncedStepError) as told:
        ada.decisions.undo(within=there)
    assert (told.value.action, set(told.value.article_ids)) == ("mark", {here})
    assert ada.annotations.get(quote.id) == quote
    assert ada.decisions.undo(within=here) is not None
    with pytest.raises(UnannouncedStepError) as told:
        ada.decisions.redo(within=there)
    assert ada.decisions.redo(within=there, told=[told.value.step]) is not None
    assert ada.decisions.undo() is not None


def test_a_step_from_before_the_session_is_told_before_it_is_undone(newsroom: Newsroom) -> None:
    ada = newsroom.desk("Ada")
    quote = ada.decisions.add_quotation(story(ada).revision, [FIRST_QUOTE])
    [made] = ada.events(article_id=quote.article_id).rows
    began = made.at + timedelta(microseconds=1)
    with pytest.raises(UnannouncedStepError) as told:
        ada.decisions.undo(within=quote.article_id, since=began)
    assert (told.value.earlier, set(told.value.article_ids)) == (made.at, set())
    assert ada.decisions.undo(within=quote.article_id, since=made.at) is not None


def test_of_a_bulk_step_all_but_what_a_colleague_changed_can_be_taken_back_and_made_again(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    quotes = [ada.decisions.add_quotation(opened.revision, [span]) for span in (FIRST_QUOTE, SECOND_QUOTE)]
    accepted = ada.decisions.settle(quotes, Status.SKIPPED)
    theirs = ben.remarks.note(accepted[0], "Ask the lawyer.")
    with pytest.raises(ConflictError, match="Ben has changed 1 of these 2 quotations since") as refused:
        ada.decisions.undo()
    assert refused.value.step is not None
    assert refused.value.rest == 1
    undone = ada.decisions.undo(sparing=[refused.value.step])
    assert undone is not None
    assert (undone.action, undone.spared) == ("skip", 1)
    assert ada.annotations.get(quotes[0].id) == theirs
    assert ada.annotations.get(quotes[1].id).state == quotes[1].state
    ada.decisions.redo()
    assert ada.annotations.get(quotes[1].id).state == accepted[1].state


def test_undo_brings_back_the_very_ends(desk: Archive) -> None:
    opened = story(desk)
    quote = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    wider = desk.decisions.label(quote, opened.revision, SpanRole.CONTENT, [FIRST_QUOTE, SECOND_QUOTE])
    assert len(wider.state.pieces) == 2
    desk.decisions.undo()
    assert desk.annotations.get(quote.id).state == quote.state


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        (FIRST_QUOTE, QuotationKind.DIRECT),
        (Span(1, 33), QuotationKind.DIRECT),
        (Span(0, 60), QuotationKind.MIXED),
        (Span(1, 8), QuotationKind.INDIRECT),
        (Span(103, 111), QuotationKind.INDIRECT),
        (Span(len(BODY) - 10, len(BODY)), QuotationKind.INDIRECT),
        (Span(101, 103), QuotationKind.INDIRECT),
    ],
    ids=["with its marks", "between its marks", "past its marks", "begun", "no marks", "last words", "a blank line"],
)
def test_the_kind_of_a_quotation_is_read_off_its_marks(desk: Archive, span: Span, kind: QuotationKind) -> None:
    assert desk.decisions.add_quotation(story(desk).revision, [span]).state.quotation_kind is kind
