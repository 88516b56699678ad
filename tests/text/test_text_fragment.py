"""Addresses that lead to the very words of a page."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from newstext.spans import Span
from newstext.text_fragment import address_of_words

BODY = (
    "“We want a phone call,” she said. The port, the union-backed crew & others wait.\n\n"
    "Nobody here wants a fourth week of empty quays, cold sheds and silent cranes, she went on to say.\n\n"
    "He said: “We want a phone call,” too."
)
LONG = "Nobody here wants a fourth week of empty quays, cold sheds and silent cranes"
PAGE = "https://port.example/strike"


def span(words: str, after: int = 0) -> Span:
    start = BODY.index(words, after)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("The port, the union-backed crew & others", "The%20port%2C%20the%20union%2Dbacked%20crew%20%26%20others"),
        (LONG, "Nobody%20here%20wants%20a,sheds%20and%20silent%20cranes"),
        ("cranes, she went on to say.\n\nHe said", "cranes%2C%20she%20went%20on,He%20said"),
        ("“We want a phone call,”", "We%20want%20a%20phone%20call%2C,-she%20said.%20The%20port%2C"),
    ],
)
def test_an_address_leads_to_the_words(words: str, directive: str) -> None:
    assert address_of_words(PAGE, BODY, [span(words)]) == f"{PAGE}#:~:text={directive}"


def test_words_printed_twice_are_told_apart_by_those_beside_them() -> None:
    second = span("“We want a phone call,”", after=100)
    assert unquote(address_of_words(PAGE, BODY, [second])) == f"{PAGE}#:~:text=He said:-,We want a phone call,,-too."


def test_pieces_come_one_after_another_and_a_fragment_of_the_page_stays() -> None:
    two = [span("The port"), span("cold sheds")]
    assert address_of_words(f"{PAGE}#top", BODY, two) == f"{PAGE}#top:~:text=The%20port&text=cold%20sheds"
    assert address_of_words(PAGE, BODY, [Span(0, 1)]) == PAGE, "marks alone lead nowhere"
