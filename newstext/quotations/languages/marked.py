"""The speakers of words in marks, and behind dashes, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.languages.sentence import Clause
from newstext.quotations.languages.unmarked import according_clauses, as_said
from newstext.quotations.languages.words import DASHES, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.cues import Cue
    from newstext.quotations.languages.sentence import Sentence
    from newstext.quotations.languages.tokens import Quoted, Range

_NO_TITLE = 9
"""Tokens from which words in marks inside a sentence are not a title."""
_BESIDE = 2
_SHORT_LEAD = 8
_FEWEST = 3
"""Fewer words in marks are a term."""


def marked_clauses(sentence: Sentence) -> list[Clause]:
    """Return the clauses of everything in marks; without a verb beside it, a clause has no source."""
    if told := _around(sentence):
        return told
    found: list[Clause] = []
    taken: set[int] = set()
    for quoted in sentence.quoted:
        if quoted.first in taken:
            continue
        clause = _told_behind(sentence, quoted) or _told_before(sentence, quoted)
        if clause is not None:
            taken.add(quoted.first)
            _join_later(sentence, clause, quoted, taken)
            found.append(clause)
    _add_via(sentence, found)
    return found


def _around(s: Sentence) -> list[Clause]:
    """``Wie Holt sagte, ist der Kai "…"`` and ``Laut Holt ist der Kai "…"``: only some of the words are in marks."""
    if s.alone or any(q.first > s.first and s.line.words[q.first - 1] == ":" for q in s.quoted):
        return []
    if s.cues:
        told = as_said(s)
        covers = all(any(a <= q.first < b for a, b in told[0].content) for q in s.quoted) if told else False
        return told if covers else []
    found = s.according_at()
    if found is None or not any(quoted.long for quoted in s.quoted):
        return []
    beside = any(quoted.long and quoted.end <= found[0][0] <= quoted.end + _BESIDE for quoted in s.quoted)
    return [] if beside else according_clauses(s)


def unattributed(sentence: Sentence, found: list[Clause]) -> list[Clause]:
    """Return the words in marks that are in no clause yet, if long enough for speech."""
    covered = [part for clause in found for part in clause.content]
    pattern = "alone" if sentence.alone else "bare"
    return [
        Clause([(quoted.first, quoted.end)], pattern)
        for quoted in sentence.quoted
        if quoted.long and not any(first <= quoted.first and quoted.end <= end for first, end in covered)
        if sentence.alone or quoted.end - quoted.first >= _NO_TITLE or _leads_on(sentence, quoted)
    ]


def _leads_on(s: Sentence, quoted: Quoted) -> bool:
    """Whether a comma behind words in marks, or a colon before them, says that they are speech."""
    line = s.line
    comma = quoted.end < s.end and line.words[quoted.end] == ","
    return comma or (quoted.first > s.first and line.words[quoted.first - 1] == ":")


def _told_behind(s: Sentence, quoted: Quoted) -> Clause | None:
    """``"…", sagte Holt``, ``"…", Holt sagte`` and ``"…", so Holt``."""
    line, i = s.line, quoted.end
    while i < s.end and line.quote[i] < 0 and (line.words[i] in DASHES or line.words[i] in ",)"):
        i += 1
    stop = s.next_quote(i)
    if i >= stop or not (quoted.long or line.words[quoted.end] == "," or line.words[quoted.end] in DASHES):
        return None
    content = [(_clause_first(s, quoted), quoted.end)]
    if according := s.according_behind(i, stop, after_comma=True):
        return Clause(content, "according", [according[0]], according[1])
    if (
        s.line.words[quoted.end] == "("
        and (signed := s.phrases.phrase(quoted.end + 1, stop))
        and s.phrases.speaks(signed)
    ):
        return Clause([(quoted.first, quoted.end)], "signed", [], signed)
    cue = next((cue for cue in s.cues if cue.verb >= i), None)
    if cue is None or cue.verb >= stop:
        return _by_any_verb_behind(s, quoted, i, stop)
    head = s.past_small(i, cue.verb)
    if head == cue.verb and cue.kind & Kind.CITE:
        source, via = s.cited(cue, stop)
        return Clause(content, "behind", cue.parts, source, via=via)
    if head == cue.verb:
        source = s.behind(cue, stop)
        return Clause(content, "behind", cue.parts, source, source is None and not cue.nobodys, cue.nobodys)
    subject = s.phrases.phrase(head, cue.verb)
    if s.pack.has("subject may follow") and not quoted.long:
        return None  # "Ein Sprecher der „Seewacht“, Jan Lund, sagte": a name in marks
    if subject is not None and s.past_small(subject[1], cue.verb) == cue.verb:
        return Clause(content, "behind", cue.parts, subject)
    return None


def _clause_first(s: Sentence, quoted: Quoted) -> int:
    """A sentence that runs into the marks (``Die „Lage“ sei „ernst“, so Holt``) is content from its first word."""
    line = s.line
    lead = any(line.is_word(i) for i in range(s.first, quoted.first))
    begins = lead and line.words[quoted.first - 1] not in {":", ",", *DASHES}
    told = any(cue.verb < quoted.first for cue in s.cues)
    colon = next((i + 1 for i in range(quoted.first - 1, s.first, -1) if line.words[i] == ":"), s.first)
    return colon if begins and not told and not line.ends_sentence(quoted.first - 1) else quoted.first


def _by_any_verb_behind(s: Sentence, quoted: Quoted, i: int, stop: int) -> Clause | None:
    """``"…", orakelte Holt``: a verb that no list holds, right between marks and name."""
    line = s.line
    if i + 1 >= stop or not line.words[i].islower() or line.kinds[i] or line.names[i + 1] < 0:
        return None
    source = s.phrases.phrase(i + 1, stop)
    return Clause([(quoted.first, quoted.end)], "any verb", [(i, i + 1)], source) if source else None


def _told_before(s: Sentence, quoted: Quoted) -> Clause | None:
    """``Holt sagte: "…"``, ``Holt sagte, der Kai sei "…"`` and ``Holt sprach von "…"``."""
    cues = [cue for cue in s.cues if cue.verb < quoted.first and cue.parts[0][0] < quoted.first]
    if quoted.first > s.first and s.line.words[quoted.first - 1] == ":":
        return _introduced(s, quoted, cues)
    if not cues:
        return _by_any_verb(s, quoted)
    cue = cues[-1]
    source = s.subject_of(cue)
    start = s.clause_start(cue, quoted.first, source) if cue.end <= quoted.first else None
    left_out = source is None and not cue.nobodys
    if start is not None and cue.kind & Kind.CLAUSE:
        return Clause([(start, s.clause_end(quoted.end))], "clause", cue.parts, source, left_out, cue.nobodys)
    if not quoted.long and sum(s.line.is_word(i) for i in range(quoted.first, quoted.end)) < _FEWEST:
        return None
    return Clause([(quoted.first, quoted.end)], "fragment", cue.parts, source, left_out, cue.nobodys)


def _introduced(s: Sentence, quoted: Quoted, cues: list[Cue]) -> Clause | None:
    content = [(quoted.first, quoted.end)]
    if cues:
        cue = next((cue for cue in reversed(cues) if not cue.hanging), cues[-1])
        if cue.kind & Kind.CITE:
            source, via = s.cited(cue, quoted.first)
            return Clause(content, "before", cue.parts, source, via=via)
        source = s.subject_of(cue)
        return Clause(content, "before", cue.parts, source, source is None and not cue.nobodys, cue.nobodys)
    source = s.first_subject(s.first, quoted.first - 1, speaking=True) or _last_person(s, quoted.first - 1)
    small = s.past_small(s.first, quoted.first) >= quoted.first - 1 or s.line.has(s.first, Kind.AND)
    pattern = "colon" if source is not None or small else "carried"
    return Clause(content, pattern, [(quoted.first - 1, quoted.first)], source, left_out=source is None)


def _last_person(s: Sentence, stop: int) -> Range | None:
    """``Die Reaktion von Mira Holt:``: the last person named before a colon in a few words, or the only one."""
    line = s.line
    named = [i for i in range(s.first, stop) if line.names[i] in line.persons]
    if not named or (stop - s.first > _SHORT_LEAD and len({line.names[i] for i in named}) > 1):
        return None
    first = next(i for i in named if line.names[i] == line.names[named[-1]])
    return first, named[-1] + 1


def _by_any_verb(s: Sentence, quoted: Quoted) -> Clause | None:
    """A verb that no list holds: the subject of the sentence may be who speaks."""
    if not quoted.long or quoted.first == s.first:
        return None
    source = s.first_subject(s.first, quoted.first, speaking=True)
    return Clause([(quoted.first, quoted.end)], "any verb", [], source) if source and source[1] < quoted.first else None


def _join_later(s: Sentence, clause: Clause, quoted: Quoted, taken: set[int]) -> None:
    """Later marks of the sentence without a verb of their own continue the quotation."""
    begin, stop = clause.content[-1]
    used = max([quoted.end, *(end for _, end in clause.cue)])
    for other in s.quoted:
        if other.first in taken:
            continue
        if begin <= other.first and other.end <= stop:
            taken.add(other.first)
        elif other.first >= quoted.end:
            if any(used <= cue.verb < other.first for cue in s.cues):
                return
            if not (other.long or s.line.words[other.first - 1] == "," or s.line.words[other.first - 1] in DASHES):
                continue  # the paper that they spoke to, or a term
            taken.add(other.first)
            clause.content.append((other.first, other.end))


def _add_via(s: Sentence, found: list[Clause]) -> None:
    """``"…", sagte Holt laut einer Mitteilung``: what reports it."""
    told = next((clause for clause in found if clause.pattern in ("behind", "before") and clause.cue), None)
    according = s.according_at() if told is not None else None
    if told is not None and according is not None and according[0] not in told.cue:
        told.via = according[1]
