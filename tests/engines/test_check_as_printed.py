"""True quotations that a check must leave alone, and changes that must not hide behind style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.draft_check import Body, Difference, Passage, Verdict, compare
from newstext.namesakes import fits_description, may_be_one
from tests.engines.newsroom import bring, copy
from tests.engines.test_check_kinds import verdicts

if TYPE_CHECKING:
    from store import Archive

PRINTED = (
    "ESKHOLT: The yard’s sign was kept and the hall was not, its owners said.\n\n"
    "“We kept the sign and the chimney,” managing director Freya Lindqvist-Amoah said on Sunday, walking a visitor"
    " through the new hall in a hairnet. “It’s the mountain that wasn’t. I’d sign for twelve days.”\n\n"
    "Tavarra’s ambassador, Ilir Dramoven, was more hopeful. “The three that are left are the reason for the other"
    " nineteen,” he said.\n\n"
    "There the foreman spoke to the contract manager, Duncan Greaves, who according to Victor Sallow said that a day"
    " would cost a fortune and asked, “Is it worth a whole day of water?”\n\n"
    "The pump was O.K. then. “I said that the pump was O.K. I never said the hall was,” said Percy Noakes.\n\n"
    "Catriona Munday said that she did not blame the foreman."
)
MOUNTAIN = "It’s the mountain that wasn’t"
NINETEEN = "“The three that are left are the reason for the other nineteen,”"


@pytest.fixture
def stack(desk: Archive) -> Archive:
    [added] = bring(desk, copy(headline="A day of water", body=PRINTED))
    bring(desk, copy(headline="Lead", body="“I do not know how else to say it,” said Lionel Achebe. “We took it out.”"))
    desk.suggestions.find(added.article_id)
    return desk


@pytest.mark.parametrize(
    ("drafted", "verdict"),
    [
        (MOUNTAIN, Verdict.VERBATIM),
        (MOUNTAIN.replace("It’s", "It is").replace("wasn’t", "was not"), Verdict.STYLE),
        (f"{MOUNTAIN}. I would sign for twelve days", Verdict.STYLE),
        (MOUNTAIN.replace("wasn’t", "was"), Verdict.CHANGED),
        (MOUNTAIN.replace("It’s", "It isn’t"), Verdict.CHANGED),
        (f"{MOUNTAIN}. I’ll sign for twelve days", Verdict.CHANGED),
        ("I said that the pump was OK. I never said the hall was", Verdict.STYLE),
    ],
)
def test_a_contraction_is_style_and_a_dropped_negation_within_one_is_not(drafted: str, verdict: Verdict) -> None:
    found = compare(Passage(drafted), Body(PRINTED))

    assert found.verdict is verdict
    assert any(each.grave for each in found.differences) is (verdict is Verdict.CHANGED)


@pytest.mark.parametrize(
    ("drafted", "printed", "style"),
    [
        ("they don't", "they do not", "contraction"),
        ("He’s gone", "He has gone", "contraction"),
        ("he's", "he was", None),
        ("cannot", "can’t", "contraction"),
        ("it isn’t", "it’s not", "contraction"),
        ("won’t", "will", None),
        ("the yard’s", "the yard", None),
    ],
)
def test_a_contraction_is_one_with_its_long_form_only(drafted: str, printed: str, style: str | None) -> None:
    assert Difference(drafted, printed).style == style


def test_words_of_the_same_weight_are_not_grave() -> None:
    assert not Difference("no one", "nobody").grave
    assert not Difference("They’d been", "They were").grave


def test_a_long_attribution_between_two_halves_leaves_both_quoted(stack: Archive) -> None:
    whole = f"We kept the sign and the chimney. {MOUNTAIN}"
    changed = whole.replace("chimney. It’s", "chimney. It is").replace("mountain", "hill")

    assert verdicts(stack, *(f"Freya Lindqvist-Amoah: “{words}.”" for words in (whole, changed))) == [
        Verdict.VERBATIM,
        Verdict.CHANGED,
    ]
    [one] = stack.check(f"Freya Lindqvist-Amoah: “{changed}.”")
    assert [tuple(each) for each in one.differences if not each.style] == [("hill", "mountain")]


def test_a_place_and_its_people_initials_and_a_reporter_convict_nobody(stack: Archive) -> None:
    assert (
        verdicts(
            stack,
            f"{NINETEEN} the Tavarran ambassador said.",
            "FLA: “We kept the sign and the chimney.”",
            "“Is it worth a whole day of water?” Duncan Greaves asked.",
            f"They were asked. I met a docker. {NINETEEN} he said.",
            f"They go home. {NINETEEN} they say at the gate.",
        )
        == [Verdict.VERBATIM] * 5
    )


def test_a_relative_and_an_ambassador_of_elsewhere_are_other_speakers(stack: Archive) -> None:
    assert (
        verdicts(
            stack,
            f"{NINETEEN} the Werthland ambassador said.",
            "“I said that the pump was O.K.,” Percy Noakes’s father said.",
        )
        == [Verdict.OTHER_SPEAKER] * 2
    )
    assert not may_be_one("Mira Holt’s deputy", "Mira Holt")
    assert may_be_one("Mira Holt’s office", "Mira Holt")
    assert fits_description("the Norwegian envoy", "Norway's envoy", "norway sent its envoy") is True


def test_a_few_common_words_are_neither_a_splice_nor_a_passage(stack: Archive) -> None:
    assert verdicts(
        stack,
        "“I do not blame the foreman,” said Catriona Munday.",
        "Duncan Greaves said it was the mountain “was not”.",
    ) == [Verdict.CHANGED, Verdict.NOT_FOUND]


def test_a_condition_behind_the_first_half_of_a_quotation_may_begin_the_second(desk: Archive) -> None:
    bring(desk, copy(body="“I want to wait until I meet the owners,” Mira Holt said."))

    assert verdicts(
        desk,
        "“I want to wait,” Mira Holt said, “until I meet the owners.”",
        "“I want to wait,” Mira Holt said.",
    ) == [Verdict.VERBATIM, Verdict.CHANGED]


def test_a_surname_that_two_people_in_print_have_convicts_neither(desk: Archive) -> None:
    body = (
        "Mayor Astrid Lofting and her husband Karl Lofting left.\n\nKarl Lofting spoke."
        "\n\n“The boats stay in,” Lofting said."
    )
    [added] = bring(desk, copy(body=body))
    desk.suggestions.find(added.article_id)

    assert verdicts(desk, *(f"“The boats stay in,” {name} Lofting said." for name in ("Karl", "Astrid", "Einar"))) == [
        Verdict.VERBATIM,
        Verdict.VERBATIM,
        Verdict.OTHER_SPEAKER,
    ]
