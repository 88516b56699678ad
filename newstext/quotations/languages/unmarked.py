"""Attributions in a sentence without marks: “according to”, “as so-and-so said”, and the clauses of cue verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.languages.sentence import Clause
from newstext.quotations.languages.words import DASHES, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.cues import Cue
    from newstext.quotations.languages.sentence import Sentence
    from newstext.quotations.languages.tokens import Range

_FEWEST = 3
"""The fewest tokens of a clause."""
_LONGEST_AS = 14
_SIDE = 3


def unmarked_clauses(sentence: Sentence) -> list[Clause]:
    """Return the attributions in a sentence without words in marks."""
    return according_clauses(sentence) or as_said(sentence) or _indirect(sentence)


def beside_fragments(s: Sentence, fragments: list[Clause]) -> list[Clause]:
    """``Holt said that nobody was hurt and called it "…"``: clauses of other verbs than those with the marks."""
    taken = [part for clause in fragments for part in clause.content + clause.cue]
    return [
        clause
        for clause in _indirect(s)
        if not any(a < end and first < b for first, end in clause.content + clause.cue for a, b in taken)
    ]


def according_clauses(s: Sentence) -> list[Clause]:
    """``Laut Polizei wurden …`` and ``…, so die Polizei``."""
    found = s.according_at()
    if found is None:
        return []
    cue, source = found
    line, content = s.line, list[tuple[int, int]]()
    low, high = min(cue[0], source[0]), max(cue[1], source[1])
    before = low - (low > s.first and line.words[low - 1] == ",")
    first = next((i + 1 for i in range(low - 1, s.first, -1) if line.words[i] == ";" and line.quote[i] < 0), s.first)
    if before > first and not _is_small(s, (first, before)):
        content.append((first, before))
    behind = high + (high < s.end and line.words[high] in ",:")
    if behind > high and line.has(behind, Kind.RELATIVE | Kind.THAT):  # "Selon Holt, qui était là, …"
        behind = next((i + 1 for i in range(behind, s.end) if line.words[i] == ","), behind)
    resumes = behind > high or not content or line.words[low - 1] != ","
    end = next((i for i in range(behind, s.end) if line.words[i] == ";" and line.quote[i] < 0), s.end)
    if end - behind > 1 and resumes:
        content.append((behind, end))
    return [Clause(content, "according", [cue], source)] if _size(content) >= _FEWEST else []


def _size(content: list[Range]) -> int:
    return sum(end - first for first, end in content)


def _is_small(s: Sentence, part: Range) -> bool:
    """Whether words only join the sentence to the one before: ``but``, ``meanwhile``."""
    line = s.line
    return all(line.kinds[i] & (Kind.AND | Kind.ADVERB | Kind.BREAK) or not line.is_word(i) for i in range(*part))


def as_said(s: Sentence) -> list[Clause]:
    """``Wie die Polizei mitteilte, …`` and ``…, wie die Polizei mitteilte``."""
    line = s.line
    for cue in s.cues:
        low = max(s.first - 1, cue.verb - _LONGEST_AS)
        at = next((i for i in range(cue.verb, low, -1) if line.kinds[i] & Kind.AS and line.quote[i] < 0), None)
        if at is None or (at > s.first and line.words[at - 1] != "," and line.words[at - 1] not in DASHES):
            continue
        last = max(end for _, end in cue.parts)
        end = next((i for i in range(last, s.end) if line.words[i] == ","), s.end)
        source = s.phrases.subject_before(cue.verb, at + 1) or s.behind(cue, end)
        content = [(s.first, at - 1)] if at > s.first + 1 else []
        if end + 1 < s.end:
            content.append((end + 1, s.end))
        if source is not None and _size(content) >= _FEWEST:
            return [Clause(content, "as said", [(at, at + 1), *cue.parts], source)]
    return []


def _indirect(s: Sentence) -> list[Clause]:
    found: list[Clause] = []
    for cue in s.cues:
        if not cue.kind & Kind.CLAUSE or (found and cue.verb < found[-1].content[-1][1]):
            continue
        clause = (_inserted(s, cue) if not found else None) or _taking_clause(s, cue)
        if clause is not None:
            found.append(clause)
    return found


def _inserted(s: Sentence, cue: Cue) -> Clause | None:
    """``…, sagte Holt.`` at the end of a sentence, or inside it."""
    line, i = s.line, s.back_over_small(cue.verb)
    if i - s.first < _FEWEST or line.words[i - 1] != "," or cue.hanging:
        return None
    before = s.phrases.phrase(s.first, s.end)
    if before is not None and before[1] >= i - 1 and "," in line.words[slice(*before)]:
        return None  # "Holt, the mayor, said": who says it, and not what
    source = s.behind(cue, s.end)
    if source is None:
        return None
    rest = max(source[1], cue.end)
    while rest < s.end and line.is_word(rest) and not line.kinds[rest] & Kind.THAT:
        rest += 1
    if line.has(rest, Kind.THAT) and rest < s.end:
        return None
    content = [(s.first, i - 1)]
    if rest < s.end and line.words[rest] == "," and s.end - rest > _SIDE:
        content.append((rest + 1, s.end))
    return Clause(content, "inserted", cue.parts, source, thought=bool(cue.kind & Kind.THOUGHT))


def _taking_clause(s: Sentence, cue: Cue) -> Clause | None:
    """``Holt sagte, dass …``."""
    source = s.subject_of(cue)
    start = s.clause_start(cue, s.end, source)
    end = s.clause_end(start + 1) if start is not None else s.end
    if start is None or end - start < _FEWEST:
        return None
    if source is not None and source[0] >= start:
        source = None
    left_out = source is None and not cue.nobodys
    thought = bool(cue.kind & Kind.THOUGHT)
    return Clause([(start, end)], "clause", cue.parts, source, left_out, cue.nobodys, thought=thought)
