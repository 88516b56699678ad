"""Excerpts begin and end between words, and show where a line is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.excerpts import excerpt
from newstext.folding import has_broken_words
from newstext.spans import Span

LINE = "The harbour office at Port Verrin said on Monday that the ferry Lodestar would not sail again before Easter."

BROKEN = "un-\ntil noon the ferry wai-\nted, and\nleft"


@pytest.mark.parametrize(
    ("text", "word", "before", "after", "shown", "cuts"),
    [
        (LINE, "Monday", 12, 20, "said on Monday that the", (True, True)),
        (LINE, "The", 60, 140, LINE, (False, False)),
        (LINE, "Easter", 20, 140, "sail again before Easter.", (True, False)),
        (f"One line.\n  {LINE}\nAnother.", "harbour", 60, 200, LINE, (False, False)),
        ("a" * 80 + " quay", "quay", 60, 140, "quay", (True, False)),
        ("see https://news.example/" + "a" * 80 + "/quay/today", "quay", 20, 30, "quay/today", (True, False)),
        (
            "昨日、東京都の選挙が行われた。結果は東京で出た。",
            "結果",
            5,
            6,
            "行われた。結果は東京で",
            (True, True),
        ),
        ("ยินดีต้อนรับสู่ท่าเรือ", "ท่า", 4, 4, "บสู่ท่าเ", (True, True)),
        (
            "the steer-\ning was gone",
            "steer-\ning",
            60,
            140,
            "the steer-\ning was gone",
            (False, False),
        ),
        (BROKEN, "ferry", 60, 140, "un-\ntil noon the ferry wai-\nted, and", (False, False)),
        (BROKEN, "ferry", 11, 14, "noon the ferry", (True, True)),
    ],
)
def test_an_excerpt_begins_and_ends_between_words(
    text: str, word: str, before: int, after: int, shown: str, cuts: tuple[bool, bool]
) -> None:
    at = text.index(word)

    found = excerpt(text, Span(at, at + len(word)), before=before, after=after)

    assert found.span.of(text) == shown
    assert (found.cut_before, found.cut_after) == cuts


_words = st.lists(st.text("abé東\u0301-’x", min_size=1, max_size=12), min_size=1, max_size=30)


@given(_words, st.sampled_from([" ", "  ", "\n"]), st.data())
def test_no_word_is_cut_and_no_cut_is_hidden(words: list[str], gap: str, data: st.DataObject) -> None:
    text = gap.join(words)
    number = data.draw(st.integers(0, len(words) - 1))
    start = len(gap.join([*words[:number], ""]))
    around = Span(start, start + len(words[number]))

    found = excerpt(text, around, before=data.draw(st.integers(0, 60)), after=data.draw(st.integers(0, 60)))

    assert found.span.start <= around.start
    assert around.end <= found.span.end
    shown = found.span.of(text)
    if not any("東" in word for word in words):
        assert set(shown.split()) <= set(words)
    if has_broken_words(text):
        return  # Then lines belong together as far as they are read.
    line = text[text.rfind("\n", 0, around.start) + 1 :].split("\n")[0]
    assert (shown == line.strip()) == (not found.cut_before and not found.cut_after)
