"""Articles whose form names the speaker: interviews without labels, speeches, letters, names above the words."""

from __future__ import annotations

import pytest

from newstext.quotations import QuotationKind, find_quotations


def said(text: str) -> list[tuple[str | None, list[str]]]:
    return [(q.speaker, [piece.of(text) for piece in q.content]) for q in find_quotations(text)]


ANSWERS = [
    ["Cats. I mean their owners."],
    ["To breathe. Then I ask them to count."],
    ["Twice a week.", "A hedgehog once."],
]


def test_questions_may_say_who_sent_them() -> None:
    text = (
        "We put your questions to the astronomer Edda Sand.\n\nIs there life out there? (Ben, 9)\n\nI think so.\n\n"
        "Why is space black? (Asha, 7)\n\nThe light has not got here yet."
    )
    assert said(text) == [("Edda Sand", ["I think so."]), ("Edda Sand", ["The light has not got here yet."])]


def test_a_story_under_questions_is_no_interview() -> None:
    watched = " ".join(["The minister must show that the county can pay for the lock and the ferry in one year."] * 3)
    text = "Edda Sand talks to the county tonight. Things to watch:\n\n" + "\n\n".join(
        f"{question}\n\n{watched}" for question in ("Will she attack?", "Can he pay?", "Who will moderate?")
    )
    assert not any(watched in " ".join(words) for _, words in said(text))


@pytest.mark.parametrize("before", ["", "1. ", "**"])
def test_below_each_question_of_an_interview_stands_the_answer_of_one_person(before: str) -> None:
    asked = ["Who calls at three?", "What do you tell them?", "Was it ever a false alarm?"]
    behind = "**" if before == "**" else ""
    told = ["\n\n".join(answer) for answer in ANSWERS]
    parts = [f"{before}{question}{behind}\n\n{answer}" for question, answer in zip(asked, told, strict=True)]
    text = "Five questions for Dr Edda Sand\n\nThe vet runs the night clinic.\n\n" + "\n\n".join(parts)
    assert said(text + "\n\nSand’s clinic opens at ten.") == [("Edda Sand", answer) for answer in ANSWERS]


def test_what_the_paper_remarks_between_its_questions_is_no_answer() -> None:
    text = (
        "Ten minutes with Edda Sand, head of the lifeboat\n\nHow many calls this year?\n\nEighty. We had sixty.\n\n"
        "That must take its toll.\n\nIt does. My crew get up at three.\n\nAnd then?\n\nThey go to work.\n\n"
        "Thank you.\n\nPleasure."
    )
    assert [words for _, words in said(text)] == [
        ["Eighty. We had sixty."],
        ["It does. My crew get up at three."],
        ["They go to work."],
        ["Pleasure."],
    ]


def test_the_last_lines_may_say_who_answered() -> None:
    answers = ["I was in the box.", "I rang Torrin. I rang them twice.", "The telephone."]
    parts = zip(["Where were you?", "And then?", "What will you miss?"], answers, strict=True)
    text = (
        "\n\n".join(line for pair in parts for line in pair) + "\n\nHealth minister Edda Sand was talking to Owen Dray."
    )
    assert said(text) == [("Edda Sand", [answer]) for answer in answers]


def test_answers_behind_dashes_are_the_interviewed_persons() -> None:
    text = "A talk with mate Edda Sand.\n\n— When do you worry?\n\n— In May. I am alone then.\n\n— Why?\n\n— The ice."
    assert said(text) == [("Edda Sand", ["In May. I am alone then."]), ("Edda Sand", ["The ice."])]


def test_questions_in_a_column_are_nobodys_interview() -> None:
    text = (
        "The ferry is late again, and Edda Sand waits.\n\nWho pays for it?\n\nThe town does, and the county.\n\n"
        "Who asked us?\n\nNobody did.\n\nWho will mend it?\n\n“Not the county,” Owen Dray said."
    )
    assert said(text) == [("Owen Dray", ["“Not the county,”"])]


@pytest.mark.parametrize(
    "heading",
    [
        "Full text: President Edda Sand's address to the nation",
        "President Edda Sand’s remarks at the opening of the lock, as prepared for delivery:",
        "Speech for Captain Owen Dray, read by his friend, Edda Sand, at the lock",
        "Nobel lecture by Edda Sand",
        "“We choose the bridge” - President Edda Sand's inaugural speech in full",
        "President Edda Sand addressed the Assembly yesterday. An abridged version of her speech follows.",
        "Below is the speech given by Captain Edda Sand at the reopening of the lock on 4 May.",
        "TRANSCRIPT OF REMARKS BY THE CHAIR OF THE NORTH BANK, DR. EDDA SAND",
    ],
)
def test_a_speech_that_is_printed_whole_is_one_quotation_of_its_speaker(heading: str) -> None:
    body = ["Tonight I have signed the treaty. It is what we could get.", "I know that you are tired.", "So am I."]
    text = "\n\n".join([heading, *body])
    *_, quotation = [q for q in find_quotations(text) if q.said]
    assert (quotation.speaker or "").title() == "Edda Sand"
    assert quotation.kind is QuotationKind.DIRECT
    assert [piece.of(text) for piece in quotation.content] == body


