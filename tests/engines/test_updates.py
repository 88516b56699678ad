"""Updates and quotations: an update moves them in its own transaction, or leaves them to a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newstext.anchors import Reason
from newstext.anchors.model import SpanState
from newstext.spans import Span
from newstext.stated import State
from store.errors import ConflictError, InvalidSpanError
from store.model.annotations import SpanRole, Status
from store.model.articles import Outcome
from store.model.lists import ArticleFilter, ArticleState
from tests.engines.newsroom import BODY, FIRST_QUOTE, SECOND_QUOTE, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from store.model.annotations import Annotation

OFFER = "“The offer stands,” a senior official said, asking not to be named because talks are under way."
NEGATED = BODY.replace("We want", "We do not want")
MOVED = f"{OFFER}\n\n{BODY.removesuffix(OFFER).strip()}"


def marked(desk: Archive, span: Span, *, status: Status = Status.ACCEPTED) -> Annotation:
    """Add a settled quotation in the first revision."""
    opened = story(desk, external_id="1")
    made = desk.decisions.add_quotation(opened.revision, [span])
    return made if status is Status.ACCEPTED else desk.decisions.settle([made], status)[0]


def update(desk: Archive, body: str, **fields: object) -> None:
    bring(desk, copy(external_id="1", body=body, **fields))


def words(annotation: Annotation) -> list[tuple[str, SpanState]]:
    return [(piece.exact, piece.state) for piece in annotation.pieces(SpanRole.CONTENT)]


def test_the_same_words_keep_their_status_on_the_new_revision(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE, status=Status.VERIFIED)
    update(desk, f"A new first paragraph.\n\n{BODY}")
    opened = desk.open_article(made.article_id)
    [now] = opened.annotations
    assert now.state.status is Status.VERIFIED
    assert words(now) == [("“We want a phone call.”", SpanState.EXACT)]
    assert now.state.pieces[0].revision_id == opened.revision.id
    assert (opened.row.quotation_count, opened.row.open_count, opened.row.stale_count) == (1, 0, 0)


def test_words_that_moved_keep_their_status_too(desk: Archive) -> None:
    start = BODY.index("“The offer")
    made = marked(desk, Span(start, start + 19))
    update(desk, MOVED)
    now = desk.annotations.get(made.id)
    assert (now.state.status, words(now)) == (Status.ACCEPTED, [("“The offer stands,”", SpanState.MOVED)])


def test_changed_words_wait_for_a_person_with_what_was_settled_beside_them(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    update(desk, NEGATED)
    row = desk.articles.row(made.article_id)
    assert (row.quotation_count, row.open_count, row.stale_count) == (1, 1, 1)
    assert desk.articles.totals().open_quotations == 1
    assert desk.articles.page(ArticleFilter(states=(ArticleState.STALE,))).rows == (row,)
    [stale] = desk.updates.waiting().rows
    assert words(stale.annotation) == [("“We do not want a phone call.”", SpanState.CHANGED)]
    assert (stale.reason, stale.was, stale.revision_id) == (Reason.NEGATION, made.state, row.revision_id)
    assert desk.updates.revision(made.state.pieces[0].revision_id).article.body == BODY


def test_an_import_says_how_many_settled_quotations_it_changed(desk: Archive) -> None:
    marked(desk, SECOND_QUOTE)
    assert bring(desk, copy(external_id="1", body=f"{BODY} It is so."))[0].changed_quotations == 0
    assert bring(desk, copy(external_id="1", body=NEGATED))[0].changed_quotations == 1


def test_the_log_says_that_the_program_anchored_and_nothing_of_it_is_anybodys_to_undo(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    update(desk, NEGATED)
    event = desk.events(article_id=made.article_id).rows[-1]
    assert (event.actor, event.action, event.before) == ("pullquote update", "anchor", made.state)
    with pytest.raises(ConflictError, match="An update of the article has changed this quotation since"):
        desk.decisions.undo()


def test_who_is_in_the_way_of_undo_is_never_the_person_who_asks(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    update(desk, NEGATED)
    desk.decisions.settle([desk.annotations.get(made.id)], Status.REJECTED)
    desk.decisions.undo()
    with pytest.raises(ConflictError, match="An update of the article has changed this quotation since"):
        desk.decisions.undo()


def test_accepting_the_new_words_settles_them_and_can_be_taken_back(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    update(desk, NEGATED)
    [accepted] = desk.decisions.settle([desk.annotations.get(made.id)], Status.ACCEPTED)
    assert words(accepted) == [("“We do not want a phone call.”", SpanState.CHANGED)]
    assert desk.articles.row(made.article_id).open_count == 0
    assert desk.updates.waiting().rows == ()
    desk.decisions.undo()
    [stale] = desk.updates.waiting().rows
    assert stale.was == made.state


def test_keeping_the_older_revision_leaves_the_words_there_counted_and_no_longer_open(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE, status=Status.VERIFIED)
    update(desk, NEGATED)
    [kept] = desk.updates.keep_older([desk.annotations.get(made.id)])
    assert (kept.state.status, kept.words) == (Status.VERIFIED, "“We want a phone call.”")
    opened = desk.open_article(made.article_id)
    assert (opened.annotations, opened.elsewhere) == ((), (kept,))
    assert (opened.row.quotation_count, opened.row.open_count, opened.row.stale_count) == (1, 0, 0)
    update(desk, f"{NEGATED} It is so.")
    assert desk.annotations.get(made.id) == kept
    desk.decisions.undo()
    assert desk.updates.stale_quotation(made.id).was == made.state


def test_a_person_says_where_the_words_went(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    update(desk, "Everything is new: “A call would do,” she said.")
    revision = desk.open_article(made.article_id).revision
    now = desk.updates.reattach(desk.annotations.get(made.id), revision, [Span(19, 37)])
    assert (now.state.status, words(now)) == (Status.ACCEPTED, [("“A call would do,”", SpanState.EXACT)])
    assert desk.articles.row(made.article_id).open_count == 0
    desk.decisions.undo()
    assert desk.articles.row(made.article_id).open_count == 1


def test_words_that_are_gone_stay_open_and_are_shown_beside_the_article(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    update(desk, "It is over.")
    opened = desk.open_article(made.article_id)
    assert opened.annotations == ()
    assert [words(a) for a in opened.elsewhere] == [[("“We want a phone call.”", SpanState.GONE)]]
    assert (opened.row.quotation_count, opened.row.open_count) == (1, 1)
    with pytest.raises(InvalidSpanError, match="Keep the older revision"):
        desk.decisions.settle(opened.elsewhere, Status.ACCEPTED)


def test_words_that_come_back_are_settled_as_they_were(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE, status=Status.VERIFIED)
    update(desk, NEGATED)
    update(desk, f"{BODY} It is so.")
    now = desk.annotations.get(made.id)
    assert (now.state.status, words(now)) == (Status.VERIFIED, [("“We want a phone call.”", SpanState.EXACT)])


def test_another_speaker_beside_the_same_words_waits_for_a_person(desk: Archive) -> None:
    made = marked(desk, FIRST_QUOTE)
    update(desk, BODY.replace("Mira Holt", "Ada Lind"))
    stale = desk.updates.stale_quotation(made.id)
    assert (stale.reason, stale.annotation.state.status) == (Reason.ATTRIBUTION, Status.STALE)


def test_the_gravest_come_first_page_by_page(desk: Archive) -> None:
    opened = story(desk, external_id="1")
    for start, end in [FIRST_QUOTE, SECOND_QUOTE, Span(BODY.index("about 40"), BODY.index(" were cancelled"))]:
        desk.decisions.add_quotation(opened.revision, [Span(start, end)])
    update(desk, NEGATED.replace("fourth week", "fourth\u00a0week").replace("40", "50"))
    first = desk.updates.waiting(limit=2)
    assert [stale.reason for stale in first.rows] == [Reason.NEGATION, Reason.NUMBER]
    second = desk.updates.waiting(opened.row.id, after=first.after, limit=2)
    assert ([stale.reason for stale in second.rows], second.after) == ([Reason.TYPOGRAPHY], None)


def test_what_a_person_set_aside_is_listed_too(desk: Archive) -> None:
    made = marked(desk, FIRST_QUOTE, status=Status.STALE)
    [stale] = desk.updates.waiting().rows
    assert (stale.annotation, stale.reason, stale.was) == (made, None, None)


def test_a_step_is_taken_back_where_an_update_only_took_the_words_along(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    desk.decisions.settle([made], Status.VERIFIED)
    update(desk, f"A new first paragraph.\n\n{BODY}")
    opened = desk.open_article(made.article_id)
    desk.decisions.undo()
    [now] = desk.open_article(made.article_id).annotations
    assert (now.state.status, now.state.pieces) == (Status.ACCEPTED, opened.annotations[0].state.pieces)
    desk.decisions.redo()
    assert desk.annotations.get(made.id).state.status is Status.VERIFIED
    desk.decisions.undo()
    desk.decisions.undo()
    assert desk.annotations.get(made.id).state.status is Status.REMOVED


def test_suggestions_nobody_touched_are_made_anew_once_and_nothing_rejected_comes_back(desk: Archive) -> None:
    opened = story(desk, external_id="1")
    desk.suggestions.find(opened.row.id)
    suggested = desk.open_article(opened.row.id).annotations
    assert len(suggested) == 3
    desk.decisions.settle([suggested[0]], Status.REJECTED)
    desk.decisions.settle([suggested[1]], Status.ACCEPTED)
    update(desk, f"A new first paragraph.\n\n{BODY}")
    desk.suggestions.find(opened.row.id)
    now = desk.open_article(opened.row.id)
    assert sorted((a.words, a.state.status) for a in now.annotations) == sorted(
        [(suggested[1].words, Status.ACCEPTED), (suggested[2].words, Status.SUGGESTED)]
    )
    assert (now.row.quotation_count, now.row.open_count) == (2, 1)
    events = desk.events(article_id=opened.row.id).rows
    states = {event.annotation_id: event.after.status for event in events}
    assert sorted(states.values()) == sorted([Status.REJECTED, Status.ACCEPTED, Status.REMOVED, Status.SUGGESTED])


def test_an_older_version_that_comes_late_moves_no_mark(desk: Archive) -> None:
    opened = story(desk, external_id="1", external_version="2")
    made = desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    [late] = bring(desk, copy(external_id="1", external_version="1", body=NEGATED))
    assert late.outcome is Outcome.OLDER
    assert desk.annotations.get(made.id) == made


def test_a_withdrawal_without_a_text_keeps_every_mark_and_says_so(desk: Archive) -> None:
    made = marked(desk, SECOND_QUOTE)
    update(desk, "", state=State.WITHDRAWN)
    opened = desk.open_article(made.article_id)
    assert (opened.row.state, opened.row.open_count) == (State.WITHDRAWN, 0)
    assert [words(a) for a in opened.annotations] == [[("“We want a phone call.”", SpanState.EXACT)]]


def test_an_article_without_marks_leaves_no_trace_of_anchoring(desk: Archive) -> None:
    story(desk, external_id="1")
    update(desk, NEGATED)
    assert desk.events().rows == ()


def test_marks_left_on_an_older_revision_are_taken_along_when_the_article_is_next_looked_over(
    desk: Archive,
) -> None:
    made = marked(desk, SECOND_QUOTE)
    older = desk.open_article(made.article_id).revision
    update(desk, f"A new first paragraph.\n\n{BODY}")
    # Somebody's mark on the older revision arrives later, as from another tool.
    late = desk.decisions.add_quotation(older, [FIRST_QUOTE])
    assert not desk.articles.row(made.article_id).open_count
    desk.suggestions.find(made.article_id)
    now = desk.annotations.get(late.id)
    assert (now.state.status, words(now)) == (Status.ACCEPTED, [(FIRST_QUOTE.of(BODY), SpanState.EXACT)])
    assert len([e for e in desk.events().rows if e.action == "anchor"]) == 2


def test_a_quotation_of_several_pieces_keeps_the_piece_that_is_left(desk: Archive) -> None:
    opened = story(desk, external_id="1")
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE, SECOND_QUOTE])
    update(desk, BODY.replace(" “We want a phone call.”", ""))
    stale = desk.updates.stale_quotation(made.id)
    assert (stale.reason, stale.was) == (Reason.GONE, made.state)
    assert words(stale.annotation) == [(FIRST_QUOTE.of(BODY), SpanState.EXACT)]
    [accepted] = desk.decisions.settle([stale.annotation], Status.ACCEPTED)
    assert replace(accepted.state, pieces=made.state.pieces) == made.state


def test_a_newer_reader_of_the_same_file_makes_nobody_settle_again_what_did_not_change_in_print(desk: Archive) -> None:
    bring(desk, copy(external_id="1", source_sha256="f"))
    kept, left = (
        desk.decisions.add_quotation(story(desk, external_id="1", source_sha256="f").revision, [span])
        for span in (FIRST_QUOTE, SECOND_QUOTE)
    )
    shorter = BODY.replace(SECOND_QUOTE.of(BODY), "")
    newer = copy(external_id="1", source_sha256="f", body=shorter)
    [reread] = desk.add([newer], reader="test", reader_version="2")
    assert (reread.outcome, reread.changed_quotations) == (Outcome.REREAD, 0)
    assert [desk.annotations.get(a.id).state.status for a in (kept, left)] == [Status.ACCEPTED, Status.ACCEPTED]
    assert desk.annotations.get(kept.id).state.pieces[0].revision_id == reread.revision_id
    assert desk.annotations.get(left.id).state.pieces[0].revision_id == left.state.pieces[0].revision_id
    desk.suggestions.find(reread.article_id)
    assert desk.articles.row(left.article_id).stale_count == 0
