"""The finder for languages other than English: text and pack in, quotations out."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newstext.quotations.languages.reading import Reading
from newstext.quotations.languages.speakers import NOBODY
from newstext.quotations.languages.unspaced import find_unspaced
from newstext.quotations.languages.verdict import confidence, is_said, name_confidence, reason
from newstext.quotations.model import Quotation, QuotationKind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.reading import Said


def find_in(text: str, pack: Pack) -> list[Quotation]:
    """Find who said what in ``text``, in its order, by the rules of a language pack."""
    if pack.has("no spaces"):
        return find_unspaced(text, pack)
    reading = Reading(text, pack)
    return sorted((_quotation(said, reading) for said in reading.said), key=lambda quotation: quotation.content[0])


def _quotation(said: Said, reading: Reading) -> Quotation:
    line, clause, kind = reading.lines[said.number], said.clause, _kind(said, reading)
    aloud = is_said(kind, said.speaker, thought=clause.thought)
    via = reading.speakers.resolve(said.number, clause.via) if clause.via else NOBODY
    return Quotation(
        kind=kind,
        content=tuple(sorted(said.pieces)),
        cue=tuple(line.cover(*part) for part in sorted(clause.cue)),
        source=said.source,
        speaker=said.speaker.name,
        role=said.speaker.role,
        via=via.name,
        via_source=(line.cover(*clause.via),) if clause.via and via.name else (),
        unnamed=said.speaker.unnamed,
        said=aloud,
        is_paraphrase=kind is QuotationKind.INDIRECT,
        confidence=confidence(clause.pattern, said.speaker, reading.pack, said=aloud),
        name_confidence=name_confidence(said.speaker, reading.pack),
        reason=reason(clause.pattern, said.speaker, thought=clause.thought),
    )


def _kind(said: Said, reading: Reading) -> QuotationKind:
    """Return the share of the words that is in marks."""
    line = reading.lines[said.number]
    inside = outside = 0
    for piece in said.pieces:
        for i in range(bisect_left(line.starts, piece.start), bisect_left(line.starts, piece.end)):
            if line.is_word(i):
                inside += line.quote[i] >= 0
                outside += line.quote[i] < 0
    if not inside:
        return QuotationKind.INDIRECT
    return QuotationKind.DIRECT if outside <= 1 else QuotationKind.MIXED
