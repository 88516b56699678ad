"""The speaker is named by the fullest name in the article, whatever the words beside the verb."""

from __future__ import annotations

import pytest

from newstext.learning.yardstick import RESOLUTION, articles, outcomes
from newstext.quotations import find_quotations
from newstext.quotations.speaker_label import called

INTRODUCED = (
    "Velmora’s ambassador to Ostrava Minor, Ilse Renner, met Deputy Foreign Minister Pavel Drozd on Thursday. Lt. Gen."
    " Viktor Sandor, who commands the border guard, was there.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“The bridge is open,” Renner said.", "Ilse Renner"),
        ("“The bridge is open,” Ms. Renner said.", "Ilse Renner"),
        ("“The bridge is open,” the ambassador said.", "Ilse Renner"),
        ("“The bridge is open,” said the minister.", "Pavel Drozd"),
        ("“The bridge is open,” the general said.", "Viktor Sandor"),
        ("Drozd shook her hand. “The bridge is open,” he said.", "Pavel Drozd"),
        ("Renner shook his hand. “The bridge is open,” she said.", "Ilse Renner"),
        ("“The bridge is open,” said clerk Nora Finch.", "Nora Finch"),
    ],
)
def test_surnames_titles_roles_and_pronouns_lead_to_the_full_name(sentence: str, speaker: str) -> None:
    quotations = find_quotations(INTRODUCED + sentence)
    assert [q.speaker for q in quotations] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The tide is late tonight,” she said.", None),
        ("“We are closing the lock at noon,” they said.", None),
        ("“The loaf is mine,” said Clara Benning herself.", "Clara Benning"),
        ("Mr. Emil Tarn left early. “He will not pay for the roof,” his lawyer said.", "Emil Tarn’s lawyer"),
        ("“The roof will not be paid for,” his lawyer said.", "his lawyer"),
    ],
)
def test_nobody_is_suggested_under_a_word_that_stands_for_anybody(text: str, speaker: str | None) -> None:
    assert {q.speaker for q in find_quotations(text)} == {speaker}


@pytest.mark.parametrize(
    "headline", ["Popular Harbour Shows Bias When It Comes To ‘Honest’ Crews.", "Harbour Orders Four New Bells"]
)
def test_a_headline_with_capitals_is_nobodys_name(headline: str) -> None:
    text = f"{headline}\n\nA boat came.\n\n“We rang the bell at noon,” the harbour said.\n\nThe Harbour was shut."
    assert not any((q.speaker or "").count(" ") > 1 for q in find_quotations(text))


def test_another_is_nobodys_name() -> None:
    text = "One guest wrote: “The worst bell ever.” Another: “Never again, honestly.” Another Norlander said it rang."
    found = [((q.speaker or "").lower(), q.unnamed) for q in find_quotations(text)]
    assert found[:2] == [("one guest", True), ("another", True)]
    assert "Norlander" not in [q.speaker for q in find_quotations(text)]


def test_a_name_behind_a_description_belongs_to_it() -> None:
    [quotation] = find_quotations("“I read in the paper that they call me difficult,” laughed the actress, Edda Sand.")
    assert quotation.speaker == "Edda Sand"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("’ he", None),
        ("We", None),
        ("88%", None),
        ("an older brother)", "an older brother"),
        ("a note, initialled “L.D.”", "a note, initialled “L.D.”"),
        ("Zoë Părăuț", "Zoë Părăuț"),
        ("his lawyer", "his lawyer"),
        (None, None),
    ],
)
def test_a_name_is_suggested_without_the_marks_around_it(words: str | None, name: str | None) -> None:
    assert called(words) == name


def test_two_of_one_surname_are_told_apart() -> None:
    text = (
        "“The loaf is mine,” says Clara Benning. “The loaf is ours,” says her brother, Matthias Benning.\n\n"
        "“He took the tins,” Ms. Benning said.\n\n“I took the cat,” Mr. Benning said."
    )
    assert [q.speaker for q in find_quotations(text)] == [
        "Clara Benning",
        "Matthias Benning",
        "Clara Benning",
        "Matthias Benning",
    ]


def test_who_is_described_and_not_named_is_unnamed() -> None:
    [quotation] = find_quotations("“They are closer than they sound,” a senior official at the ministry said.")
    assert quotation.unnamed
    assert quotation.speaker == "a senior official at the ministry"


@pytest.mark.parametrize(
    ("sentence", "speaker", "via"),
    [
        (
            "“General Doru departs today,” Sarenda TV reported, citing security sources.",
            "Sarenda TV",
            "security sources",
        ),
        ("“The price is agreed,” Hal Brisco told the Tarn Herald.", "Hal Brisco", "Tarn Herald"),
        ("“The price is agreed,” Hal Brisco said in an interview with Lake Radio.", "Hal Brisco", "Lake Radio"),
        (
            "“The price is agreed,” Hal Brisco said, according to the ministry’s statement.",
            "Hal Brisco",
            "the ministry",
        ),
    ],
)
def test_a_chain_of_reporting_keeps_who_speaks_and_who_reports(sentence: str, speaker: str, via: str) -> None:
    [quotation] = find_quotations(sentence)
    assert (quotation.speaker, quotation.via) == (speaker, via)


def test_a_speaker_goes_on_over_paragraphs_as_one_quotation() -> None:
    text = (
        "“The first was about pay,” said Jorun Aske.\n\n“The second was about pay.\n\n"
        "“This one is about the telephone.”"
    )
    [quotation] = find_quotations(text)
    assert quotation.speaker == "Jorun Aske"
    assert len(quotation.content) == 3


def test_of_speakers_labelled_by_hand_nine_in_ten_found_are_named_rightly() -> None:
    done = [outcome for text, labels in articles(RESOLUTION) for outcome in outcomes(text, labels)]
    found = [outcome for outcome in done if outcome.quotation is not None]
    assert len(done) > 300
    assert len(found) >= 0.95 * len(done)
    assert sum(outcome.right for outcome in found) >= 0.9 * len(found)
