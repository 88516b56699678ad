"""All foreign text is shown through one function, and none of it can act on the terminal."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest

from tui.terminal.safe_text import for_json, visible

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))


def test_each_code_point_becomes_exactly_one() -> None:
    assert len(visible(EVERY_CHARACTER)) == len(EVERY_CHARACTER)


def test_nothing_that_a_terminal_obeys_or_hides_is_left() -> None:
    kinds = {unicodedata.category(character) for character in visible(EVERY_CHARACTER)}

    assert kinds.isdisjoint({"Cc", "Cs", "Co", "Zl", "Zp"})


def test_a_character_is_treated_alike_alone_and_in_company() -> None:
    assert "".join(map(visible, EVERY_CHARACTER)) == visible(EVERY_CHARACTER)


def test_what_is_shown_can_be_shown_again() -> None:
    once = visible(EVERY_CHARACTER)

    assert visible(once) == once


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x00\x7f", "␀␡"),
        ("one\ttwo\nthree", "one two three"),
        ("a\u00a0b\u202fc\u2007d", "a b c d"),
        ("\x9b31m", "�31m"),
        ("a\x85b\u2028c\u2029d", "a␤b␤c␤d"),
        ("\u202eevil\u202c \u2066x\u2069\u200f\u061c", "⇄evil⇄ ⇄x⇄⇄⇄"),
        ("co\u00adop\u200b\u200c\u200d\u2060\ufeff", "co·op·····"),
        ("\U000e0041\U000e007f", "··"),
        ("\ud800\ue000\uffff\U0010ffff", "����"),
    ],
)
def test_the_mark_for_each_kind(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "[/b] [red]",
        "“Žluťoučký” – Ångström",
        "e\u0301 ǫ̈",
        "東京都 서울 القاهرة हिन्दी",
        "❤\ufe0f 🚢",
        "辻\U000e0100",
        "\u3000",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert visible(text) == text


def test_json_reads_back_the_same_and_holds_nothing_a_terminal_obeys() -> None:
    text = EVERY_CHARACTER[:0xD800] + EVERY_CHARACTER[0xE000:] + "\ud800"
    line = for_json({"text": text})

    assert json.loads(line) == {"text": text}
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(character) for character in line}
    assert "\u202e" not in line


def test_json_is_utf_8_where_that_is_safe() -> None:
    assert for_json({"said": "“Ça va”"}) == '{"said":"“Ça va”"}'
