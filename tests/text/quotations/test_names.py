"""Names: the words that belong to one, the words beside it, and the person it names."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations
from newstext.quotations.people import People

SAID = " said the tide was late."


def speakers(text: str) -> list[str | None]:
    return [q.speaker for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Rudder chief Owen Pell came late. Even Owen Pell{SAID}", "Owen Pell"),
        (f"It was a night for Corin Pask. Hosting Pask{SAID}", "Corin Pask"),
        (f"Velling CEO Greta Moll{SAID}", "Greta Moll"),
        (f"Sandrey MP Greta Moll{SAID}", "Greta Moll"),
        (f"Dockers Local 41 president Dario Velt{SAID}", "Dario Velt"),
        (f"Sergeant-at-Arms Owen Pell{SAID}", "Owen Pell"),
        (f"Minister of Coastal Relations Carla Bennick{SAID}", "Carla Bennick"),
        (f"Harbour Secretary of State Marcus Dole{SAID}", "Marcus Dole"),
        (f"Billionaire Marcus Dole{SAID}", "Marcus Dole"),
        (f"Quay Images Owen Pell waves.\n\nThe mayor, Owen Pell, waved. Pell{SAID}", "Owen Pell"),
        (f"The New Sandrey Times is daily. The New Sandrey Times{SAID}", "New Sandrey Times"),
        (f"April Mellow, a spokeswoman for the harbour,{SAID}", "April Mellow"),
        (f"A spokesman for the contractor, Harrow & Stile,{SAID}", "Harrow & Stile"),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Jonas Pell Jr. has a boat. Mr. Pell{SAID}", "Jonas Pell Jr"),
        (f"Fouzia Al Rashim lives here. Al Rashim{SAID}", "Fouzia Al Rashim"),
        (f"Vice-President Wang Qidan spoke in Sandrey. Wang{SAID}", "Wang Qidan"),
        (f"Christopher House made the dance for the hall. House{SAID}", "Christopher House"),
        (f"Its head of service, Ulf “Sunny” Brandauer, came. Brandauer{SAID}", "Ulf Brandauer"),
        (f"Dame Zanthe Ekeland sits on Mondays. When she came, Dame Zanthe{SAID}", "Zanthe Ekeland"),
        (f"One of the recep\u00adtion\u00adists, Dilys Corrigan-Vane,{SAID}", "Dilys Corrigan-Vane"),
        (f"Peter Abdine was there with Mrs. Abdine. Mrs. Abdine{SAID}", "Mrs. Abdine"),
    ],
)
def test_a_part_of_a_name_leads_to_the_whole(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Tom Guest with the Sandrey Health Authority{SAID}", "Tom Guest"),
        (f"A spokesman for harbour candidate Greta Moll{SAID}", "a spokesman for harbour candidate Greta Moll"),
        (f"A top strategist, John Weaver,{SAID}", "John Weaver"),
        (f"Greta Moll runs the pier. A tearful Moll{SAID}", "Greta Moll"),
        (f"Senator Greta Moll of Sandrey, who{SAID}", "Greta Moll"),
        (f"Former Bank of Lyle governor Owen Pell{SAID}", "Owen Pell"),
        (f"Some Lylemen{SAID}", "some Lylemen"),
        (f"Halmark’s Foreign Ministry{SAID}", "Halmark’s Foreign Ministry"),
        (
            f"The Sandrey Bureau of Fisheries and Aquatic Resources{SAID}",
            "Sandrey Bureau of Fisheries and Aquatic Resources",
        ),
        (f"The Lyle allies, including Emma Macrow and Fritz Merz,{SAID}", "Lyle allies"),
        (f"Mediators{SAID}", "Mediators"),
        (f"Lyle Foreign Secretary Vikram Dosri spoke. The U.S. secretary of state{SAID}", "U.S. secretary of state"),
    ],
)
def test_a_name_in_a_description_speaks_only_where_it_is_who_is_described(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Greta Moll met the harbour board. “The tide is late,” she said.", "Greta Moll"),
        (
            "Owen Pell said he keeps the light.\n\nHe said the pier, along with a shop run by his father’s friend,"
            " Marten Leger, gave the town a start.\n\n“It was a great time,” he said.",
            "Owen Pell",
        ),
        (
            "“We waited,” said Katrin Barne.\n\nDown the street, Mikkel Fadden rang a bell. He wants no deal."
            " “I think no deal is the only deal,” he said.",
            "Mikkel Fadden",
        ),
        (
            "Lucille Royle, the head of the committee that handles Harbour Security, said her office would not wait."
            " “Our goal is to move,” she said.",
            "Lucille Royle",
        ),
        ("Holt said Dray was right when he said the numbers “never added up”.", "Dray"),
        ("Article Continued Below\n\n“The tide is late,” he said.", None),
    ],
)
def test_a_pronoun_means_a_person_who_is_spoken_of(text: str, speaker: str | None) -> None:
    assert speakers(text)[-1] == speaker


def test_who_is_described_is_not_the_person_named_before() -> None:
    text = (
        "Linnea Stapleford waited at the gate. A man in a good overcoat, with an umbrella, who said he was “from the"
        " building over there”, looked up.\n\n“It is late,” he said."
    )
    described, later = find_quotations(text)
    assert (described.speaker, described.unnamed) == ("a man in a good overcoat", True)
    assert later.speaker is None


@pytest.mark.parametrize("nobody", ["Both", "None of the three", "Neither", "Someone", "All three"])
def test_a_word_for_anybody_is_nobodys_name(nobody: str) -> None:
    assert all(
        q.speaker is None or q.unnamed for q in find_quotations(f"{nobody} said the pier would be “shut for good”.")
    )


def test_a_doubtful_name_is_no_sure_suggestion() -> None:
    text = "Owen Pell met Marten Leger and Corin Pask at the quay.\n\nThe tide was late. “It is too late,” he said."
    sure = "Owen Pell met the board.\n\n“It is too late,” Pell said."
    [doubtful], [certain] = find_quotations(text), find_quotations(sure)
    assert doubtful.name_confidence < 0.7
    assert "unclear whom the pronoun means" in doubtful.reason
    assert certain.name_confidence > 0.9


def test_places_and_organisations_weigh_less_than_people() -> None:
    text = "Greta Moll came from North Lyle with the White Paper. White Paper says so. Moll laughed."
    everybody = People(text).everybody
    assert everybody["Greta Moll"].human > 1
    assert all(person.human <= 0 for name, person in everybody.items() if name != "Greta Moll")


def test_a_role_keeps_its_abbreviations_and_loses_its_article() -> None:
    first = f"Bobby Donagh, a former ambassador to the U.K. and Lyle,{SAID}"
    second = f"Another officer, Wing Commander Vera Singh,{SAID}"
    assert [q.role for text in (first, second) for q in find_quotations(text)] == [
        "former ambassador to the U.K. and Lyle",
        "officer",
    ]


def test_no_clause_behind_a_name_is_a_role() -> None:
    text = "“The tide is late,” said Greta Moll, they heard a captain speak, and left."
    assert [q.role for q in find_quotations(text)] == [None]


def test_a_dateline_is_nobody_that_a_description_leads_to() -> None:
    text = "PORT VERRIN: The dispute has cost the city’s terminals about 40 sailings, the port said on Tuesday."
    assert [q.speaker for q in find_quotations(text)] == ["the port"]
