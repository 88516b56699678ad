"""The index follows the data through every change: it always equals a rebuilt index."""

from __future__ import annotations

import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newstext.spans import Span
from store.errors import ConflictError
from store.model.annotations import Status
from store.model.lists import ArticleFilter
from tests.engines.conftest import ENGINES, examples
from tests.engines.newsroom import BODY, FIRST_QUOTE, ODD_TEXTS, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.terminal import DEADLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from store.model.lists import Hit

TEXTS = ("Straße und Łódź.", "東京の港 strike", BODY, BODY.replace("fourth", "fifth"), "", *ODD_TEXTS.values())
HEADLINES = ("Harbour strike", "Ferries back in İstanbul", None, "مُحَمَّد 🚢", "naïve Ðuro")
NAMES = ("Mira Holt", "Lt. Özgür Ağaoğlu", "")


def troubles(desk: Archive) -> list[str]:
    return [f"{check.what}: {check.trouble}" for check in desk.integrity.checks() if check.trouble]


def marks_of(desk: Archive) -> list[tuple[str, int]]:
    return [(row.id, i) for row in desk.articles.page().rows for i in range(len(desk.open_article(row.id).annotations))]


def add(desk: Archive, i: int, j: int) -> None:
    bring(desk, copy(external_id=str(i % 3), headline=HEADLINES[j % 5], body=TEXTS[(i + j) % len(TEXTS)]))


def add_pasted(desk: Archive, i: int, j: int) -> None:
    bring(desk, copy(headline=HEADLINES[j % 5], body=TEXTS[i % len(TEXTS)]), copy(headline="Twice", body=TEXTS[2]))


def mark(desk: Archive, i: int, j: int) -> None:
    rows = desk.articles.page().rows
    if rows and (body := (opened := desk.open_article(rows[i % len(rows)].id)).revision.article.body):
        start = j % len(body)
        desk.decisions.add_quotation(opened.revision, [Span(start, min(len(body), start + 9))])


def suggest(desk: Archive, i: int, j: int) -> None:
    for row in desk.articles.page().rows:
        desk.suggestions.find(row.id)


def settle(desk: Archive, i: int, j: int) -> None:
    if there := marks_of(desk):
        article, at = there[i % len(there)]
        status = (Status.ACCEPTED, Status.REJECTED, Status.REMOVED, Status.VERIFIED)[j % 4]
        desk.decisions.settle([desk.open_article(article).annotations[at]], status)


def name(desk: Archive, i: int, j: int) -> None:
    if there := marks_of(desk):
        article, at = there[i % len(there)]
        desk.decisions.name_speaker(desk.open_article(article).annotations[at], NAMES[j % 3])


def merge(desk: Archive, i: int, j: int) -> None:
    known = desk.register.speakers()
    if len(known) > 1:
        desk.register.merge(known[i % len(known)].id, known[(i + 1) % len(known)].id)


def undo(desk: Archive, i: int, j: int) -> None:
    desk.decisions.undo()


def redo(desk: Archive, i: int, j: int) -> None:
    desk.decisions.redo()


STEPS: tuple[Callable[[Archive, int, int], None], ...] = (
    *(add, add_pasted, mark, suggest, settle, name, merge, undo, redo),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_whatever_is_done_the_index_is_what_one_made_anew_would_be(engine: str) -> None:
    numbers = st.integers(0, 20)

    @examples(engine, 25)
    @given(st.lists(st.tuples(st.sampled_from(STEPS), numbers, numbers), min_size=3, max_size=14))
    def holds(steps: list[tuple[Callable[[Archive, int, int], None], int, int]]) -> None:
        with TemporaryDirectory() as folder:
            room = Newsroom(ENGINES[engine], Path(folder) / "stack.db")
            desk = room.desk()
            for step, i, j in steps:
                try:
                    step(desk, i, j)
                except ConflictError:
                    continue
            assert troubles(desk) == []
            room.close()

    holds()


def test_an_index_made_anew_finds_what_the_old_one_found(desk: Archive) -> None:
    opened = story(desk)
    desk.decisions.name_speaker(desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE]), "Branwen Okafor")
    bring(desk, copy(external_id="other", headline="Łódź 東京", body="An update."))
    asked = ("holt week", "okafor", "lodz", "東京", "updaet")
    before = [desk.search(typed) for typed in asked]
    assert all(before)
    assert list(desk.integrity.reindex())
    assert [desk.search(typed) for typed in asked] == before
    assert troubles(desk) == []


