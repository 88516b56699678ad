"""One sentence of copy: its quotations, its verbs of saying, and who is the subject of each."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newstext.quotations.languages.cues import cues_of, matches
from newstext.quotations.languages.subjects import Subjects
from newstext.quotations.languages.words import DASHES, SAYING, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.cues import Cue
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.tokens import Line, Range

_THAT_WITHIN = 12
_LONGEST_MOOD = 5
_LONGEST_LEAD = 36
"""The most tokens between a verb and its clause: the speaker, the hearer, the time."""


@dataclass(slots=True)
class Clause:
    """Who says which tokens of a paragraph. Without source and cue, who speaks is elsewhere.

    ``left_out`` says that a verb of saying stands there without its subject, ``nobodys`` that it never has one.
    """

    content: list[Range]
    pattern: str
    cue: list[Range] = field(default_factory=list)
    source: Range | None = None
    left_out: bool = False
    nobodys: bool = False
    via: Range | None = None
    thought: bool = False
    """Whether it is believed, hoped or feared, and not said."""


class Sentence:
    """One sentence as the reporter wrote it, including the words in marks."""

    def __init__(self, line: Line, first: int, end: int, pack: Pack) -> None:
        self.line, self.first, self.pack = line, first, pack
        low, high = (bisect_left(line.quoted, at, key=lambda quoted: quoted.first) for at in (first, end))
        self.quoted = line.quoted[low:high]
        while (
            end > first and line.quote[end - 1] < 0 and (line.ends_sentence(end - 1) or line.words[end - 1] in DASHES)
        ):
            end -= 1
        self.end = end
        self.phrases = Subjects(line, pack)
        self.cues = cues_of(line, first, end, pack)

    @property
    def alone(self) -> bool:
        """Whether the sentence is nothing but words in marks."""
        return bool(self.quoted) and self.quoted[0].first <= self.first and self.quoted[-1].end >= self.end

    @property
    def reported(self) -> bool:
        """Whether the form of a verb shows that the sentence is somebody else's words."""
        return self._has_form(Kind.REPORTED)

    @property
    def perhaps_reported(self) -> bool:
        """Whether it may be, where the sentence before it is."""
        return self._has_form(Kind.REPORTED | Kind.PERHAPS_REPORTED)

    def _has_form(self, kind: Kind) -> bool:
        line = self.line
        return any(
            line.kinds[i] & kind and line.names[i] < 0 and line.words[i].islower() and line.quote[i] < 0
            for i in range(self.first, self.end)
        )

    def next_quote(self, at: int) -> int:
        """Return where the next words in marks begin; the sentence's end if there are none."""
        return min([quoted.first for quoted in self.quoted if quoted.first >= at], default=self.end)

    def past_small(self, i: int, stop: int) -> int:
        """Step over adverbs, times and small pronouns before a verb."""
        line = self.line
        while i < stop and line.kinds[i] & (Kind.ADVERB | Kind.BACK | Kind.TIME) and line.names[i] < 0:
            i += 1
        return i

    def back_over_small(self, i: int) -> int:
        """Step back over adverbs, times and small pronouns before token ``i``."""
        line = self.line
        while i > self.first and line.kinds[i - 1] & (Kind.ADVERB | Kind.BACK | Kind.TIME) and line.names[i - 1] < 0:
            i -= 1
        return i

    def subject_of(self, cue: Cue) -> Range | None:
        """Return the speaker: before the verb, behind it, or the subject that it shares with an earlier verb."""
        if cue.nobodys:
            return self._document(cue)
        if cue.subject is not None:
            return cue.subject, cue.subject + 1
        if cue.hanging or self.coordination(cue) is not None:
            shared = self.first_subject(self.first, cue.verb)
            if shared is not None:
                return shared
        if self._has_pronoun_behind(cue):
            return cue.verb + 1, cue.verb + 2
        low = self._low(cue)
        before = self.phrases.with_relative(self.first, cue.verb) or self.phrases.subject_before(cue.verb, low)
        if before is not None and self.line.kinds[before[0]] & Kind.OBLIQUE:
            before = None
        stop = self.next_quote(cue.end)
        stop = next((i for i in range(cue.verb + 1, stop) if self.line.words[i] in ":;"), stop)
        if before is not None and self._is_no_subject(before, cue):
            return self.behind(cue, stop) or before
        return before or self.behind(cue, stop)

    def behind(self, cue: Cue, stop: int) -> Range | None:
        """Return the noun phrase behind a verb, or between it and its participle."""
        if cue.nobodys:
            return self._document(cue)
        if cue.subject is not None:
            return cue.subject, cue.subject + 1
        last = cue.parts[-1][0]
        between = self._subject_after(cue.verb + 1, last) if last > cue.verb + 1 else None
        behind = self._subject_after(self._past_mood(cue.end, stop), stop)
        return between or self.phrases.with_title(behind, cue.end, self.end)

    def _past_mood(self, i: int, stop: int) -> int:
        """Step over ``, emocionada,`` between a verb and its subject."""
        line = self.line
        if i >= stop or line.words[i] != ",":
            return i
        end = next((j for j in range(i + 1, min(stop, i + _LONGEST_MOOD)) if line.words[j] == ","), i)
        small = all(line.words[j].islower() and line.is_word(j) for j in range(i + 1, end))
        return end + 1 if end > i + 1 and small else i

    def _has_pronoun_behind(self, cue: Cue) -> bool:
        """``Den Plan nannte er``: a pronoun that can only be the subject, right behind the verb."""
        i = cue.verb + 1
        pronoun = self.line.has(i, Kind.PRONOUN) and self.pack.gender(self.line.lower[i]) in ("m", "p")
        return pronoun and self.pack.has("subject may follow") and not self.line.kinds[i] & Kind.ARTICLE

    def _document(self, cue: Cue) -> Range | None:
        """``In einer Mitteilung heißt es`` and ``hieß es aus der Partei``: what says it where nobody does."""
        line, stop = self.line, self.next_quote(cue.end)
        if cue.end < stop and line.kinds[cue.end] & Kind.WITHIN:
            found = self.phrases.phrase(cue.end + 1, stop, bare=True)
            place = found is not None and line.names[found[0]] >= 0 and not self.phrases.speaks_by_kind(found)
            return None if place else found
        i = self.back_over_small(cue.verb)
        within = [chunk for chunk in self.phrases.chunks(self.first, i, governed=True) if chunk[1] == i]
        return within[-1] if within and line.has(within[-1][0] - 1, Kind.WITHIN) else None

    def cited(self, cue: Cue, stop: int) -> tuple[Range | None, Range | None]:
        """``Die Zeitung zitiert den Minister``: who is quoted, and by whom."""
        first = self.phrases.subject_after(cue.end, stop)
        second = self.phrases.phrase(first[1], stop) if first is not None else None
        if second is not None:
            return second, first
        return first, self.phrases.subject_before(cue.verb, self.first)

    def _subject_after(self, i: int, stop: int) -> Range | None:
        """The subject behind ``i``; one in another case is who is spoken to, and is passed over."""
        while (found := self.phrases.subject_after(i, stop)) is not None:
            if not self.line.kinds[found[0]] & Kind.OBLIQUE:
                return found
            i = found[1]
        return None

    def first_subject(self, low: int, stop: int, *, speaking: bool = False) -> Range | None:
        """Return the subject of tokens ``low`` to ``stop``: the first phrase that can be a subject, and can speak."""
        chunks = (c for c in self.phrases.chunks(low, stop) if not self.line.kinds[c[0]] & Kind.OBLIQUE)
        return next((chunk for chunk in chunks if not speaking or self.phrases.speaks(chunk)), None)

    def _is_no_subject(self, phrase: Range, cue: Cue) -> bool:
        """Whether a subject behind the verb is likelier than this phrase before it, in languages that have both.

        ``Der Zeitung sagte Holt``: an outlet is told; ``Ähnlich äußerte sich Holt``: a lone word is an adverb;
        ``Als er kam, sagte Holt`` and ``Auf die Frage, ob er komme, sagte Holt``: something else stands first.
        """
        line, (first, end) = self.line, phrase
        if not self.pack.has("subject may follow"):
            return False
        told = any(line.kinds[i] & Kind.OUTLET for i in range(first, end))
        lone = end - first == 1 and line.names[first] < 0 and not self.phrases.speaks(phrase)
        opened = line.has(self.first, Kind.BREAK | Kind.PREPOSITION | Kind.PARTICIPLE) and line.names[self.first] < 0
        within = opened or any(
            line.kinds[i] & (Kind.BREAK | Kind.THAT) for i in range(self._clause_before(first), first)
        )
        return ((told or lone) and first == self.first) or (within and line.words[cue.verb - 1] == ",")

    def _clause_before(self, i: int) -> int:
        """Return where the clause of token ``i`` begins: behind the last comma."""
        return next((j + 1 for j in range(i - 1, self.first, -1) if self.line.words[j] == ","), self.first)

    def _low(self, cue: Cue) -> int:
        """Return where the clause of a verb can begin."""
        line = self.line
        for i in range(cue.verb - 1, self.first, -1):
            that = line.kinds[i] & Kind.THAT and self.past_small(i + 1, cue.verb) < cue.verb  # not "Holt, che promette"
            if line.quote[i] < 0 and line.names[i] < 0 and (line.words[i] in ";:" or that):
                return i + 1
        return self.first

    def coordination(self, cue: Cue) -> int | None:
        """Return where ``…, und fügte hinzu`` and ``…, adding`` begin: the verb has the subject of the one before."""
        line, i = self.line, self.back_over_small(cue.verb)
        if i <= self.first:
            return None
        if line.kinds[i - 1] & Kind.AND:
            return i - 1 - (i > self.first + 1 and line.words[i - 2] == ",")
        return i - 1 if cue.hanging and line.words[i - 1] == "," else None

    def clause_start(self, cue: Cue, stop: int, source: Range | None) -> int | None:
        """Return where a verb's content clause begins: at ``dass``, or behind the comma if no conjunction is needed.

        Only the subject, the person spoken to, time and place may come between the two.
        """
        line, i = self.line, cue.end
        named = source is None or source[0] < cue.verb
        stop = min(stop, cue.end + _LONGEST_LEAD)
        while i < stop and line.quote[i] < 0:
            if line.kinds[i] & Kind.THAT and line.names[i] < 0:
                return i
            if line.words[i] in ",:":
                aside = self._aside_end(i, stop)
                if aside == i:
                    return self._behind_comma(i, source)
                i = aside
                continue
            if source is not None and i == source[0]:
                i, named = source[1], True
                continue
            past = self.phrases.past_adjunct(i, stop)
            if past == i and not named:
                return None
            if past == i and self.pack.has("clauses need no that") and (told := self.phrases.phrase(i, stop)):
                past = told[1]
            if past == i:
                return None
            i = past
        return None

    def _aside_end(self, comma: int, stop: int) -> int:
        """Return the token behind ``, el lunes, en una entrevista,``; ``comma`` if something else follows."""
        i = comma + 1
        while i < stop and (past := max(self.phrases.past_adjunct(i, stop), i + self.line.words[i].isdigit())) > i:
            i = past
        if not comma + 1 < i < stop or self.line.words[i] != ",":
            return comma
        if self.line.has(i + 1, Kind.THAT):
            return i + 1
        further = self._aside_end(i, stop)
        return further if further > i else comma

    def _behind_comma(self, comma: int, source: Range | None) -> int | None:
        line = self.line
        if self.pack.has("clauses need no that") and comma + 1 < self.end:
            return comma + 1
        closes = source is not None and source[1] == comma  # of an apposition
        that = line.has(comma + 1, Kind.THAT)
        return comma + 1 if that and (closes or self.pack.has("comma before that")) else None

    def clause_end(self, end: int) -> int:
        """The sentence's end, or where the next verb of saying begins a clause of its own."""
        later = next((cue for cue in self.cues if cue.verb >= end), None)
        cut = self.coordination(later) if later is not None else None
        return cut if cut is not None and cut >= end else self.end

    def according_at(self) -> tuple[Range, Range] | None:
        """Return the first “according to” of the sentence, and the source behind or before it."""
        if found := self._view():
            return found
        for i in range(self.first, self.end):
            if self.line.quote[i] < 0 and (found := self._own(i) or self._according_here(i)):
                return found
        return None

    def _according_here(self, i: int) -> tuple[Range, Range] | None:
        line = self.line
        after_comma = i > self.first and (line.words[i - 1] == "," or line.words[i - 1] in DASHES)
        if found := self.according_behind(i, self.end, after_comma=after_comma):
            return found
        if found := self._by_report(i):
            return found
        for lead in self.pack.according_behind:
            if matches(line, i, self.end, lead.words):
                before = [chunk for chunk in self.phrases.chunks(self.first, i, governed=True) if chunk[1] == i]
                return ((i, i + len(lead.words)), before[-1]) if before else None
        return None

    def _by_report(self, i: int) -> tuple[Range, Range] | None:
        """Return a preposition with a noun of saying, and its source: ``Nach ersten Angaben der Polizei``."""
        line = self.line
        if line.lower[i] not in self.pack.according_nouns or line.names[i] >= 0:
            return None
        noun = next((j for j in range(i + 1, min(self.end, i + _LONGEST_MOOD)) if line.kinds[j] & Kind.REPORT), None)
        if noun is None or any(not line.is_word(j) or line.quote[j] >= 0 for j in range(i, noun)):
            return None
        behind = noun + 1
        if line.has(behind, Kind.OF | Kind.GENITIVE) and (
            owner := self.phrases.phrase(behind + line.has(behind, Kind.OF), self.end, bare=True)
        ):
            return (i, noun + 1), owner
        return (i, i + 1), (i + 1, noun + 1)

    def _own(self, i: int) -> tuple[Range, Range] | None:
        """``Die Armee hat nach eigenen Angaben …``: the subject says it of itself."""
        for lead in self.pack.according_own:
            if matches(self.line, i, self.end, lead.words):
                cue = (i, i + len(lead.words))
                subject = self.first_subject(self.first, i) or self.first_subject(cue[1], self.end)
                return (cue, subject) if subject is not None else None
        return None

    def _view(self) -> tuple[Range, Range] | None:
        """``Pour Mme Holt, …``: somebody's view at the start of the sentence."""
        for lead in self.pack.according_at_start:
            if matches(self.line, self.first, self.end, lead.words):
                source = self._source(self.first + len(lead.words), self.end)
                if source is not None and source[1] < self.end and self.phrases.speaks(source):
                    follows = self.line.words[source[1]] == "," or self.line.quote[source[1]] >= 0
                    return ((self.first, source[0]), source) if follows else None
        return None

    def according_behind(self, i: int, stop: int, *, after_comma: bool) -> tuple[Range, Range] | None:
        """Return an “according to” that begins at ``i``, and the source behind it."""
        for lead in self.pack.according + (self.pack.according_after_comma if after_comma else ()):
            if matches(self.line, i, stop, lead.words):
                begins = i + len(lead.words) - lead.kept
                if self.line.has(begins, Kind.FINITE | Kind.AUXILIARY) and self.line.kinds[begins] & (
                    SAYING | Kind.AUXILIARY
                ):
                    return None  # "según informó la policía"
                source = self._source(begins, stop)
                return ((i, begins), source) if source is not None else None
        return None

    def _source(self, i: int, stop: int) -> Range | None:
        last = i - self.first > _THAT_WITHIN
        found = self.phrases.phrase(i, stop, last=last, bare=True)
        if found is None and i < stop and self.line.kinds[i] & (Kind.OF | Kind.PREPOSITION):
            found = self.phrases.phrase(i + 1, stop, last=last, bare=True)
        if found is None and i < stop and self.line.words[i].islower() and not self.line.kinds[i]:
            behind = self._subject_after(i + 1, stop)  # "so charakterisierte sie der Trainer"
            later = self.phrases.phrase(behind[1], stop) if behind is not None and behind[1] - behind[0] == 1 else None
            found = next((x for x in (later, behind) if x is not None and self.phrases.names_somebody(x)), None)
        return found
