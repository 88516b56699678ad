"""The finder takes any text: it never fails, its spans are sound, and its answer is the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstext.quotations import Quotation, QuotationKind, find_quotations, finder

MARKS = "“ ” \" '' `` ‘ ’ « » „ , . ? : —"
WORDS = "said told Holt he Mira the minister according to that adding who Mr. 1,2 5 'll A.B. é 港 \u200d \x00"
LAYOUT = ("“The pier is shut,”", "\n", "\n\n", "\r\n", "\u2028", "\u00a0")
PIECES = [*MARKS.split(), *WORDS.split(), *LAYOUT]


def spans_are_sound(text: str, quotations: list[Quotation]) -> None:
    for q in quotations:
        assert q.content
        assert list(q.content) == sorted(q.content)
        for span in (*q.content, *q.cue, *q.source, *q.via_source):
            assert 0 <= span.start < span.end <= len(text)
        assert 0 <= q.confidence <= 1
        assert q.reason.endswith(".")
        assert q.said or q.kind is QuotationKind.INDIRECT


@settings(deadline=None)
@given(st.text())
def test_any_unicode_is_taken(text: str) -> None:
    spans_are_sound(text, find_quotations(text))


@pytest.mark.parametrize("half", [chr(0xD800), chr(0xDCFF)])
@pytest.mark.parametrize("text", ["{}", "Mayor {}rd said the pier was shut.", "“We go {} home,” Mira Holt said."])
def test_half_a_character_is_taken(text: str, half: str) -> None:
    broken, whole = text.format(half), text.format("o")
    found = find_quotations(broken)
    spans_are_sound(broken, found)
    assert [q.content for q in found] == [q.content for q in find_quotations(whole)]
    "".join(f"{q.speaker}{q.role}{q.reason}" for q in found).encode()  # a store and a terminal can hold it


@pytest.mark.parametrize("text", ["\0" * 1000, "e" + "\u0301" * 20_000, "“We " + "e\u0301\0" * 5_000 + ",” Holt said."])
def test_nul_and_piles_of_accents_are_taken(text: str) -> None:
    spans_are_sound(text, find_quotations(text))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_copy_gone_wrong_is_taken(text: str) -> None:
    quotations = find_quotations(text)
    spans_are_sound(text, quotations)
    assert find_quotations(text) == quotations


@pytest.mark.parametrize(
    "unit",
    [
        "“We go, ",
        '"',
        "''",
        "Holt said ",
        "Holt said “it is so very bad” and ",
        "“We go.”\n\n",
        "A. ",
        "Ab ",
        "a-",
        "1,",
    ],
)
def test_nonsense_without_end_is_taken(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    spans_are_sound(text, find_quotations(text))


def test_a_quarter_of_a_megabyte_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "load", lambda: None)  # the model reads one paragraph at a time
    story = "“Nobody wants a fourth week,” Mira Holt said. Anders Quill said the offer stood.\n\n"
    text = story * (250_000 // len(story))
    quotations = find_quotations(text)
    assert len(quotations) == 2 * text.count(story)
    assert {q.speaker for q in quotations} == {"Mira Holt", "Anders Quill"}


def test_nothing_to_find_is_no_failure() -> None:
    assert find_quotations("") == []
    assert find_quotations(" \n\n\t") == []


@pytest.mark.parametrize(
    "text",
    [
        "“We go home,” said Mira Holt,",
        "The port is closed, the mayor said,",
        "Mira Holt said, “We go home,”,",
        "The trams are“late and the bells are early.” —Port  Council",
        "“The trams are late and the bells are early.” —Greta  Moll",
    ],
)
def test_a_text_that_breaks_off_at_a_comma_or_in_a_name_is_taken(text: str) -> None:
    spans_are_sound(text, find_quotations(text))
