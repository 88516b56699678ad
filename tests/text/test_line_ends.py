"""A text with other line ends is the same text, and each position in one is found in the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newstext.line_ends import Translation, plain, spellings
from newstext.segments import cuts_word
from newstext.spans import Span

LINES = st.lists(st.text(st.characters(exclude_characters="\r\n\ufeff", exclude_categories=["Cs"]), max_size=6))


@given(lines=LINES, data=st.data())
def test_the_same_words_are_found_under_every_spelling(lines: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    marked = data.draw(st.sampled_from(["", "\ufeff"])) + text
    other = data.draw(st.sampled_from([marked, *spellings(marked)]))
    # Nobody can point between the two halves of a line end.
    places = [n for n in range(len(marked) + 1) if marked[n - 1 : n + 1] != "\r\n"]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    found = Translation(marked, other).span(Span(start, end))
    assert plain(marked) == plain(other)
    assert plain(found.of(other)) == plain(marked[start:end])


def test_a_place_within_a_word_is_told_from_one_beside_it() -> None:
    text = "Holt’s 3.5-ton crane 起重机 เครน"
    cut = {n for n in range(len(text) + 1) if cuts_word(text, n)}
    assert {1, 2, 3, 17} <= cut
    assert not cut & {0, 4, 6, 7, len(text), text.index("重"), text.index("机")}
