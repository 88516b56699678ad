"""Certain facts that override the learned labels: which words in quotation marks are content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations import labels as roles
from newstext.quotations.anonymity import anonymity
from newstext.quotations.clauses import OWNED
from newstext.quotations.labels import OUTSIDE, mend
from newstext.quotations.lexicon import ADDRESSING, CONJUNCTIONS, FRAMING, PREPOSITIONS, SAYING, TIMES, WEAK, word_set
from newstext.quotations.not_quoted import is_title
from newstext.quotations.phrases import behind_addressee
from newstext.quotations.tokens import MARK, OUT, WORDS

if TYPE_CHECKING:
    from newstext.quotations.clauses import Clause
    from newstext.quotations.tokens import Paragraph

_BREAKS = frozenset([".", "?", "!", ",", ":"])
_ENDS = frozenset([".", "?", "!"])
_DANGLING = frozenset([",", ";", ":", "who", "which", "whose", "whom", "and", "but", "or"])
_LONGEST_LEFTOVER = 8
_LONGEST_LEAD_IN = 12
_SPLITTING = (SAYING | FRAMING) - WEAK
_SHORTEST_CLAUSE = 4
_LONGEST_OCCASION = 16
_AT = frozenset(["in", "at", "during", "on"])
_A = word_set("a an his her their its the")
_OCCASIONS = word_set("speech statement interview letter email e-mail tweet memo conference briefing post hearing")
_FINITE = word_set("cannot is was are were has have had will would can could may might must should did does do ’s 's")
_NO_CLAUSE = PREPOSITIONS | CONJUNCTIONS | word_set("asked told pressed speaking of reached given")
_ASKED = frozenset(["asked", "pressed", "questioned"])
_BREAKS_OFF = frozenset(["and", "but"])
_OBJECTS = word_set("him her them me us you reporters lawmakers journalists supporters investors")

_GOES_ON = "I-" + roles.CONTENT


def settle(p: Paragraph, labels: list[str], ruled: list[Clause]) -> list[str]:
    """Make every stretch of four words and more content, a shorter one all or nothing, and trim edges."""
    labels = list(labels)
    for clause in ruled:
        if clause.pattern == "after":
            _settle_signature(p, labels, clause)
        elif clause.pattern == OWNED:
            _settle_owned(labels, clause)
    for number in range(len(p.stretches)):
        _settle_stretch(p, labels, number)
    for first in (first for number, (first, _) in enumerate(p.bounds) if p.long[number]):
        _split_at_cue(p, labels, first)
    _strip_leads(p, labels)
    _clear_questions(p, labels)
    _fill_before_signature(p, labels)
    hidden = _hide_anonymity(p, labels)
    for i in range(p.body):
        if p.place[i] == OUT and not _is_transcript(p, ruled):
            labels[i] = OUTSIDE
    for i in range(len(labels)):
        if labels[i] != OUTSIDE:
            mend(labels, i)
    _trim(p, labels)
    _run_on(p, labels, hidden)
    _split_at_sentences(p, labels)
    return labels


def _strip_leads(p: Paragraph, labels: list[str]) -> None:
    """Content begins neither with who is spoken to, nor with the occasion, nor inside the source."""
    for i in range(1, len(labels)):
        if labels[i][-1] != roles.CONTENT:
            continue
        if labels[i - 1][-1] == roles.CUE:
            _strip_addressee(p, labels, i)
            _strip_occasion(p, labels, i)
        elif labels[i] == "B-" + roles.CONTENT and labels[i - 1] == OUTSIDE and labels[i - 2][-1] == roles.SOURCE:
            _strip_inserted(p, labels, i)


def _clear_questions(p: Paragraph, labels: list[str]) -> None:
    """``Asked about the price: “…,” Holt said``: the question is nobody's answer."""
    for asked in range(p.body, len(p)):
        if p.lower[asked] not in _ASKED or (asked > p.body and p.sentence[asked] == p.sentence[asked - 1]):
            continue
        end = next((i for i in range(asked, len(p)) if p.place[i] != OUT or p.sentence[i] != p.sentence[asked]), len(p))
        if end < len(p) and p.place[end] != OUT and p.lower[end - 1] == ":" and "," not in p.lower[asked:end]:
            labels[asked:end] = [OUTSIDE] * (end - asked)


