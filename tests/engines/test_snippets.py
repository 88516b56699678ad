"""A hit's snippet of a body: whole words around the match, and a sign where its line continues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.newsroom import story

if TYPE_CHECKING:
    from store import Archive

LONG = "Pilots of the outermost lightship watched extraordinarily high breakers. "


@pytest.mark.parametrize("lead", range(60, 74))
def test_a_snippet_begins_and_ends_between_words(desk: Archive, lead: int) -> None:
    body = f"{(LONG * 3)[:lead].rstrip()} quince {LONG * 4}"
    story(desk, body=body)

    [hit] = desk.search("quince")

    start = body.index(hit.snippet)
    assert start == 0 or body[start - 1] == " "
    assert body[start + len(hit.snippet)] == " "
    assert (hit.cut_before, hit.cut_after) == (start > 0, True)
    assert [mark.of(hit.snippet) for mark in hit.snippet_marks] == ["quince"]


def test_a_line_that_is_shown_whole_is_not_cut(desk: Archive) -> None:
    story(desk, body="Before it.\n  A quince fell.  \nBehind it.")

    [hit] = desk.search("quince")

    assert (hit.snippet, hit.cut_before, hit.cut_after) == ("A quince fell.", False, False)


def test_a_snippet_where_the_first_look_at_a_long_body_ends_goes_on_with_its_word(desk: Archive) -> None:
    body = "東" * 31_900 + " quince " + "é" * 200 + " harbour"
    story(desk, body=body)

    [hit] = desk.search("quince")

    assert hit.snippet in body
    assert hit.snippet.endswith("quince")
    assert hit.cut_after
