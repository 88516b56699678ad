"""The one function that all foreign text goes through before it reaches a screen.

A terminal obeys control characters wherever they come from, bidi controls let a text pass for another, and what has no
width hides. So each of them is shown as a mark of one cell. Every code point becomes exactly one code point: offsets
into the text hold in what is shown.
"""

from __future__ import annotations

import re
from functools import cache

from newstext.controls import BIDI, json_escaped, sign

# Soft hyphen, the joiners and their kin, Hangul fillers, byte order mark, deprecated format characters, tags. What
# changes the look of the letter before it (accents, variation selectors) belongs to the letter and stays.
_NO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
# Lone surrogates, private use, and what Unicode says will never be a character.
_NOT_A_CHARACTER = "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
)
_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029"

_SKIN_TONES = "\U0001f3fb-\U0001f3ff"
"""Terminals disagree whether these have a width of their own: a mark has one everywhere."""
_PRINTABLE_YET_HIDDEN = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"


def visible(text: str) -> str:
    """Return ``text`` as it may be shown on one line: a mark for each character that a terminal would obey or hide.

    A tab, a line end and a no-break space are shown as a plain space. The result is as long as ``text``.
    """
    if text.isprintable() and not any(character in text for character in _PRINTABLE_YET_HIDDEN):
        return text  # Nearly every line of copy, forty times as fast.
    return _shown_as_a_mark().sub(_mark, text)


def for_json(value: object) -> str:
    """Return ``value`` as one line of JSON that is safe to print and reads back the same."""
    import json

    return json_escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


# Compiled when first needed: the patterns are large, and a desk often opens without one such character.
@cache
def _shown_as_a_mark() -> re.Pattern[str]:
    return re.compile(f"[{_CONTROLS}{BIDI}{_NO_WIDTH}{_SKIN_TONES}{_NOT_A_CHARACTER}{_NO_BREAK_SPACES}]")


@cache
def _marks() -> tuple[tuple[re.Pattern[str], str], ...]:
    return (
        (re.compile(rf"[\t\n{_NO_BREAK_SPACES}]"), " "),
        (re.compile(f"[{BIDI}]"), "⇄"),
        (re.compile(f"[{_NO_WIDTH}{_SKIN_TONES}]"), "·"),
        (re.compile("[\u2028\u2029]"), "␤"),
        (re.compile(f"[{_NOT_A_CHARACTER}]"), "�"),
    )


def _mark(match: re.Match[str]) -> str:
    character = match[0]
    for characters, mark in _marks():
        if characters.match(character):
            return mark
    return sign(character)
