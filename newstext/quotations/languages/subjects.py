"""Finds the subjects of a sentence: before a verb, or behind it past times, adverbs and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.languages.phrases import DETERMINING, SPEAKING, Phrases
from newstext.quotations.languages.words import Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.tokens import Range

_MOST_ADJUNCTS = 4
_LONGEST_BRACKET = 60
_LONGEST_RELATIVE = 10


class Subjects(Phrases):
    """The subjects and adjuncts of one paragraph."""

    def subject_after(self, i: int, stop: int) -> Range | None:
        """Return the subject behind a verb, past times, adverbs and the person spoken to."""
        line, adjuncts = self.line, 0
        while i < stop and line.quote[i] < 0 and adjuncts <= _MOST_ADJUNCTS:
            past = self.past_adjunct(i, stop)
            if past == i:
                return self.phrase(i, stop) if line.is_word(i) or line.words[i][0] == "-" else None
            adjuncts += self._is_preposition(i, stop)
            i = past
        return None

    def past_adjunct(self, i: int, stop: int) -> int:
        """Return the token behind a time, an adverb or a place that begins at ``i``; ``i`` where none does."""
        line = self.line
        past = self.past_time(i, stop)
        if past > i:
            return past
        if line.kinds[i] & (Kind.ADVERB | Kind.BACK) and not self.is_determiner(i, stop) and line.names[i] < 0:
            return i + 1
        if self._holds_preposition(i):
            told = self.phrase(i, stop, aside=False, bare=True)
            return told[1] if told is not None else i + 1
        return self._adjunct_end(i, stop) if self._is_preposition(i, stop) else i

    def _holds_preposition(self, i: int) -> bool:
        """Whether a preposition is written together with the word: Arabic *لوكالة*, to an agency."""
        return self.line.words[i][0] in self.pack.prefixed_prepositions and self.line.lower[i] != self.line.words[i]

    def _is_preposition(self, i: int, stop: int) -> bool:
        """Whether a word is a preposition here; Portuguese ``a`` is one, and an article before a woman's role."""
        line = self.line
        if not line.kinds[i] & Kind.PREPOSITION or line.names[i] >= 0:
            return False
        if not line.kinds[i] & Kind.ARTICLE or i + 1 >= stop:
            return True
        behind_verb = line.has(i - 1, Kind.FINITE | Kind.PARTICIPLE)
        fits = line.lower[i + 1].endswith(line.lower[i]) or self.pack.gender(line.lower[i + 1]) in ("f", "m")
        agrees = fits and (line.words[i + 1].islower() or not behind_verb)
        return not (line.kinds[i + 1] & SPEAKING or agrees)

    def _is_infinitive(self, i: int) -> bool:
        """``after presenting the minister``: what stands behind a preposition is a verb, and takes the rest along."""
        line, ends = self.line, self.pack.infinitive_ends
        return bool(ends) and line.words[i].islower() and line.lower[i].endswith(ends) and not line.kinds[i] & SPEAKING

    def _adjunct_end(self, i: int, stop: int) -> int:
        """Return the end of ``outside the court``; a name after it is the subject: ``dit devant l'école Mira Holt``."""
        line = self.line
        if i + 1 < stop and line.lower[i] in self.pack.infinitives and self._is_infinitive(i + 1):
            return stop
        inner = self.phrase(i + 1, stop, aside=False, bare=True)
        if inner is None:
            return i + 1
        for j in range(inner[0] + 1, inner[1] - 1):
            if line.kinds[j] & (Kind.ROLE | Kind.TITLE) and line.names[j - 1] >= 0:
                return j
            begins = line.names[j] >= 0 and line.names[j] == line.names[j + 1] != line.names[j - 1]
            if begins and line.words[j - 1].islower() and not line.kinds[j - 1] & (SPEAKING | Kind.OF | Kind.AND):
                return j
        return inner[1]

    def speaks(self, phrase: Range) -> bool:
        """Whether a phrase names somebody or something that can speak."""
        line, (i, end) = self.line, phrase
        if end - i == 1 and line.kinds[i] & Kind.PRONOUN:
            return True
        while i < end and line.has(i, DETERMINING):
            i += 1
        head = i < end and (line.names[i] >= 0 or bool(line.kinds[i] & SPEAKING))
        comma = next((j for j in range(i, end) if line.words[j] == ","), end)
        return head or any(line.names[j] in line.persons and not self.is_governed(j, i) for j in range(comma, end))

    def with_title(self, found: Range | None, behind: int, stop: int) -> Range | None:
        """``die Agentur „Seewind“`` and ``schrieb „Die Woche“``: a name in marks is the subject, or part of it."""
        at = found[1] if found is not None else behind
        end = self.title_end(at, stop) if at < stop else at
        return (found[0] if found is not None else at, end) if end > at else found

    def names_somebody(self, phrase: Range) -> bool:
        """Whether a phrase can speak, or holds the name of a person."""
        return self.speaks(phrase) or any(self.line.names[i] in self.line.persons for i in range(*phrase))

    def speaks_by_kind(self, phrase: Range) -> bool:
        """Whether a phrase begins with a word for people or for what they belong to."""
        return bool(self.line.kinds[phrase[0]] & SPEAKING)

    def past_time(self, i: int, stop: int) -> int:
        """Return the token behind a time that begins at ``i`` (``am Dienstag``, ``el 3 de mayo``), or ``i``."""
        line, j, told = self.line, i, False
        while j < stop and j - i < 6 and line.quote[j] < 0:
            if line.kinds[j] & Kind.TIME:
                told = True
            elif not (
                line.kinds[j] & (Kind.ARTICLE | Kind.OF | Kind.PREPOSITION | Kind.GENITIVE)
                or line.words[j].isdigit()
                or line.words[j] == "."
            ):
                break
            j += 1
        while j > i and not (line.kinds[j - 1] & Kind.TIME or line.words[j - 1].isdigit()):
            j -= 1
        if told and j < stop and line.words[j] == "(" and j + 2 < stop:
            closing = self.bracket_end(j, stop)
            return closing if closing - j <= 4 else j  # "na terça-feira (1º)"
        return j if told else i

    def subject_before(self, verb: int, low: int) -> Range | None:
        """Return the subject before a verb: the nearest phrase that no preposition governs."""
        line = self.line
        chunks = self.chunks(low, verb)
        if not chunks:
            return None
        first, end = chunks[-1]
        if end < verb and line.words[verb - 1] == "," and line.quote[verb - 1] < 0:
            # "Holt, who met reporters, said": the one before the part between commas
            aside = next((j for j in range(verb - 2, low, -1) if line.words[j] == "," and line.quote[j] < 0), None)
            outer = [c for c in chunks if aside is not None and c[1] <= aside]
            if outer and end <= verb - 1 and first > (aside or 0):
                return outer[-1]
        return first, end

    def with_relative(self, low: int, verb: int) -> Range | None:
        """``Una vecina que prefiere no dar su nombre contó``: a subject with a relative clause up to the verb."""
        line = self.line
        first = next((i for i in range(low, verb) if line.is_word(i)), verb)
        subject = self.phrase(first, verb, aside=False)
        if subject is None or not self.names_somebody(subject) or not line.has(subject[1], Kind.RELATIVE | Kind.THAT):
            return None
        clause = range(subject[1] + 1, verb)
        within = all(line.is_word(i) and line.quote[i] < 0 for i in clause)
        return subject if 0 < len(clause) <= _LONGEST_RELATIVE and within else None

    def _past_bracket(self, i: int, stop: int) -> int:
        """Return the token behind a bracket that opens at ``i``, or ``i``."""
        closes = (j + 1 for j in range(i, min(stop, i + _LONGEST_BRACKET)) if self.line.words[j] == ")")
        return next(closes, i) if self.line.words[i] == "(" else i

    def chunks(self, low: int, stop: int, *, governed: bool = False) -> list[Range]:
        """All noun phrases of a part of a sentence that no preposition governs; or all of them."""
        line, found, i = self.line, list[tuple[int, int]](), low
        while i < stop:
            past = max(self.past_time(i, stop), self._past_bracket(i, stop))
            if past > i:
                i = past
                continue
            hangs = self._is_preposition(i, stop) or bool(line.kinds[i] & Kind.OF and line.names[i] < 0)
            phrase = self.phrase(i + hangs, stop, aside=not hangs, bare=hangs)
            if phrase is None or (line.quote[i] >= 0 and phrase[1] < stop):
                i += 1
                continue
            if governed or not hangs:
                found.append(phrase)
            i = max(phrase[1], i + 1)
        return found
