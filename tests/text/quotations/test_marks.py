"""Quotation marks of every press: what opens, what closes, and what only looks like a quotation."""

from __future__ import annotations

import pytest

from newstext.quotations import QuotationKind, find_quotations
from newstext.quotations.marks import stretches


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
