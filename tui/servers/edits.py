"""The edits that an editor offers at a quotation: put the printed words, name the speaker, cite. Pure functions."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from newstext.draft_check import Verdict
from newstext.draft_quotations import ELLIPSIS
from newstext.in_marks import inner
from newstext.markdown import escaped, link
from newstext.spans import Span
from tui.servers.open_draft import Markup
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.drafts.model import CheckedQuotation, PublishedPassage
    from tui.servers.open_draft import OpenDraft, PlacedQuotation

_SAME_PASSAGE = frozenset({Verdict.PUNCTUATION, Verdict.STYLE, Verdict.CUT, Verdict.CHANGED, Verdict.OTHER_SPEAKER})
"""Verdicts under which the printed passage is the one that the draft means to quote."""
_SAME_WORDS = frozenset({*_SAME_PASSAGE, Verdict.VERBATIM, Verdict.SECOND_HAND}) - {Verdict.CHANGED}
_PARAGRAPH_END = re.compile(r"\r?\n[ \t>]*\r?\n|</?(?:p|div|li|blockquote|h\d)\b[^<>]*>", re.IGNORECASE)
_OUTER_MARKS = '“”„"«»'


class Edit(NamedTuple):
    """New words for a stretch of the typed text."""

    span: Span
    words: str


class Offer(NamedTuple):
    """A title for people, and the edits that it makes. ``mends`` says whether it removes what the check found."""

    title: str
    edits: tuple[Edit, ...]
    mends: bool


def offers(draft: OpenDraft, one: PlacedQuotation) -> Iterator[Offer]:
    """Yield what can be done about a quotation; nothing that the terms of the words rule out."""
    printed = one.result.printed
    if printed is None or not one.pieces or not one.limits.may_quote:
        return
    if edits := tuple(_printed_words(draft, one, printed)):
        yield Offer("Put the printed words", edits, mends=True)
    if one.limits.may_name and (naming := _naming(draft, one, printed)):
        suggested = " (suggested, not settled)" if printed.is_suggested else ""
        yield Offer(f"Name the speaker: {printed.speaker}{suggested}", (naming,), mends=True)
    if one.result.verdict in _SAME_WORDS and printed.quoted and (citation := _citation(draft, printed)):
        yield Offer("Cite the article", (Edit(Span(one.span.end, one.span.end), f" {citation}"),), mends=False)


def _printed_words(draft: OpenDraft, one: PlacedQuotation, printed: PublishedPassage) -> Iterator[Edit]:
    """Yield an edit for each piece that differs from print."""
    pieces = printed.words.split(ELLIPSIS)
    if one.result.verdict not in _SAME_PASSAGE or len(pieces) != len(one.pieces):
        return
    typed = draft.typed.text
    for span, words in zip(one.pieces, pieces, strict=True):
        now = span.of(typed)
        if draft.markup is Markup.HTML and "<" in now:
            return  # Replacing it could open an element that nothing closes.
        there = _written(draft.markup, _within(" ".join(words.split()), _mark_after(typed, span)))
        if now != there:
            yield Edit(span, there)


def _within(words: str, mark: str) -> str:
    """Return words to stand in a quotation that ends with a mark: double marks within double ones become single."""
    if mark not in _OUTER_MARKS:
        return words
    return inner(words)


def _mark_after(typed: str, span: Span) -> str:
    after = typed[span.end : span.end + 3].lstrip(".,?!;:…")
    return after[:1] or "”"


def _naming(draft: OpenDraft, one: PlacedQuotation, printed: PublishedPassage) -> Edit | None:
    """Return the edit that names the printed speaker: for a wrong name, for one that several have, or for none."""
    result = one.result
    if not printed.speaker or result.verdict not in {*_SAME_WORDS, *_SAME_PASSAGE}:
        return None
    name = _written(draft.markup, " ".join(printed.speaker.split()))
    if result.speaker is None:
        return Edit(Span(one.span.end, one.span.end), f" — {name}")
    if result.agrees is False or result.namesakes:
        place = _nearest(draft.typed.text, one.span, result)
        return place and Edit(place, name)
    return None


def _nearest(typed: str, quotation: Span, result: CheckedQuotation) -> Span | None:
    """Return where the paragraph of a quotation names the draft's speaker, nearest to it; None where it does not."""
    before = max((end.end() for end in _PARAGRAPH_END.finditer(typed, 0, quotation.start)), default=0)
    end = _PARAGRAPH_END.search(typed, quotation.end)
    after = end.start() if end else len(typed)
    names = dict.fromkeys([result.speaker or "", (result.speaker or "").split()[-1]])
    for name in filter(None, names):
        found = [Span(*each.span()) for each in re.finditer(rf"\b{re.escape(name)}\b", typed[before:after])]
        found = [each for place in found if not (each := place.shifted(before)).overlaps(quotation)]
        if found:
            return min(found, key=lambda each: max(each.start - quotation.end, quotation.start - each.end))
    return None


def _citation(draft: OpenDraft, printed: PublishedPassage) -> str | None:
    """Return the article in brackets: publisher, date and place, linked where the draft can link."""
    parts = (printed.source, describe.when(printed.stated_time), printed.place)
    label = ", ".join(part for part in parts if part) or printed.headline
    if not label:
        return None
    label, address = _written(draft.markup, " ".join(label.split())), link(printed.url or "")
    if address is None:
        return f"({label})"
    match draft.markup:
        case Markup.HTML:
            return f'(<a href="{escape(address)}">{label}</a>)'
        case Markup.MARKDOWN:
            return f"([{label}](<{address}>))"
        case Markup.TEXT:
            return f"({label}, {address})"


def _written(markup: Markup, words: str) -> str:
    """Return words as this kind of draft writes them."""
    match markup:
        case Markup.HTML:
            return escape(words, quote=False)
        case Markup.MARKDOWN:
            return escaped(words)
        case Markup.TEXT:
            return words
