"""Sources beside a cue verb: who is one, who is only mentioned, and who reports another's words."""

from __future__ import annotations

import pytest

from newstext.quotations import Quotation, find_quotations
from newstext.quotations.clauses import Clause
from newstext.quotations.relays import relayed
from newstext.quotations.tokens import paragraphs


def one(text: str) -> Quotation:
    """Return the one suggestion that a desk shows for ``text``."""
    [quotation] = [q for q in find_quotations(text) if q.said]
    return quotation


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Holt tried to say the pier was safe.", "Holt"),
        ("By 2015, Owen Pell said the pier was lost.", "Owen Pell"),
        (
            "Mira Holt, 54, who has run the union since 2009, and whose father was a docker, said the pier was shut.",
            "Mira Holt",
        ),
        ("“We never closed it,” responded Holt when asked about the pier.", "Holt"),
        ("“People forget what they fear,” says psychologist Nora Finch.", "Nora Finch"),
        ("Spokeswoman Hanna Chunvik shot back on Tuesday, saying the mayor should respect the law.", "Hanna Chunvik"),
        (
            "Sandrey MP Michelle Romp earlier this week called the minister “a careless man of few words”.",
            "Michelle Romp",
        ),
        ("On Tuesday, Ms. May said a potential solution could be to put a time limit on it.", "Ms. May"),
        ("May said the deal was dead. Theresa May left.", "Theresa May"),
        (
            "Mira Holt threw her support behind Senator Corin Pask (R-Lyle) on Wednesday, saying it is time for a “real"
            " harbour man in the White Hall”.",
            "Mira Holt",
        ),
        (
            "Pell and Pask talk of bombing, with Holt recently promising to “carpet the coast with flowers”.",
            "Holt",
        ),
        ("One critic called the book “a long walk to a short and muddy well”.", "one critic"),
        (
            "“Never in doubt,” grinned Sunita Rao, whose side have come from behind five times this season.",
            "Sunita Rao",
        ),
        (
            "As the Port Wire’s Ruth Marlow puts it, Pask is making an offer that the union cannot refuse.",
            "Ruth Marlow",
        ),
    ],
)
def test_the_speaker_is_found_across_what_stands_between(text: str, speaker: str) -> None:
    assert one(text).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Instead said the pier would stay shut.",
        "In 2015 said the pier was lost.",
        "It was said that the pier would close.",
        "There were reports that the pier would close.",
        "The jury was told the money went on holidays and a sports car.",
        "The log was rewritten by one hand, a court in Eskholt was told.",
        "SANDREY: The oyster bed off the north beach is closed.",
        "Neither of them has said anything about the other.",
    ],
)
def test_without_a_source_nothing_is_suggested(text: str) -> None:
    assert not [q for q in find_quotations(text) if q.said]


@pytest.mark.parametrize(
    "text",
    [
        "Velt added 25 points and eight rebounds for Sandrey.",
        "The company added 400 jobs in Lyle last year.",
        "The minister agreed a deal with the union on Friday.",
        "The company announced plans to build a new pier in Lyle.",
        "The company denied access to the site.",
        "The board confirmed the appointment of Corin Pask.",
        "The firm reported a loss of 4 million crowns.",
        "Studies showed that the rock was wet.",
        "Holt asked for a break at that point.",
        "Holt has called a public meeting for Monday.",
        "The met service has raised its warning to red for the whole of the west coast.",
        "Holt read the statement on somebody’s telephone, and gave it back.",
    ],
)
def test_what_was_done_is_not_said(text: str) -> None:
    assert not [q for q in find_quotations(text) if q.said]


@pytest.mark.parametrize(
    "text",
    [
        "The company announced the pier would close in May.",
        "The board confirmed that Corin Pask was gone.",
        "The company denied any wrongdoing.",
        "Holt added that two new boats were ready.",
    ],
)
def test_what_is_told_in_a_clause_is_said(text: str) -> None:
    assert one(text).speaker


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("According to AFP, a user posted that the bridge was shut.", "a user", "AFP"),
        ("According to the minutes, Pell told the board that Dray had “no business”.", "Pell", "the minutes"),
        ("The Times quoted a diplomat as saying the talks were “dead in the water”.", "a diplomat", "Times"),
        ("Pell, according to the minutes, said Dray had “no business being here”.", "Pell", "the minutes"),
        ("The Port Wire has Holt saying the pier was never shut.", "Holt", "Port Wire"),
        ("Mira Holt said that Corin Pask told her “the pier is shut for good”.", "Corin Pask", "Mira Holt"),
        ("Mira Holt said strangers told her the ferry was full.", "strangers", "Mira Holt"),
        ("The Port Wire, citing two officials, reported that the talks had failed.", "Port Wire", "two officials"),
        ("“We can win this,” he told advisers afterwards, according to Uri Arne.", None, "Uri Arne"),
        (
            "It was content with shoes, its president, Valentina Bruce, said, according to the minutes of the club.",
            "Valentina Bruce",
            "the minutes of the club",
        ),
    ],
)
def test_whoever_passes_it_on_is_the_via_and_not_the_speaker(text: str, speaker: str | None, via: str) -> None:
    quotation = one(text)
    assert (quotation.speaker, quotation.via) == (speaker, via)


def test_it_is_the_company_whose_plans_are_told() -> None:
    text = (
        "Norvik Steel said on Tuesday it would cut 1,200 jobs.\n\nAnalysts at Hallam said the cuts were overdue.\n\n"
        "Norvik expects to book a charge of 310 million crowns in the fourth quarter, it said."
    )
    assert [q.speaker for q in find_quotations(text)][::2] == ["Norvik Steel", "Norvik Steel"]


def test_a_list_of_key_quotes_is_not_said_by_key() -> None:
    text = "The minister, Helle Varga, has just finished.\n\nKey quotes:\n\n“This is not a day for heroes.”"
    assert [q.speaker for q in find_quotations(text)] != ["Key"]


def test_according_to_ends_where_the_sentence_goes_on() -> None:
    text = "By noon, according to the town clerk, turnout had passed 60 per cent, “and all of it on foot”."
    assert one(text).speaker == "the town clerk"


def test_who_is_asked_is_no_role_of_who_answers() -> None:
    quotation = one("Asked by the chair to finish, Bo Lathe said: “I am used to waiting, and I have waited for years.”")
    assert (quotation.speaker, quotation.role) == ("Bo Lathe", None)


def test_who_is_quoted_as_saying_something_says_it() -> None:
    [p] = paragraphs("He was quoted as saying by local media that the ferry was full.")
    [clause] = relayed(p, [Clause([(3, len(p))], cue=(1, 3), source=(0, 1))])
    assert (clause.source, clause.cue, clause.content) == ((0, 1), (1, 5), [(5, len(p))])
