"""The finder for languages other than English: text and pack in, quotations out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newstext.quotations.languages.marked import marked_clauses, unattributed
from newstext.quotations.languages.pack import Kind
from newstext.quotations.languages.people import People
from newstext.quotations.languages.sentence import Clause, Sentence
from newstext.quotations.languages.speakers import NOBODY, Speaker, Speakers
from newstext.quotations.languages.speech import find_speech
from newstext.quotations.languages.tokens import cut_sentences, lines
from newstext.quotations.languages.unmarked import unmarked_clauses
from newstext.quotations.languages.verdict import confidence, reason
from newstext.quotations.model import Quotation, QuotationKind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.tokens import Line
    from newstext.spans import Span


@dataclass(slots=True)
class Said:
    """One quotation as it grows: a clause, and the words further on that go on with it."""

    number: int
    clause: Clause
    pieces: list[Span]
    quoted: bool
    speaker: Speaker = NOBODY
    further: bool = field(default=False)
    """Whether words were added that stand in sentences of their own."""


def find_in(text: str, pack: Pack) -> list[Quotation]:
    """Find who said what in ``text``, in its order, by the rules of a language pack."""
    return Reading(text, pack).quotations()


class Reading:
    """One text as it is read, paragraph by paragraph."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text, self.pack = text, pack
        self.lines = lines(text, pack)
        self.people = People(self.lines, pack)
        self.speakers = Speakers(self.people, text)
        self.said: list[Said] = []
        self.last: Said | None = None
        """What was said last, in marks or not: where a verb has no subject, it is its speaker's."""

    def quotations(self) -> list[Quotation]:
        """All quotations, in the order of the text."""
        for number, line in enumerate(self.lines):
            find_speech(line, self.pack)
            cut_sentences(line, self.pack)
            self._read(number, line)
        return [self._quotation(said) for said in sorted(self.said, key=lambda said: said.pieces[0])]

    def _read(self, number: int, line: Line) -> None:
        waiting: list[Clause] = []
        here: Said | None = None
        for at, (first, end) in enumerate(line.sentences):
            sentence = Sentence(line, first, end, self.pack)
            clauses = marked_clauses(sentence) or unmarked_clauses(sentence)
            clauses = sorted(clauses + unattributed(sentence, clauses), key=lambda clause: clause.content[0])
            back = self._tells_back(sentence) if not clauses else None
            if back is not None and waiting:
                here = self._add(
                    number, line, Clause([r for c in waiting for r in c.content], "told back", back.cue, back.source)
                )
                waiting = []
                continue
            for clause in clauses:
                if clause.pattern != "alone":
                    here = self._add(number, line, clause, said_before=waiting)
                    waiting = []
                elif here is not None and here.quoted and here.number == number:
                    self._go_on(here, line, clause)
                else:
                    waiting.append(clause)
            if not clauses:
                here = self._go_on_reported(number, line, sentence) or (here if sentence.quoted else None) or here
            if waiting and at + 1 == len(line.sentences):
                self._settle(number, line, waiting)

    def _tells_back(self, sentence: Sentence) -> Clause | None:
        """``Lo ha detto Holt``: a sentence that says who said the words before it."""
        line = sentence.line
        cue = next(iter(sentence.cues), None)
        if cue is None or not line.has(sentence.first, Kind.BACK) or cue.verb - sentence.first > 2:
            return None
        source = sentence.behind(cue, sentence.end)
        return Clause([], "told back", cue.parts, source) if source else None

    def _add(self, number: int, line: Line, clause: Clause, said_before: list[Clause] | None = None) -> Said:
        ranges = [*clause.content, *(r for c in said_before or () for r in c.content)]
        pieces = sorted(line.cover(*r) for r in ranges)
        quoted = any(line.quote[i] >= 0 for r in ranges for i in range(*r))
        said = Said(number, clause, pieces, quoted, self._speaker(number, line, clause), bool(said_before))
        self.said.append(said)
        if said.speaker.name:
            self.last = said
        return said

    def _speaker(self, number: int, line: Line, clause: Clause) -> Speaker:
        if clause.source is not None:
            return self.speakers.resolve(number, clause.source)
        if clause.left_out and self.last is not None and number - self.last.number <= 1:
            known = self._subject_before(number, line, clause)
            speaker = known or self.last.speaker
            return Speaker(speaker.name, speaker.role, speaker.unnamed, "left out", speaker.person)
        if clause.left_out and (known := self._subject_before(number, line, clause)):
            return Speaker(known.name, known.role, known.unnamed, "left out", known.person)
        return NOBODY

    def _subject_before(self, number: int, line: Line, clause: Clause) -> Speaker | None:
        """The subject of the sentence before, where it names somebody."""
        at = bisect_right(line.sentences, clause.content[0][0], key=lambda sentence: sentence[0]) - 1
        for first, end in reversed(line.sentences[max(0, at - 2) : at]):
            for subject in Sentence(line, first, end, self.pack).phrases.chunks(first, end):
                speaker = self.speakers.resolve(number, subject)
                if speaker.person is not None:
                    return speaker
        return None

    def _go_on(self, said: Said, line: Line, clause: Clause) -> None:
        said.pieces = sorted([*said.pieces, *(line.cover(*r) for r in clause.content)])
        said.further = True

    def _go_on_reported(self, number: int, line: Line, sentence: Sentence) -> Said | None:
        """``Das sei nicht zu machen.``: the verb's form alone shows that somebody else's words go on."""
        last = self.last
        if last is None or number - last.number > 1 or not sentence.reported:
            return None
        said = Said(
            number,
            Clause([(sentence.first, sentence.end)], "reported"),
            [line.cover(sentence.first, sentence.end)],
            quoted=False,
        )
        said.speaker = last.speaker
        self.said.append(said)
        self.last = said
        return said

    def _settle(self, number: int, line: Line, waiting: list[Clause]) -> None:
        """Words in marks that no verb goes with: the paragraph before may say whose they are."""
        clause = Clause([r for c in waiting for r in c.content], "bare")
        speaker = self._subject_before(number, line, clause)
        if speaker is not None:
            clause.pattern = "narrated"
        elif (
            self.last is not None
            and number - self.last.number == 1
            and self.last.quoted
            and line.sentences[0][0] == clause.content[0][0]
        ):
            clause.pattern, speaker = "carried", self.last.speaker
        said = self._add(number, line, clause)
        if speaker is not None:
            said.speaker = speaker
            self.last = said

    def _quotation(self, said: Said) -> Quotation:
        line, clause = self.lines[said.number], said.clause
        kind = self._kind(said)
        source = (line.cover(*clause.source),) if clause.source else ()
        via = self.speakers.resolve(said.number, clause.via) if clause.via else NOBODY
        return Quotation(
            kind=kind,
            content=tuple(said.pieces),
            cue=tuple(line.cover(*part) for part in sorted(clause.cue)),
            source=source,
            speaker=said.speaker.name,
            role=said.speaker.role,
            via=via.name,
            via_source=(line.cover(*clause.via),) if clause.via and via.name else (),
            unnamed=said.speaker.unnamed,
            confidence=confidence(clause.pattern, kind, said.speaker, self.pack),
            reason=reason(clause.pattern, said.speaker),
        )

    def _kind(self, said: Said) -> QuotationKind:
        """How much of the words stands in marks."""
        line = self.lines[said.number]
        inside = outside = 0
        for piece in said.pieces:
            for i in range(bisect_left(line.starts, piece.start), bisect_left(line.starts, piece.end)):
                if line.is_word(i):
                    inside += line.quote[i] >= 0
                    outside += line.quote[i] < 0
        if not inside:
            return QuotationKind.INDIRECT
        return QuotationKind.DIRECT if outside <= 1 else QuotationKind.MIXED
