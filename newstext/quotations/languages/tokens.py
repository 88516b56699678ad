"""Cuts copy into paragraphs of tokens, each with what its language pack knows of it and where it stands."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from newstext.quotations.languages.marks import stretches
from newstext.quotations.languages.words import Kind, folded
from newstext.quotations.paragraph_ends import paragraph_spans
from newstext.spans import Span

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack

Range = tuple[int, int]
"""Half-open, in tokens of a paragraph."""

FEWEST_WORDS = 4
"""Fewer words in marks are a term or a title, unless they are a sentence or end in a comma."""
_LONGEST_ORDINAL = 3
_LONGEST_SENTENCE = 400
"""Tokens at which a sentence is cut: no text may take more than linear time."""
_ENDS = frozenset([".", "!", "?", "…", "...", "؟", "。", "！", "？"])
_SIGNS = {"،": ",", "؛": ";"}
"""Signs of other scripts with the same meaning."""
_NEVER = "(?!)"


@dataclass(slots=True)
class Quoted:
    """Speech in one stretch of marks or behind a dash: tokens ``first`` to ``end``, marks included."""

    first: int
    end: int
    long: bool
    closed: bool = True
    dashed: bool = False


@dataclass(slots=True)
class Line:
    """One paragraph. ``starts`` and ``ends`` are code points of the text; all lists run alongside the tokens."""

    span: Span
    starts: list[int]
    ends: list[int]
    words: list[str]
    lower: list[str]
    kinds: list[Kind]
    quote: list[int]
    """The number of the token's stretch in ``quoted``; -1 outside."""
    quoted: list[Quoted] = field(default_factory=list)
    sentences: list[Range] = field(default_factory=list)
    """Sentences as the reporter wrote them: one that ends inside marks does not end here."""
    names: list[int] = field(default_factory=list)
    """For each token the number of the name it is part of; -1 for none."""
    persons: set[int] = field(default_factory=set)
    """The numbers of the names that are a person's."""

    def __len__(self) -> int:
        return len(self.words)

    def cover(self, first: int, end: int) -> Span:
        """The code points from token ``first`` up to token ``end``, which is left out."""
        return Span(self.starts[first], self.ends[end - 1])

    def is_word(self, i: int) -> bool:
        """Whether a token has letters or digits."""
        return self.words[i][0].isalnum()

    def ends_sentence(self, i: int) -> bool:
        """Whether a token is a sign that ends sentences."""
        return self.words[i] in _ENDS

    def has(self, i: int, kind: Kind) -> bool:
        """Whether token ``i`` exists and can be any of ``kind``."""
        return 0 <= i < len(self.words) and bool(self.kinds[i] & kind)


@lru_cache(maxsize=32)
def _pattern(pack: Pack) -> regex.Pattern[str]:
    short, elided, hung = (
        "|".join(map(regex.escape, w)) or _NEVER for w in (pack.abbreviations, pack.elisions, pack.clitics)
    )
    letters = r"[\p{L}\p{M}\p{N}]"
    return regex.compile(
        rf"(?<!\w)(?:{short})(?!\w)"
        rf"|\b(?i:{elided})['’](?=\w)"
        rf"|(?<=\p{{L}})-(?:{hung})(?!\w)"
        r"|\b\p{Lu}\.(?=[\s\p{Lu}])"
        r"|(?<![\w.-])[\p{L}\p{N}-]{1,64}+(?:\.[\p{L}\p{N}-]{2,64}+){1,6}+(?![\w.])"
        r"|\d(?:[\d.,]*\d)?(?:-\p{L}+)?"
        rf"|\p{{L}}{letters}*(?::(?=\p{{Ll}}){letters}+|[-‑’'·](?!(?:{hung})(?!\w)){letters}+)*(?:-(?=\s\p{{Ll}}))?"
        r"|\.\.\.|--+|[^\s\w]"
    )


