"""Web addresses that lead to the very words, by a text fragment: https://wicg.github.io/scroll-to-text-fragment/

A browser goes to the first place that fits. Each fragment is tried on the article's text, and gets words before and
after where that is another place, or where the words are printed twice: the page may have them in a headline too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newstext.spans import Span

_COUNTS = (4, 12)
"""Words at each end of a longer stretch, and before and after it: few first, as the page must print them the same."""
_DIRECTIVE = ":~:"
_MARKS = "“”„‟«»\"'‘’‚「」『』 \t\n"
_WORD = re.compile(r"\S+")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


class _Fragment(NamedTuple):
    """The parts of a directive, ``[prefix-,]start[,end][,-suffix]``; empty where there is none."""

    prefix: str
    start: str
    end: str
    suffix: str

    def __str__(self) -> str:
        parts = [
            f"{_encoded(self.prefix)}-" if self.prefix else "",
            _encoded(self.start),
            _encoded(self.end),
            f"-{_encoded(self.suffix)}" if self.suffix else "",
        ]
        return ",".join(part for part in parts if part)


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
    """Return the shortest directive that leads to the words; None where there are only marks."""
    own = body[span.start : span.end]
    if not own.strip(_MARKS):
        return None
    page, fragment = _page(body), None
    # Marks around the words belong to the context, unless nothing but a mark stands beside them.
    for words in dict.fromkeys((own.strip(_MARKS), own.strip())):
        start = span.start + own.find(words)
        end = start + len(words)
        place = len(_folded(body[:start])), len(_folded(body[:end]))
        for fragment in _fragments(page, body[:start], words, body[end:]):
            if _found(page, fragment) == place:
                return str(fragment)
    return str(fragment)


def _fragments(page: str, before: str, words: str, after: str) -> Iterator[_Fragment]:
    """Yield ways to name the words, the shortest first; alone only if they begin nothing else on the page."""
    alone = _Fragment("", *_ends(words, _COUNTS[0]), "")
    if len(list(islice(_places(page, _folded(alone.start), 0), 2))) == 1:
        yield alone
    for count in _COUNTS:
        yield _Fragment(_last(before, count), *_ends(words, count), _first(after, count))


def _ends(words: str, count: int) -> tuple[str, str]:
    """Return the words and nothing; or of many words, or of several lines, the first and the last."""
    found = _WORD.findall(words)
    if len(found) <= 2 * count and "\n" not in words:
        return " ".join(found), ""
    # A range may cross paragraphs, each of its ends may not.
    return " ".join(words.split("\n")[0].split()[:count]), " ".join(words.rsplit("\n", 1)[-1].split()[-count:])


def _last(text: str, count: int) -> str:
    """Return the last words of a text, of one line; empty where marks alone are left."""
    return _words(text.rstrip().rsplit("\n", 1)[-1].split()[-count:])


def _first(text: str, count: int) -> str:
    return _words(text.lstrip().split("\n", 1)[0].split()[:count])


def _words(found: list[str]) -> str:
    return " ".join(found) if any(map(str.isalnum, "".join(found))) else ""


def _found(page: str, fragment: _Fragment) -> tuple[int, int] | None:
    """Return the first place that a browser finds on a folded page: the rules of the fragment's specification."""
    prefix, start, end, suffix = map(_folded, fragment)
    for at in _places(page, prefix or start, 0):
        begin = _past_spaces(page, at + len(prefix)) if prefix else at
        if not _stands(page, start, begin):
            continue
        ends = _places(page, end, begin + len(start)) if end else iter((begin,))
        for last in ends:
            finish = last + len(end or start)
            if not suffix or _stands(page, suffix, _past_spaces(page, finish)):
                return begin, finish
        if end:
            return None
    return None


def _places(page: str, words: str, since: int) -> Iterator[int]:
    at = page.find(words, since)
    while at >= 0:
        if _stands(page, words, at):
            yield at
        at = page.find(words, at + 1)


def _stands(page: str, words: str, at: int) -> bool:
    """Whether the words are at a place, and neither begin nor end inside a word there."""
    end = at + len(words)
    sides = (page[at - 1 : at], words[:1]), (page[end : end + 1], words[-1:])
    return page.startswith(words, at) and not any(one.isalnum() and other.isalnum() for one, other in sides)


def _past_spaces(page: str, at: int) -> int:
    return at + len(page[at : at + 4]) - len(page[at : at + 4].lstrip())


class _BaseLetters(dict[int, str]):
    """Each character's base letter: browsers compare without case and accents."""

    def __missing__(self, code: int) -> str:
        plain = "" if unicodedata.combining(chr(code)) else unicodedata.normalize("NFD", chr(code))[0].lower()[0]
        self[code] = plain
        return plain


_BASE = _BaseLetters()


@lru_cache(maxsize=2)
def _page(body: str) -> str:
    """Return a whole text as browsers compare it; its quotations come one after another."""
    return _folded(body)


def _folded(text: str) -> str:
    """Return a text as browsers compare it: base letters, one space between words, one line end between lines."""
    return _LINES.sub("\n", _SPACES.sub(" ", text)).translate(_BASE)


def _encoded(words: str) -> str:
    """Return words for a directive, where a comma, an ampersand and a dash mean more."""
    return quote(words, safe="").replace("-", "%2D")