def test_articles_that_come_while_the_index_is_made_anew_are_in_it(newsroom: Newsroom) -> None:
    desk, colleague = newsroom.desk(), newsroom.desk("Ben")
    bring(desk, *(copy(external_id=str(i)) for i in range(3)))
    steps = desk.integrity.reindex()
    next(steps)
    bring(colleague, copy(external_id="0", headline="Changed meanwhile"), copy(external_id="9", headline="Quince jam"))
    list(steps)
    assert troubles(desk) == []
    assert len(desk.search("quince")) == len(desk.search("changed meanwhile")) == 1


# Speakers and quotations


def ids(hits: list[Hit] | None) -> list[str]:
    assert hits is not None
    return [hit.article.id for hit in hits]


def test_an_article_is_found_by_who_was_accepted_as_speaking_in_it(desk: Archive) -> None:
    opened = story(desk)
    quotation = desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    assert desk.search("okafor") == []
    desk.decisions.name_speaker(quotation, "Branwen Okafor")
    assert ids(desk.search("okafor")) == ids(desk.search("okafro")) == [opened.row.id]
    desk.decisions.undo()
    assert desk.search("okafor") == []


def test_an_accepted_quotation_ranks_above_the_same_words_unmarked(desk: Archive) -> None:
    quoted, plain = story(desk, external_id="1"), story(desk, external_id="2", published=None)
    assert ids(desk.search("phone call")) == [plain.row.id, quoted.row.id]
    desk.decisions.add_quotation(quoted.revision, [SECOND_QUOTE])
    assert ids(desk.search("phone call")) == [quoted.row.id, plain.row.id]


# Other scripts


def test_words_of_every_script_are_found_in_head_and_body(desk: Archive) -> None:
    for text, typed in (
        ("東京大学の港で会見", "京大"),
        ("東京大学の港で会見", "港で会"),
        ("東京大学の港で会見", "見"),
        ("ลูกเรือประท้วง", "ประท้วง"),
        ("قال مُحَمَّد إن الميناء", "محمد"),
        ("قال محمد إن الميناء", "مُحَمَّد"),
        ("서울에서 회견", "서울"),
        ("Ёлка и чай", "елка чаи"),
        ("Ship 🚢 ahead", "🚢"),
        ("Flag 🇫🇷 and 👩🏽‍🚀", "👩🏽‍🚀"),
        ("ΑΘΉΝΑ σήμερα", "αθηνα"),
        ("ﬁne ½ print", "fine"),
        ("Đorđe Ħal Şırnak", "dorde hal sirnak"),
        ("𝕿𝖗𝖚𝖒𝖕 am ℝ", "trump r"),
        ("Trump am R", "𝕿𝖗𝖚𝖒𝖕 ℝ"),
    ):
        head = story(desk, external_id="1", headline=text, body="Nothing.")
        body = story(desk, external_id="2", headline=None, body=f"First line.\n{text}.")
        story(desk, external_id="3", headline="Harbour", body="Elsewhere.")
        assert set(ids(desk.search(typed))) == {head.row.id, body.row.id}, text
        for hit in desk.search(typed):
            assert hit.why == "", text
            assert hit.headline_marks or hit.snippet_marks, text


@settings(max_examples=150, deadline=None)
@given(letter=st.characters(categories=["Lu", "Ll", "Lo", "Nd"], max_codepoint=0xFFFF))
@example(letter="ễ")
def test_what_is_typed_as_printed_is_folded_alike(letter: str) -> None:
    from store.searching.words import asked, tokens

    text = f"before {letter}x after"
    assert {token for _, cut in asked(text) for token in cut} <= set(tokens(text))


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("aÉñßøŁ…™½’–\x1c\n \u0303\ufb01A7.")) | st.text())
@example(text="Wait… what")
def test_words_are_cut_alike_whatever_else_is_in_their_text(text: str) -> None:
    from store.searching.words import tokens

    assert tokens(f"{text} 東") == [*tokens(text), "東"]


def test_nobody_waits_while_a_store_is_checked(newsroom: Newsroom) -> None:
    desk, other = newsroom.desk(), newsroom.desk()
    story(desk, external_id="first")
    troubles = []
    for number, check in enumerate(desk.integrity.checks()):
        troubles.append(check.trouble)
        bring(other, copy(external_id=f"{number}"))
    assert set(troubles) == {None}
    assert desk.articles.totals().articles == 1 + len(troubles)


def test_marks_cover_the_words_that_matched(desk: Archive) -> None:
    story(desk, headline="Łódź harbour strike: a strike", body="No word.\nThe strìke in Łódź goes on.")
    [hit] = desk.search("lodz strike")
    headline = hit.article.headline
    assert headline is not None
    assert [span.of(headline) for span in hit.headline_marks] == ["Łódź", "strike", "strike"]
    assert [span.of(hit.snippet) for span in hit.snippet_marks] == ["strìke", "Łódź"]


# Narrowing


