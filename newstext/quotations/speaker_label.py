"""The label of a speaker in a suggestion: never a pronoun or another word for anybody."""

from __future__ import annotations

from newstext.quotations.lexicon import SUBJECT_PRONOUNS, word_set

_STANDS_FOR_ANYBODY = SUBJECT_PRONOUNS | word_set(
    "him her them us me his hers its their theirs our ours your yours my mine which there nobody none neither"
)
_NOBODY = word_set(
    "both neither none nobody someone somebody anyone anybody everyone everybody each all those this that"
)
_NUMBERS = word_set("two three four five six seven eight nine ten")
_ADDRESSES = frozenset(["http", "https", "www"])
_OPENED_BY = {")": "(", "]": "[", "”": "“", "’": "‘"}
_EDGES = " \u00a0\n,;:–—-‘’“”'\"„‚«»‹›()[]"


def called(name: str | None) -> str | None:
    """Return the name to suggest, without marks at its edges; None for a pronoun, an address or no letters."""
    if name is None:
        return None
    inner = name.strip(_EDGES)
    if not any(character.isalpha() for character in inner) or inner.lower() in _STANDS_FOR_ANYBODY:
        return None
    first, _, rest = inner.lower().partition(" ")
    if first in _NOBODY and (not rest or rest in _NUMBERS or rest.startswith("of ")):
        return None
    if not _ADDRESSES.isdisjoint(inner.lower().split()):
        return None  # "See https://…: “…”"
    end = name.index(inner) + len(inner)
    # A mark that closes what began inside the name belongs to it: “the note, initialled ‘L.D.’”.
    return inner + name[end] if _OPENED_BY.get(name[end : end + 1], "\n") in inner else inner
