"""Texts of every script, and long ones: found and marked like any other, at about the same cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.newsroom import story

if TYPE_CHECKING:
    from store import Archive


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
