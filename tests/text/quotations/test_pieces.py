"""The ends of a quotation: a piece is whole, stays within its sentence, and has no part of a verb phrase."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations


def said(text: str) -> list[tuple[str, str | None, list[str]]]:
    return [(q.kind.value, q.speaker, [piece.of(text) for piece in q.content]) for q in find_quotations(text)]


def test_a_paragraph_in_marks_behind_an_indirect_clause_is_judged_by_its_own_words() -> None:
    text = "Mira Holt told the board the pier was shut.\n\n“We looked at it for a long time.”\n\nNobody spoke."
    assert said(text) == [
        ("indirect", "Mira Holt", ["the pier was shut"]),
        ("direct", "Mira Holt", ["“We looked at it for a long time.”"]),
    ]


@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_a_new_sentence_is_never_melted_into_the_one_before(space: str) -> None:
    text = f"Asked about it, Mira Holt said ships do not consult the calendar.{space}How do you begin with that?"
    assert [words for _, _, words in said(text)] == [["ships do not consult the calendar"]]


@pytest.mark.parametrize(("opens", "closes"), [("“", "’’"), ("‘‘", "’’"), ("``", "''")])
def test_two_single_marks_close_as_one_double_mark(opens: str, closes: str) -> None:
    text = f"{opens}I can’t tell you,{closes} Mira Holt said. {opens}Ask me in May.{closes} Nobody did."
    assert said(text) == [
        ("direct", "Mira Holt", [f"{opens}I can’t tell you,{closes}", f"{opens}Ask me in May.{closes}"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The club confirmed it on Friday.",
        "Owen Dray reported it by telephone to the site office and was, in the end, thanked.",
        "Mira Holt spoke to Port Wire while looking for her boots.",
        "Mira Holt spoke for the full three minutes allowed and then sat down.",
    ],
)
def test_the_object_or_the_circumstances_of_a_verb_are_nothing_said(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Mira Holt warned her employers three times in May that the rock was “sweating”.",
            "that the rock was “sweating”",
        ),
        (
            "Defending, Mira Holt told the bench her client was sorry and had a job.",
            "her client was sorry and had a job",
        ),
    ],
)
def test_the_person_spoken_to_is_no_part_of_what_was_said(text: str, words: str) -> None:
    assert [(speaker, content) for _, speaker, content in said(text)] == [("Mira Holt", [words])]


@pytest.mark.parametrize(
    "text",
    [
        "Rovers manager Tom Hale was furious after the game.\n\n“We gave it away to a falling man.”",
        "Owen Dray, of Varn, said it was a fair game. Rovers manager Tom Hale was furious. “We gave it away.”",
        "“We won,” said Owen Dray.\n\nFor Varn it was a grim day, and skipper Tom Hale hid nothing.\n\n“We slept.”",
        "There was no sympathy from opposite number Tom Hale. “Nobody sent us flowers.”",
        "For Tom Hale, a shepherd, the matter is simple. “It eats my sheep.”",
    ],
)
def test_the_person_a_sentence_is_about_says_the_quotation_behind_it(text: str) -> None:
    assert said(text)[-1][1] == "Tom Hale"


@pytest.mark.parametrize("before", ["“I saw his hand,” said the witness, Owen Dray.\n\n", ""])
def test_the_answer_below_a_question_is_no_more_of_the_question(before: str) -> None:
    text = f"{before}“And what did you do?” asked counsel, Mira Holt.\n\n“I ran as fast as I could.”\n\nHe sat down."
    assert said(text)[-1] == ("direct", "Owen Dray" if before else None, ["“I ran as fast as I could.”"])


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "The book carries a blurb by Owen Dray: “I could not put it down.”",
            "Owen Dray",
            ["“I could not put it down.”"],
        ),
        (
            "Editor Owen Dray answers: It will, but only in the morning.",
            "Owen Dray",
            ["It will, but only in the morning"],
        ),
        ("The mayor, Owen Dray, said the flag would be lowered.", "Owen Dray", ["the flag would be lowered"]),
        (
            "Owen Dray was asked about the cup and would not be drawn. “He is under contract. Next question.”",
            "Owen Dray",
            ["“He is under contract. Next question.”"],
        ),
        ("Owen Dray retweeted it with one word: “Finally.”", "Owen Dray", ["“Finally.”"]),
        ("She quotes a magistrate of 1802: “They are all guilty.”", "a magistrate of 1802", ["“They are all guilty.”"]),
        ("Owen Dray hates it. His stock answer was: “Four, with the frame.”", "Owen Dray", ["“Four, with the frame.”"]),
    ],
)
def test_what_only_leads_up_to_the_words_is_no_piece_of_them(text: str, speaker: str, words: list[str]) -> None:
    assert [(who, content) for _, who, content in said(text)] == [(speaker, words)]


def test_a_paragraph_in_single_marks_that_goes_on_in_the_next_is_one_quotation() -> None:
    text = "Mira Holt, of the Nurses' League, said: ‘One per cent is a tip.\n\n‘Our members will decide it soon.’"
    assert said(text) == [("direct", "Mira Holt", ["‘One per cent is a tip.", "‘Our members will decide it soon.’"])]
