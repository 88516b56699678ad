"""Texts in every script, and long ones, are found and marked like any other, at about the same cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.searching import snippets, words
from tests.engines.newsroom import bring, copy, story

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive

RUSSIAN = "в правительстве заявили что переговоры о новом соглашении начнутся во вторник".split()  # noqa: SIM905


@pytest.mark.parametrize(
    ("typed", "headline", "snippet"),
    [
        ("東京 京都", ["東京都"], ["東京都", "東京"]),
        ("京都 東京", ["東京都"], ["東京都", "東京"]),
        ("選挙 東京", ["東京", "選挙"], ["東京", "選挙", "東京"]),
        ("京 東", ["東", "京"], ["東", "京", "東", "京"]),
    ],
)
def test_marks_stand_in_order_and_apart_whatever_was_typed_first(
    desk: Archive, typed: str, headline: list[str], snippet: list[str]
) -> None:
    story(desk, headline="東京都の選挙", body="昨日、東京都の選挙が行われた。結果は東京で発表された。")
    [hit] = desk.search(typed)
    assert hit.article.headline is not None
    assert [mark.of(hit.article.headline) for mark in hit.headline_marks] == headline
    assert [mark.of(hit.snippet) for mark in hit.snippet_marks] == snippet


def russian(length: int, last: str = "") -> str:
    """Return a text of ``length`` words."""
    return " ".join(
        [f"{RUSSIAN[i % 11]}{RUSSIAN[i // 11 % 11]}, {RUSSIAN[i % 7]}" for i in range(length // 2)] + [last]
    )


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts folded for highlighting from now on."""
    return noted(monkeypatch, "fold", words.fold, words, snippets)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts searched for words to highlight from now on."""
    return noted(monkeypatch, "flat", words.flat, snippets)


def noted(
    monkeypatch: pytest.MonkeyPatch, name: str, function: Callable[[str], str | None], *modules: object
) -> list[str]:
    given: list[str] = []

    def noting(text: str) -> str | None:
        given.append(text)
        return function(text)

    for module in modules:
        monkeypatch.setattr(module, name, noting)
    return given


@pytest.mark.parametrize(
    "body",
    [russian(2000, "вторник"), f"Γ {'harbour strike, talks ' * 600}вторник"],
    ids=["Russian", "one Greek letter"],
)
def test_texts_of_other_scripts_are_not_folded_word_by_word(desk: Archive, folded: list[str], body: str) -> None:
    bring(desk, *(copy(external_id=str(i), headline=f"Вторник {i}", body=body) for i in range(10)))
    folded.clear()
    assert len(desk.search("вторн")) == 10
    assert len(folded) < 200


@pytest.mark.parametrize(
    "fill", [russian(3_000), "政府は昨日の会議で新しい経済政策を発表した。" * 1_500, "harbour talks " * 2_500]
)
def test_a_search_looks_at_so_much_of_long_texts_that_a_key_can_wait_for_it(
    desk: Archive, looked_at: list[str], monkeypatch: pytest.MonkeyPatch, fill: str
) -> None:
    monkeypatch.setattr(snippets, "_FURTHER", snippets._FURTHER // 4)  # for a quarter of the articles on a page
    long = fill * 2
    bring(desk, *(copy(external_id=str(i), headline=f"Quince {i}", body=f"{long} {i}") for i in range(8)))
    looked_at.clear()
    assert len(desk.search("quince")) == 8
    assert len(long) > 40_000
    assert sum(map(len, looked_at)) < 8 * len(long) - 50_000


@pytest.mark.parametrize(
    "fill", ["harbour talks " * 2_000, "harbour talks " * 20_000, russian(2_000), "政府は昨日、" * 800]
)
def test_a_word_far_down_in_a_long_text_is_where_it_opens(desk: Archive, fill: str) -> None:
    body = f"{fill}\nAt last a quince."
    story(desk, external_id="long", body=body)
    [hit] = desk.search("quince")
    assert hit.offset == body.index("quince")
    assert [mark.of(hit.snippet) for mark in hit.snippet_marks] == ["quince"]


def test_a_text_is_looked_at_beyond_a_zero_in_it(desk: Archive) -> None:
    body = f"{'harbour talks ' * 20}\x00 a quince."
    story(desk, body=body)
    [hit] = desk.search("quince")
    assert hit.offset == body.index("quince")


@pytest.mark.parametrize("before", ["harbour talks ", "переговоры ", "会議、", "e\u0301t\u00e9 ﬁnal "])
def test_words_are_marked_exactly_wherever_a_text_is_cut_to_look_at_it(desk: Archive, before: str) -> None:
    for length in (990, 1000, 1010, 1990, 2010):
        body = f"{(before * 700)[:length].rsplit(before[-1], 1)[0]} Κηφισιά 東京、quince strìke."
        story(desk, external_id="same", headline=None, body=body)
        [hit] = desk.search("κηφισια 東京 quince strike")
        assert [mark.of(hit.snippet) for mark in hit.snippet_marks] == ["Κηφισιά", "東京", "quince", "strìke"]
        assert hit.offset == body.index("Κηφισιά")
