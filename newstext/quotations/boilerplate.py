"""The boilerplate below a press release: about the company, about forward-looking statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quotations.lexicon import CUES
from newstext.quotations.not_quoted import is_spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.quotations.clauses import Clause
    from newstext.quotations.tokens import Paragraph

_RELEASE = re.compile(
    r"^[^\S\n]*(?:FOR (?:IMMEDIATE |GENERAL )?RELEASE\b.*|(?:NEWS|PRESS|MEDIA) RELEASE\b.*|# ?# ?#|-30-|SOURCE [A-Z].*"
    r"|(?:(?:Media|Press|Investor|For further information, please) )?contacts?:.*"
    r"|[^\n]{3,80}?(?:/[^/\n]{2,40}/|\([^)\n]{2,40} WIRE\)) ?--.*)$"
    r"|^[^\S\n]*(?:Forward[- ]Looking|Safe Harbou?r|Cautionary)\b[^.\n]{0,60}$",
    re.MULTILINE | re.IGNORECASE,
)
_ABOUT = re.compile(
    r"[^\S\n]*(?:About (?:the )?[A-Z][^.?!:\n]{0,80}"
    r"|(?i:Forward[- ]Looking|Safe Harbou?r|Cautionary)\b[^.\n]{0,60}):?\s*(?:\n|$)"
)


def boilerplate(paragraphs: Sequence[Paragraph], text: str) -> set[int]:
    """Return the numbers of the paragraphs behind such a heading; none where nothing else says that it is a release."""
    start = next((n for n, p in enumerate(paragraphs) if _ABOUT.match(text, p.span.start, p.span.end)), None)
    if start is None or _RELEASE.search(text) is None:
        return set()
    return set(range(start, len(paragraphs)))


def only_spoken(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    """The clauses that quote somebody in marks: boilerplate holds none, but a release may go on below its heading."""
    return [c for c in clauses if _is_said(p, c) and any(is_spoken(p, r) for r in c.content)]


def _is_said(p: Paragraph, clause: Clause) -> bool:
    return clause.source is not None and (clause.cue is None or not CUES.isdisjoint(p.lower[slice(*clause.cue)]))
