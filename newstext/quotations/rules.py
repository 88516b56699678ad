"""Finds who said what in a paragraph by hand-made rules: patterns over reporting verbs and quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations import lexicon
from newstext.quotations.clauses import AS_TOLD, Clause
from newstext.quotations.phrases import behind_addressee, subject_after, subject_before
from newstext.quotations.tokens import MARK, OUT
from newstext.quotations.verbless_cues import DASHES, MARKED, WORDED, Beside

if TYPE_CHECKING:
    from newstext.quotations.clauses import Range
    from newstext.quotations.tokens import Paragraph
    from newstext.quotations.verbless_cues import Pattern

_LONGEST_LEAD, _LATE, _LONGEST_TELLER = 14, 5, 6
_PUTTING = frozenset(["put", "puts"])
"""``As Holt puts it``."""
_TELLING = frozenset(["told", "tells"])
"""Verbs that no speaker follows: ``told the Port Wire``."""
_CONTINUES = frozenset(".?!,")
_LOOSE_ENDS = frozenset(["as", "while", "after", "amid", "citing", "ahead"])
_LONGEST_SENTENCE = 400
_FINITE = lexicon.word_set("is was are were has have had will would can could may might must should")
_CLAUSE_OPENERS = frozenset(["that", ",", ":", "to", "if", "whether", "of", "how", "why", "what"])


def clauses(p: Paragraph) -> list[Clause]:
    """Find the attributions of one paragraph, in the order of its sentences."""
    found: list[Clause] = []
    for first, end in _segments(p):
        found.extend(_Sentence(p, first, end).clauses())
    return found


def _segments(p: Paragraph) -> list[Range]:
    """Sentences as the reporter wrote them: a sentence that ends inside marks does not end here.

    What runs on past every sentence of prose is cut, so that no text can take more than linear time.
    """
    cuts = [p.body]
    for i in range(p.body + 1, len(p)):
        same_stretch = p.stretch[i] >= 0 and p.stretch[i] == p.stretch[i - 1]
        ends = p.sentence[i] != p.sentence[i - 1] and not same_stretch and not _tells_on(p, i)
        if ends or i - cuts[-1] >= _LONGEST_SENTENCE:
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(p)], strict=True))


def _tells_on(p: Paragraph, i: int) -> bool:
    """``"Where are they?" Holt asked``: a question in marks does not end the sentence that names who asked."""
    if p.place[i - 1] != MARK or p.place[i] != OUT or p.last_word(i) not in ("?", "!"):
        return False
    for j in range(i, min(i + _LONGEST_TELLER, len(p))):
        if p.words[j].islower() and p.lower[j] in lexicon.CUES:
            return True
        if p.place[j] != OUT or (p.words[j].islower() and p.lower[j] not in lexicon.AUXILIARIES | lexicon.ROLES):
            return (
                p.lower[j] in lexicon.SUBJECT_PRONOUNS
                and p.lower[j + 1 : j + 2] != []
                and p.lower[j + 1] in lexicon.CUES
            )
    return False


class _Sentence:
    """One sentence outside marks, and the patterns tried on it, the surest first."""

    def __init__(self, p: Paragraph, first: int, end: int) -> None:
        self.p = p
        self.first = first
        owners = dict.fromkeys(p.stretch[first:end])
        self.quoted = [(max(p.bounds[n][0], first), min(p.bounds[n][1], end)) for n in owners if n >= 0]
        while end > first and p.place[end - 1] == OUT and p.lower[end - 1] in (".", "?", "!"):
            end -= 1
        self.end = end
        self.cues = [i for i in range(first, end) if p.lower[i] in lexicon.CUES and self._may_be_verb(i)]
        self.taken: set[Range] = set()

    def _may_be_verb(self, i: int) -> bool:
        """Outside marks, and no part of a name such as ``the Northern Post``."""
        p = self.p
        named = i > self.first and p.words[i][0].isupper() and p.lower[i] in lexicon.OUTLETS
        return p.place[i] == OUT and not named

    def clauses(self) -> list[Clause]:
        if self.end <= self.first:
            return []
        found = self._according_to() or self._as_told()
        if not found:
            found = self._around_quotes()
            if not found:
                found = self._indirect()
        covered = [r for clause in found for r in clause.content]
        found.extend(Clause([q]) for q in self.quoted if self._is_long(q) and not _covered(q, covered))
        return found

    def _is_long(self, quoted: Range) -> bool:
        return self.p.long[self.p.stretch[quoted[0]]]

    def _according_to(self) -> list[Clause]:
        p = self.p
        for i in range(self.first, self.end - 2):
            if p.place[i] == OUT and p.lower[i] == "according" and p.lower[i + 1] == "to":
                source = subject_after(p, i + 2, min(self.end, i + 18))
                if source is None:
                    continue
                if i == self.first or (i - self.first < 3 and p.lower[i - 1] in (",", "but", "and")):
                    start = self._behind_inserted(source[1] + (source[1] < self.end and p.lower[source[1]] == ","))
                    content = (start, self.end)
                else:
                    content = (self.first, i - (p.lower[i - 1] == ","))
                if any(self.first <= c < i and q[0] < c for q in self.quoted for c in self.cues):
                    return []  # "…," he said, according to …: he speaks
                if content[1] - content[0] >= 2:
                    return [Clause([content], (i, i + 2), source, "according")]
        return []

    def _as_told(self) -> list[Clause]:
        """``As the Port Wire reported on Tuesday, the pier is shut``."""
        p, low = self.p, self.first + 1
        if p.lower[self.first] != "as":
            return []
        verbs = lexicon.SAYING | _PUTTING
        for cue in range(low, min(self.end, low + _LONGEST_LEAD + 1)):
            if p.place[cue] != OUT or p.lower[cue] not in verbs or not self._may_be_verb(cue):
                continue
            comma = next((i for i in range(cue + 1, min(self.end, cue + _LATE)) if p.lower[i] == ","), self.end)
            subject = subject_before(p, cue, low)
            timed = all(w in lexicon.TIMES or w in ("on", "in", "last", "it") for w in p.lower[cue + 1 : comma])
            if subject is not None and timed and self.end - comma > _LATE and p.place[comma] == OUT:
                source = (subject.first, subject.end)
                return [Clause([(comma + 1, self.end)], (subject.verb, comma), source, AS_TOLD)]
        return []

    def _behind_inserted(self, start: int) -> int:
        """``According to the paper, which cited two members, …``: the content comes behind the next comma."""
        p = self.p
        if start >= self.end or p.lower[start] not in ("which", "who", "citing", "quoting"):
            return start
        return next((i + 1 for i in range(start, self.end) if p.lower[i] == ","), start)

    def _around_quotes(self) -> list[Clause]:
        found: list[Clause] = []
        for quoted in self.quoted:
            if quoted in self.taken:
                continue
            clause = self._cue_after(quoted) or self._by_marks(quoted, MARKED) or self._cue_before(quoted)
            clause = clause or self._by_marks(quoted, WORDED)
            if clause is not None:
                self.taken.add(quoted)
                self._join_later_pieces(clause)
                found.append(clause)
        return found

    def _by_marks(self, quoted: Range, patterns: tuple[Pattern, ...]) -> Clause | None:
        whole = self.p.last_word(quoted[1]) == "," and quoted[0] == self.first
        if not (self._is_long(quoted) or whole):
            return None
        beside = Beside(self.first, self.end, self._next_quote(quoted[1]), self._content_end(quoted[1]))
        return next((clause for try_ in patterns if (clause := try_(self.p, quoted, beside))), None)

    def _next_quote(self, after: int) -> int:
        return min([q[0] for q in self.quoted if q[0] >= after] + [self.end])

    def _cue_after(self, quoted: Range) -> Clause | None:
        """``"…," Holt said`` and ``"…," said Holt``."""
        p, (start, end) = self.p, quoted
        stop = self._next_quote(end)
        cue = next((i for i in self.cues if end <= i < stop), None)
        last = p.last_word(end) if end - 2 >= start else ""
        whole = last == "," and (start == self.first or p.lower[start - 1] == ":")
        if cue is None or cue - end > 18 or not (self._is_long(quoted) or whole):
            return None
        if last not in (",", "?", "!", "—", "--", "…", "-") and start != self.first:
            return None
        head = end
        while head < cue and p.lower[head] in DASHES:
            head += 1
        if p.lower[head] in lexicon.CONJUNCTIONS and head < cue:
            return None  # "…," but she said: another clause begins
        content = (self._clause_start(start), end)
        if (head == cue or p.lower[cue - 1] == ",") and p.lower[cue] not in _TELLING:
            source = subject_after(p, cue + 1, stop)
            if source and p.lower[source[0]] in lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS:
                source = None
            if source or head == cue:
                return Clause([content], (cue, cue + 1), source, "after")
        subject = subject_before(p, cue, head)
        if subject is None:
            return Clause([content], (cue, cue + 1), None, "after")
        return Clause([content], (subject.verb, cue + 1), (subject.first, subject.end), "after")

    def _clause_start(self, start: int) -> int:
        """A sentence that runs into the marks (``The pier "is shut," she said``) is content from its first word."""
        if start > self.first and not any(c < start for c in self.cues) and self.p.lower[start - 1] not in (",", ":"):
            return self.first
        return start

    def _cue_before(self, quoted: Range) -> Clause | None:
        """``Holt said: "…"`` and ``Holt said the pier was "shut"``."""
        p, (start, end) = self.p, quoted
        before = [i for i in self.cues if i < start]
        if not before:
            return None
        cue = before[-1]
        if cue > self.first and p.lower[cue - 1] == "to" and len(before) > 1:
            cue = before[-2]
        content_start = self._content_start(cue, start)
        if start - 1 >= content_start and p.lower[start - 1] in (",", ":"):
            content_start = start
        content_end = self._content_end(end)
        if not self._is_long(quoted) and content_end - content_start < 3:
            return None
        subject = subject_before(p, cue, self.first) or self._shared_subject(cue)
        if subject is None:
            return Clause([(content_start, content_end)], (cue, cue + 1), None, "before")
        return Clause(
            [(content_start, content_end)], (min(subject[2], cue), cue + 1), (subject[0], subject[1]), "before"
        )

    def _shared_subject(self, cue: int) -> tuple[int, int, int] | None:
        """``Holt shook her head and said``: the subject of an earlier verb."""
        for earlier in self.cues:
            if earlier >= cue:
                return None
            subject = subject_before(self.p, earlier, self.first)
            if subject is not None:
                return subject.first, subject.end, cue
        return None

    def _content_start(self, cue: int, stop: int) -> int:
        """Step over the person spoken to (``told reporters that``) and over one comma or colon."""
        p, start = self.p, cue + 1
        if p.lower[cue] in lexicon.ADDRESSING:
            k = start
            while k < min(stop, start + 10) and p.lower[k] not in _CLAUSE_OPENERS:
                k += 1
            start = k if k < min(stop, start + 10) else behind_addressee(p, start, stop)
        elif start < stop and p.lower[start] in lexicon.PREPOSITIONS | lexicon.TIMES:
            k = start
            while k < min(stop, start + 12) and p.lower[k] != "that":
                k += 1
            start = k if k < min(stop, start + 12) else start
        if start < stop and p.lower[start] in (",", ":"):
            start += 1
        return start

    def _content_end(self, end: int) -> int:
        """If a sentence continues behind its marks, the words up to the next stop belong to the content."""
        p = self.p
        if p.last_word(end) in _CONTINUES:
            return end
        k = end
        while k < self.end and p.place[k] == OUT and p.lower[k] not in (",", ";", "—", "--"):
            k += 1
        return k if k - end <= 12 else end

    def _join_later_pieces(self, clause: Clause) -> None:
        """Stretches of the same sentence with no cue of their own are further pieces."""
        begin, stop = clause.content[-1]
        for other in self.quoted:
            if other in self.taken:
                continue
            if begin <= other[0] and other[1] <= stop:
                self.taken.add(other)
            elif other[0] >= stop:
                own = clause.cue
                if any(stop <= c < other[0] for c in self.cues if own is None or not own[0] <= c < own[1]):
                    break
                self.taken.add(other)
                clause.content.append(other)

    def _indirect(self) -> list[Clause]:
        strong = [i for i in self.cues if self.p.lower[i] in lexicon.SAYING - lexicon.WEAK]
        trailing = self._trailing(strong[-1]) if strong else None
        if trailing is not None:
            return [trailing]
        for cue in self.cues:
            clause = self._clause_behind(cue)
            if clause is not None:
                return [clause, *self._shared_clauses(clause)]
        return []

    def _trailing(self, cue: int) -> Clause | None:
        """``The pier was shut, Holt said on Monday`` and ``…, said Holt``."""
        p = self.p
        if cue <= self.first + 3 or p.lower[cue].endswith("ing"):
            return None
        if p.lower[cue - 1] == ",":
            source = subject_after(p, cue + 1, self.end)
            if source and any(word in lexicon.AUXILIARIES for word in p.lower[slice(*source)]):
                return None  # "…, said she had": a clause follows and no speaker
            if source and (p.lower[source[0]].endswith("ing") or self._goes_on(source[1])):
                return None  # "…, denies tampering", "…, said the flag would be lowered": no speaker
            if source and source[1] >= self.end - 8 and p.lower[source[0]] not in ("that", "in", "on", "at", "to"):
                return Clause([(self.first, cue - 1)], (cue, cue + 1), source, "trailing")
            return None
        subject = subject_before(p, cue, self.first)
        if subject is None or subject.first - 1 <= self.first + 1 or p.lower[subject.first - 1] != ",":
            return None
        ends = cue + 1 >= self.end or p.lower[cue + 1] in lexicon.PREPOSITIONS | lexicon.TIMES | {","}
        goes_on = cue + 1 < self.end and p.lower[cue + 1] in _LOOSE_ENDS
        if self.end - cue > (25 if goes_on else 9) or "that" in p.lower[cue : self.end] or not ends:
            return None
        source = (subject.first, subject.end)
        return Clause([(self.first, subject.first - 1)], (subject.verb, cue + 1), source, "trailing")

    def _goes_on(self, start: int) -> bool:
        """Whether a verb comes behind what would be the speaker, before anything is said of him."""
        stop = next((i for i in range(start, self.end) if self.p.lower[i] in ("who", "which", ",")), self.end)
        return not _FINITE.isdisjoint(self.p.lower[start:stop])

    def _clause_behind(self, cue: int) -> Clause | None:
        """``Holt said the pier was shut``."""
        p = self.p
        following = p.lower[cue + 1] if cue + 1 < self.end else ""
        word = p.lower[cue]
        led_up = following == ":" and p.words[cue - 1][0].isupper()  # "Editor Meg Arran answers: It will."
        weak = word in lexicon.WEAK and following != "that" and not led_up
        if word not in lexicon.SAYING or weak or self.end - cue < 4:
            return None
        subject = subject_before(p, cue, self.first)
        if subject is None:
            return None
        start = self._content_start(cue, self.end)
        if p.lower[start : start + 1] in (["in"], ["at"], ["during"]):
            return None  # "he said in a speech": when, and not what
        end = next((c - 1 for c in self.cues if c > cue + 3 and p.lower[c - 1] in (",", "and")), self.end)
        if end - start < 3:
            return None
        return Clause([(start, end)], (subject.verb, cue + 1), (subject.first, subject.end), "clause")

    def _shared_clauses(self, first: Clause) -> list[Clause]:
        """``…, adding that the ferry still ran``: a second verb with the subject of the first."""
        p, end = self.p, first.content[-1][1]
        if end >= self.end:
            return []
        cue = end + 1
        start = self._content_start(cue, self.end)
        if self.end - start < 3 or p.lower[cue] not in lexicon.SAYING:
            return []
        return [Clause([(start, self.end)], (cue, cue + 1), first.source, "shared")]


def _covered(quoted: Range, by: list[Range]) -> bool:
    return any(first <= quoted[0] and quoted[1] <= end for first, end in by)
