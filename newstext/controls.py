"""Control characters, which a terminal executes, even when they are pasted."""

from __future__ import annotations

import re

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Controls that reverse the direction of text, and so disguise it; for a character class of a pattern."""

# Compiled when first used: the desk starts without them.
_OBEYED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)"
_ESCAPED_IN_JSON = f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{BIDI}]"


def sign(control: str) -> str:
    """Return the visible sign of a control character: Unicode has a control picture for each ASCII one."""
    if control == "\x85":
        return "␤"
    if control == "\x7f":
        return "␡"
    return "�" if control > "\x7f" else chr(0x2400 + ord(control))


def as_signs(text: str) -> str:
    """Return ``text`` with each control character replaced by its sign.

    Tabs and line ends stay; a lone CR does not count as a line end.
    """
    return re.sub(_OBEYED, lambda found: sign(found[0]), text)


def json_escaped(json: str) -> str:
    """Return JSON that is safe to print and reads back the same: control characters that JSON allows are escaped."""
    return re.sub(_ESCAPED_IN_JSON, lambda found: f"\\u{ord(found[0]):04x}", json)
