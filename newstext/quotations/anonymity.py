"""Clauses that say why somebody is not named: ``asking not to be named because talks are under way``.

They are the reporter's words, and belong neither to the content nor to the speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.lexicon import AUXILIARIES, SUBJECT_PRONOUNS, word_set
from newstext.quotations.phrases import subject_before
from newstext.quotations.tokens import OUT

if TYPE_CHECKING:
    from newstext.quotations.tokens import Paragraph

_ASKING = word_set(
    "ask asks asked asking speak speaks spoke speaking spoken request requests requested requesting insist insists"
    " insisted insisting decline declines declined declining want wants wanted wanting wish wishes wished wishing"
    " prefer preferred preferring refuse refused refusing condition granted given agreed"
)
_NAMED = word_set("named identified quoted")
_ANCHORS = _NAMED | {"anonymity", "anonymously"}
_LEADS = word_set("who and but on only the")
_SAID = word_set("said says told tells added adds confirmed described called")
_BEFORE = 10
"""Tokens before "anonymity" or "named" among which the clause begins."""


def anonymity(p: Paragraph) -> list[tuple[int, int]]:
    """The ranges of tokens in which a source asks not to be named."""
    found: list[tuple[int, int]] = []
    if _ANCHORS.isdisjoint(p.lower):
        return found
    for i, word in enumerate(p.lower):
        if p.place[i] != OUT or word not in _ANCHORS or (word in _NAMED and not _denied(p, i)):
            continue
        first = _first(p, i)
        if first is not None and not (found and first < found[-1][1]):
            found.append((first, _end(p, i)))
    return found


def before_anonymity(p: Paragraph, cue: int, ranges: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The speaker at token ``cue`` if such a clause comes between: ``a clerk, who asked not to be named, told``."""
    behind = cue - (p.lower[cue - 1] == ",") if cue else 0
    first = next((first for first, end in ranges if end == behind), None)
    return before_comma(p, first) if first else None


def before_comma(p: Paragraph, first: int) -> tuple[int, int] | None:
    """The words that an inserted clause hangs on, which begins at token ``first``."""
    end = first - (p.lower[first - 1] == ",") if first else 0
    low = end
    while low > p.body and p.sentence[low - 1] == p.sentence[end - 1] and p.place[low - 1] == OUT:
        low -= 1
    subject = subject_before(p, end, low) if low < end else None
    if subject is None or not (subject.first == low or any(w[0].isupper() for w in p.words[subject.first : end])):
        return None
    return subject.first, subject.end


def _denied(p: Paragraph, i: int) -> bool:
    return p.lower[i - 1] in ("be", "being") and any(w in ("not", "n't", "n’t") for w in p.lower[max(0, i - 6) : i])


def _first(p: Paragraph, anchor: int) -> int | None:
    first = None
    i = anchor - 1
    while i >= max(p.body, anchor - _BEFORE) and p.place[i] == OUT and p.lower[i] not in (",", ";", ":", "—", "."):
        asks = p.lower[i] in _ASKING or (p.lower[i] in ("would", "could") and p.lower[i - 1] == "who")
        if asks or (first is not None and p.lower[i] in _LEADS):
            first = i
        elif first is not None and p.lower[i] not in AUXILIARIES:
            break
        i -= 1
    return first


def _end(p: Paragraph, anchor: int) -> int:
    end = anchor + 1
    while end < len(p) and p.place[end] == OUT and p.lower[end] not in (",", ";", ":", ".", "—"):
        said = p.lower[end] in _SAID and p.lower[end - 1] not in AUXILIARIES | SUBJECT_PRONOUNS
        if said or p.sentence[end] != p.sentence[anchor]:
            break
        end += 1
    return end
