"""Repairs content that holds more than was said, where nobody was found to say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.clauses import Clause
from newstext.quotations.lexicon import word_set

if TYPE_CHECKING:
    from newstext.quotations.clauses import Range
    from newstext.quotations.tokens import Paragraph

_LONGEST_SUBJECT = 5
_OTHERS = word_set("other another others first second third one latter former")


def unglued(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    """Return the clauses of ``p``; where nobody speaks, a sentence in marks stands apart from the words before it."""
    return [_apart(p, clause) if clause.source is None else clause for clause in clauses]


def _apart(p: Paragraph, clause: Clause) -> Clause:
    """``Rao was asked about the cup. “Next question.”`` and ``The other was more careful: “Wait.”``"""
    content = sorted(clause.content)
    at = next((i for i, r in enumerate(content) if i and _is_marked(p, r) and not _has_mark(p, content[i - 1])), None)
    if at is None:
        return clause
    before, said = content[at - 1], content[at:]
    leads = clause.cue is not None and clause.cue[0] == before[1] and p.lower[clause.cue[1] - 1] == ":"
    if leads and at == 1 and _is_subject(p, before):
        return Clause(said, clause.cue, before, clause.pattern, clause.score, clause.agreed)
    if p.sentence[said[0][0] - 1] == p.sentence[said[0][0]]:
        return clause
    return Clause(said)


def _is_subject(p: Paragraph, words: Range) -> bool:
    """Whether words before a verb are a name, or tell one of several people apart."""
    first, end = words
    named = any(p.words[i][0].isupper() for i in range(first + 1, end))
    return end - first <= _LONGEST_SUBJECT and (named or p.lower[end - 1] in _OTHERS)


def _is_marked(p: Paragraph, words: Range) -> bool:
    return all(p.stretch[i] >= 0 for i in range(*words))


def _has_mark(p: Paragraph, words: Range) -> bool:
    return any(p.stretch[i] >= 0 for i in range(*words))