def _hide_anonymity(p: Paragraph, labels: list[str]) -> set[int]:
    """Why somebody is not named is nobody's words; the tokens that say so, with the comma behind them."""
    hidden = {i for first, end in anonymity(p) for i in range(first, end + (p.lower[end : end + 1] == [","]))}
    for i in hidden:
        labels[i] = OUTSIDE
    return hidden


def _settle_stretch(p: Paragraph, labels: list[str], number: int) -> None:
    first, end = p.bounds[number]
    if first >= end:
        return
    inner = [i for i in range(first, end) if p.place[i] == WORDS] or list(range(first, end))
    content = sum(labels[i][-1] == roles.CONTENT for i in inner)
    if p.long[number] and is_title(p, number):
        _withdraw(labels, first, end)
        return
    if 2 * content < len(inner) and not p.long[number]:
        return
    last = p.last_word(end) if p.stretches[number].closed else p.lower[inner[-1]]
    runs_in = first > 0 and labels[first - 1][-1] == roles.CONTENT and labels[first][0] != "B"
    if runs_in and p.lower[first - 1] == ":":
        runs_in = False
    elif runs_in and p.long[number] and p.lower[first - 1] in _BREAKS:
        whole = (last in _ENDS or last == ",") and not _opens_with_that(p, labels, first)
        runs_in = p.lower[first - 1] == "," and not whole
    if runs_in and p.place[first - 1] == MARK and p.sentence[first - 1] != p.sentence[first]:
        runs_in = False
    for i in range(first, end):
        labels[i] = "I-" + roles.CONTENT
    if not runs_in:
        labels[first] = "B-" + roles.CONTENT
    if end < len(p) and labels[end] == "I-" + roles.CONTENT and (p.long[number] or last in _ENDS):
        _settle_after(p, labels, end, last)


def _settle_signature(p: Paragraph, labels: list[str], clause: Clause) -> None:
    """``"…," he said``: nothing is surer than a comma before the closing mark and a speaker right behind it."""
    if clause.cue is None or clause.source is None:
        return
    end = clause.content[0][1]
    nearest = min(clause.cue[0], clause.source[0])
    if nearest - end > 1 or p.last_word(end) not in (",", "?", "!") or p.lower[clause.cue[1] - 1] not in SAYING:
        return
    for role, (first, stop) in ((roles.SOURCE, clause.source), (roles.CUE, clause.cue)):
        if all(labels[i][-1] != role for i in range(first, stop)):
            roles.put(labels, role, first, stop)
    owner = p.bounds[p.stretch[end - 1]][0]
    if p.lower[owner - 1 : owner] != [","]:
        roles.put(labels, roles.CONTENT, owner, end)


def _settle_owned(labels: list[str], clause: Clause) -> None:
    """``her remark that "…"``: she said it, whatever the subject of the sentence."""
    for role, part in ((roles.SOURCE, clause.source), (roles.CUE, clause.cue), (roles.CONTENT, clause.content[0])):
        if part is not None:
            roles.put(labels, role, *part)


def _fill_before_signature(p: Paragraph, labels: list[str]) -> None:
    """``There was a fifth day, the official added, but …``: the words before the attribution were said too."""
    for i in range(2, len(labels)):
        if labels[i] != "B-" + roles.SOURCE or p.lower[i - 1] != "," or labels[i - 1] != OUTSIDE:
            continue
        cue = next((j for j in range(i, len(labels)) if labels[j][-1] != roles.SOURCE), len(labels))
        if cue + 1 >= len(labels) or labels[cue] != "B-" + roles.CUE or p.lower[cue] not in SAYING - WEAK:
            continue
        first = i - 1
        while first > p.body and p.sentence[first - 1] == p.sentence[i] and labels[first - 1] == OUTSIDE:
            first -= 1
        starts = first == p.body or p.sentence[first - 1] != p.sentence[i]
        if starts and i - first > _SHORTEST_CLAUSE and p.lower[cue + 1] in (",", ".", "in") and _is_clause(p, first, i):
            roles.put(labels, roles.CONTENT, first, i - 1)


