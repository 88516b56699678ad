"""A line end in the middle of a sentence, as from a page's ``<br>`` or a paste, ends no paragraph."""

import pytest

from newstext import find_quotations

SAID = "“We had no steering at all, and I would not take her out again,” captain Idris Moll said on the pier."
BEFORE = "The ferry stopped at noon, harbour master Tessa Brand said in a notice."


@pytest.mark.parametrize("words", ["would", "take", "again", "Moll"])
def test_a_sentence_over_two_lines_is_one_quotation_of_one_speaker(words: str) -> None:
    broken = SAID.replace(f"{words} ", f"{words}\n").replace("again,” captain", "again,”\ncaptain")
    text = f"{BEFORE}\n\n{broken}\n\nIt sails on Thursday."
    [found] = [quotation for quotation in find_quotations(text) if quotation.kind == "direct"]
    assert found.speaker == "Idris Moll"
    assert len(found.content) == 1


@pytest.mark.parametrize("words", ["and", "Quay", "captain", "Idris", "the"])
def test_a_sentence_goes_on_in_a_line_that_begins_with_a_capital(words: str) -> None:
    said = (
        "“We had no steering at all, and I would ask the Quay-Line of it,” captain Idris Moll told the Port Wire on the"
        " pier."
    )
    broken = {
        "and": said.replace("all, and I", "all, and\nI"),
        "Quay": said.replace("Quay-Line", "Quay-\nLine"),
        "captain": said.replace("captain Idris", "captain\nIdris"),
        "Idris": said.replace("Idris Moll", "Idris\nMoll"),
        "the": said.replace("the Port", "the\nPort"),
    }[words]
    text = f"{BEFORE}\n\n“We rang,” said mate Udo Brink.\n\n{broken}\n\nIt sails on Thursday."
    found = [(q.speaker, len(q.content)) for q in find_quotations(text) if q.kind == "direct"]
    assert found == [("Udo Brink", 1), ("Idris Moll", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Ferry stops after fault in rudder\nTessa Brand said the boat was old.",
        "“We had no steering,” said Idris Moll\nTessa Brand said the boat was old.",
        "“We had no steering at all\nTessa Brand said the boat was old.\n\nThe end.",
        "“We had no steering.\n\nTessa Brand said the boat was old.\n“Nobody was in danger,” said Udo Brink.",
    ],
)
def test_a_line_without_a_stop_may_still_end_its_paragraph(text: str) -> None:
    assert "Tessa Brand" in [q.speaker for q in find_quotations(text)]


def test_a_line_that_begins_a_sentence_is_a_paragraph_of_its_own() -> None:
    text = "“We had no steering.”\nTessa Brand waited on the pier.\n“Nobody was in danger,” she said."
    assert [q.speaker for q in find_quotations(text) if q.kind == "direct"][-1] == "Tessa Brand"
