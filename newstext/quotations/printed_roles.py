"""Reads the roles that a text prints beside a name: ``union secretary Mira Holt``, ``Mira Holt, the secretary``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from newstext.quotations import lexicon
from newstext.quotations.callings import is_calling
from newstext.quotations.names import role_words

if TYPE_CHECKING:
    from newstext.quotations.names import Mention

_WORD = regex.compile(r"[\w’'-]+")
_BREAK = regex.compile(r"[.!?;:()“”\"\n—]")
_DETERMINER = r"an? |the |who is (?:the |an? )?|\p{Lu}[\w-]*['’]s |his |her |their |its "
_APPOSED = regex.compile(
    rf", (?!whose )((?:{_DETERMINER})?(?:[^,.;:()“”\"—\n]|(?<=\d)[.,](?=\d)|(?<=\b\p{{Lu}})\.){{3,90}})[,.]"
)
_ARTICLE = regex.compile(r"^(?:an?|another|one|the|who is|his|her|their|its)\s+(?:the\s|an?\s)?", regex.IGNORECASE)
_BEFORE, _BEHIND = 110, 110
"""Code points on each side of a name that are read for a role."""
_NO_ROLE = lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS | (lexicon.SUBJECT_PRONOUNS - {"who"})


def roles_beside(mention: Mention, text: str) -> tuple[str, str, str]:
    """Return the roles before a name, in apposition behind it and in its titles; empty where there is none."""
    return _lead(text, mention), _apposed(text, mention), _titled(mention)


def _titled(mention: Mention) -> str:
    """``Information Minister``; a bare Mr or Dr is not a role."""
    return (
        mention.titles
        if not mention.titles.isupper() and any(role_words(w) and w[-1] != "." for w in mention.titles.split())
        else ""
    )


def _lead(text: str, mention: Mention) -> str:
    """``union secretary Mira Holt`` and ``Velmora’s ambassador to Ostrava Minor, Ilse Renner``."""
    end = mention.start - (len(mention.titles) + 1 if mention.titles else 0)
    low = max(0, end - _BEFORE)
    before = text[low:end]
    breaks = [m.end() for m in _BREAK.finditer(before)]
    if breaks:
        before = before[breaks[-1] :]
    before = before.rstrip().removesuffix(" the")
    comma = before.endswith(",")
    phrase = before.rstrip(" ,\u00a0").rpartition(",")[2].strip()
    words = phrase.split()
    last = max((i for i, w in enumerate(words) if is_calling(w.lower())), default=-1)
    joined = last < len(words) - 1 and words[last + 1] in ("of", "for", "to", "at")
    if phrase.endswith((" of", " for", " to", " at")):
        return ""  # "the bell founder of Upper Torrin": a place
    if comma and _asked(words):
        return ""  # "Asked by the chair to finish, Bo Lathe said"
    if last < 0 or (last < len(words) - 1 and not (comma or joined)) or len(words) - last > 8:
        return ""
    first = last
    while first > 0 and last - first < 6 and _belongs(words[first - 1]):
        first -= 1
    return _ARTICLE.sub("", " ".join(words[first:]))


def _asked(words: list[str]) -> bool:
    return bool(words) and words[0].lower().endswith("ed") and words[1:2] in (["by"], ["in"], ["at"], ["to"])


def _belongs(word: str) -> bool:
    plain = word.lower()
    return (
        word[0].isalnum()
        and plain not in lexicon.CUES | lexicon.CONJUNCTIONS | lexicon.PREPOSITIONS
        and plain not in ("and", "is", "was", "the", "a", "an")
    )


def _apposed(text: str, mention: Mention) -> str:
    """``Mira Holt, the union's secretary``: what stands behind the name between commas, when it holds a role."""
    if text[mention.end : mention.end + 1] != ",":
        return ""
    match = _APPOSED.match(text, mention.end, mention.end + _BEHIND)
    if match is None:
        return ""
    words = _WORD.findall(match.group(1).lower())
    if _asked(words) or words[0] == "which" or (words[0] == "who" and words[1:2] != ["is"]) or words[0] in _NO_ROLE:
        return ""
    if not any(map(is_calling, words)) or any(word in lexicon.SAYING for word in words):
        return ""
    return _ARTICLE.sub("", match.group(1).strip())
