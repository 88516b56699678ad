"""The function that all foreign text passes before it reaches a screen.

Terminals obey control characters, bidi controls disguise text, and characters without width hide. Each is shown as a
sign of one cell. Every code point becomes exactly one code point, so offsets into the text hold in what is shown.
"""

from __future__ import annotations

import re
from functools import cache

from newstext.controls import BIDI, json_escaped, sign

# Soft hyphen, the joiners and their kin, Hangul fillers, byte order mark, deprecated format characters, tags.
# Characters that change the look of the letter before them (accents, variation selectors) belong to it and stay.
_NO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
# Lone surrogates, private use, and the code points that Unicode will never assign.
_NOT_A_CHARACTER = "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
)
_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029"

_SKIN_TONES = "\U0001f3fb-\U0001f3ff"
"""Terminals disagree on their width; a sign has the same width everywhere."""
_PRINTABLE_YET_HIDDEN = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"


def visible(text: str) -> str:
    """Return ``text`` safe to show on one line: a sign for each character that a terminal would obey or hide.

    Tabs, line ends and no-break spaces become spaces. The result has the length of ``text``.
    """
    if text.isprintable() and not any(character in text for character in _PRINTABLE_YET_HIDDEN):
        return text  # Nearly every line, forty times as fast.
    return _unsafe().sub(_replacement, text)


def for_json(value: object) -> str:
    """Return ``value`` as one line of JSON that is safe to print and reads back the same."""
    import json

    return json_escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


# Compiled on first use: the patterns are large, and many desks never need them.
@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(f"[{_CONTROLS}{BIDI}{_NO_WIDTH}{_SKIN_TONES}{_NOT_A_CHARACTER}{_NO_BREAK_SPACES}]")


@cache
def _signs() -> tuple[tuple[re.Pattern[str], str], ...]:
    return (
        (re.compile(rf"[\t\n{_NO_BREAK_SPACES}]"), " "),
        (re.compile(f"[{BIDI}]"), "⇄"),
        (re.compile(f"[{_NO_WIDTH}{_SKIN_TONES}]"), "·"),
        (re.compile("[\u2028\u2029]"), "␤"),
        (re.compile(f"[{_NOT_A_CHARACTER}]"), "�"),
    )


def _replacement(match: re.Match[str]) -> str:
    character = match[0]
    for characters, replacement in _signs():
        if characters.match(character):
            return replacement
    return sign(character)
