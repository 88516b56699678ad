"""Transcripts in the store: the file names the speakers, of suggestions and of words that people mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext import read
from newstext.article import Article, Page
from newstext.guard import Finder
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store.model.annotations import Status
from store.speakers import answers
from tests.engines.newsroom import bring
from tests.text.formats.transcript_files import hearing, turns, vtt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.articles.open_articles import OpenedArticle

UNNAMED = "WEBVTT\n\n00:14:02.000 --> 00:14:09.000\n<v SPEAKER_01>Nobody here wants a fourth week.\n"


def opened(desk: Archive, file: str) -> OpenedArticle:
    """Import a transcript, and open it."""
    (brought,) = bring(desk, *read(file.encode(), "hearing.vtt"))
    return desk.open_article(brought.article_id)


def test_each_turn_of_a_short_transcript_is_suggested_with_its_speaker(desk: Archive) -> None:
    cues = hearing(30)
    story = opened(desk, vtt(cues))
    desk.suggestions.find(story.row.id)
    made = [a for a in desk.open_article(story.row.id).annotations if a.state.status is Status.SUGGESTED]
    assert [(a.state.speaker, a.words, a.state.quotation_kind) for a in made] == [
        (who, " ".join(cue.words for cue in of), QuotationKind.DIRECT) for who, of in turns(cues)
    ]


def test_the_turns_of_a_long_transcript_are_held_back_until_somebody_asks_for_them(desk: Archive) -> None:
    story = opened(desk, vtt(hearing(300)))
    said = len(story.revision.article.turns)
    assert desk.suggestions.find(story.row.id) == 0
    assert desk.suggestions.held_back(story.revision.id) == said > 40
    article, finder = story.revision.article, Finder()
    try:
        found = finder.find(article.body, article.language, article.turns)
    finally:
        finder.stop()
    assert len(desk.suggestions.save(story.revision, found, whole=True)) == said


def marked(desk: Archive) -> Iterator[tuple[str, str | None, QuotationKind]]:
    """Mark words inside a turn, across two cues of one speaker and across two speakers."""
    story = opened(desk, vtt(hearing(12)))
    revision, spoken = story.revision, story.revision.article.turns
    for span in (
        Span(spoken[0].span.start + 3, spoken[0].span.start + 20),
        spoken[1].span,
        Span(spoken[1].span.start, spoken[2].span.end),
    ):
        state = desk.decisions.add_quotation(revision, [span]).state
        assert (state.speaker_id is None) is (state.speaker is None)
        yield span.of(revision.article.body)[:9], state.speaker, state.quotation_kind or QuotationKind.MIXED


def test_words_that_somebody_marks_are_their_speakers_and_direct(desk: Archive) -> None:
    assert list(marked(desk)) == [
        ("counted t", "Mira Holt", QuotationKind.DIRECT),
        ("I signed ", "Owen Pell", QuotationKind.DIRECT),
        ("I signed ", None, QuotationKind.DIRECT),
    ]
    assert desk.decisions.undo() is not None
    assert {speaker.name for speaker in desk.register.speakers()} == {"Mira Holt", "Owen Pell"}


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_label_that_names_nobody_enters_no_name_in_the_register(desk: Archive, *, by_hand: bool) -> None:
    story = opened(desk, UNNAMED)
    if by_hand:
        made = desk.decisions.add_quotation(story.revision, [story.revision.article.turns[0].span])
    else:
        desk.suggestions.find(story.row.id)
        (made,) = desk.decisions.settle(desk.open_article(story.row.id).annotations, Status.ACCEPTED)
    assert (made.state.unnamed, made.state.descriptor, made.state.speaker_id) == (True, "SPEAKER_01", None)
    assert not list(desk.register.speakers())


REPORT = "The quay is safe, the report says.\n\n“We measured it twice,” Mira Holt told the inquiry in March."


def test_lists_over_many_articles_name_the_page_and_the_time_on_the_clock(desk: Archive) -> None:
    story = opened(desk, vtt(hearing(12)))
    turn = next(turn for turn in story.revision.article.turns if turn.speaker == "Mira Holt")
    desk.decisions.add_quotation(story.revision, [turn.span])
    (brought,) = bring(desk, Article(headline="The quay", body=REPORT, pages=(Page("6", 0), Page("7", 36))))
    report = desk.open_article(brought.article_id).revision
    for words, name in (("We measured it twice", "Mira Holt"), ("The quay is safe", "Owen Pell")):
        span = Span(REPORT.index(words), REPORT.index(words) + len(words))
        desk.decisions.name_speaker(desk.decisions.add_quotation(report, [span]), name)
    (plain,) = bring(desk, Article(headline="The wire", body=REPORT))
    revision = desk.open_article(plain.article_id).revision
    desk.decisions.name_speaker(desk.decisions.add_quotation(revision, [Span(0, 16)]), "Owen Pell")

    assert turn.start_ms is not None
    clock = f"0:{turn.start_ms // 1000:02}"
    said = {one.name: [q.place for q in desk.register.said(one.id)] for one in desk.register.speakers()}
    assert {name: sorted(map(str, places)) for name, places in said.items()} == {
        "Mira Holt": [clock, "p. 7"],
        "Owen Pell": ["None", "p. 6"],
    }
    printed = [one.place for saying in answers.sayings(desk.annotations.quoted()) for one in saying.printed]
    assert sorted(map(str, printed)) == [clock, "None", "p. 6", "p. 7"]
