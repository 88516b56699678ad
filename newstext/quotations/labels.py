"""Converts roles to one BIO label per token (content, source, cue), and back to ranges of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newstext.quotations.clauses import Clause

OUTSIDE = "O"
CONTENT, SOURCE, CUE = "C", "S", "Q"
AHEAD = "D"
"""Content whose cue is still to come: a label of its own, so that the model remembers to look for one."""
BETWEEN = "G"
"""Outside an attribution, but between two of its parts: a label of its own, to remember that it is open."""
_FOLDED = {"B-" + AHEAD: "B-" + CONTENT, "I-" + AHEAD: "I-" + CONTENT, BETWEEN: OUTSIDE}


class Labelled(NamedTuple):
    """A run of tokens of one role, half open."""

    role: str
    first: int
    end: int


def of_clauses(clauses: list[Clause], size: int) -> list[str]:
    """Label ``size`` tokens by what the rules found."""
    labels = [OUTSIDE] * size
    for clause in clauses:
        for first, end in clause.content:
            put(labels, CONTENT, first, end)
        if clause.source is not None:
            put(labels, SOURCE, *clause.source)
        if clause.cue is not None:
            put(labels, CUE, *clause.cue)
    return labels


def put(labels: list[str], role: str, first: int, end: int) -> None:
    """Label tokens ``first`` to ``end`` as one run of ``role``, over whatever stood there."""
    for i in range(first, min(end, len(labels))):
        labels[i] = ("B-" if i == first else "I-") + role
    mend(labels, end)


def mend(labels: list[str], i: int) -> None:
    """Make the label at ``i`` begin a run when the run before it is no longer its own."""
    if 0 <= i < len(labels) and labels[i][0] == "I" and (i == 0 or labels[i - 1][1:] != labels[i][1:]):
        labels[i] = "B" + labels[i][1:]


def folded(labels: list[str]) -> list[str]:
    """The model's labels with both sorts of content as one, and both sorts of outside as one."""
    return [_FOLDED.get(label, label) for label in labels]


def runs(labels: list[str]) -> list[Labelled]:
    """Cut labels into runs; an I without its B begins a run."""
    found: list[Labelled] = []
    last, first, end = "", 0, 0
    for i, label in enumerate(labels):
        if label == OUTSIDE:
            continue
        role = label[2:]
        if label[0] == "I" and end == i and role == last:
            end += 1
            continue
        if last:
            found.append(Labelled(last, first, end))
        last, first, end = role, i, i + 1
    if last:
        found.append(Labelled(last, first, end))
    return found
