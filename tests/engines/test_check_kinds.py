"""Drafts as people write them: each way to set, credit and alter a quotation gets its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.draft_check import Body, Passage, Verdict, compare
from newstext.drafts import read_draft
from newstext.namesakes import fits_description
from tests.engines.newsroom import bring, copy

if TYPE_CHECKING:
    from store import Archive
    from store.drafts.model import CheckedQuotation

PRINTED = (
    "Union president Mira Holt met the owners of the ferries on Tuesday. The owners offered twelve more crossings.\n\n"
    "“We will organise 12 crews before the harbour freezes, and nobody is asked to pay,” Holt said.\n\n"
    "Holt said the owners had kept the engine room shut for three winters.\n\n"
    "“The pumps recieve no oil at all [from the yard] … and they run hot,” said Jonas Reed, an engineer of the Bureau"
    " of Ships.\n\n"
    "Reed left the quay before noon. “Nobody has opened that hatch since spring,” he said.\n\n"
    "“Not one of the lamps was lit on the night we left,” Einar Sand told the Coast Daily.\n\n"
    "Article Continued Below\n\n"
    "“A boat without a pump is a bath,” said Petra Vance."
)
CREWS = "We will organise 12 crews before the harbour freezes, and nobody is asked to pay"
HATCH = "Nobody has opened that hatch since spring"
LAMPS = "Not one of the lamps was lit on the night we left"


@pytest.fixture
def stack(desk: Archive) -> Archive:
    [added] = bring(desk, copy(headline="Owners make an offer", body=PRINTED))
    desk.suggestions.find(added.article_id)
    return desk


def checked(stack: Archive, *drafts: str) -> list[CheckedQuotation]:
    """Return the result for each draft, which has one quotation."""
    found = [stack.check(draft) for draft in drafts]
    assert [len(each) for each in found] == [1] * len(drafts)
    return [each for [each] in found]


def verdicts(stack: Archive, *drafts: str) -> list[Verdict]:
    return [one.verdict for one in checked(stack, *drafts)]


def test_style_is_told_as_style_and_a_changed_number_as_grave(stack: Archive) -> None:
    spelt, counted, mended, other = checked(
        stack,
        f"“{CREWS.replace('organise', 'organize').replace('harbour', 'harbor')},” Mira Holt said.",
        f"“{CREWS.replace('12', 'twelve')},” Mira Holt said.",
        "“The pumps receive no oil at all [from the yard] … and they run hot,” said Jonas Reed.",
        f"“{CREWS.replace('12', 'thirteen')},” Mira Holt said.",
    )

    assert [one.verdict for one in (spelt, counted, mended)] == [Verdict.STYLE] * 3
    assert not any(one.is_finding or one.is_grave for one in (spelt, counted, mended))
    assert [d.style for one in (spelt, counted, mended) for d in one.differences] == [
        "spelling",
        "spelling",
        "numerals",
        "typo mended",
    ]
    assert (other.verdict, other.is_finding, other.is_grave) == (Verdict.CHANGED, True, True)


def test_other_commas_and_dashes_are_shown_with_the_words_around_them(stack: Archive) -> None:
    [one] = checked(
        stack, f"“{CREWS.replace('freezes, and', 'freezes — and').replace('crews before', 'crews, before')}.”"
    )

    assert one.verdict is Verdict.PUNCTUATION
    assert [(*d, d.style) for d in one.differences] == [
        ("crews, before", "crews before", "comma added"),
        ("freezes — and", "freezes, and", "a dash for a comma"),
    ]


def test_brackets_and_dots_that_are_printed_are_kept_and_another_bracket_is_a_change(stack: Archive) -> None:
    kept = "“The pumps recieve no oil at all [from the yard] ... and they run hot,” said Jonas Reed."

    assert verdicts(stack, kept, kept.replace("yard", "owners")) == [Verdict.VERBATIM, Verdict.CHANGED]


def test_a_credit_of_any_kind_disturbs_no_true_quotation(stack: Archive) -> None:
    for credit in (
        "Mira Holt met the press. “{}”, she said.",
        "“{}” the union president said.",
        "“{}” Holt said.",
        "“{}” Ms Holt told Radio North.",
        "“{}”",
        "Mira Holt met Petra Vance on the quay. “{}” she said.",
        "Petra Vance met Mira Holt on the quay. “{}” she said.",
        "Jonas Reed was first. Then the question was put to Mira Holt again. “{}” she replied.",
        "‘{}’ said Mira Holt.",
    ):
        [one] = checked(stack, credit.format(f"{CREWS},"))
        assert (one.verdict, one.is_finding) == (Verdict.VERBATIM, False), credit


def test_a_wrong_name_role_or_person_is_another_speaker(stack: Archive) -> None:
    for credit in (
        "Astrid Sand",
        "Karl Sand",
        "the president of the Bureau of Ships",
        "a spokesman for the bakers’ guild",
        "the union president",
        "Petra Vance",
        "Alma Thorvik",
    ):
        [one] = checked(stack, f"“{LAMPS},” {credit} said.")
        assert (one.verdict, one.is_finding, one.is_grave) == (Verdict.OTHER_SPEAKER, True, True), credit


def test_a_role_of_another_body_is_another_speaker(stack: Archive) -> None:
    assert verdicts(stack, f"“{CREWS},” the president of the Bureau of Ships said.") == [Verdict.OTHER_SPEAKER]


@pytest.mark.parametrize(
    ("description", "around", "fits"),
    [
        ("the president of the Bureau", "union president", False),
        ("the head of the bakers’ guild", "the head of the union", False),
        ("the head of the union", "the union’s head", True),
        ("a source", "the union’s head", None),
        ("a sailor", "the union’s head", None),
    ],
)
def test_a_description_fits_by_its_role_and_its_body(description: str, around: str, fits: bool | None) -> None:
    assert fits_description(description, around, f"{around} bureau sailor") is fits


def test_a_wrong_speaker_is_not_hidden_by_the_station_nor_by_a_pronoun(stack: Archive) -> None:
    station = f"“{LAMPS},” Alma Thorvik told Radio North."
    pronoun = f"On Monday Petra Vance met reporters. “{LAMPS},” she said."

    assert verdicts(stack, station, pronoun) == [Verdict.OTHER_SPEAKER] * 2


def test_a_suggestion_convicts_nobody_whom_the_paragraph_names(desk: Archive) -> None:
    body = (
        "“The wages were paid late,” the report by Ada Lind found. Its head is Bo Lathe, of whom the yard had no word."
    )
    [added] = bring(desk, copy(headline="Wages", body=body))
    desk.suggestions.find(added.article_id)
    [one] = checked(desk, "“The wages were paid late,” said Bo Lathe.")

    assert (one.is_finding, one.printed and one.printed.is_suggested) == (False, True)


def test_a_paragraph_that_is_all_quotation_convicts_nobody_named_before_it(desk: Archive) -> None:
    body = (
        "The yard’s Ada Lind spoke first. Owners Bo Lathe and Jonas Reed have their own view of the wages.\n\n"
        "“The wages were paid late in all the three years of the lease.”"
    )
    [added] = bring(desk, copy(headline="Wages", body=body))
    desk.suggestions.find(added.article_id)
    said = "“The wages were paid late in all the three years of the lease,” said {}."
    found = checked(desk, *(said.format(name) for name in ("Ada Lind", "Bo Lathe", "Jonas Reed", "Petra Vance")))

    assert [one.is_finding for one in found] == [False, False, False, True]


def test_words_that_are_printed_once_more_in_marks_are_a_quotation(desk: Archive) -> None:
    words = "There is no rope left on this quay at all"
    [added] = bring(desk, copy(headline="Rope", body=f"{words}\n\n“{words},” said Charlie King, a rigger."))
    desk.suggestions.find(added.article_id)

    assert verdicts(desk, f"“{words},” King said.", f"“{words},” Mr King said.") == [Verdict.VERBATIM] * 2


def test_the_papers_own_words_and_its_paraphrase_in_marks_are_no_quotation_there(stack: Archive) -> None:
    own = "“The owners offered twelve more crossings,” said Mira Holt."
    told = "“the owners had kept the engine room shut for three winters,” said Mira Holt."

    assert verdicts(stack, own, told) == [Verdict.UNQUOTED] * 2


def test_each_paragraph_and_each_half_is_judged_on_its_own(stack: Archive) -> None:
    first, second = stack.check(f"“{HATCH},” said Jonas Reed.\n\n“{CREWS.replace('freezes', 'thaws')}.”")
    [split] = checked(
        stack, "“We will organise 12 crews before the harbour freezes,” Holt said, “and nobody is told to pay.”"
    )

    assert (first.verdict, second.verdict) == (Verdict.VERBATIM, Verdict.CHANGED)
    assert split.verdict is Verdict.CHANGED
    assert not any(one.is_finding for one in stack.check(f"“{HATCH},” said Jonas Reed.\n\n“{LAMPS}.”"))
    assert [tuple(d) for d in split.differences] == [("told", "asked")]


def test_words_of_two_people_joined_with_an_ellipsis_are_spliced(stack: Archive) -> None:
    [one] = checked(stack, f"“{HATCH} […] {LAMPS},” said Jonas Reed.")

    assert one.verdict is Verdict.SPLICED
    assert one.printed is not None
    assert [one.printed.speaker, *(each.speaker for each in one.also)] == ["Jonas Reed", "Einar Sand"]


def test_every_mark_gets_an_answer_and_a_title_claims_nothing(stack: Archive) -> None:
    few, title, invented, stray = checked(
        stack,
        "The “grey fleet” lay at anchor.",
        "They saw “The Last Boat Home To The North” at the fair.",
        "“Every violin on this quay was polished by a walrus.”",
        "And then they left,” it ends.",
    )

    assert [one.verdict for one in (few, title, invented, stray)] == [
        *[Verdict.UNCHECKED] * 2,
        Verdict.NOT_FOUND,
        Verdict.UNCHECKED,
    ]
    assert [one.is_finding for one in (few, title, invented, stray)] == [False, False, True, True]
    assert invented.printed is None


def test_other_words_get_passages_to_compare_and_no_verdict(stack: Archive) -> None:
    [one] = checked(stack, "Mira Holt promised that 12 crews would be organised before the harbour froze.")

    assert (one.verdict, one.is_finding) == (Verdict.PARAPHRASE, False)
    assert CREWS in one.compare[0].words


def test_a_translated_quotation_is_told_with_what_is_printed_in_the_other_language(stack: Archive) -> None:
    body = (
        "Der Hafen bleibt zu, und die Werft wartet auf das Gutachten der Stadt.\n\n"
        "„Niemand hat uns nach den Kosten für den neuen Kran gefragt“, sagte Gesa Albers am Montag."
    )
    [added] = bring(stack, copy(headline="Der Kran", url="https://news.example/kran", body=body))
    stack.suggestions.find(added.article_id)
    [one] = checked(stack, "“Nobody ever asked us what the new crane would cost the town,” Gesa Albers said in German.")

    assert (one.verdict, one.is_finding) == (Verdict.TRANSLATED, True)
    assert "Niemand hat uns" in one.compare[0].words


def test_sums_and_roles_of_namesakes(desk: Archive) -> None:
    body = "Docker Astrid Holt left.\n\n“We will pay 40 million euros for the quay before May,” said Einar Holt, mayor."
    [added] = bring(desk, copy(headline="Quay", body=body))
    desk.suggestions.find(added.article_id)
    words = "We will pay €40m for the quay before May"
    mayor, docker = checked(desk, f"“{words},” the mayor said.", f"“{words},” said a docker.")

    assert (mayor.verdict, mayor.is_grave) == (Verdict.STYLE, False)
    assert [tuple(d) for d in mayor.differences] == [("€40m", "40 million euros")]
    assert docker.verdict is Verdict.OTHER_SPEAKER


@pytest.mark.parametrize(
    ("draft", "printed"),
    [
        (
            "That’s taking blame ... you are punishing the people at the bottom",
            "“That’s not taking blame ... you are punishing the people at the bottom,” he said.",
        ),
        (
            "What he’s never proposed would help people like him",
            "“I see no link to what he’s really proposed,” said Holt, head of a bank. “What he’s really proposed would"
            " help people like him.”",
        ),
        (
            "Our school has quite the smell in winter because of its age",
            "“Our school, because of its age, has quite the smell in winter,” said Holt.",
        ),
    ],
)
def test_what_is_changed_moved_or_short_is_no_invention(draft: str, printed: str) -> None:
    assert compare(Passage(draft), Body(printed)).verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        (f"<p><q>{HATCH}</q>, said Jonas Reed.</p>", "draft.html"),
        (f"<p>Jonas Reed wrote:</p><blockquote>{HATCH}</blockquote>", "draft.html"),
        (f"> {HATCH}\n> — Jonas Reed\n", "draft.md"),
    ],
)
def test_what_stands_for_marks_is_looked_at(stack: Archive, draft: str, name: str) -> None:
    true, changed = (read_draft(text.encode(), name).text for text in (draft, draft.replace("hatch", "door")))

    assert verdicts(stack, true, changed) == [Verdict.VERBATIM, Verdict.CHANGED]
