"""The quotations of a transcript whose file names the speakers: each turn is its speaker's, without a guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quotations.genres.labelled import is_papers, names_nobody
from newstext.quotations.model import Quotation, QuotationKind
from newstext.quotations.speaker_label import called
from newstext.spans import Span, trimmed
from newstext.turns import ASKS_AND_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.turns import Turn

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LONGEST_LABEL = 160
_REASON = "The transcript says who speaks."


def name_speakers(turns: Sequence[Turn]) -> bool:
    """Whether turns name speakers beyond ``Q`` and ``A``, whose names are elsewhere in the text."""
    return bool(turns) and not all(turn.speaker in ASKS_AND_ANSWERS for turn in turns if turn.speaker)


def of_turns(text: str, turns: Sequence[Turn]) -> list[Quotation]:
    """Return each turn as words of its stated speaker; no turns without one, or of the paper."""
    return [
        Quotation(
            kind=QuotationKind.DIRECT,
            content=tuple(_pieces(text, turn.span)),
            source=_label(text, turn),
            speaker=called(turn.speaker),
            unnamed=names_nobody(turn.speaker),
            confidence=1.0,
            reason=_REASON,
        )
        for turn in turns
        if turn.speaker and not is_papers(turn.speaker)
    ]


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs of a turn."""
    for paragraph in _PARAGRAPH.finditer(text, *span):
        yield trimmed(Span(*paragraph.span()), text)


def _label(text: str, turn: Turn) -> tuple[Span, ...]:
    """Return where the speaker's name is, if it is before the words."""
    name = turn.speaker or ""
    start = turn.span.start
    at = text.rfind(name, max(0, start - len(name) - _LONGEST_LABEL), start)
    return (Span(at, at + len(name)),) if name and at >= 0 and "\n\n" not in text[at:start] else ()
