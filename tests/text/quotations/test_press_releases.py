"""A press release: its sender, the people quoted in it, and the boilerplate at its end."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations

RELEASE = """FOR IMMEDIATE RELEASE

Torrin Lines Orders Two Bells

{dateline}{company} today announced that it has ordered two bells for its boats.

"We are thrilled to ring in the spring for our guests," said Edda Sand, Chief Mate, Torrin Lines. "It is a big step."

About Torrin Lines
Torrin Lines is "a leader in bells and ropes for the whole north" and says that it plans to sail on.

Forward-Looking Statements
Words such as "expects," "anticipates" and "will go on to be" identify statements about what may come.

Media Contact:
Jorun Moll
press@torrin.example

###
"""
DATELINES = [
    "TORRIN, Nov. 24, 2026 /LakeWire/ -- ",
    "TORRIN, Norland, March 3, 2026 (Lake Wire) — ",
    "TORRIN--(LAKE WIRE)--",
    "Torrin, 24 November 2026 – ",
    "TORRIN, Dec 1 (Port Wire) - ",
    "",
]
COMPANIES = [
    "Torrin Lines",
    "Torrin Lines A/S (TSE: BELL), a leading operator of boats,",
    "Torrin Lines, Inc.",
    "Torrin Lines plc (TSE: BELL)",
]


@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize("company", COMPANIES)
def test_a_release_is_what_the_company_announces_and_whom_it_quotes(dateline: str, company: str) -> None:
    text = RELEASE.format(dateline=dateline, company=company)
    announced, quoted = find_quotations(text)

    assert (announced.speaker or "").startswith("Torrin Lines")
    assert "Orders" not in (announced.speaker or "")
    assert [span.of(text).startswith("Torrin Lines") for span in announced.source] == [True]
    assert not any(span.of(text).endswith("today") for span in announced.source)
    assert (quoted.speaker, quoted.role) == ("Edda Sand", "Chief Mate")
    assert [span.of(text) for span in quoted.content] == [
        '"We are thrilled to ring in the spring for our guests,"',
        '"It is a big step."',
    ]


def test_a_story_with_a_heading_about_somebody_is_read_to_its_end() -> None:
    text = "The boat is new.\n\nAbout Edda Sand\n\nEdda Sand said that she had sailed since May.\n"
    [quotation] = find_quotations(text)
    assert quotation.speaker == "Edda Sand"


def test_who_is_quoted_below_such_a_heading_of_a_release_is_found() -> None:
    text = RELEASE.format(dateline="", company="Torrin Lines") + '\n"We never had two bells before," said Udo Brink.\n'
    assert [q.speaker for q in find_quotations(text)][1:] == ["Edda Sand", "Udo Brink"]
