"""Folding: letters that people consider the same compare equal, and map back to the text as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.folding import Folded, broken_words, fold, rejoined
from newstext.spans import Span

_odd = st.sampled_from(["-\n", *"aßﬁe\u0301\u0308İœ’“—\u00ad\u200b日ガ각"])
_texts = st.lists(st.characters() | _odd, max_size=60).map("".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë Ilkay", "zoe ilkay"),
        ("Zoe\u0308", "zoe"),
        ("Łódź", "lodz"),
        ("STRASSE Straße", "strasse strasse"),
        ("“Don’t”—she said", '"don\'t"-she said'),
        ("hy\u00adphen", "hyphen"),
        ("ガ", "ガ"),
    ],
)
def test_accents_capitals_and_shapes_of_marks_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(_texts, st.booleans(), st.data())
def test_a_folded_stretch_leads_back_to_the_characters_it_comes_from(
    text: str, rejoin: bool, data: st.DataObject
) -> None:
    folded = Folded(text, rejoin=rejoin)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        span = folded.original(Span(start, end))
        assert 0 <= span.start < span.end <= len(text)
        of_it = fold(rejoined(text) if rejoin else text)
        assert folded.text == of_it
        assert folded.text[start:end] in fold(span.of(text)).replace("-\n", "") + fold(span.of(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a fault in its rud-\nder, and", ["rudder"]),
        ("un-\ntil the even-\n  ing", ["until", "evening"]),
        ("twice bro-\nken-\nhearted", ["brokenhearted"]),
        ("steer\u00ad\ning and steer‐ \ning", ["steering", "steering"]),
        ("Port-\nVerrin, 12-\n14, – \nand, well-\n\nmade", []),
    ],
)
def test_words_that_go_on_in_the_next_line_are_one(text: str, words: list[str]) -> None:
    assert [word for _, word in broken_words(text)] == words
