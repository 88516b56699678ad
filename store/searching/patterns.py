"""Patterns in a search, ``re:``: regular expressions whose errors are sentences, and whose work is bounded in time."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from newstext.spans import Span
from store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 300
"""Characters of a pattern."""
_PATIENCE = 1.0
"""Seconds for one text: a pattern that needs longer backtracks for ever, or nearly."""
_MOST = 200
"""Matches in one text that are marked."""

_RECURSION = re.compile(r"\(\?(?:R|[+-]?\d|&|P>)")
"""Patterns that contain themselves. They need seconds to notice that their time is over."""
_VERBOSE = re.compile(r"\(\?[a-wyz0-9]*x", re.IGNORECASE)
_WHOLE = re.compile(r"(?<=[^\w\0])\w+(?=[^\w\0])")
_GAP, _EDGE = "\0", "\1"
"""In the outline of a pattern: unknown characters, perhaps none; and the certain edge of a word."""
_EDGES = frozenset("bntrsW")
"""Escapes that match at the edge of a word only."""
_OF_ONE = frozenset("dDwSBAZzGmMKXR")
"""Escapes of one letter that match something else."""
_QUANTIFIERS = frozenset("*?+{")


class PatternError(StoreError):
    """A pattern is no regular expression, or takes too long."""


class Pattern:
    """A compiled pattern. It ignores case, and ``^`` and ``$`` match at each line."""

    def __init__(self, typed: str) -> None:
        """Compile a pattern; PatternError with the place if it is none."""
        # Imported only when needed: a search for words does without.
        import regex

        self.typed = typed
        if len(typed) > LONGEST:
            raise PatternError(f"A pattern has at most {LONGEST} characters; this one has {len(typed):,}.")
        if found := _RECURSION.search(typed):
            raise PatternError(_at(found.start(), "a pattern cannot contain itself"))
        try:
            self._compiled = regex.compile(typed, regex.IGNORECASE | regex.MULTILINE)
        except regex.error as error:
            # The position is in the sentence and, unknown to the types of the package, beside it.
            what, _, place = str(error).partition(" at position ")
            raise PatternError(_at(int((place or "0").split()[0]), what)) from None

    def spans(self, text: str, where: str) -> Sequence[Span]:
        """Return the first matches in a text, in order; PatternError if that takes too long. ``where`` names the text.

        Matches without any characters do not count.
        """
        try:
            found = self._compiled.finditer(text, timeout=_PATIENCE, concurrent=True)
            return list(islice((Span(*match.span()) for match in found if match.end() > match.start()), _MOST))
        except TimeoutError:
            raise PatternError(
                f"This pattern takes too long in {in_marks(where)}. Repeat nothing within a repetition, as (a+)+ does."
            ) from None

    @property
    def words(self) -> Sequence[str]:
        """Whole words that every match has, for the search index. Mostly none: a word may begin before the match."""
        return [] if _VERBOSE.search(self.typed) else _WHOLE.findall("".join(_outline(self.typed)))


def _at(position: int, what: str) -> str:
    return f"The pattern fails at character {position + 1}: {what}."


def _outline(typed: str) -> list[str]:
    """Return the literal characters that every match has, in order, with gaps and edges of words between them.

    Nothing if the pattern has alternatives, or anything that this does not know.
    """
    outline, at = [_GAP], 0
    while at < len(typed):
        character = typed[at]
        if character == "|" or (character == "\\" and not _is_simple(typed[at + 1])):
            return []
        if character in _QUANTIFIERS:
            # A repeated character may be missing, or be there more than once; several edges are one.
            outline[-1] = _EDGE if character == "+" and outline[-1] == _EDGE else _GAP
            at = _past(typed, at, "}") if character == "{" else at + 1
        elif character in "([":
            outline.append(_GAP)
            at = _past_group(typed, at) if character == "(" else _past_class(typed, at)
        elif character == "\\":
            outline.append(_EDGE if typed[at + 1] in _EDGES else _GAP if typed[at + 1].isalnum() else typed[at + 1])
            at += 2
        else:
            outline.append({".": _GAP, "^": _EDGE, "$": _EDGE}.get(character, character))
            at += 1
    return [*outline, _GAP]


def _is_simple(escaped: str) -> bool:
    """Whether nothing but this letter belongs to an escape."""
    return escaped in _EDGES | _OF_ONE or not escaped.isalnum()


def _past(typed: str, at: int, end: str) -> int:
    found = typed.find(end, at)
    return len(typed) if found < 0 else found + 1


def _past_class(typed: str, at: int) -> int:
    """Return the position after a class. A bracket at its beginning belongs to it."""
    at += 2 if typed[at + 1 : at + 2] == "^" else 1
    at += 1
    while at < len(typed) and typed[at] != "]":
        at += 2 if typed[at] == "\\" else 1
    return at + 1


def _past_group(typed: str, at: int) -> int:
    """Return the position after a group, with the groups in it."""
    depth = 0
    for place, character in _unescaped(typed, at):
        depth += (character == "(") - (character == ")")
        if not depth:
            return place + 1
    return len(typed)


def _unescaped(typed: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the characters that are not escaped and in no class, with their positions."""
    while at < len(typed):
        yield at, typed[at]
        if typed[at] == "[":
            at = _past_class(typed, at)
        else:
            at += 2 if typed[at] == "\\" else 1