def _is_clause(p: Paragraph, first: int, end: int) -> bool:
    """Whether it is more than ``On Monday in Port Lyle`` or ``Asked about it``."""
    return p.lower[first] not in _NO_CLAUSE and any(w in _FINITE or w.endswith("ed") for w in p.lower[first:end])


def _strip_addressee(p: Paragraph, labels: list[str], first: int) -> None:
    """``told reporters that``, ``told Radio Northmere the pier``: the person spoken to is not part of the content."""
    if p.lower[first - 1] not in ADDRESSING:
        return
    stop = behind_addressee(p, first, len(p))
    if stop == first and p.place[first] == OUT:
        return
    while stop < len(p) and p.lower[stop] == "," and p.place[stop] == OUT:
        stop += 1
    for i in range(first, stop):
        labels[i] = OUTSIDE
    mend(labels, stop)


def _strip_inserted(p: Paragraph, labels: list[str], first: int) -> None:
    """``According to the paper, which cited two members, …``: words about the source are not its words."""
    if p.lower[first] not in ("which", "who") or p.lower[first - 1] != "," or p.place[first] != OUT:
        return
    comma = next((i for i in range(first, len(p)) if p.lower[i] == ","), first)
    if p.place[comma] == OUT and comma + 1 < len(p) and labels[comma + 1] == "I-" + roles.CONTENT:
        labels[first : comma + 1] = [OUTSIDE] * (comma + 1 - first)


def _strip_occasion(p: Paragraph, labels: list[str], first: int) -> None:
    """``he said in a speech on Friday``, ``said Thursday in Buffalo that``: the occasion is not part of the content."""
    stop = first
    while stop < len(p) and stop - first < _LONGEST_OCCASION and labels[stop][-1] == roles.CONTENT:
        if p.place[stop] != OUT or p.lower[stop] == "that":
            break
        stop += 1
    led = p.lower[first] in _AT or p.lower[first - 1] in ADDRESSING
    quoted = stop + (p.lower[stop : stop + 1] == [":"])
    if led and p.lower[quoted - 1] == ":" and quoted < len(p) and p.place[quoted] != OUT:
        labels[first:stop] = [OUTSIDE] * (stop - first)  # "said at 12:05: “…”", "told the hearing: “…”"
        return
    timed = p.lower[first] in TIMES or p.lower[first] in _AT
    if timed and stop < len(p) and p.lower[stop] == "that":
        labels[first:stop] = [OUTSIDE] * (stop - first)
        mend(labels, stop)
    elif p.lower[first] in _AT and p.lower[first + 1 : first + 2] and p.lower[first + 1] in _A:
        ends = stop == len(p) or (p.place[stop] == OUT and labels[stop][-1] != roles.CONTENT)
        if ends and "," not in p.lower[first:stop] and not _OCCASIONS.isdisjoint(p.lower[first : first + 4]):
            labels[first:stop] = [OUTSIDE] * (stop - first)


def _split_at_cue(p: Paragraph, labels: list[str], first: int) -> None:
    """``outlined his plan and vowed to "…"``: a second verb of saying takes the words in marks for itself."""
    i = first - 1
    while i > 1 and labels[i] == "I-" + roles.CONTENT and p.place[i] == OUT and first - i < _LONGEST_LEAD_IN:
        verb = p.lower[i] in _SPLITTING or (p.lower[i] in FRAMING and p.lower[i + 1] in _OBJECTS)
        joined = p.lower[i - 1] in ("and", "while", ",") and verb
        parallel = p.lower[i].endswith("ing") and p.lower[i - 1] == "and"
        if joined and (parallel or not _opens_with_that(p, labels, i)):
            labels[i - 1] = OUTSIDE
            labels[i] = "B-" + roles.CUE
            labels[i + 1] = "B-" + roles.CONTENT
            return
        i -= 1


