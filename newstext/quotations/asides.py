"""Tells a name that is only part of a description: ``Ayre’s widow``, ``the aide to Renner``, ``Trump voters``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from newstext.quotations import lexicon
from newstext.quotations.callings import is_calling
from newstext.quotations.names import ORGANISATIONS

if TYPE_CHECKING:
    from newstext.quotations.names import Mention
    from newstext.spans import Span

_BEFORE = 60
"""Code points before a name that are read for a preposition."""
_PREPOSITIONS = lexicon.PREPOSITIONS | {"of", "to", "like", "behind", "among", "across"}
_FARTHEST = 6
"""Words before a name among which its preposition stands."""
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "their", "its"])
_NEXT = regex.compile(r"[ \u00a0](\p{Ll}[\w’'-]*)")
_WORD = regex.compile(r"[\w’'-]+")
_GOES_ON = (
    lexicon.PREPOSITIONS
    | lexicon.CONJUNCTIONS
    | lexicon.TIMES
    | lexicon.AUXILIARIES
    | lexicon.word_set("of who whose which himself herself itself themselves too here there instead meanwhile")
)
_PEOPLE = (
    lexicon.UNNAMED
    | lexicon.DOCUMENTS
    | lexicon.word_set("camp ally allies family friend friends fan fans volunteer volunteers loyalists backers staff")
)
_HEADS = _PEOPLE | lexicon.COMPANIES | lexicon.OUTLETS | ORGANISATIONS


def is_aside(mention: Mention, span: Span, text: str, *, is_person: bool) -> bool:
    """Whether ``mention`` inside the source at ``span`` only describes who speaks; ``is_person``: it is one's name."""
    behind = text[mention.end : span.end]
    if behind[:1] in ("'", "’") and behind.rstrip(" ,") not in ("'", "’", "'s", "’s"):
        return True
    following = _NEXT.match(behind)
    if following is not None and following.group(1) not in _GOES_ON:
        words = _WORD.findall(behind.split(",", 1)[0].lower())
        full_name = is_person and " " in mention.name
        if not full_name or any(
            word in _HEADS or is_calling(word) or word.endswith(("ers", "ists", "ians")) for word in words
        ):
            return True
    start = mention.start - (len(mention.titles) + 1 if mention.titles else 0)
    words = text[max(span.start, start - _BEFORE) : start].lower().split()
    return _is_led(words, is_full=is_person and " " in mention.name)


def _is_led(before: list[str], *, is_full: bool) -> bool:
    """Whether a name goes with a preposition among the words before it: ``a friend of the actress Edda Sand``.

    Not so a full name behind an office: ``minister of infrastructure Edda Sand``, ``Bank of Lyle governor Edda Sand``.
    """
    low = max(0, len(before) - _FARTHEST)
    at = next((i for i in range(len(before) - 1, low - 1, -1) if before[i] in _PREPOSITIONS), None)
    between = [] if at is None else [w for w in before[at + 1 :] if w not in _DETERMINERS]
    if at is None or any(w.endswith(",") for w in between) or between[-1:] == ["name"]:
        return False  # "who goes by the name Commander Seven"
    if not between or (not is_full and len(between) == 1):
        return True
    head = before[at - 1] if at else ""
    return (head in _PEOPLE or is_calling(head)) and (not is_full or is_calling(between[-1]))
