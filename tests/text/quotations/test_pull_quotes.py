"""A pull quote pasted with the story repeats its words: it is not a further quotation, and nobody else's."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations

SAND = "“We had no lamp at all, and I would not go out again,” mate Edda Sand said."
BRINK = "“I saw the bow turn the wrong way,” said passenger Udo Brink."


@pytest.mark.parametrize(
    "pulled",
    [
        "“We had no lamp at all”",
        "“I would not go out again.”",
        "“We had no lamp … not go out again”",
        "‘We had NO lamp at all’",
    ],
)
@pytest.mark.parametrize("credit", ["", " — Edda Sand", "\nEdda Sand, mate", "\n— Edda Sand"])
def test_what_a_pull_quote_repeats_is_found_once_and_is_its_speakers(pulled: str, credit: str) -> None:
    for story in ([SAND, pulled + credit, BRINK], [BRINK, pulled + credit, SAND], [SAND, BRINK, pulled + credit]):
        text = "\n\n".join(["Two hundred people waited.", *story, "The boat sails on Thursday."])
        assert {(q.speaker, tuple(piece.of(text) for piece in q.content)) for q in find_quotations(text)} == {
            ("Edda Sand", (SAND.removesuffix(" mate Edda Sand said."),)),
            ("Udo Brink", (BRINK.removesuffix(" said passenger Udo Brink."),)),
        }


def test_words_of_their_own_between_two_quotations_are_found() -> None:
    text = f"{SAND}\n\n“We had no lamp, but a bell.”\n\n{BRINK}"
    assert any("a bell" in piece.of(text) for q in find_quotations(text) for piece in q.content)
