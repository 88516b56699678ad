"""Quotation marks of every country's press: opening ones, closing ones, and marks that are not quotation marks."""

from __future__ import annotations

import pytest

from newstext.quotations import QuotationKind, find_quotations
from newstext.quotations.double_marks import stretches


def inside(paragraph: str, *, single: bool = False) -> list[str]:
    return [paragraph[s.inner_start : s.inner_end] for s in stretches(paragraph, single=single)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“The pier is shut,” said Holt.",
        '"The pier is shut," said Holt.',
        "''The pier is shut,'' said Holt.",
        "``The pier is shut,'' said Holt.",
        "„The pier is shut,“ said Holt.",
        "„The pier is shut,” said Holt.",
        "«The pier is shut,» said Holt.",
        "»The pier is shut,« said Holt.",
        "”The pier is shut,“ said Holt.",
    ],
)
def test_marks_of_every_press_are_read(paragraph: str) -> None:
    assert inside(paragraph) == ["The pier is shut,"]


def test_a_nested_quotation_belongs_to_the_outer_one() -> None:
    assert inside("“He told me ‘never again’ and meant it,” she said.") == ["He told me ‘never again’ and meant it,"]
    assert inside("\"He told me 'never again' and meant it,\" she said.") == ["He told me 'never again' and meant it,"]


def test_inches_and_apostrophes_open_nothing() -> None:
    assert inside("The 12\" pipe is the port's, and the dockers' too.") == []


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    [stretch] = stretches("“We will not move, Holt said")
    assert not stretch.closed
    assert stretch.end == len("“We will not move, Holt said")


def test_papers_that_quote_with_single_marks_are_read() -> None:
    text = "‘The bridge is tired,’ said engineer Magnus Thorne. ‘It can’t go on.’"
    [quotation] = find_quotations(text)
    assert [piece.of(text) for piece in quotation.content] == ["‘The bridge is tired,’", "‘It can’t go on.’"]
    assert quotation.speaker == "Magnus Thorne"


@pytest.mark.parametrize(
    "paragraph",
    [
        "The ferry “Star of Velmora” sailed as planned.",
        "Hugo “The Hat” Larsen danced to “Blue River Waltz” at the opening.",
        "The so-called “grey fleet” lay at anchor.",
    ],
)
def test_ships_nicknames_titles_and_scare_quotes_are_not_quotations(paragraph: str) -> None:
    assert [q for q in find_quotations(paragraph) if q.kind is not QuotationKind.INDIRECT] == []


def test_hard_wrapped_copy_is_read_over_its_line_ends() -> None:
    text = (
        "The harbour strike will enter a fourth week after the talks in\n"
        "Karsholm broke down on Monday, and nobody on the quay or in the\n"
        "ministry expects them to resume before the end of the month.\n"
        "“Nobody here wants a fourth week, and nobody here is going to\n"
        "pretend otherwise,” union secretary Mira Holt said.\n"
    )
    direct = [q for q in find_quotations(text) if q.kind is QuotationKind.DIRECT]
    assert [q.speaker for q in direct] == ["Mira Holt"]
    assert direct[0].content[0].of(text).endswith("pretend otherwise,”")


SINGLE = "‘The dockers’ coats and the crew’s boots were wet through, and we’d no coal,’ foreman Jonas Reed said."


@pytest.mark.parametrize(
    "more",
    [
        "",
        " ‘It was the dockers’ lot.’",
        "\n\n‘Nobody shouted “man overboard”,’ said mate Edda Falk.",
        '\n\nThe 12" pipe was cut, and the “Old Bess” lay at anchor.',
        "\n\nIn the ’90s ’tis said the bosses’ men came.",
    ],
    ids=["alone", "another", "double marks nested", "a double mark", "apostrophes at heads of words"],
)
def test_a_plural_possessive_and_a_double_mark_leave_single_marks_what_they_are(more: str) -> None:
    first = find_quotations(SINGLE + more)[0]
    assert first.content[0].of(SINGLE) == SINGLE.partition(" foreman")[0]
    assert first.speaker == "Jonas Reed"


def test_double_marks_inside_single_ones_are_part_of_the_words() -> None:
    text = "‘Nobody shouted “man overboard” at all,’ said mate Edda Falk. ‘They shouted “coffee”, and twice.’"
    [quotation] = find_quotations(text)
    assert [piece.of(text) for piece in quotation.content] == [
        "‘Nobody shouted “man overboard” at all,’",
        "‘They shouted “coffee”, and twice.’",
    ]


def test_single_marks_over_several_paragraphs_close_with_the_last() -> None:
    text = "‘We will go out there and look at it\n\n‘and we will come back in the dark,’ said mate Edda Falk."
    [quotation] = find_quotations(text)
    assert [piece.of(text) for piece in quotation.content] == [
        "‘We will go out there and look at it",
        "‘and we will come back in the dark,’",
    ]


def test_a_headline_in_single_marks_is_no_quotation_of_copy_that_uses_double_ones() -> None:
    text = "‘No coal left’ on the quay\n\n“We have no coal left,” said mate Edda Falk. “It was gone on Monday.”"
    assert [piece.of(text)[0] for q in find_quotations(text) for piece in q.content] == ["“", "“"]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("&ldquo;", "&rdquo;"),
        ("&quot;", "&quot;"),
        ("&#8220;", "&#8221;"),
        ('\\"', '\\"'),
        ("â€œ", "â€\x9d"),
        ("â€œ", "â€"),
    ],
)
def test_marks_that_were_escaped_or_decoded_twice_are_marks(opening: str, closing: str) -> None:
    text = f"{opening}We have no coal left,{closing} mate Edda Falk said. {opening}It was gone by noon.{closing}"
    [quotation] = find_quotations(text)
    assert [piece.of(text) for piece in quotation.content] == [
        f"{opening}We have no coal left,{closing}",
        f"{opening}It was gone by noon.{closing}",
    ]
    assert quotation.speaker == "Edda Falk"


@pytest.mark.parametrize(
    "paragraph", ["« Il a dit “jamais” hier », a dit Holt.", "「He wrote 『never』 again」 said Holt."]
)
def test_marks_of_another_kind_are_nested(paragraph: str) -> None:
    [words] = inside(paragraph)
    assert words.strip() in ("Il a dit “jamais” hier", "He wrote 『never』 again")


@pytest.mark.parametrize("end", ["", " ", ","])
def test_a_sentence_over_two_lines_is_one_whatever_the_rest_of_the_copy_does(end: str) -> None:
    text = (
        f"The ferry stopped.\n\n“We had no lamp at all and I would not take her out again{end}\nbefore the yard has"
        " looked at every chain,” mate Edda Sand\nsaid on the pier. “Not in May.”\n\n“I saw it so,” said Nora Brink.\n"
    )
    first, second = find_quotations(text)
    assert first.content[0].of(text).endswith("every chain,”")
    assert (first.speaker, second.speaker) == ("Edda Sand", "Nora Brink")


def test_a_signature_below_the_words_names_who_said_them() -> None:
    text = (
        "“We had no lamp at all.”\n\nWith these words mate Edda Sand opened her log on Tuesday.\n\n"
        "“Nobody was in any danger.”\n\n— Nora Brink, harbour master"
    )
    first, second = find_quotations(text)
    assert first.speaker in (None, "Edda Sand")
    assert (second.speaker, [piece.of(text) for piece in second.content]) == (
        "Nora Brink",
        ["“Nobody was in any danger.”"],
    )
