"""The evidence of a text's capitals: the words that are nouns, and those that can be surnames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.given_names import is_given_name
from newstext.quotations.languages.words import Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.tokens import Line

NOUN_ENDS = (
    "ung", "ungen", "heit", "keit", "keiten", "schaft", "tion", "tionen", "tät", "täten", "ismus", "ment", "nis",
)  # fmt: skip
"""Endings of German nouns that are not names."""
ROLE_ENDS = ("in", "er", "or", "ist", "ent", "ant", "eur", "är", "loge", "nom", "chef", "boss", "profi", "mann", "frau")
"""Endings of German words for people."""


def is_capital(line: Line, i: int) -> bool:
    return line.words[i][0].isupper()


def behind_given(lines: list[Line]) -> set[str]:
    """Words with a capital that stand behind a given name somewhere: *Pastor*, where Ana Pastor is named."""
    return {
        line.words[i]
        for line in lines
        for i in range(1, len(line))
        if is_capital(line, i) and is_given_name(line.words[i - 1])
    }


def nouns(lines: list[Line], pack: Pack) -> set[str]:
    """Words with a capital that stand behind an article somewhere: nouns, where nouns have capitals."""
    if not pack.has("nouns are capitals"):
        return set()
    return {
        line.lower[i]
        for line in lines
        for i in range(1, len(line))
        if line.words[i][0].isupper() and line.kinds[i - 1] & (Kind.ARTICLE | Kind.GENITIVE)
    }
