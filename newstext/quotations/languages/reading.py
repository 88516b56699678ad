"""Reads a text paragraph by paragraph, and joins what belongs together over sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quotations.languages.marked import marked_clauses, unattributed
from newstext.quotations.languages.people import People
from newstext.quotations.languages.sentence import Clause, Sentence
from newstext.quotations.languages.speakers import NOBODY, Speaker, Speakers
from newstext.quotations.languages.speech import find_speech
from newstext.quotations.languages.tokens import cut_sentences, lines
from newstext.quotations.languages.uncased_people import UncasedPeople
from newstext.quotations.languages.unmarked import beside_fragments, unmarked_clauses
from newstext.quotations.languages.words import Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.tokens import Line
    from newstext.spans import Span

_FEWEST = 3
_SENTENCES_BEFORE = 2
"""The number of sentences before words in marks that may name their speaker."""


@dataclass(slots=True)
class Said:
    """One quotation as it grows: its clause, all its pieces, who says it, and where that is printed."""

    number: int
    clause: Clause
    pieces: list[Span]
    quoted: bool
    speaker: Speaker = NOBODY
    source: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Somebody and where the text names them, in the paragraph of this number."""

    number: int
    speaker: Speaker
    source: tuple[Span, ...]
    quoted: bool = False
    opens: bool = False
    """Whether a colon or an open mark at the end of the paragraph says that their words go on."""