def lines(text: str, pack: Pack) -> list[Line]:
    """Cut ``text`` into paragraphs of tokens, with their words in marks."""
    found: list[Line] = []
    opened = ""
    for span in paragraph_spans(text):
        line = _line(text, span, pack, opened)
        if line.words:
            found.append(line)
            last = line.quoted[-1] if line.quoted else None
            opened = line.words[last.first] if last is not None and not last.closed else ""
    return found


def _line(text: str, span: Span, pack: Pack, opened: str) -> Line:
    words = span.of(text)
    matches = list(_pattern(pack).finditer(words))
    tokens = [_SIGNS.get(m.group(), m.group()) for m in matches]
    lower = [pack.bare(folded(token)) for token in tokens]
    line = Line(
        span=span,
        starts=[m.start() + span.start for m in matches],
        ends=[m.end() + span.start for m in matches],
        words=tokens,
        lower=lower,
        kinds=[pack.kind(word) for word in lower],
        quote=[-1] * len(tokens),
        names=[-1] * len(tokens),
    )
    for start, end, closed in stretches(words, pack, opened if opened in pack.marks else ""):
        first = bisect_left(line.starts, start + span.start)
        add_quoted(line, first, bisect_left(line.starts, end + span.start), closed=closed)
    return line


def add_quoted(line: Line, first: int, end: int, *, closed: bool = True, dashed: bool = False) -> None:
    """Say that tokens ``first`` to ``end`` are words in marks, or behind a dash."""
    if first >= end:
        return
    for i in range(first, end):
        line.quote[i] = len(line.quoted)
    line.quoted.append(Quoted(first, end, is_long(line, first, end, closed=closed and not dashed), closed, dashed))


def is_long(line: Line, first: int, end: int, *, closed: bool) -> bool:
    """Whether tokens say enough for speech: some words, or a sentence of their own."""
    said = sum(line.is_word(i) for i in range(first, end))
    last = end - 1 - closed
    return said >= FEWEST_WORDS or (said > 0 and last > first and (line.ends_sentence(last) or line.words[last] == ","))


def cut_sentences(line: Line, pack: Pack) -> None:
    """Fill in ``sentences``, once all speech is known."""
    starts: list[int] = []
    for i in range(len(line)):
        if not starts or _begins(line, i, pack) or i - starts[-1] >= _LONGEST_SENTENCE:
            starts.append(i)
    line.sentences = list(zip(starts, [*starts[1:], len(line)], strict=True))


def _begins(line: Line, i: int, pack: Pack) -> bool:
    """Whether a sentence of the reporter's begins at token ``i``."""
    here, before = line.quote[i], line.quote[i - 1]
    if here >= 0 and here == before:
        return False
    if before >= 0:
        ended = _ends_inside(line, line.quoted[before])
        return ended and (here >= 0 or _looks_new(line, i, pack))
    if not line.ends_sentence(i - 1):
        return False
    return here >= 0 or line.words[i] in "([" or (_looks_new(line, i, pack) and not _is_ordinal(line, i - 1, pack))


def _ends_inside(line: Line, quoted: Quoted) -> bool:
    """Whether a stretch ends with a full stop or the like."""
    last = quoted.end - 1 - (quoted.closed and not quoted.dashed)
    return last > quoted.first and line.ends_sentence(last)


def _looks_new(line: Line, i: int, pack: Pack) -> bool:
    word = line.words[i]
    if pack.has("no capitals"):
        return line.is_word(i) and not (line.quote[i - 1] >= 0 and line.kinds[i] & Kind.CLAUSE)
    return word[0].isupper() or word[0].isdigit() or word[0] in "¿¡"


def _is_ordinal(line: Line, i: int, pack: Pack) -> bool:
    """Whether the stop at ``i`` belongs to a number: a noun follows, and no word that begins sentences."""
    number = line.words[i - 1] if i > 0 and line.ends[i - 1] == line.starts[i] else ""
    if not pack.has("ordinals with a stop") or not number.isdecimal() or len(number) > _LONGEST_ORDINAL:
        return False
    return not line.kinds[i + 1] or bool(line.kinds[i + 1] & (Kind.TIME | Kind.ORGANISATION | Kind.ROLE))
