"""Addresses that lead to the very words of a page."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        # Marks between the words and those beside them belong to the latter: a browser skips only spaces.
        ("“We want a phone call,”", "We%20want%20a%20phone%20call%2C,-%E2%80%9D%20she%20said.%20The"),
    ],
)
def test_an_address_leads_to_the_words(words: str, directive: str) -> None:
    assert address_of_words(PAGE, BODY, [span(words)]) == f"{PAGE}#:~:text={directive}"


def test_words_printed_twice_are_told_apart_by_those_beside_them() -> None:
    second = span("“We want a phone call,”", after=100)
    assert (
        unquote(address_of_words(PAGE, BODY, [second])) == f"{PAGE}#:~:text=He said: “-,We want a phone call,,-” too."
    )


def found(page: str, directive: str) -> str:
    """Return what a browser finds by a directive, by a pattern for each part of it; empty without a hit."""
    parts = directive.split(",")
    prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
    suffix = parts.pop()[1:] if parts[-1].startswith("-") else ""
    ends = r"(?s:.*?)".join(map(term, parts))
    before = rf"{term(prefix)}\s*" if prefix else ""
    found = re.search(rf"{before}({ends})(?=\s*{term(suffix)})", page, re.IGNORECASE)
    return found[1] if found else ""


def term(words: str) -> str:
    """Return a pattern for words that do not begin or end inside one."""
    plain = unquote(words)
    begins, ends = (
        rf"(?{side}[^\W_])" if edge.isalnum() else "" for side, edge in (("<!", plain[:1]), ("!", plain[-1:]))
    )
    return begins + r"\s+".join(map(re.escape, plain.split())) + ends


SAID = ["“The offer stands,”", "the offer,", "“Stands & waits", "a well-known port –", "THE OFFER stands.”", "é:"]


@given(
    said=st.lists(st.sampled_from(SAID), min_size=2, max_size=12),
    between=st.sampled_from([" ", "\n\n"]),
    data=st.data(),
)
def test_a_browser_finds_the_very_words_however_often_they_are_printed(
    said: list[str], between: str, data: st.DataObject
) -> None:
    body = between.join(f"On day {day} {words}" for day, words in enumerate(said))
    edges = [(match.start(), match.end()) for match in re.finditer(r"\S+", body)]
    first = data.draw(st.integers(0, len(edges) - 1))
    last = data.draw(st.integers(first, min(first + 14, len(edges) - 1)))
    chosen = Span(edges[first][0], edges[last][1])
    _, _, directive = address_of_words(PAGE, body, [chosen]).partition("#:~:text=")

    assert found(body, directive).strip("“” \n") == chosen.of(body).strip("“” \n")


def test_pieces_come_one_after_another_and_a_fragment_of_the_page_stays() -> None:
    two = [span("The port"), span("cold sheds")]
    assert address_of_words(f"{PAGE}#top", BODY, two) == f"{PAGE}#top:~:text=The%20port&text=cold%20sheds"
    assert address_of_words(PAGE, BODY, [Span(0, 1)]) == PAGE, "marks alone lead nowhere"
