"""An unnamed source is a source: a poem, a pronoun and a name behind an office are none."""

from __future__ import annotations

import pytest

from newstext import find_quotations
from newstext.quotations.unnamed import is_bare, is_source, is_unnamed_source


@pytest.mark.parametrize(
    "words",
    [
        *(
            "a poem",
            "a survey",
            "a survey of members",
            "the report",
            "some figures",
            "an old song",
            "a letter to staff",
        ),
        *("it", "we", "It", "they", "", "…"),
    ],
)
def test_a_thing_or_a_pronoun_is_no_source(words: str) -> None:
    assert not is_source(words)
    assert not is_unnamed_source(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Secretary of State Ada Lind",
            "union secretary Mira Holt",
            "Analyst Mira Holt",
            "the former minister Ada Lind",
        ),
        *("Minister Kray", "Prime Minister Oren Kray, his party’s leader"),
    ],
)
def test_a_name_behind_an_office_is_a_source_with_a_name(words: str) -> None:
    assert is_source(words)
    assert not is_unnamed_source(words)


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("a source", True),
        ("two officials", True),
        ("Officials", True),
        ("some", True),
        ("one of the people", True),
        ("a senior official", False),
        ("an official at the Foreign Ministry", False),
        ("a resident of Port Ellen", False),
        ("Members of Parliament", False),
        ("a State Department official", False),
        ("a person familiar with the talks", False),
        ("a source at the Health Department", False),
    ],
)
def test_words_that_say_something_about_a_source_describe_it(words: str, bare: bool) -> None:
    assert is_unnamed_source(words)
    assert is_bare(words) is bare


def test_the_finder_calls_only_sources_unnamed() -> None:
    copy = (
        "“The harbour is closed,” a senior official said.\n\n"
        "A poem on the wall said: “The tide keeps no promises to anyone here.”\n\n"
        "“Half of all ferries were late,” a survey said.\n"
    )
    found = {quotation.speaker: quotation.unnamed for quotation in find_quotations(copy)}
    assert found.pop("a senior official") is True
    assert found
    assert not any(found.values())
