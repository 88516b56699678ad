"""Finds the cues of a sentence: a verb, a verb with its auxiliary, a verb of several words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from newstext.quotations.languages.words import SAYING, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack, Phrase
    from newstext.quotations.languages.tokens import Line, Range

_NEAR, _FAR = 4, 30
"""The most tokens between an auxiliary and its participle; more where clauses end with the verb."""


@dataclass(slots=True)
class Cue:
    """A cue verb. ``verb`` is the token beside the subject; ``end`` is behind all of its words."""

    verb: int
    end: int
    parts: list[Range]
    kind: Kind
    subject: int | None = None
    """The pronoun that hangs on the verb: *a-t-elle*."""
    nobodys: bool = False
    """Nobody is named as saying it: *hieß es*."""

    @property
    def hanging(self) -> bool:
        """Whether the subject is that of the verb before it."""
        return bool(self.kind & Kind.HANGING) and not self.kind & Kind.FINITE


def cues_of(line: Line, first: int, end: int, pack: Pack) -> list[Cue]:
    """Find the cues in tokens ``first`` to ``end``, outside marks, in order."""
    found: list[Cue] = []
    taken = first
    for i in range(first, end):
        if line.quote[i] >= 0 or i < taken:
            continue
        nothing = next((len(phrase) for phrase in pack.says_nothing if matches(line, i, end, phrase)), 0)
        if nothing:
            taken = i + nothing
            continue
        cue = _impersonal(line, i, end, pack) or _split(line, i, end, pack) or _single(line, i, first, pack)
        if cue is not None:
            if found and found[-1].end > cue.verb:
                continue  # "hat … gesagt" around another: the outer one stands
            found.append(cue)
            taken = max(taken, i + 1)
    return found


def matches(line: Line, i: int, end: int, phrase: Phrase) -> bool:
    """Whether the words of a phrase are at token ``i``, all outside marks."""
    n = len(phrase)
    return i + n <= end and tuple(line.lower[i : i + n]) == phrase and all(q < 0 for q in line.quote[i : i + n])


def _impersonal(line: Line, i: int, end: int, pack: Pack) -> Cue | None:
    for phrase in pack.nobodys:
        if matches(line, i, end, phrase):
            return Cue(i, i + len(phrase), [(i, i + len(phrase))], Kind.CLAUSE | Kind.FINITE, nobodys=True)
    return None


def _split(line: Line, i: int, end: int, pack: Pack) -> Cue | None:
    for split in pack.splits.get(line.lower[i], ()):
        places = islice((j for j in range(i + 1, end) if line.quote[j] < 0), _FAR if split.gap else 1)
        at = next((j for j in places if matches(line, j, end, split.rest)), None)
        if at is not None and not (split.gap and _is_cut(line, i + 1, at)):
            last = at + len(split.rest)
            verb = i if split.kind & Kind.FINITE else _auxiliary(line, i, pack)
            if verb is None:
                continue
            return Cue(verb, last, [(i, i + 1), (at, last)], split.kind, _hung_subject(line, verb, last))
    return None


def _is_cut(line: Line, first: int, end: int) -> bool:
    """Whether a verb and the rest of it are in two clauses."""
    return any(
        line.ends_sentence(j) or line.lower[j] == ":" or line.kinds[j] & Kind.THAT
        for j in range(first, end)
        if line.quote[j] < 0
    )


def _single(line: Line, i: int, low: int, pack: Pack) -> Cue | None:
    kind = line.kinds[i]
    if not kind & SAYING or line.names[i] >= 0 or (line.words[i][0].isupper() and i > low and line.is_word(i - 1)):
        return None
    if kind & Kind.PARTICIPLE and not (kind & Kind.FINITE and _opens_clause(line, i)):
        verb = _auxiliary(line, i, pack)
        if verb is not None:
            return Cue(verb, i + 1, [(verb, verb + 1), (i, i + 1)], kind, _hung_subject(line, verb, i + 1))
    if kind & Kind.FINITE and i > low and line.lower[i - 1] in pack.infinitives and line.lower[i].endswith("en"):
        return Cue(i, i + 1, [(i, i + 1)], kind & ~Kind.FINITE | Kind.HANGING)  # "beeilte sich zu erklären"
    if kind & Kind.FINITE and not _is_noun(line, i):
        modal = _auxiliary(line, i, pack) if pack.has("verb ends the clause") and line.lower[i].endswith("en") else None
        if modal is not None and not _opens_clause(line, i):
            return Cue(modal, i + 1, [(modal, modal + 1), (i, i + 1)], kind)  # "er könne nur sagen"
        return Cue(i, i + 1, [(i, i + 1)], kind, _hung_subject(line, i, i + 1))
    if kind & Kind.HANGING:
        return Cue(i, i + 1, [(i, i + 1)], kind & ~Kind.FINITE)
    return None


def _opens_clause(line: Line, i: int) -> bool:
    """Whether a comma, a colon or a closing mark comes right before a verb, so that it is not a participle."""
    return i > 0 and (line.quote[i - 1] >= 0 or line.words[i - 1] in (",", ":"))


def _is_noun(line: Line, i: int) -> bool:
    """``la denuncia``: an article or a preposition right before it makes a noun of a verb."""
    before = line.kinds[i - 1] if i else Kind(0)
    return bool(before & (Kind.ARTICLE | Kind.PREPOSITION | Kind.OF)) and not before & (Kind.PRONOUN | Kind.BACK)


def _auxiliary(line: Line, i: int, pack: Pack) -> int | None:
    """The auxiliary of the participle at ``i``: close before it, or far before it where the verb ends a clause."""
    far, passed = pack.has("verb ends the clause"), 0
    for j in range(i - 1, -1, -1):
        if line.quote[j] >= 0:
            if far:
                continue
            return None
        passed += 1
        if passed > (_FAR if far else _NEAR):
            break
        if line.kinds[j] & Kind.AUXILIARY and line.names[j] < 0:
            reflexive = j > 0 and bool(line.kinds[j - 1] & Kind.BACK)
            return j if reflexive or not line.kinds[j] & Kind.PASSIVE else None
        if line.ends_sentence(j) or line.lower[j] in (":", ";"):
            return None
        if not far and not line.is_word(j) and line.words[j][0] != "-":
            return None
    if far and line.has(i + 1, Kind.AUXILIARY) and not line.kinds[i + 1] & Kind.PASSIVE:
        return i  # "wie er gesagt hat"
    return None


def _hung_subject(line: Line, verb: int, end: int) -> int | None:
    return next(
        (j for j in range(verb, min(len(line), end + 1)) if line.words[j][0] == "-" and line.kinds[j] & Kind.PRONOUN),
        None,
    )
