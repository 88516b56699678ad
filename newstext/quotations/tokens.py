"""Tokenises a text: paragraphs of tokens, each marked with its sentence and quoted stretch."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newstext.quotations.double_marks import ESCAPED, stretches
from newstext.quotations.lead_in import lead_in
from newstext.quotations.paragraph_ends import paragraph_spans
from newstext.quotations.single_marks import double_marks
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.quotations.double_marks import Stretch

OUT, WORDS, MARK = 0, 1, 2
"""The place of a token: outside marks, between them, or a mark itself."""

_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Lt Gen Col Maj Capt Sgt Cpl Cmdr Adm Brig Prof St Jr Sr Jan Feb Mar Apr Jun"
    " Jul Aug Sept Sep Oct Nov Dec vs Inc Corp Co Ltd No Rev Hon Pres Ariz Calif Colo Conn Fla Ga Ill Ind Kan Ky La"
    " Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ala Ark Del Ave Mt Ft"
)
_ENDING_TOO = {"No", "Co", "Inc", "Corp", "Ltd", "Jr", "Sr"}  # they end sentences as often as not

_ADDRESS = r"(?:https?://|\bwww\.)[^\s“”\"<>]*[^\s“”\"<>.,;:!?)\]'’]|\b[\w.+-]{1,64}+@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}"
_TOKEN = re.compile(
    rf"{ESCAPED}|{_ADDRESS}"
    r"|\d[\d,.]*\d%?|\d%"
    rf"|\b(?:{_ABBREVIATIONS.replace(' ', '|')})\.(?![”\"’»])"
    r"|(?:[A-Za-z]\.){2,}|\b[A-Z]\.(?=\ [A-Z])"
    r"|['’](?:s|re|ve|ll|d|m|S|RE)\b|''|``|‘‘|’’"
    r"|[ODLdl]['’][A-Z]\w+|\w+(?:[-–‑]\w+)*(?:['’]t\b)?"
    r"|--+|\.\.\.|[^\w\s]"
)
_SENTENCE_END = re.compile(r"""[.!?…]['’"”»)\]]*(?=\s+(?:''|``|["“”‘'(\[«„「『]){0,2}[A-Z0-9])|[.!?]”(?=[A-Z“])""")
_NEVER_ENDING = "|".join(a for a in _ABBREVIATIONS.split() if a not in _ENDING_TOO)
_NO_END = re.compile(rf"(?:\b(?:{_NEVER_ENDING})|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$")
_FEWEST_WORDS = 4
_LONGEST_ABBREVIATION = 24
_NUMBERED = re.compile(r".{0,4}?\b(?:No|Nos|no|nos|Art|Sec|pp?)\.\s+\d")


@dataclass(slots=True)
class Paragraph:
    """One paragraph. ``starts``/``ends`` are code points into the whole text; the other lists run alongside them."""

    span: Span
    starts: list[int]
    ends: list[int]
    words: list[str]
    lower: list[str]
    sentence: list[int]
    place: list[int]
    stretch: list[int]
    stretches: list[Stretch]
    """Offsets into the whole text."""
    long: list[bool]
    """For each stretch: whether it says enough for speech: four words, or a sentence of its own."""
    bounds: list[tuple[int, int]]
    """For each stretch: its tokens, marks included, as a half-open range."""
    body: int
    """The first token behind a bullet or a dateline (``PORT LYLE:``)."""

    def __len__(self) -> int:
        return len(self.words)

    def last_word(self, end: int) -> str:
        """Return the token before the mark that closes at ``end``, skipping inner single marks. A comma is evidence."""
        i = end - 2
        while i > 0 and self.lower[i] in ("’", "'") and self.place[i] == WORDS:
            i -= 1
        return self.lower[i] if i >= 0 else ""

    def cover(self, first: int, end: int) -> Span:
        """The code points from token ``first`` up to token ``end``, which is left out."""
        return Span(self.starts[first], self.ends[end - 1])

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """The half-open range of tokens that ``span`` touches."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Cut ``text`` into paragraphs of tokens."""
    spans = paragraph_spans(text)
    text = double_marks(text, spans)
    for span in spans:
        paragraph = _paragraph(text, span)
        if paragraph.words:
            yield paragraph


def _paragraph(text: str, span: Span) -> Paragraph:
    words = span.of(text)
    base = span.start
    matches = list(_TOKEN.finditer(words))
    starts = [m.start() + base for m in matches]
    ends = [m.end() + base for m in matches]
    tokens = [m.group() for m in matches]
    stops = [end + base for end in sentence_ends(words)]
    marked = [stretch.shifted(base) for stretch in stretches(words)]
    sentence = [bisect_right(stops, start) for start in starts]
    place, owner = [OUT] * len(tokens), [-1] * len(tokens)
    bounds: list[tuple[int, int]] = []
    long: list[bool] = []
    for number, stretch in enumerate(marked):
        first, end = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
        for i in range(first, end):
            owner[i] = number
            place[i] = WORDS if stretch.inner_start <= starts[i] < stretch.inner_end else MARK
        bounds.append((first, end))
        words_said = sum(_words_in(tokens[i]) for i in range(first, end))
        alone = stretch.closed and _stands_alone(tokens, sentence, first, end)
        long.append(words_said >= _FEWEST_WORDS or (alone and words_said > 0))
    return Paragraph(
        span=span,
        starts=starts,
        ends=ends,
        words=tokens,
        lower=[token.lower() for token in tokens],
        sentence=sentence,
        place=place,
        stretch=owner,
        stretches=marked,
        long=long,
        bounds=bounds,
        body=bisect_left(starts, base + lead_in(words)),
    )


def _stands_alone(tokens: list[str], sentence: list[int], first: int, end: int) -> bool:
    """Whether a stretch is a sentence of its own, as the last of ``“We waited,” Holt said. “I … no.”`` is."""
    begins = first > 0 and (sentence[first - 1] != sentence[first] or tokens[first - 1] == ":")
    begins = begins or (first == 0 and end == len(tokens))
    ends = end == len(tokens) or sentence[end] != sentence[end - 1]
    return begins and ends and tokens[end - 2] in (".", "?", "!", "…", "...")


def is_address(token: str) -> bool:
    """Whether a token is the address of a page or of a mailbox."""
    return "://" in token or token.startswith("www.") or "@" in token[1:]


def _words_in(token: str) -> int:
    """One for a word; Japanese and Chinese put none apart, so that every two signs count."""
    return max(1, len(token) // 2) if token[0] >= "\u3040" else int(token[0].isalnum())


def sentence_ends(words: str) -> list[int]:
    """Return where each sentence of one paragraph ends, closing marks included; the last one needs no entry."""
    ends = []
    for match in _SENTENCE_END.finditer(words):
        stop = match.start() + 1
        if words[match.start()] == "." and _NO_END.search(words, max(0, stop - _LONGEST_ABBREVIATION), stop):
            continue
        if _NUMBERED.match(words, max(0, match.start() - 4)):
            continue
        ends.append(match.end())
    return ends
