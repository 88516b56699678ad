"""Text that only looks like a quotation or a speaker: labels, addresses, times of day, the names of things."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations

Said = list[tuple[str | None, list[str]]]


def said(text: str) -> Said:
    return [(q.speaker, [piece.of(text) for piece in q.content]) for q in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Two hundred people waited. See https://quay.example/timetables/winter/2026 for more.",
        "See https://quay.example/lock: it is there.",
        "Details: www.quay.example/winter: all times of the boats.",
        "Write to press@quay.example: they answer by noon.",
        "Tickets: €4 for adults, €2 for children under twelve.",
        "Read more: the harbour in winter.",
    ],
)
def test_a_label_or_an_address_says_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The yard’s head Nora Quist said at 12:05: “Not more.” See https://quay.example/a: it is there.",
            [("Nora Quist", ["“Not more.”"])],
        ),
        (
            "Asked about the price: “€4m, maybe €5m,” engineer Nora Quist said at 9.40: “Not more.” She left.",
            [("Nora Quist", ["“€4m, maybe €5m,”", "“Not more.”"])],
        ),
        ("Edda Sand’s answer to that: “No.” The boat sailed.", [("Edda Sand", ["“No.”"])]),
        ("Edda Sand's reply to the letter: “We shall see.” She left.", [("Edda Sand", ["“We shall see.”"])]),
        ("James’ verdict on the soup: “Too salty for me.”", [("James", ["“Too salty for me.”"])]),
        ("Sand told the hearing: “It … we never had a valve.”", [("Sand", ["“It … we never had a valve.”"])]),
        (
            "The ministry’s message to parents: “We will look into the matter this week.”",
            [("The ministry", ["“We will look into the matter this week.”"])],
        ),
    ],
)
def test_what_stands_before_a_colon_is_told_from_who_speaks(text: str, expected: Said) -> None:
    assert [(who and who.lower().removeprefix("the "), words) for who, words in said(text)] == [
        (who and who.lower().removeprefix("the "), words) for who, words in expected
    ]


@pytest.mark.parametrize("last", ["No … well.", "Never.", "[Expletive] no.", "I … no.", "… And then no.", "Why [sic]?"])
@pytest.mark.parametrize("first", ["We was [sic] waiting … and the … the bow, it turned,", "No,"])
def test_a_short_sentence_in_marks_of_its_own_goes_on_with_what_was_said(first: str, last: str) -> None:
    for behind in ("", " The yard was silent."):
        assert said(f"“{first}” Edda Sand wrote. “{last}”{behind}") == [("Edda Sand", [f"“{first}”", f"“{last}”"])]


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "mud fleet" and "free" boat, known as "Old Tam," sailed under the film title "The Long Ebb."',
        "The ship, nicknamed “Iron Jan,” and her sister, dubbed “the Tub of the Northern Seas,” were sold.",
        "She was known to friends as “Bolt” and sang in a band called “The Last of the Dock Road Singers.”",
        "The square behind the tower is called “Little Harbour” and the plan, called “Harbour 2030,” is old.",
        "The boat is known as “the fastest thing on the whole lake” and is for sale.",
    ],
)
def test_names_and_scare_quotes_are_nobodys_words_however_many_stand_together(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The plan was called “a disgrace to this whole town” by Mayor Ida Brandt.", None),
        ("Ida Brandt read what the union called “a disgrace to this whole town” and left.", None),
        ("Mayor Ida Brandt, 61, called it “a disgrace to this whole town” on Monday.", "Ida Brandt"),
        ('The "free" boat is old. Edda Sand said the yard was "slow" and "careless beyond words."', "Edda Sand"),
    ],
)
def test_what_somebody_calls_a_thing_is_still_said(text: str, speaker: str | None) -> None:
    [(who, words)] = said(text)
    assert speaker is None or who == speaker
    assert any("disgrace" in piece or "careless" in piece for piece in words)
