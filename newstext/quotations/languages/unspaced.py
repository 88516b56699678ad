"""Finds quotations in text without spaces between words: marks, cue verbs, and the sources beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from newstext.quotations.languages.marks import stretches
from newstext.quotations.languages.speakers import NOBODY, Speaker
from newstext.quotations.languages.unspaced_names import Names
from newstext.quotations.languages.verdict import confidence, is_said, name_confidence, reason
from newstext.quotations.languages.words import Kind
from newstext.quotations.model import Quotation, QuotationKind
from newstext.quotations.paragraph_ends import paragraph_spans
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.quotations.languages.marks import Stretch
    from newstext.quotations.languages.pack import Pack

_END = regex.compile(r"[。！？!?\n]")
_FEWEST = 4
"""Signs in marks from which words are not a term."""
_SIGNS = "，,：:、 \u3000"
_MOST_QUOTES = 40
"""Words in marks at which a sentence is cut: no text may take more than linear time."""
_LONGEST_SUBJECT = 60
_LONGEST_TAIL = 30
_LONGEST_ENDING = 16
"""Signs at the end of a sentence in which its verb can begin."""
_THAT = regex.compile("と")


@dataclass(slots=True)
class _Said:
    pieces: list[Span]
    pattern: str
    speaker: Speaker = NOBODY
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    quoted: bool = True


@dataclass(slots=True)
class _Sentence:
    """A sentence outside marks, in code points of the text, with its words in marks."""

    start: int
    end: int
    quotes: list[Stretch] = field(default_factory=list)


def find_unspaced(text: str, pack: Pack) -> list[Quotation]:
    """Find who said what in ``text``, in its order."""
    reader = _Reader(text, pack)
    for span in paragraph_spans(text):
        reader.read(span)
    return [_quotation(said, pack) for said in sorted(reader.said, key=lambda said: said.pieces[0])]


def _quotation(said: _Said, pack: Pack) -> Quotation:
    kind = QuotationKind.DIRECT if said.quoted else QuotationKind.INDIRECT
    aloud = is_said(kind, said.speaker)
    return Quotation(
        kind=kind,
        content=tuple(sorted(said.pieces)),
        cue=said.cue,
        source=said.source,
        speaker=said.speaker.name,
        role=said.speaker.role,
        unnamed=said.speaker.unnamed,
        said=aloud,
        is_paraphrase=kind is QuotationKind.INDIRECT,
        confidence=confidence(said.pattern, said.speaker, pack, said=aloud),
        name_confidence=name_confidence(said.speaker, pack),
        reason=reason(said.pattern, said.speaker),
    )


@lru_cache(maxsize=8)
def _verbs(pack: Pack) -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, pack.words.having(Kind.CLAUSE))))


class _Reader:
    """One text in progress."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text, self.pack = text, pack
        self.names = Names(text, pack)
        self.said: list[_Said] = []
        self._last: tuple[int, Speaker, tuple[Span, ...]] | None = None
        """The last person named, and the start of the paragraph that names them."""

    def read(self, span: Span) -> None:
        """Read one paragraph."""
        waiting: list[Span] = []
        told: _Said | None = None
        for sentence in self._sentences(span):
            read = self._ending_verb if self.pack.has("verb ends the sentence") else self._leading_verb
            found = read(sentence, span.start)
            alone = [q for q in sentence.quotes if not any(_holds(said, q) for said in found) and self._is_speech(q)]
            if found:
                found[0].pieces += waiting if found[0].quoted or not waiting else []
                waiting = [] if found[0].quoted else waiting
                told = found[-1] if found[-1].speaker.name else told
            elif waiting and not alone:
                self._narrated(sentence, span.start, waiting)
                waiting = []
            for quote in alone if self._is_alone(sentence) else []:
                if told is not None and told.quoted:
                    told.pieces.append(Span(quote.start, quote.end))
                else:
                    waiting.append(Span(quote.start, quote.end))
            self.said += found
        if waiting:
            self.said.append(_Said(waiting, "bare"))

    def _sentences(self, span: Span) -> Iterator[_Sentence]:
        words = span.of(self.text)
        quotes = [q._replace(start=q.start + span.start, end=q.end + span.start) for q in stretches(words, self.pack)]
        start, at = span.start, 0
        sentence = _Sentence(start, start)
        for match in _END.finditer(self.text, span.start, span.end):
            while at < len(quotes) and quotes[at].end <= match.start():
                sentence.quotes.append(quotes[at])
                at += 1
                if len(sentence.quotes) >= _MOST_QUOTES:
                    sentence.end = sentence.quotes[-1].end
                    yield sentence
                    sentence = _Sentence(sentence.end, sentence.end)
            if at < len(quotes) and quotes[at].start <= match.start():
                continue
            sentence.end = match.end()
            yield sentence
            sentence = _Sentence(match.end(), match.end())
        sentence.quotes += quotes[at:]
        if sentence.start < span.end:
            sentence.end = span.end
            yield sentence

    def _is_speech(self, quote: Stretch) -> bool:
        inner = self.text[quote.start + 1 : quote.end - 1]
        return len(inner) >= _FEWEST or inner[-1:] in "。！？"

    def _is_alone(self, sentence: _Sentence) -> bool:
        """Whether a sentence is nothing but words in marks."""
        rest = self.text[sentence.start : sentence.end]
        for quote in sentence.quotes:
            rest = rest.replace(self.text[quote.start : quote.end], "")
        return not rest.strip(" \u3000\n。！？!?")

    # -- Chinese: who, verb, words; or words, who, verb

    def _leading_verb(self, sentence: _Sentence, paragraph: int) -> list[_Said]:
        found: list[_Said] = []
        begins = sentence.start
        for quote in sentence.quotes:
            if not self._is_speech(quote):
                continue
            said = self._before(begins, quote, paragraph) or self._behind(sentence, quote, paragraph)
            if said is not None:
                found.append(said)
                begins = max(quote.end, *(span.end for span in said.cue)) if said.cue else quote.end
            elif found and self._continues(begins, quote.start):
                found[-1].pieces.append(Span(quote.start, quote.end))
        return found or self._unmarked(sentence, paragraph)

    def _continues(self, begins: int, start: int) -> bool:
        return not self.text[begins:start].strip(_SIGNS)

    def _before(self, begins: int, quote: Stretch, paragraph: int) -> _Said | None:
        low = max(begins, quote.start - _LONGEST_SUBJECT)
        verb = next(reversed(list(_verbs(self.pack).finditer(self.text, low, quote.start))), None)
        if verb is None or len(self.text[verb.end() : quote.start].strip(_SIGNS)) > _FEWEST:
            return self._before_colon(low, quote, paragraph)
        direct = self.text[verb.end() : quote.start].strip() in ("：", ":", "，", ",", "")
        pattern = "before" if direct else "fragment"
        return self._told(pattern, [Span(quote.start, quote.end)], verb.span(), (low, verb.start()), paragraph)

    def _before_colon(self, low: int, quote: Stretch, paragraph: int) -> _Said | None:
        """``市长周文礼：“…”``."""
        colon = quote.start - 1
        named = self.names.subject(low, colon) if colon > low and self.text[colon] in "：:" else None
        if named is None or named[0].how not in ("name", "surname"):
            return None
        self._last = (paragraph, named[0], (named[1],))
        return _Said([Span(quote.start, quote.end)], "colon", named[0], (named[1],), (Span(colon, colon + 1),))

    def _behind(self, sentence: _Sentence, quote: Stretch, paragraph: int) -> _Said | None:
        stop = min([q.start for q in sentence.quotes if q.start >= quote.end], default=sentence.end)
        verb = _verbs(self.pack).search(self.text, quote.end, min(stop, quote.end + _LONGEST_SUBJECT))
        if verb is None:
            return None
        said = self._told("behind", [Span(quote.start, quote.end)], verb.span(), (quote.end, verb.start()), paragraph)
        rest = Span(verb.end(), stop)
        goes_on = self.text[rest.start : rest.start + 1] in ("，", ",") and len(rest.of(self.text)) > _FEWEST + 2
        if said is not None and goes_on:
            further = self._told("clause", [_inner(rest, self.text)], verb.span(), (quote.end, verb.start()), paragraph)
            if further is not None:
                further.quoted = False
                self.said.append(further)
        return said

    def _unmarked(self, sentence: _Sentence, paragraph: int) -> list[_Said]:
        """``市长表示，…`` and ``据部门介绍，…``."""
        high = min(sentence.end, sentence.start + _LONGEST_SUBJECT)
        for verb in _verbs(self.pack).finditer(self.text, sentence.start, high):
            if self.text[verb.end() : verb.end() + 1] not in ("，", ",", "：", ":"):
                continue
            content = _inner(Span(verb.end(), sentence.end), self.text)
            lead = next(
                (w for lead in self.pack.according for w in lead.words if self.text.startswith(w, sentence.start)), ""
            )
            where = (sentence.start + len(lead), verb.start())
            said = self._told("according" if lead else "clause", [content], verb.span(), where, paragraph)
            if said is not None and content.end - content.start > _FEWEST:
                said.quoted = False
                return [said]
            return []
        return []

    def _told(
        self, pattern: str, pieces: list[Span], verb: tuple[int, int], where: tuple[int, int], paragraph: int
    ) -> _Said | None:
        """Return words and their verb, with the source in ``where``; the last speaker if there is none."""
        named = self.names.subject(*where)
        if named is None:
            if (
                self._last is None
                or self._last[0] != paragraph
                or self.text[slice(*where)].strip(_SIGNS + "并並还還也又")
            ):
                return None
            return _Said(pieces, pattern, self._last[1].as_left_out(), self._last[2], (Span(*verb),))
        speaker, source = named
        if speaker.name is not None:
            self._last = (paragraph, speaker, (source,))
        return _Said(pieces, pattern, speaker, (source,), (Span(*verb),))

    # -- Japanese: who, words, verb

    def _ending_verb(self, sentence: _Sentence, paragraph: int) -> list[_Said]:
        found: list[_Said] = []
        topic = self.names.topic(sentence.start, self._first_quote(sentence))
        if topic is not None:
            self._last = (paragraph, topic[0], (topic[1],))
        for quote in sentence.quotes:
            tail = self.text[quote.end : min(sentence.end, quote.end + _LONGEST_TAIL)]
            if not tail.startswith("と") or not self._is_speech(quote):
                continue
            verb = _verbs(self.pack).match(self.text, quote.end + 1, sentence.end)
            cue = (Span(quote.end + 1, verb.end()),) if verb is not None else ()
            cleft = self.names.cleft(quote.end, sentence.end)
            behind = self.names.topic(quote.end + 1, sentence.end) if verb is None or topic is None else None
            who = cleft or behind or topic or self._carried(paragraph)
            pattern = "before" if verb is not None or cleft is not None else "any verb"
            speaker, source = who if who is not None else (NOBODY, None)
            pieces = [Span(quote.start, quote.end)]
            found.append(_Said(pieces, pattern, speaker, (source,) if source else (), cue))
        return found or self._according_behind(sentence) or self._ending_clause(sentence, topic)

    def _first_quote(self, sentence: _Sentence) -> int:
        return sentence.quotes[0].start if sentence.quotes else sentence.end

    def _carried(self, paragraph: int) -> tuple[Speaker, Span] | None:
        if self._last is None or self._last[0] != paragraph:
            return None
        return self._last[1].as_left_out(), self._last[2][0]

    def _according_behind(self, sentence: _Sentence) -> list[_Said]:
        """``町長によると、…``."""
        for lead in self.pack.according_behind:
            at = self.text.find(lead.words[0], sentence.start, min(sentence.end, sentence.start + _LONGEST_SUBJECT))
            if at < 0:
                continue
            named = self.names.described(sentence.start, at) or self.names.whatever(sentence.start, at)
            content = _inner(Span(at + len(lead.words[0]), sentence.end), self.text)
            if named is not None and content.end - content.start > _FEWEST:
                cue = (Span(at, at + len(lead.words[0])),)
                return [_Said([content], "according", named[0], (named[1],), cue, quoted=False)]
        return []

    def _ending_clause(self, sentence: _Sentence, topic: tuple[Speaker, Span] | None) -> list[_Said]:
        """``知事は来年度から実施すると述べた。``: the verb ends the sentence, the topic begins it."""
        if topic is None or sentence.quotes:
            return []
        speaker, source = topic
        low = max(source.end, sentence.end - _LONGEST_ENDING)
        for match in _THAT.finditer(self.text, low, sentence.end):
            verb = _verbs(self.pack).match(self.text, match.end(), sentence.end)
            content = _inner(Span(source.end + 1, match.start()), self.text)
            if verb is not None and content.end - content.start > _FEWEST:
                return [_Said([content], "clause", speaker, (source,), (Span(*verb.span()),), quoted=False)]
        return []

    def _narrated(self, sentence: _Sentence, paragraph: int, waiting: list[Span]) -> None:
        """``「…」。中村さんは肩を落とす。``: the next sentence is about who spoke."""
        topic = self.names.topic(sentence.start, sentence.end) if self.pack.has("verb ends the sentence") else None
        if topic is None:
            self.said.append(_Said(list(waiting), "bare"))
            return
        self._last = (paragraph, topic[0], (topic[1],))
        self.said.append(_Said(list(waiting), "narrated", topic[0], (topic[1],)))


def _holds(said: _Said, quote: Stretch) -> bool:
    return any(piece.start <= quote.start and quote.end <= piece.end for piece in said.pieces)


def _inner(span: Span, text: str) -> Span:
    """A span without signs and spaces at its ends."""
    start, end = span
    while start < end and text[start] in _SIGNS:
        start += 1
    while end > start and text[end - 1] in _SIGNS + "。！？!?\n":
        end -= 1
    return Span(start, max(end, start + 1))
