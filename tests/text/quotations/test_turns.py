"""Labelled lines: words after a label are its speaker's, whatever else looks like a label or a dateline."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations

HEARING = """Hearing on the ice, 3 March 2026

THE CHAIR: Good morning. Mr. Sand, what did you see?

MR. SAND: There was no lamp at all. I rang the bell.

The crew was calm.

THE CHAIR: And did you write: "Look at the chain"?

MR. SAND: I did. Twice: in autumn and in May.

(Laughter.)

UNIDENTIFIED SPEAKER: Shame!

EDDA SAND, mate: Thank you."""


def said(text: str) -> list[tuple[str | None, list[str]]]:
    return [(q.speaker, [piece.of(text) for piece in q.content]) for q in find_quotations(text)]


def test_each_turn_of_a_transcript_is_its_speakers() -> None:
    assert [words for _, words in said(HEARING)] == [
        ["Good morning. Mr. Sand, what did you see?"],
        ["There was no lamp at all. I rang the bell.", "The crew was calm."],
        ['And did you write: "Look at the chain"?'],
        ["I did. Twice: in autumn and in May."],
        ["Shame!"],
        ["Thank you."],
    ]
    who = [speaker or "" for speaker, _ in said(HEARING)]
    assert ["CHAIR" in who[0], "Sand" in who[1].title(), "CHAIR" in who[2], "SPEAKER" in who[4]] == [True] * 4


def test_time_stamps_are_neither_words_nor_speakers() -> None:
    text = (
        "[00:00:03] Ada Brink: What did you see at noon?\n"
        "[00:00:07] Edda Sand: No lamp at all. I rang at 12:05 and went below.\n"
        "[00:00:21] Ada Brink: Were you cold?\n"
        "[00:00:23] Edda Sand: For a while, yes."
    )
    assert said(text) == [
        ("Ada Brink", ["What did you see at noon?"]),
        ("Edda Sand", ["No lamp at all. I rang at 12:05 and went below."]),
        ("Ada Brink", ["Were you cold?"]),
        ("Edda Sand", ["For a while, yes."]),
    ]


def test_a_label_may_be_set_in_bold() -> None:
    text = "**Lake Post:** Is it fun?\n\n**Edda Sand:** It is wet.\n\n**Lake Post:** And now?\n\n**Edda Sand:** A bath."
    assert said(text) == [("Edda Sand", ["It is wet."]), ("Edda Sand", ["A bath."])]


@pytest.mark.parametrize("sign", [":", "."])
def test_the_answers_of_an_interview_are_the_interviewed_persons(sign: str) -> None:
    text = (
        f"Interview with mate Edda Sand\n\nQ{sign} What did you see?\n\nA{sign} No lamp at all.\n\n"
        f"Q{sign} Were you cold?\n\nA{sign} For a while, yes."
    )
    assert said(text) == [("Edda Sand", ["No lamp at all."]), ("Edda Sand", ["For a while, yes."])]


def test_an_interview_may_mix_letters_names_initials_and_no_labels() -> None:
    text = (
        "Professor Edda Sand, 40, spoke to the Lake Post about the ice.\n\nQ: What did you see?\n\n"
        "A: No lamp at all.\n\nLake Post: Were you cold?\n\nSand: For a while, yes.\n\nDid you ring?\n\n"
        "ES: I rang the bell twice.\n\nWho answered?\n\nNobody at all. We waited."
    )
    assert said(text) == [
        ("Edda Sand", ["No lamp at all."]),
        ("Edda Sand", ["For a while, yes."]),
        ("Edda Sand", ["I rang the bell twice.", "Nobody at all. We waited."]),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Owen Brink sat.\n\nSand’s answer: “We will not sail in May.”", "Sand"),
        ("Edda Sand's verdict: “We will not sail in May.”", "Edda Sand"),
        ("See https://quay.example/a: “We will not sail in May.”", None),
    ],
)
def test_a_possessive_or_an_address_before_a_colon_is_no_speaker(text: str, speaker: str | None) -> None:
    assert [who for who, _ in said(text)] == [speaker]


def test_an_office_is_held_by_whom_its_brackets_name() -> None:
    text = (
        "The Chair (Edda Sand): I call the member for Torrin.\n\nMr. Dray (Torrin) (Ind): The ferry has not come.\n\n"
        "The Chair: It has come."
    )
    assert [(speaker or "").removeprefix("Mr. ") for speaker, _ in said(text)] == ["Edda Sand", "Dray", "Edda Sand"]


def test_a_caller_is_described_and_not_named() -> None:
    text = "Call handler: Is he breathing?\n\nCaller: He is, but he is grey.\n\nCall handler: Stay.\n\nCaller: I will."
    assert [(q.unnamed, q.said) for q in find_quotations(text)] == [(True, True)] * 4


def test_a_title_and_a_count_with_a_colon_are_no_turns() -> None:
    turns = "SAND: We saw no lamp.\n\nDRAY: None at all?\n\nSAND: None."
    title = "Sand: Nobody Saw Any Lamp On The Pier That Night\n\nThe mate spoke on Radio Torrin.\n\n"
    assert [words for _, words in said(title + turns)][-3:] == [["We saw no lamp."], ["None at all?"], ["None."]]
    assert said("Edda Sand: 1,769.\n\nOwen Dray: 1,501.\n\nEdda Sand: 46.\n\nOwen Dray: 1,547.") == []


def test_a_heading_between_the_turns_of_a_debate_is_nobodys() -> None:
    text = (
        "THE DEBATE: KEY MOMENTS\n\nOn housing\n\nSand: We built homes.\n\nDray: You built garages.\n\nOn buses\n\n"
        "Sand: I take the 14.\n\nDray: It comes when it likes."
    )
    assert [words for _, words in said(text)] == [
        ["We built homes."],
        ["You built garages."],
        ["I take the 14."],
        ["It comes when it likes."],
    ]
