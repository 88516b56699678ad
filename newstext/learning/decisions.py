"""Decisions of people on the quotations of a text, and whether a suggestion agrees with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newstext.name_match import name_words
from newstext.quotations.genres.stated_turns import name_speakers
from newstext.quotations.languages.identification import ENGLISH, language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.article import Article
    from newstext.quotations.model import Quotation
    from newstext.spans import Span

_SAME_WORDS = 0.8
"""The share of words that two quotations have in common when they count as the same."""
_ARTICLES = frozenset(["the", "a", "an"])
_WORD = re.compile(r"\w+")


class Decision(NamedTuple):
    """One quotation as people settled it; all spans are code points of its text.

    ``kept`` is false for words that they rejected or removed. ``speaker`` is a name; None without one, also for those
    who are only described.
    """

    content: tuple[Span, ...]
    kept: bool
    speaker: str | None = None
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


class DecidedText(NamedTuple):
    """One revision of an article and the decisions on it.

    ``saw_all`` is whether people saw all that the finder found in it, also what it holds back by itself.
    """

    article_id: str
    text: str
    decisions: tuple[Decision, ...]
    saw_all: bool = False


class Verdict(NamedTuple):
    """Whether people agree with a suggestion, and the number of the kept decision that it matches, if any."""

    is_right: bool
    matches: int | None = None


def verdict(quotation: Quotation, decided: DecidedText) -> Verdict | None:
    """Judge a suggestion by the decisions on its text; None if nobody has decided about any of its words.

    It is right if a kept quotation has the same words, four fifths of all that either has, and the same speaker.
    """
    words = word_starts(decided.text, quotation.content)
    near = [
        (number, decision, theirs)
        for number, decision in enumerate(decided.decisions)
        if (theirs := word_starts(decided.text, decision.content)) & words
    ]
    if not near:
        return None
    for number, decision, theirs in near:
        same = len(words & theirs) >= _SAME_WORDS * len(words | theirs)
        if same and decision.kept and folded(decision.speaker) == folded(_name(quotation)):
            return Verdict(is_right=True, matches=number)
    return Verdict(is_right=False)


def word_starts(text: str, spans: Iterable[Span]) -> set[int]:
    """Return where the words inside ``spans`` start."""
    return {span.start + found.start() for span in spans for found in _WORD.finditer(span.of(text))}


def folded(name: str | None) -> list[str]:
    """Return the words of a name as they are compared: no capitals, accents, punctuation or leading article."""
    words = name_words(name or "")
    return words[1:] if words[:1] and words[0] in _ARTICLES else words


def _name(quotation: Quotation) -> str | None:
    return None if quotation.unnamed else quotation.speaker


def is_learned_from(article: Article) -> bool:
    """Whether decisions on an article teach anything: those on English text which the finder has to judge."""
    return not name_speakers(article.turns) and language_of(article.body, article.language) == ENGLISH
