"""Whether a suggestion is right, as an editor would see it, by what people marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bench.quotations.gold import words_of
from newstext.name_match import name_words
from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from newstext.quotations import Quotation

_ARTICLES = frozenset(["the", "a", "an"])
_QUOTED, _INDIRECT = 0.8, 0.5
"""The share of words that must agree."""


class Judgement(NamedTuple):
    """``words``: somebody is quoted with them; ``right``: the speaker is right too."""

    words: bool
    right: bool


def judge(text: str, q: Quotation, gold: list[dict[str, Any]]) -> Judgement:
    """Judge a suggestion by the attributions of its article.

    Quoted words are right where four fifths of them are inside attributed words, as one piece of a longer quotation is
    an attribution of its own in some corpora, and in others not; indirect speech where it shares half of its words
    with one attribution, or with all of one speaker's that it meets. The speaker is right who is named by words that
    overlap those marked, or by the full name that people resolved.
    """
    mine = words_of(text, q.content)
    near = [(a, words) for a in gold if (words := words_of(text, a["content"])) & mine]
    his = [words for a, words in near if _is_speaker(text, q, a)]
    return Judgement(_agree(q.kind, mine, [words for _, words in near]), _agree(q.kind, mine, his))


def folded(name: str) -> list[str]:
    """The words of a name as they are compared: without capitals, accents, punctuation and a leading article."""
    words = name_words(name)
    return words[1:] if words[:1] and words[0] in _ARTICLES else words


def _agree(kind: QuotationKind, mine: set[int], attributed: list[set[int]]) -> bool:
    together = set[int]().union(*attributed)
    if not mine or not together:
        return False
    if kind is not QuotationKind.INDIRECT:
        return len(mine & together) >= _QUOTED * len(mine)
    return any(len(mine & words) >= _INDIRECT * len(mine | words) for words in (*attributed, together))


def _is_speaker(text: str, q: Quotation, attribution: dict[str, Any]) -> bool:
    source = words_of(text, attribution["source"])
    named = attribution.get("reference")
    by_name = bool(named and q.speaker) and folded(named) == folded(q.speaker or "")
    return not source or by_name or not source.isdisjoint(words_of(text, q.source))
