"""The lead-in before the first sentence of a paragraph: a bullet, a time, a dateline."""

from __future__ import annotations

import re

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s{_MONTH})(?:,?\s\d{{4}})?,?\s?"
_WIRE = r"(?:/[^/\n]{2,40}/|\([^)\n]{2,40}\))\s?"
_DASH = r"(?:--?|–|—)\s?"
# "VARN, Nov. 24, 2026 /QuayWire/ -- ", "LYLE, 3 March (Port Wire) — ", "LYLE--(PORT WIRE)--"
_DATED = (
    r"[A-ZÀ-Þ][\w.’'-]*(?:[ ,/]+(?:[A-ZÀ-Þ][\w.’'-]*|of|de|la)){0,6},?\s?"
    rf"(?:{_DATE}(?:{_DASH})?(?:{_WIRE})?|{_DASH}{_WIRE}){_DASH}(?!$)"
)
_LEAD_IN = re.compile(
    r"\s*(?:[•▪●*·-]\s+)?(?:\d{1,2}[:.]\d\d\s+(?=[A-Z“\"]))?"
    rf"(?:{_DATED})?"
    r"(?:[A-Z][A-Z.’'-]{2,}(?:[ ,/]+[A-Z][\w.’'-]*){0,5}(?:\ ?\([^)\n]{1,30}\))?\s?(?::|—|--|–|\ -)\s+(?!$))?"
)


def lead_in(words: str) -> int:
    """Return the length in code points of a paragraph's lead-in."""
    found = _LEAD_IN.match(words)
    return found.end() if found else 0
