"""The quotations of a draft: everything in quotation marks, and its credit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from newstext.draft_marks import plain_marks
from newstext.namesakes import is_pronoun
from newstext.quotations.double_marks import stretches
from newstext.quotations.model import QuotationKind
from newstext.quotations.paragraph_ends import paragraph_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.quotations.double_marks import Stretch
    from newstext.quotations.model import Quotation
    from newstext.spans import Span

_STRAY = re.compile(r"[“”„«»「」『』]|(?<![\d\w\"])\"(?=\w)|(?<=[,.?!])\"|(?<=[,.?!])[’'](?![\w\"”])|(?<!\w)‘(?=\w)")
"""A mark that needs a partner: neither an inch nor an apostrophe."""
_AROUND = 40
_SENTENCE_START = re.compile(r"[.?!]\s|\n")
_TRANSLATED = re.compile(
    r"\b(?:translat(?:ed|ion|or)|interpreter|(?:in|from) (?:German|French|Spanish|Italian|Dutch|Polish|Portuguese"
    r"|Russian|Ukrainian|Turkish|Arabic|Chinese|Mandarin|Cantonese|Japanese|Korean|Swedish|Danish|Norwegian|Finnish|Greek|Czech"
    r"|Hungarian|Romanian|Hebrew|Persian|Farsi|Hindi|English|Welsh|Gaelic|Irish))\b"
)
_TITLE_WORD = re.compile(r"[\w’'-]{4,}")
_SHORT = 3
_SHORTEST_PARAPHRASE = 6
_BESIDE = 80
"""Code points on each side of a quotation in which a draft says that it is a translation."""
_CONTEXT = 600
"""Code points before a quotation that may name the person of a pronoun beside it."""
_MOST_PARAGRAPHS = 20
"""Paragraphs of one quotation that are searched for its credit."""
ELLIPSIS = " […] "
"""The sign between the pieces of a quotation in its words."""
SHORT = "too short to check: three words or fewer"
NOBODYS = "nobody is said to have said it"
TITLE = "a title or a slogan"
STRAY = "a quotation mark without its partner"
CLAIMS_NOTHING = frozenset([SHORT, NOBODYS, TITLE])
"""Reasons to leave words in marks unchecked, with no need for a person to check them."""


class DraftQuotation(NamedTuple):
    """A quotation of a draft: the quoted words, piece by piece and without their marks, the speaker, and the line of
    the draft's text on which it begins (from 1)."""

    pieces: tuple[str, ...]
    speaker: str | None
    unnamed: bool
    via: str | None
    line: int
    role: str | None = None
    leads: tuple[str, ...] = ()
    """The words before each piece in its sentence."""
    aside: str | None = None
    """Why the finder attributes it to nobody; None when it is attributed."""
    credit: str | None = None
    """The words beside it that name the speaker (``he``, ``Holt``); None when nothing beside it does."""
    context: str = ""
    """The text before it in its paragraph and in the one before, if a pronoun names the speaker."""
    is_translated: bool = False
    """Whether the draft says beside it that it is a translation, or in which language it was said."""
    is_marked: bool = True
    """Whether it is in quotation marks; else it is a paraphrase."""

    @property
    def words(self) -> str:
        """The pieces joined as one text."""
        return ELLIPSIS.join(self.pieces)


