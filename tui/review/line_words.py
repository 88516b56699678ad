"""A quotation in lines of plain text, for a review without a screen. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.segments import sentence_at
from newstext.spans import Span, hull
from store.model.annotations import SpanRole
from tui.article.head import head
from tui.review.facts import facts
from tui.text.wrapping import RowKind
from tui.updates.wording import why
from tui.wording import describe, events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation, Piece
    from store.model.updates import StaleQuotation
    from store.quotations.conflicts import Conflict

_FAR = 600
"""Code points between the words and what names their speaker, up to which both are printed."""
OPENS, CLOSES = "[", "]"
"""Around the quoted words: a screen reader says them, and every terminal has them."""


def article_lines(opened: OpenedArticle, now: datetime, phrase: Callable[[str], str]) -> Iterator[str]:
    """Yield the warnings, the headline and the credit of an article; ``phrase`` fills in keys."""
    for line in head(opened, now, phrase):
        if line.kind in (RowKind.WARNING, RowKind.HEADLINE, RowKind.CREDIT):
            yield line.text


def quotation_lines(opened: OpenedArticle, annotation: Annotation) -> Iterator[str]:
    """Yield what to read before a decision: terms, the sentences around the words, the speaker, the reason."""
    yield from describe.restricted(annotation)
    yield passage(opened, annotation)
    yield from filter(None, facts(annotation, opened))


def passage(opened: OpenedArticle, annotation: Annotation) -> str:
    """Return the sentences around a quotation on one line, its words in brackets; else its words alone."""
    here = [piece for piece in annotation.state.pieces if piece.revision_id == opened.revision.id]
    words = [piece.span for piece in here if piece.role is SpanRole.CONTENT]
    if not words:
        return f"{OPENS}{_one_line(annotation.words)}{CLOSES}"
    body, own = opened.revision.article.body, hull(words)
    near = hull([own, *(piece.span for piece in here if _is_near(piece, own))])
    start = sentence_at(body, near.start).start
    end = sentence_at(body, max(near.start, near.end - 1)).end
    printed, at = "", start
    for span in sorted(words):
        printed += f"{body[at : span.start]}{OPENS}{body[span.start : span.end]}{CLOSES}"
        at = span.end
    return _one_line(printed + body[at:end])


def stale_lines(stale: StaleQuotation) -> Iterator[str]:
    """Yield what an update changed: the words as settled, and as they are now."""
    yield f"{why(stale)}."
    if stale.was is not None:
        yield f"Was: {_one_line(events.words_in(stale.was))}"
    yield f"Now: {_one_line(stale.annotation.words) or '–'}"


def conflict_lines(conflict: Conflict) -> Iterator[str]:
    """Yield the fields that a colleague and this person changed, with both values."""
    them = conflict.theirs.changed_by
    yield f"{them} has changed this quotation meanwhile."
    for words, theirs, mine in events.conflicting(conflict):
        yield f"{words}: {them}: {theirs}; you: {mine}"


def outcome(annotation: Annotation) -> str:
    """Return the message on a quotation as stored: its status, speaker and first words."""
    status = describe.STATUS_WORDS[annotation.state.status]
    return f"{status[:1].upper()}{status[1:]}: {describe.who(annotation)}: {describe.opening(annotation.words)}"


def place_of(words: str, body: str, near: int) -> Span | None:
    """Return the span of ``words`` in ``body``, of several the one nearest to ``near``; None when they are not there.

    Spaces and line ends count as one space, because people type words on one line.
    """
    import re

    typed = words.split()
    if not typed:
        return None
    found = re.finditer(r"\s+".join(map(re.escape, typed)), body)
    spans = [Span(*match.span()) for match in found]
    return min(spans, key=lambda span: abs(span.start - near), default=None)


def _is_near(piece: Piece, own: Span) -> bool:
    return own.start - _FAR < piece.span.start and piece.span.end < own.end + _FAR


def _one_line(words: str) -> str:
    return " ".join(words.split())
