"""A newsroom's questions about its quotations, on every engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from newstext.stated import Precision, StatedTime
from store.ids import new_id
from store.model.annotations import SpanRole, Status
from store.model.changes import Change, Edit
from store.speakers import answers
from tests.engines.newsroom import MORNING, bring, copy

if TYPE_CHECKING:
    from store import Archive
    from store.model.annotations import Annotation
    from tests.engines.newsroom import Newsroom

STATEMENT = "“We want a phone call before Friday.”"


def quoted(
    desk: Archive, words: str, speaker: str | None, *, on: int = 24, cue: str = "said", **fields: str
) -> Annotation:
    """Add an article that prints ``words``, and settle their speaker."""
    body = f"{words} {speaker or 'She'} {cue}."
    day = f"2026-11-{on:02d}"
    time = StatedTime(day, day, Precision.DAY)
    [imported] = bring(desk, copy(body=body, published=time, url=f"https://news.example/{day}/{cue}", **fields))
    revision = desk.open_article(imported.article_id).revision
    annotation = desk.decisions.add_quotation(revision, [Span(0, len(words))])
    at = body.index(cue, len(words))
    annotation = desk.decisions.label(annotation, revision, SpanRole.CUE, [Span(at, at + len(cue))])
    return desk.decisions.name_speaker(annotation, speaker) if speaker else annotation


def test_the_same_words_in_several_places_are_one_saying_the_earliest_first(desk: Archive) -> None:
    quoted(desk, STATEMENT, "Mira Holt", on=24, source="Port Wire")
    quoted(desk, STATEMENT.replace("“", '"').replace("”", '"'), "Mira Holt", on=22, source="Coast Daily")
    quoted(desk, "“Nobody here wants a fourth week.”", "Mira Holt", on=23)

    first, second = answers.sayings(desk.annotations.quoted(who="holt"))

    assert [place.source for place in first.printed] == ["Coast Daily", "Port Wire"]
    assert first.speaker == "Mira Holt"
    assert second.words == "“Nobody here wants a fourth week.”"


def test_a_paraphrase_is_told_from_words_and_is_one_only_where_nobody_printed_them(desk: Archive) -> None:
    quoted(desk, "that the quay will close", "Mira Holt", on=22)
    quoted(desk, "that the crane is sold", "Mira Holt", on=23)
    quoted(desk, "“That the crane is sold.”", "Mira Holt", on=24)

    said = {saying.words: saying.paraphrased for saying in answers.sayings(desk.annotations.quoted(who="holt"))}

    assert said == {"that the quay will close": True, "that the crane is sold": False}


def test_a_name_is_meant_by_the_beginnings_of_its_words(desk: Archive) -> None:
    for on, name in enumerate(("Mira Holt", "Aud Eskholt-Marsh", "100% Ferries", "中川健"), 20):
        quoted(desk, f"“It was {on} hours late.”", name, on=on)
    for typed, found in (
        ("holt", ["Mira Holt"]),
        ("hol mi", ["Mira Holt"]),
        ("MÍRA", ["Mira Holt"]),
        ("mar", ["Aud Eskholt-Marsh"]),
        ("hotl", ["Mira Holt"]),
        ("esckholt", ["Aud Eskholt-Marsh"]),
        ("mira eskholt", []),
        ("sk", []),
        ("100", ["100% Ferries"]),
        ("200", []),
        ("川", ["中川健"]),
        ("%", []),
    ):
        assert [saying.speaker for saying in answers.sayings(desk.annotations.quoted(who=typed))] == found, typed


def test_a_name_that_is_only_suggested_is_meant_by_the_beginnings_of_its_words_too(desk: Archive) -> None:
    said = "“Nobody asked the pilots,” said {}, a harbour pilot."
    for name in ("Mira Holt", "Aud Eskholt"):
        [imported] = bring(desk, copy(body=said.format(name), url=f"https://news.example/{name}"))
        desk.suggestions.find(imported.article_id)

    assert [one.speaker for one in desk.annotations.quoted(who="holt")] == ["Mira Holt"]
    assert [one.speaker for one in desk.annotations.quoted(who="eskhotl")] == ["Aud Eskholt"]


def test_only_those_whose_name_holds_the_words_are_told_of(desk: Archive) -> None:
    quoted(desk, STATEMENT, "Mira Holt")
    quoted(desk, "“The offer stands until the end.”", "100% Ferries", cue="added")

    assert [saying.speaker for saying in answers.sayings(desk.annotations.quoted(who="HOLT"))] == ["Mira Holt"]
    assert [saying.speaker for saying in answers.sayings(desk.annotations.quoted(who="100%"))] == ["100% Ferries"]
    assert answers.sayings(desk.annotations.quoted(who="nobody")) == []


@pytest.mark.parametrize("status", [Status.REJECTED, Status.REMOVED])
def test_what_was_rejected_or_removed_was_not_said(desk: Archive, status: Status) -> None:
    desk.decisions.settle([quoted(desk, STATEMENT, "Mira Holt")], status)

    assert list(desk.annotations.quoted()) == []


def test_suggestions_that_nobody_settled_are_told_with_their_status(desk: Archive) -> None:
    [imported] = bring(desk, copy())
    desk.suggestions.find(imported.article_id)

    [first, *_] = answers.sayings(desk.annotations.quoted(who="mira"))

    assert first.printed[0].status is Status.SUGGESTED


def test_more_quotations_than_a_page_holds_are_all_listed_once(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.quotations.quoted._PAGE", 2)
    made = [quoted(desk, STATEMENT, "Mira Holt", on=day) for day in (21, 22, 23, 24)]

    assert [one.annotation.id for one in desk.annotations.quoted()] == [annotation.id for annotation in made]


def test_the_same_words_credited_to_two_people_are_found(desk: Archive) -> None:
    quoted(desk, STATEMENT, "Mira Holt", on=22)
    quoted(desk, STATEMENT, "Jonas Reed", on=23)
    quoted(desk, "“The offer stands until the end.”", "Mira Holt", on=21)

    [one] = answers.contradictions(desk.annotations.quoted())

    assert one.speakers == ("Mira Holt", "Jonas Reed")
    assert [place.speaker for place in one.printed] == ["Mira Holt", "Jonas Reed"]


def test_a_surname_and_the_full_name_are_no_contradiction(desk: Archive) -> None:
    quoted(desk, STATEMENT, "Mira Holt", on=22)
    quoted(desk, STATEMENT, "Holt", on=23)

    assert answers.contradictions(desk.annotations.quoted()) == []


def test_unnamed_sources_are_tallied_an_article_at_a_time(newsroom: Newsroom, desk: Archive) -> None:
    talks = "asking not to be named because talks are under way"
    for on, descriptor, reason in ((22, "a senior official", talks), (23, "officials", None), (23, "officials", None)):
        annotation = quoted(
            desk, f"“It is {len(list(desk.annotations.quoted()))} days late.”", None, on=on, cue=f"said {on}"
        )
        state = replace(annotation.state, unnamed=True, descriptor=descriptor, unnamed_reason=reason)
        edit = Edit(annotation.id, annotation.article_id, annotation.version, state)
        newsroom.engine().apply(Change(id=new_id(), actor="Ada", at=MORNING, action="name", edits=(edit,)))

    sources = answers.unnamed_sources(desk.annotations.quoted())
    tally = answers.unnamed_tally(sources)

    assert [(s.descriptor, s.reason, s.plural, s.quotations) for s in sources] == [
        ("a senior official", talks, False, 1),
        ("officials", None, True, 2),
    ]
    assert tally == answers.UnnamedTally(2, 2, with_reason=1, without_reason=1, plural=1, quotations=3)


def test_verbs_that_judge_are_counted_by_speaker(desk: Archive) -> None:
    quoted(desk, STATEMENT, "Mira Holt", on=21, cue="claimed")
    quoted(desk, STATEMENT, "Mira Holt", on=22, cue="was claiming")
    quoted(desk, STATEMENT, "Jonas Reed", on=23, cue="admitted")
    quoted(desk, STATEMENT, "Jonas Reed", on=24, cue="said")

    assert [verb[:3] for verb in answers.loaded_verbs(desk.annotations.quoted())] == [
        ("Mira Holt", "claim", 2),
        ("Jonas Reed", "admit", 1),
    ]