class Reading:
    """One text in progress."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text, self.pack = text, pack
        self.lines = lines(text, pack)
        self.people = UncasedPeople(self.lines, pack) if pack.has("no capitals") else People(self.lines, pack)
        self.speakers = Speakers(self.people, text)
        self.said: list[Said] = []
        self._last: Origin | None = None
        """The last speaker, in marks or not."""
        for number, line in enumerate(self.lines):
            find_speech(line, pack)
            cut_sentences(line, pack)
            self._read(number, line)

    def _read(self, number: int, line: Line) -> None:
        here: Said | None = None
        waiting: list[Clause] = []
        for first, end in line.sentences:
            sentence = Sentence(line, first, end, self.pack)
            clauses = self._clauses(sentence, number)
            if not clauses and waiting and (back := _tells_back(sentence)):
                back.content = [part for clause in waiting for part in clause.content]
                here, waiting = self._add(number, back), []
            elif not clauses and waiting:
                here, waiting = self._settle(number, line, waiting), []
            elif not clauses:
                back = self._told_back(sentence, number) if here is None else None
                here = self._add(number, back) if back is not None else None
            for clause in clauses:
                if clause.pattern == "reported" and waiting:
                    here, waiting = self._settle(number, line, waiting), []
                if clause.pattern != "alone":
                    clause.content += [part for earlier in waiting for part in earlier.content]
                    here, waiting = self._add(number, clause), []
                elif here is not None and here.quoted:
                    here.pieces.extend(line.cover(*part) for part in clause.content)
                elif here is not None and here.speaker.name:
                    here = self._follow(number, clause, here.speaker, here.source, "same speaker")
                else:
                    waiting.append(clause)
        if waiting:
            self._settle(number, line, waiting)
        self._introduce(number, line)

    def _told_back(self, sentence: Sentence, number: int) -> Clause | None:
        """``Dies gab Holt bekannt.``: the sentence before it is what she made known."""
        back = _tells_back(sentence)
        at = bisect_right(self.lines[number].sentences, sentence.first, key=lambda each: each[0]) - 1
        if back is None or at < 1 or back.source is None:
            return None
        before = Sentence(self.lines[number], *self.lines[number].sentences[at - 1], self.pack)
        back.content = [(before.first, before.end)]
        return back if before.end - before.first >= _FEWEST and (before.alone or not before.quoted) else None

    def _clauses(self, sentence: Sentence, number: int) -> list[Clause]:
        clauses = marked_clauses(sentence)
        if all(clause.pattern == "any verb" for clause in clauses) and self._goes_on(sentence, number):
            return [Clause([(sentence.first, sentence.end)], "reported")]
        clauses = clauses or unmarked_clauses(sentence)
        if all(clause.pattern == "fragment" for clause in clauses):
            clauses += beside_fragments(sentence, clauses)
        return sorted(clauses + unattributed(sentence, clauses), key=lambda clause: clause.content[0])

    def _goes_on(self, sentence: Sentence, number: int) -> bool:
        """``Das sei nicht zu machen.``: the verb's form alone shows that somebody else's words go on."""
        last = self._last
        near = last is not None and number - last.number <= 1 and last.speaker.name is not None
        follows = near and any(
            said.clause.content[-1][1] >= sentence.first - 2 for said in self.said[-1:] if said.number == number
        )
        reported = sentence.perhaps_reported if follows else sentence.reported
        return near and reported and not sentence.cues and sentence.according_at() is None

    def _add(self, number: int, clause: Clause) -> Said:
        line = self.lines[number]
        speaker = NOBODY
        source: tuple[Span, ...] = ()
        if clause.source is not None:
            speaker, source = self.speakers.resolve(number, clause.source), (line.cover(*clause.source),)
        elif clause.pattern == "reported" and self._last is not None:
            speaker, source = self._last.speaker, self._last.source
        elif clause.left_out:
            origin = self._just_heard(number, clause)
            if clause.pattern != "carried":
                origin = origin or self._named_before(number, clause) or self._last
            if origin is not None and number - origin.number <= _SENTENCES_BEFORE:
                speaker, source = origin.speaker.as_left_out(), origin.source
        return self._follow(number, clause, speaker, source)

    def _follow(
        self, number: int, clause: Clause, speaker: Speaker, source: tuple[Span, ...], pattern: str = ""
    ) -> Said:
        line = self.lines[number]
        clause.pattern = pattern or clause.pattern
        quoted = any(line.quote[i] >= 0 for part in clause.content for i in range(*part))
        said = Said(number, clause, [line.cover(*part) for part in clause.content], quoted, speaker, source)
        self.said.append(said)
        if speaker.name:
            self._last = Origin(number, speaker, source, quoted)
            self.speakers.heard(number, max(piece.start for piece in said.pieces), speaker)
        return said

    def _just_heard(self, number: int, clause: Clause) -> Origin | None:
        """Return the last speaker, if the sentence before has those words."""
        line = self.lines[number]
        at = bisect_right(line.sentences, clause.content[0][0], key=lambda sentence: sentence[0]) - 1
        if self._last is None or self._last.number != number or at < 1 or not self.said:
            return None
        first, end = line.sentences[at - 1]
        before = any(line.starts[first] <= piece.start < line.ends[end - 1] for piece in self.said[-1].pieces)
        return self._last if before else None

    def _named_before(self, number: int, clause: Clause) -> Origin | None:
        """Return the person that the sentence before is about: the subject of its cue, a person, or what can speak."""
        line = self.lines[number]
        at = bisect_right(line.sentences, clause.content[0][0], key=lambda sentence: sentence[0]) - 1
        for first, end in reversed(line.sentences[max(0, at - _SENTENCES_BEFORE) : at]):
            sentence = Sentence(line, self._past_label(line, first), end, self.pack)
            told = [subject for cue in sentence.cues if (subject := sentence.subject_of(cue)) is not None]
            chunks = sentence.phrases.chunks(sentence.first, end)
            for subject in told + chunks:
                speaker = self.speakers.resolve(number, subject)
                nearest = subject == chunks[0] and end == line.sentences[at][0]
                speaks = subject in told or (nearest and sentence.phrases.speaks(subject))
                if speaker.person is not None or (speaks and speaker.name):
                    return Origin(number, speaker, (line.cover(*subject),))
        return None

    def _past_label(self, line: Line, first: int) -> int:
        """Step over a catchword before a sentence: ``Europapolitik: Die Partei will …``."""
        return first + 2 if first + 2 < len(line) and line.words[first + 1] == ":" else first

    def _settle(self, number: int, line: Line, waiting: list[Clause]) -> Said:
        """Attribute quoted words without a verb to the text's subject, or to the last speaker."""
        clause = Clause([part for each in waiting for part in each.content], "bare")
        begins = line.sentences[0][0] == clause.content[0][0]
        last = self._last if self._last is not None and number - self._last.number == 1 else None
        if last is not None and begins and last.opens:
            return self._follow(number, clause, last.speaker, last.source, "introduced")
        if (origin := self._named_before(number, clause)) is not None:
            return self._follow(number, clause, origin.speaker, origin.source, "narrated")
        here = self._last if self._last is not None and self._last.number == number else None
        if here is not None or (last is not None and begins and last.quoted):
            origin = here or last
            assert origin is not None
            return self._follow(number, clause, origin.speaker, origin.source, "carried")
        return self._follow(number, clause, NOBODY, ())

    def _introduce(self, number: int, line: Line) -> None:
        """Remember whose words go on in the next paragraph, behind a colon or an open mark."""
        if not line.sentences:
            return
        last = self._last
        if line.quoted and not line.quoted[-1].closed and line.quoted[-1].end == len(line) and last is not None:
            self._last = Origin(number, last.speaker, last.source, quoted=True, opens=True)
        if line.words[-1] != ":" or line.quote[-1] >= 0:
            return
        sentence = Sentence(line, *line.sentences[-1], self.pack)
        told = (subject for cue in reversed(sentence.cues) if (subject := sentence.subject_of(cue)) is not None)
        subject = next(told, None) or sentence.first_subject(sentence.first, sentence.end, speaking=True)
        if subject is not None:
            source = (line.cover(*subject),)
            self._last = Origin(number, self.speakers.resolve(number, subject), source, opens=True)


def _tells_back(sentence: Sentence) -> Clause | None:
    """``Lo ha detto Holt``: a sentence that says who said the words before it."""
    cue = next(iter(sentence.cues), None)
    if cue is None or not sentence.line.has(sentence.first, Kind.BACK) or cue.verb - sentence.first > _SENTENCES_BEFORE:
        return None
    source = sentence.behind(cue, sentence.end)
    return Clause([], "told back", cue.parts, source) if source else None
