"""Text that only looks like an attribution: labels and addresses before a colon, and the names of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.clauses import Clause
from newstext.quotations.lexicon import LABELS
from newstext.quotations.not_quoted import is_naming, is_spoken
from newstext.quotations.tokens import is_address

if TYPE_CHECKING:
    from newstext.quotations.tokens import Paragraph

_CURRENCIES = frozenset("€$£¥")


def without_labels_and_names(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    """Drop the clauses that say only what something is called; of a label before words in marks keep the words."""
    kept = []
    for clause in clauses:
        spoken = [r for r in clause.content if is_spoken(p, r)]
        if _is_label(p, clause):
            kept += [Clause(spoken)] if spoken else []
        elif spoken or not (_names(p, clause) or _is_named(p, clause)):
            kept.append(clause)
    return kept


def _names(p: Paragraph, clause: Clause) -> bool:
    """``The so-called “ghost ferry”, known as “Old Bess,”``: words in marks, and nobody says them."""
    marked = {owner for r in clause.content for owner in p.stretch[slice(*r)] if owner >= 0}
    if clause.source is None or not marked:
        return bool(marked)
    return clause.cue is not None and all(p.bounds[o][0] == clause.cue[1] and is_naming(p, o) for o in marked)


def _is_named(p: Paragraph, clause: Clause) -> bool:
    """``The boat is known as “…”``, when the name itself was set aside."""
    behind = clause.cue[1] if clause.cue else len(p)
    owner = p.stretch[behind] if behind < len(p) else -1
    return owner >= 0 and p.bounds[owner][0] == behind and is_naming(p, owner)


def _is_label(p: Paragraph, clause: Clause) -> bool:
    """``See https://…: it is there``, ``Tickets: €4 for adults``."""
    cue, source = clause.cue, clause.source
    if any(is_address(p.lower[i]) for r in (cue, source) if r for i in range(*r)):
        return True
    if cue is None or source is None or set(p.lower[slice(*cue)]) != {":"}:
        return False
    first = clause.content[0][0]
    counted = p.words[first][0].isdigit() or p.words[first] in _CURRENCIES
    return counted or not LABELS.isdisjoint((p.lower[source[0]], p.lower[source[1] - 1]))