def _opens_with_that(p: Paragraph, labels: list[str], first: int) -> bool:
    """``said that, in November, "…"``: the clause behind "that" goes on into the marks."""
    start = first - 1
    while start > 0 and labels[start] == "I-" + roles.CONTENT:
        start -= 1
    return p.lower[start] in ("that", "if", "whether")


def _withdraw(labels: list[str], first: int, end: int) -> None:
    """A title by itself is nobody's words; inside a longer quotation it stays part of it."""
    by_itself = labels[first][0] == "B" or (first > 0 and labels[first - 1][-1] != roles.CONTENT)
    if by_itself and (end == len(labels) or labels[end] != "I-" + roles.CONTENT):
        labels[first:end] = [OUTSIDE] * (end - first)


def _settle_after(p: Paragraph, labels: list[str], end: int, last: str) -> None:
    """# A comma before the closing mark ends the content; a full stop ends it unless the sentence continues."""
    if last == ",":
        i = end
        while i < len(p) and labels[i] == "I-" + roles.CONTENT and p.place[i] == OUT and i - end < _LONGEST_LEFTOVER:
            labels[i] = OUTSIDE
            i += 1
        mend(labels, i)
    elif last in _ENDS and p.sentence[end] != p.sentence[end - 1]:
        labels[end] = "B-" + roles.CONTENT


def _is_transcript(p: Paragraph, ruled: list[Clause]) -> bool:
    """``HOLT: We agreed.`` looks like a dateline; the name before the colon stays a source."""
    reported = any(clause.pattern == "trailing" for clause in ruled)
    return p.body < len(p) and p.lower[p.body - 1] == ":" and p.body <= 4 and not reported


def _run_on(p: Paragraph, labels: list[str], hidden: set[int]) -> None:
    """A clause that was cut short in the middle of a phrase runs on to the next stop."""
    for i in range(1, len(p)):
        if labels[i] != OUTSIDE or labels[i - 1][-1] != roles.CONTENT or p.sentence[i] != p.sentence[i - 1]:
            continue
        plain = p.place[i] == OUT and p.place[i - 1] == OUT and p.words[i][0].isalnum()
        if plain and i not in hidden and p.lower[i] not in _BREAKS_OFF:
            labels[i] = "I-" + roles.CONTENT


def _split_at_sentences(p: Paragraph, labels: list[str]) -> None:
    """Outside marks every sentence is judged by itself: ``Holt said the pier was shut. The ferries lay idle.``"""
    for i in range(1, len(p)):
        if labels[i] != _GOES_ON or p.sentence[i] == p.sentence[i - 1]:
            continue
        if p.place[i] == p.place[i - 1] == OUT:
            labels[i] = "B-" + roles.CONTENT
            labels[i - 1] = OUTSIDE if p.lower[i - 1] == "." else labels[i - 1]


def _trim(p: Paragraph, labels: list[str]) -> None:
    """Content outside marks neither begins nor ends with a comma or a stop, nor behind its own article."""
    for i, label in enumerate(labels):
        if label != "B-" + roles.CONTENT or p.place[i] != OUT:
            continue
        if i > 0 and labels[i - 1] == OUTSIDE and p.lower[i - 1] in _A and p.words[i][0].isalpha():
            labels[i - 1 : i + 1] = ["B-" + roles.CONTENT, "I-" + roles.CONTENT]
        if p.lower[i] in (",", ".", ";", ":"):
            labels[i] = OUTSIDE
            mend(labels, i + 1)
    for i in range(len(labels) - 1, -1, -1):
        if labels[i] != _GOES_ON or (i + 1 < len(labels) and labels[i + 1] == _GOES_ON):
            continue
        if p.place[i] == OUT and p.lower[i] in _DANGLING:
            labels[i] = OUTSIDE
