"""An engine's promises about search: plain words, forgiven slips, and the exact position."""

from __future__ import annotations

import string
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newstext.stated import Precision, StatedTime
from store.model.lists import ArticleFilter, View
from tests.engines.newsroom import FIRST_QUOTE, Newsroom, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from store.model.lists import Hit

ARTICLES = (
    copy(external_id="strike", byline="Ada Lind and Nguyễn Thị Ẩn"),
    copy(
        external_id="lodz", headline="Tram fares rise in Łódź", source="Northern Post", body="Der Große Straßenkampf."
    ),
    copy(external_id="istanbul", headline="Ferries back in İstanbul", source=None, body="The ılgaz quay, naïve Ðuro."),
    copy(
        external_id="talks",
        headline="Fishing talks stall",
        body="“Quota” — the\u00a0word\x00 of the\u2028day: Ångström.",
    ),
    copy(external_id="bare", headline=None, body="One more parliament vote on the harbour quota."),
)

CUT = "only the first 12 words are looked for, without “a”, without “b”"


@pytest.fixture
def stack(desk: Archive) -> Archive:
    bring(desk, *ARTICLES)
    return desk


def found(stack: Archive, typed: str) -> list[str | None]:
    return [stack.open_article(hit.article.id).revision.article.external_id for hit in stack.search(typed)]


def only(stack: Archive, typed: str) -> Hit:
    [hit] = stack.search(typed)
    return hit


def test_words_are_found_in_any_order_begun_or_without_accents(stack: Archive) -> None:
    for typed, which in (
        ("strike", "strike"),
        ("STRIKE week harbour", "strike"),
        ("strik harb", "strike"),
        ("lind", "strike"),
        ("nguyen thi an", "strike"),
        ("nguyễn ẩn", "strike"),
        ("northern post", "lodz"),
        ("lodz", "lodz"),
        ("ŁÓDŹ", "lodz"),
        ("grosse strassen", "lodz"),
        ("große", "lodz"),
        ("istanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("İSTANBUL", "istanbul"),
        ("ilgaz", "istanbul"),
        ("ılgaz", "istanbul"),
        ("naive duro", "istanbul"),
        ("nai\u0308ve", "istanbul"),
        ("angstrom word day", "talks"),
        ("parliament", "bare"),
    ):
        assert found(stack, typed) == [which], typed
        assert only(stack, typed).why == "", typed


def test_a_slip_is_forgiven_and_said(stack: Archive) -> None:
    for typed, which, why in (
        ("talsk", "talks", "“talsk” read as “talks”"),
        ("parlaiment", "bare", "“parlaiment” read as “parliament”"),
        ("fishing tlaks", "talks", "“tlaks” read as “talks”"),
        ("ishing", "talks", "“ishing” read as “Fishing”"),
        ("parlaim", "bare", "“parlaim” read as “parliament”"),
        ("parliament zzzzzz", "bare", "without “zzzzzz”"),
        ("lodz ferries", "lodz", "without “ferries”"),
        ("lodz fares 😀", "lodz", "without “😀”"),
        ("tram fares rise in lodz northern post der grosse strassenkampf a b c", "lodz", CUT),
        ("tram fares rise in lodz northern post der grosse strassenkampf a b", "lodz", "without “a”, without “b”"),
    ):
        hit = stack.search(typed)[0]
        assert found(stack, typed)[0] == which, typed
        assert hit.why == why, typed


def test_a_hit_says_where_the_first_word_stands(stack: Archive) -> None:
    body = ARTICLES[3].body
    hit = only(stack, "day word")
    assert hit.offset == body.index("word")
    assert hit.snippet
    assert hit.snippet in body
    head = only(stack, "fishing")
    assert (head.offset, head.snippet, head.article.headline) == (None, "", "Fishing talks stall")


def test_a_word_in_the_headline_comes_before_one_in_the_body(stack: Archive) -> None:
    assert found(stack, "harbour") == ["strike", "bare"]


def test_among_equals_the_newest_comes_first(desk: Archive) -> None:
    days = [3, 9, 1, 7]
    bring(
        desk,
        *(
            copy(external_id=str(d), published=StatedTime(f"{d}", f"2025-11-0{d}T08:00Z", Precision.MINUTE, zoned=True))
            for d in days
        ),
    )
    assert found(desk, "strike") == ["9", "7", "3", "1"]
    assert len(desk.search("strike", limit=2)) == 2


def test_only_the_current_revision_is_found(stack: Archive) -> None:
    bring(stack, copy(external_id="talks", headline="Fishing deal", body="It is over."))
    assert found(stack, "ångström") == []
    assert found(stack, "fishing deal over") == ["talks"]


def test_nothing_typed_finds_nothing(stack: Archive) -> None:
    for nothing in ("", " ", "\x00", '"', "*", "()", "—", "\ud800"):
        assert stack.search(nothing) == []


def test_nothing_typed_is_an_error_or_an_operator(stack: Archive) -> None:
    for typed in (
        *("AND", "NOT strike", "strike OR", "NEAR(", "NEAR(strike week)", '"strike', "strike*", "head line:x"),
        *("-strike", "{headline}: strike", "^strike", "strike + week", "' OR 1=1 --", "%s ? :x @y $z"),
        *("a" * 5_000, "strike " * 500),
    ):
        stack.search(typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters() | st.sampled_from(string.punctuation + "\x00łßİ\u0301strike "), max_size=40))
