"""An unnamed source is a source: a poem, a pronoun and a name behind an office are none."""

from __future__ import annotations

import pytest

from newstext import find_quotations
from newstext.quotations.unnamed import is_bare, is_description, is_source, is_unnamed_source


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
        *(
            "a vote",
            "the strike",
            "the war itself",
            "the meeting on Monday",
            "The trial",
            "two matches",
            "the talks’ debate",
        ),
        *("the gauge at Ysk Bridge", "a satellite", "a slideshow obtained by the Gazette"),
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


@pytest.mark.parametrize(
    "words",
    [
        *(
            "the company",
            "The company",
            "the ministry",
            "the agency",
            "the council",
            "their insurer",
            "a firm in Ostmark",
        ),
        *(
            "the mayor’s office",
            "the public prosecutor’s office in Port Ellen",
            "the importers’ association",
            "state radio",
        ),
        *("police", "prosecutors", "union leaders", "ministries", "the minister", "a moderate Democrat", "a Labour MP"),
        *(
            "the two sides",
            "one of the crew",
            "the sergeant, reached on Saturday evening",
            "the company, which owns it",
        ),
    ],
)
def test_words_that_say_what_a_source_is_are_no_name(words: str) -> None:
    assert is_description(words)
    assert not is_bare(words)


@pytest.mark.parametrize(
    "words",
    [
        *("Mira Holt", "bell hooks", "one Mira Holt", "Peter Storm", "Jane Law", "Storm", "harbour master Ada Lind"),
        *("the Foreign Ministry", "the Harbour Board", "The Tarn Gazette", "the Queen", "Tarn’s foreign ministry"),
        *("the minister, Oren Kray", "a man called Tom Eck", "die Polizei", "israelische Armee", "中国外交部"),
    ],
)
def test_a_name_is_no_description(words: str) -> None:
    assert is_source(words)
    assert not is_description(words)
