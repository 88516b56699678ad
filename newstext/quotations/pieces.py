"""Corrects the pieces of a clause: joins parts, restores cut ends, removes words that only lead up to the quotation."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.quotations.lexicon import word_set
from newstext.quotations.tokens import MARK, OUT

if TYPE_CHECKING:
    from newstext.quotations.clauses import Clause, Range
    from newstext.quotations.tokens import Paragraph

_QUOTING = frozenset(["quotes", "quoted", "quoting", "cites", "cited", "citing"])
_FINITE = word_set("is was are were has have had will would can could may might must should did does do ’s 's")
_LONGEST_LEAD = 8


def rejoined(p: Paragraph, content: list[Range]) -> list[Range]:
    """Pieces with nothing but a comma between them are one."""
    out: list[Range] = []
    for first, end in sorted(content):
        start, behind = out[-1] if out else (first, first)
        comma = first == behind + 1 and p.lower[behind] == "," and MARK not in p.place[behind - 1 : first + 1]
        if comma and p.sentence[behind] == p.sentence[first]:
            out[-1] = (start, end)
        else:
            out.append((first, end))
    return out


def leave_out_lead(p: Paragraph, clause: Clause) -> None:
    """``put it in | one word | : “…”``, ``quotes | a magistrate of 1802 | : “…”``, who then says it."""
    for lead, quoted in pairwise(sorted(clause.content)):
        first, end = lead
        beside = end < len(p) and p.lower[end] == ":" and p.place[end] == OUT and quoted[0] == end + 1
        if not beside or any(p.place[i] != OUT for i in range(first, end)) or end - first > _LONGEST_LEAD:
            continue
        if any(p.lower[i] in _FINITE or p.lower[i].endswith("ed") for i in range(first, end)):
            continue
        clause.content.remove(lead)
        if clause.cue is not None and p.lower[clause.cue[1] - 1] in _QUOTING:
            clause.source = lead
        return


def is_cut_off(p: Paragraph, clause: Clause, rule: Clause) -> bool:
    """``told the bench | her client was sorry and | had a new job``: the rules see where it begins."""
    first, end = clause.content[0]
    start, stop = rule.content[0]
    joined = p.lower[first - 1] in ("and", "but", "or") and p.place[first - 1] == OUT
    return len(clause.content) == 1 and joined and start < first and end <= stop and rule.pattern == "clause"
