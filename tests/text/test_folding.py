"""Folding: what a person would call the same letters compares as the same, and leads back to the text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.folding import Folded, fold
from newstext.spans import Span

_texts = st.text(st.one_of(st.characters(), st.sampled_from("aßﬁe\u0301\u0308İœ’“—\u00ad\u200b日ガ각")), max_size=60)


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


@given(_texts, st.data())
def test_a_folded_stretch_leads_back_to_the_characters_it_comes_from(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        span = folded.original(Span(start, end))
        assert 0 <= span.start < span.end <= len(text)
        assert folded.text[start:end] in fold(span.of(text))