def test_a_search_is_narrowed_by_what_is_typed_and_by_what_is_shown(desk: Archive) -> None:
    wire = story(desk, external_id="1")
    post = story(desk, external_id="2", source="Northern Post")
    desk.decisions.name_speaker(desk.decisions.add_quotation(wire.revision, [FIRST_QUOTE]), "Mira Holt")
    assert ids(desk.search("strike who:holt")) == [wire.row.id]
    assert ids(desk.search("who:holt")) == [wire.row.id]
    assert ids(desk.search("strike source:post")) == [post.row.id]
    assert ids(desk.search("strike", ArticleFilter(source="post"))) == [post.row.id]
    assert ids(desk.search("who:", ArticleFilter(source="post"))) == [post.row.id]
    assert desk.search("strike is:withdrawn") == []
    assert {hit.why for hit in desk.search("strike before:soon")} == {""}


def test_words_said_are_found_in_a_row_the_last_one_begun_and_never_across_two_quotations(desk: Archive) -> None:
    opened = story(desk)
    desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE, SECOND_QUOTE])
    for typed in ("said:week", 'said:"a fourth week"', "said:“WANTS a fou", 'said:"phone call."', "said:n"):
        assert ids(desk.search(typed)) == [opened.row.id], typed
    for typed in ("said:eek", 'said:"week we"', 'said:"fourth a"', 'said:"fou week"', "said:sailings"):
        assert desk.search(typed) == [], typed


def test_a_search_narrows_to_a_suggested_speaker_and_to_every_name_the_register_has_for_one(desk: Archive) -> None:
    opened = story(desk)
    desk.suggestions.find(opened.row.id)
    assert ids(desk.search("who:holt")) == [opened.row.id]
    [made, *_] = desk.open_article(opened.row.id).annotations
    desk.decisions.name_speaker(made, "Mira Holt")
    [speaker] = desk.register.speakers("mira holt")
    desk.register.rename(speaker.id, "Łucja Sandoval")
    assert ids(desk.search('who:"lucja san')) == ids(desk.search('who:"mira holt"')) == [opened.row.id]
    assert desk.search('who:"mira sandoval"') == desk.search('who:"holt lucja"') == []
    desk.decisions.undo()
    assert desk.search("who:lucja") == []
    desk.decisions.settle(desk.open_article(opened.row.id).annotations, Status.REJECTED)
    assert desk.search("who:holt") == []


def test_what_has_no_letters_narrows_to_nobody_in_particular(desk: Archive) -> None:
    opened = story(desk)
    assert ids(desk.search('strike who:"—" said:“\x00”')) == [opened.row.id]


def test_a_source_is_found_by_its_words_however_it_is_punctuated(desk: Archive) -> None:
    opened = story(desk, source="L'Équipe & Co.")
    story(desk, external_id="other", source="東京新聞")
    story(desk, external_id="sourceless", source=None)
    for typed in ('source:"L’Équipe"', "source:l'equipe", 'source:"équipe co"', 'source:"L’ÉQUIPE & Co', "source:quip"):
        assert ids(desk.search(typed)) == [opened.row.id], typed
    assert [hit.article.source for hit in desk.search("source:京新")] == ["東京新聞"]
    assert len(desk.search("strike source:&")) == 3


# While typing


def test_searching_as_one_types_finds_what_a_search_finds(desk: Archive) -> None:
    story(desk)
    assert desk.search_as_typed("harbuor") == desk.search("harbuor") != []


def test_only_the_last_keystroke_is_answered(desk: Archive) -> None:
    for i in range(20):
        story(desk, external_id=str(i), headline=f"Harbour strike {i}")
    asked = ["h", "ha", "har", "harb", "harbo strik", "harbour strike week 4", "harbuor"] * 4
    answers: dict[int, list[Hit] | None] = {}
    started = threading.Barrier(len(asked))

    def ask(i: int) -> None:
        started.wait(DEADLINE)
        answers[i] = desk.search_as_typed(asked[i])

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(len(asked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)
    answered = [hits for hits in answers.values() if hits is not None]
    assert answered
    assert desk.search_as_typed("harbour strike 7") == desk.search("harbour strike 7")


def test_words_that_come_while_one_searches_are_known_and_corrected_to(desk: Archive) -> None:
    bring(desk, *(copy(external_id=str(i), headline=f"Harbour strike {i}") for i in range(120)))
    assert desk.search("quince") == []
    found = story(desk, external_id="new", headline="Quince and aardvark jam")
    assert ids(desk.search("quinec")) == ids(desk.search("ardvark")) == [found.row.id]
    assert len(desk.search("harbuor", limit=200)) == 120
    story(desk, external_id="new", headline="Marmalade")
    assert desk.search("quince") == []
    assert ids(desk.search("marmalaed")) == [found.row.id]