class _Draft:
    """One draft during the search for quotations."""

    def __init__(self, text: str) -> None:
        self.text = plain_marks(text)
        self.paragraphs = paragraph_spans(self.text)
        self.marked = [s.shifted(p.start) for p in self.paragraphs for s in stretches(p.of(self.text))]
        self.taken: set[int] = set()

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph that holds an offset."""
        return bisect_right(self.paragraphs, at, key=lambda p: p.start) - 1

    def attributed(self, quotation: Quotation) -> Iterator[tuple[int, DraftQuotation]]:
        """Yield the words in marks of a quotation, paragraph by paragraph."""
        # If a mark lost its partner, one stretch holds many spans of content.
        within = dict.fromkeys(s for span in quotation.content for s in self._within(span))
        held = [s for s in within if self.words(s)]
        for number, some in groupby(held, key=lambda s: self.paragraph(s.start)):
            together = list(some)
            credit = self._credit(quotation, number)
            self.taken.update(s.start for s in together)
            yield (
                together[0].start,
                DraftQuotation(
                    tuple(map(self.words, together)),
                    quotation.speaker,
                    quotation.unnamed,
                    quotation.via,
                    line=0,
                    role=quotation.role,
                    leads=tuple(map(self._lead, together)),
                    credit=credit,
                    is_translated=self._is_translated(together),
                    context=self._context(together[0].start) if is_pronoun(credit or "") else "",
                ),
            )

    def paraphrase(self, quotation: Quotation) -> tuple[int, DraftQuotation] | None:
        """Return a paraphrase; None if it is too short to compare."""
        words = " ".join(span.of(self.text) for span in quotation.content).strip()
        if not quotation.speaker or len(words.split()) < _SHORTEST_PARAPHRASE:
            return None
        return quotation.content[0].start, DraftQuotation(
            (words,), quotation.speaker, quotation.unnamed, quotation.via, line=0, is_marked=False
        )

    def aside(self, s: Stretch) -> tuple[int, DraftQuotation]:
        """Return words in marks without a speaker."""
        words = self.words(s)
        why = SHORT if len(words.split()) <= _SHORT else TITLE if _is_title(words) else NOBODYS
        return s.start, DraftQuotation((words,), None, False, None, line=0, leads=(self._lead(s),), aside=why)

    def stray_marks(self) -> Iterator[tuple[int, DraftQuotation]]:
        """Yield the quotation marks that neither open nor close anything."""
        ends = [s.end for s in self.marked]
        for match in _STRAY.finditer(self.text):
            at = match.start()
            if (i := bisect_right(ends, at)) == len(self.marked) or at < self.marked[i].start:
                yield at, DraftQuotation((self._around(at),), None, False, None, line=0, aside=STRAY)

    def words(self, stretch: Stretch) -> str:
        """Return the words between two marks; empty if there are none."""
        words = self.text[stretch.inner_start : stretch.inner_end].strip()
        return words if any(map(str.isalnum, words)) else ""

    def _credit(self, quotation: Quotation, number: int) -> str | None:
        """Return the words that name the speaker beside what a paragraph quotes: in it, in a lead-in that ends with a
        colon, or in a signature below."""
        for span in quotation.source:
            there = self.paragraph(span.start)
            leads_in = there == number - 1 and self.paragraphs[there].of(self.text).rstrip().endswith(":")
            if there == number or leads_in or there == number + 1 or self._goes_on(there, number):
                return span.of(self.text)
        return None

    def _goes_on(self, there: int, number: int) -> bool:
        """Whether a quotation runs on to this paragraph: each before it lacks its closing mark."""
        return 0 < number - there <= _MOST_PARAGRAPHS and all(
            any(not s.closed for s in self.marked if self.paragraph(s.start) == between)
            for between in range(there, number)
        )

    def _is_translated(self, together: list[Stretch]) -> bool:
        start, end = together[0].start, together[-1].end
        beside = f"{self.text[max(0, start - _BESIDE) : start]}\n{self.text[end : end + _BESIDE]}"
        return _TRANSLATED.search(beside) is not None

    def _context(self, start: int) -> str:
        number = self.paragraph(start)
        begin = self.paragraphs[max(0, number - 1)].start if number >= 0 else 0
        return self.text[max(begin, start - _CONTEXT) : start]

    def _within(self, span: Span) -> list[Stretch]:
        first = bisect_left(self.marked, span.start, key=lambda s: s.end - 1)
        return self.marked[first : bisect_left(self.marked, span.end, key=lambda s: s.start)]

    def _lead(self, stretch: Stretch) -> str:
        return _SENTENCE_START.split(self.text[max(0, stretch.start - _AROUND) : stretch.start])[-1]

    def _around(self, at: int) -> str:
        line = self.text[self.text.rfind("\n", 0, at) + 1 : at + _AROUND].partition("\n")[0]
        return line[max(0, len(line) - 2 * _AROUND) :].strip()


def quotations_of(text: str) -> list[DraftQuotation]:
    """Return everything in quotation marks in a draft, of any kind, and its paraphrases."""
    from newstext.quotations import find_quotations

    draft = _Draft(text)
    found: list[tuple[int, DraftQuotation]] = []
    for quotation in find_quotations(draft.text):
        if quotation.kind is not QuotationKind.INDIRECT:
            found += draft.attributed(quotation)
        elif told := draft.paraphrase(quotation):
            found.append(told)
    found += [draft.aside(s) for s in draft.marked if s.start not in draft.taken and draft.words(s)]
    found += draft.stray_marks()
    line_ends = [match.start() for match in re.finditer("\n", draft.text)]
    return [each._replace(line=bisect_left(line_ends, at) + 1) for at, each in sorted(found, key=itemgetter(0))]


def _is_title(words: str) -> bool:
    """Whether all longer words have capitals, as in the title of a work."""
    longer = _TITLE_WORD.findall(words)
    return len(longer) > 1 and all(word[0].isupper() for word in longer)