def test_any_string_may_be_typed(stack: Archive, typed: str) -> None:
    for hit in stack.search(typed):
        body = stack.open_article(hit.article.id).revision.article.body
        assert hit.snippet in body
        assert hit.offset is None or body[hit.offset].isalnum()


def test_a_desk_that_has_searched_before_finds_what_one_that_is_opened_now_finds(newsroom: Newsroom) -> None:
    desk, colleague = newsroom.desk(), newsroom.desk("Ben")
    bring(desk, *(copy(external_id=str(i), headline="Elsewhere") for i in range(200)))
    story(desk, external_id="old", body="Sharifzoda came.")
    assert len(desk.search("sharifzoda")) == 1
    quoted = story(colleague, external_id="new")
    named = colleague.decisions.add_quotation(quoted.revision, [FIRST_QUOTE])
    colleague.decisions.name_speaker(named, "Yusuf Sharifzoda")
    story(colleague, external_id="newer", body="Yusuf went.")
    for typed in ("sharifzoda", "sharif", "yusuf", "yusuf sharifzoda", "sharifzoda zzzzz"):
        hits = newsroom.desk().search(typed)
        assert quoted.row.id in [hit.article.id for hit in hits]
        assert desk.search(typed)[: len(hits)] == hits


def test_either_word_is_enough_and_a_word_after_a_dash_is_left_out(stack: Archive) -> None:
    for typed, which in (
        ("ferries or tram", {"istanbul", "lodz"}),
        ("parliament OR talks vote", {"bare"}),
        ("harbour -strike", {"bare"}),
        ("harbour -“vote on”", {"strike"}),
        ("-harbour -fares -naive", {"talks"}),
    ):
        assert set(found(stack, typed)) == which, typed
        assert all(not hit.why for hit in stack.search(typed)), typed


def test_a_list_leaves_words_out_and_counts_days_back(stack: Archive) -> None:
    today = datetime.now().astimezone()
    bring(stack, copy(external_id="now", published=StatedTime("now", today.isoformat(), Precision.MINUTE, True)))
    listed = stack.articles.page(ArticleFilter(after="1w", without=("ferries",)))
    assert [stack.open_article(row.id).revision.article.external_id for row in listed.rows] == ["now"]
    assert stack.articles.count(ArticleFilter(without=("harbour",))) == 3
    stack.views.save(View("Fresh", ArticleFilter(after="today", without=("quota",))))
    assert [view.narrowed for view in stack.views.all()] == [ArticleFilter(after="today", without=("quota",))]
