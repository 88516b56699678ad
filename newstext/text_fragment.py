"""Web addresses that lead to the very words, by a text fragment: https://wicg.github.io/scroll-to-text-fragment/"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.spans import Span

_WHOLE = 8
"""The most words that are given whole; of longer ones the first and the last are."""
_ENDS = 4
"""Words at each end of a longer stretch, and words of context."""
_DIRECTIVE = ":~:"
_MARKS = "“”„‟«»\"'‘’‚「」『』 \t\n"
_WORD = re.compile(r"\S+")


def address_of_words(address: str, body: str, spans: Iterable[Span]) -> str:
    """Return ``address`` with a text fragment for each span of ``body``; as it is without words to lead to.

    A browser that knows no text fragments opens the page.
    """
    directives = [directive for span in spans if (directive := _directive(body, span))]
    if not directives or _DIRECTIVE in address:
        return address
    joint = _DIRECTIVE if "#" in address else f"#{_DIRECTIVE}"
    return address + joint + "&".join(f"text={directive}" for directive in directives)


def _directive(body: str, span: Span) -> str | None:
    """Return ``[prefix-,]start[,end][,-suffix]``. Marks around the words are left out: pages print other ones."""
    own = body[span.start : span.end]
    words = own.strip(_MARKS)
    start = span.start + own.find(words)
    found = _WORD.findall(words)
    if not found:
        return None
    if len(found) <= _WHOLE and "\n" not in words:
        shown = _encoded(" ".join(found))
    else:
        # A range may cross paragraphs, each of its ends may not.
        first, last = words.split("\n")[0].split()[:_ENDS], words.rsplit("\n", 1)[-1].split()[-_ENDS:]
        shown = f"{_encoded(' '.join(first))},{_encoded(' '.join(last))}"
    if body.count(words) == 1:
        return shown
    before = body[:start].rsplit("\n", 1)[-1].rstrip(_MARKS).split()[-_ENDS:]
    after = body[start + len(words) :].split("\n", 1)[0].lstrip(_MARKS).split()[:_ENDS]
    prefix = f"{_encoded(' '.join(before))}-," if before else ""
    return prefix + shown + (f",-{_encoded(' '.join(after))}" if after else "")


def _encoded(words: str) -> str:
    """Return words for a directive, where a comma, an ampersand and a dash mean more."""
    return quote(words, safe="").replace("-", "%2D")