def test_a_statement_in_marks_is_of_the_office_that_its_heading_names() -> None:
    text = "17.22: Here’s the full statement from the harbour board:\n\n“We made mistakes.\n\n“We resign.”\n\nRain."
    assert said(text) == [("the harbour board", ["“We made mistakes.", "“We resign.”"])]


def test_extracts_in_marks_below_a_heading_are_its_speakers() -> None:
    text = "Extracts from Governor Edda Sand’s address:\n\nOn schools: “We will build.”\n\nOn taxes: “I have read it.”"
    assert said(text) == [("Edda Sand", ["“We will build.”", "“I have read it.”"])]


@pytest.mark.parametrize(
    "text",
    [
        "Sir, – Your article says that nobody uses the ferry. I do.\n\nWe all do.\n\nEDDA SAND\nMarl Street, Torrin",
        "To the Editor:\n\nYour article says that nobody uses the ferry. I do.\n\nWe all do.\n\nYours,\nEdda Sand",
        "Letters\n\nYour article says that nobody uses the ferry. I do. We all do.\n\nEdda Sand, Torrin",
        "Letters\n\nYour article says that nobody uses the ferry. I do. We all do. — Edda Sand, Torrin",
    ],
)
def test_a_letter_is_one_quotation_of_who_signs_it(text: str) -> None:
    [(speaker, words)] = said(text)
    assert (speaker or "").title() == "Edda Sand"
    assert " ".join(words) == "Your article says that nobody uses the ferry. I do. We all do."


@pytest.mark.parametrize(
    "text",
    [
        "00:05 Edda Sand\nWe talk about soup.\n\n00:09 Owen Dray\nAgain?\n\n00:11 Edda Sand\nYes. It is cold.",
        "Edda Sand — Mate\nWe talk about soup.\n\nOwen Dray — Clerk\nAgain?\n\nEdda Sand — Mate\nYes. It is cold.",
        "<v Edda Sand>We talk about soup.\n<v Owen Dray>Again?\n<v Edda Sand>Yes. It is cold.",
    ],
)
def test_a_name_above_or_before_the_words_is_their_speaker(text: str) -> None:
    assert said(text) == [
        ("Edda Sand", ["We talk about soup."]),
        ("Owen Dray", ["Again?"]),
        ("Edda Sand", ["Yes. It is cold."]),
    ]


def test_what_the_paper_asks_without_a_label_is_nobodys_turn() -> None:
    text = (
        "Engineer Edda Sand has measured the lake since May.\n\nIs the dam safe?\n\nEdda Sand: It is safe enough.\n\n"
        "That is no comfort.\n\nSand: It is my job to measure."
    )
    assert said(text) == [("Edda Sand", ["It is safe enough."]), ("Edda Sand", ["It is my job to measure."])]


def test_one_line_each_of_several_people_is_a_round() -> None:
    text = (
        "What is your favourite bridge?\n\nRune Hagen, pilot: The old one.\n\nInes Faro, 40: The rope bridge.\n\n"
        "Len Bright, 80: I stay on this side."
    )
    assert [speaker for speaker, _ in said(text)] == ["Rune Hagen", "Ines Faro", "Len Bright"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Did the goalkeeper wave?” (@quaysport)", "@quaysport"),
        ("“Hale out. Hale in. I am dizzy.” (Edda Sand)", "Edda Sand"),
        ("“Thank you, number 14!” — @HolmMum", "HolmMum"),
        ("Theatre critic Edda Sand (@esand): “Best thing in Act Two.”", "Edda Sand"),
        ("The bereaved families’ spokeswoman Edda Sand reacts: “We would like it earlier.”", "Edda Sand"),
        ("Comment of the day, from reader Edda Sand: “The jet ski has more followers.”", "Edda Sand"),
        ("Email from Edda Sand in Torrin: “Our neighbour has sent us cake.”", "Edda Sand"),
        ("RT @quaysport: “Sand is out for six weeks.”", "@quaysport"),
        ("Torrin’s Edda Sand, scorer of both goals, was modest: “One was a mistake.”", "Edda Sand"),
        ("It left by the dock. “No address,” Edda Sand deadpanned.", "Edda Sand"),
        ("Sand signs off: “Be kind to the new software.”", "Sand"),
    ],
)
def test_a_name_or_a_handle_beside_the_marks_signs_them(text: str, speaker: str) -> None:
    assert [who for who, _ in said(text)] == [speaker]


def test_a_post_stands_below_the_name_and_the_handle_of_who_wrote_it() -> None:
    text = (
        "Edda Sand (@esand)\nThe tour is off. I am fine.\nMay 4, 2026\n\nOwen Dray (@odray)\nReplying to @esand\n"
        "Sleep well, all of you."
    )
    assert said(text) == [("Edda Sand", ["The tour is off. I am fine."]), ("Owen Dray", ["Sleep well, all of you."])]


def test_what_a_letter_quotes_is_somebody_elses() -> None:
    text = (
        "Dear Editor,\n\nCouncillor Owen Dray wrote that the baths are “a luxury that nobody needs”. I swim.\n\n"
        "Yours,\nEdda Sand"
    )
    assert [speaker for speaker, _ in said(text)] == ["Edda Sand", "Owen Dray"]
