"""A line end in the middle of a sentence, as a page's ``<br>`` or a paste leaves it, ends no paragraph."""

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


def test_a_line_that_begins_a_sentence_is_a_paragraph_of_its_own() -> None:
    text = "“We had no steering.”\nTessa Brand waited on the pier.\n“Nobody was in danger,” she said."
    assert [q.speaker for q in find_quotations(text) if q.kind == "direct"][-1] == "Tessa Brand"
