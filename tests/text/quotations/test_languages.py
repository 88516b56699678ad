"""Articles in other languages: speakers are named, languages recognised, and errors in a pack explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstext.learning.yardstick import articles_of, outcomes
from newstext.quotations import find_quotations
from newstext.quotations.languages.finder import find_in
from newstext.quotations.languages.identification import language_of
from newstext.quotations.languages.pack import LISTS, PACKS, SETTINGS, pack_of, read_pack
from tests.text.quotations.test_any_text import spans_are_sound

LABELLED = Path(__file__).parent / "languages"
FEWEST_RIGHT = 0.9

SENTENCES = {
    "de": "„Wir kommen wieder“, sagte die Ministerin am Dienstag vor der Presse in der Stadt.",
    "en": "“We will be back,” the minister said on Tuesday when she met the press in the town.",
    "fr": "« Nous reviendrons », a déclaré mardi la ministre devant la presse dans la ville.",
    "es": "«Vamos a volver», dijo el martes la ministra ante la prensa en una calle de la ciudad.",
    "pt": "“Vamos voltar”, disse na terça-feira a ministra aos jornalistas em uma rua da cidade.",
    "it": "«Torneremo», ha detto martedì la ministra davanti alla stampa in una via della città.",
    "nl": "„We komen terug”, zei de minister dinsdag tegen de pers die in de stad was.",
    "sv": "– Vi kommer tillbaka, sade ministern när hon mötte pressen i staden på tisdagen.",
    "da": "”Vi kommer tilbage”, sagde Mette Holm, da hun mødte pressen ude i byen, og det var ikke sidste gang.",
    "pl": "– Wrócimy – powiedziała we wtorek minister, która spotkała się z prasą w mieście.",
    "ar": "قالت الوزيرة يوم الثلاثاء «سنعود» أمام الصحافة في المدينة.",
    "zh": "部长星期二在城里对记者说：“我们会回来。”",
    "ja": "大臣は火曜日、町で記者団に「また来る」と述べた。",
}
MARKS = '“ ” „ « » " ‘ ’ ‚ ‹ › 「 」 — – - , . ? ! : ( ) ¿ …'
WORDS = (
    "sagte sagt erklärte dass der die das des von laut nach Angaben zufolge so er sie Holt Mira Ministerin teilte mit"
    " hat gesagt a déclaré selon la le l'élu a-t-il dijo según que el la ministra Prado 54 und et y wie"
    " sei 1. 的 说 は と述べた قال"
)
PIECES = [*MARKS.split(), *WORDS.split(), "\n", "\n\n", "\r\n", "\u00a0", "\u0301"]


@pytest.mark.parametrize("path", sorted(LABELLED.glob("*.txt")), ids=lambda path: path.stem)
def test_the_speakers_of_copy_in_other_languages_are_named(path: Path) -> None:
    done = [outcome for text, labels in articles_of(path) for outcome in outcomes(text, labels)]
    wrong = [(o.label.words, o.label.speaker, o.quotation and o.quotation.speaker) for o in done if not o.right]
    assert len(wrong) <= (1 - FEWEST_RIGHT) * len(done), wrong


@pytest.mark.parametrize("code", SENTENCES)
def test_the_language_is_told_from_a_sentence(code: str) -> None:
    assert language_of(SENTENCES[code]) == code


def test_words_quoted_from_another_language_switch_nothing() -> None:
    english = (
        "The minister spoke for an hour about the ferry and said that it would be back before the end of the year. "
    )
    quoted = "“Wir kommen wieder, und zwar mit der ganzen Flotte, sobald das Wetter es uns erlaubt,” she said. "
    assert language_of(2 * english + 3 * quoted) == "en"


def test_the_language_that_an_article_states_helps_and_the_text_decides() -> None:
    assert language_of("„Wir kommen“, so Lohmann.", "de-AT") == "de"
    assert language_of(SENTENCES["en"], "de") == "en"


def test_a_semicolon_cuts_off_what_the_source_did_not_say() -> None:
    text = "Ob die Fähre am Samstag fährt, ist offen; laut Mira Holt entscheidet das der Hafen. Das steht fest."
    [quotation] = find_in(text, pack_of("de"))
    assert [piece.of(text) for piece in quotation.content] == ["entscheidet das der Hafen"]


def test_in_a_language_without_a_pack_nothing_is_sure() -> None:
    found = find_quotations(f"{SENTENCES['da']} {SENTENCES['da']}")
    assert found
    assert max(q.confidence for q in found) <= 0.3


@pytest.mark.parametrize("code", ["", *PACKS])
@settings(deadline=None, max_examples=60)
@given(text=st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_copy_gone_wrong_is_taken_in_every_language(code: str, text: str) -> None:
    quotations = find_in(text, pack_of(code))
    spans_are_sound(text, quotations)
    assert find_in(text, pack_of(code)) == quotations


def test_every_list_and_setting_of_a_pack_is_explained() -> None:
    page = (Path(__file__).parents[3] / "docs" / "languages.md").read_text("utf-8")
    assert [word for word in sorted(LISTS | SETTINGS) if f"`{word}`" not in page] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code = ", "not TOML"),
        ('code = "xx"\nname = "X"\n[words]\npronuns = "he"', "pronuns"),
        ('code = "xx"\nname = "X"\n[verbs]\nclause = "say: a | b | c | d"', "forms"),
        ('code = "xx"\nname = "X"\n[verbs]\nclause = "~er: parler"', "has no line in .endings."),
        ('code = "xx"\nname = "X"\n[endings]\ner = "e"\n[verbs]\nclause = "~er: dire"', "does not end with “er”"),
        ('code = "xx"\nname = "X"\nsettings = ["no spaecs"]', "no spaecs"),
        ('code = "xx"\nname = "X"\nmarks = ["„“"]', "is not a pair"),
        ('code = "xx"\nname = "X"\n[words]\narticles = ["der", "die"]', "wrong form"),
        ('name = "X"', "does not say its 'code'"),
    ],
)
def test_a_slip_in_a_pack_is_told(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_pack(text)
