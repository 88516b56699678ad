"""A quotation with the sentences around it, for a review. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from newstext.spans import Span, hull
from store.model.annotations import SpanRole
from tui.terminal.safe_text import visible
from tui.text import motions

if TYPE_CHECKING:
    from store.articles.opened import OpenedArticle
    from store.model.annotations import Annotation

_SENTENCES = 2
"""Sentences shown before a quotation and after it."""


def passage(opened: OpenedArticle, annotation: Annotation) -> Content:
    """Return the words in brackets, with what stands around them; the words alone when they stand elsewhere."""
    body = opened.revision.article.body
    here = [p for p in annotation.pieces(SpanRole.CONTENT) if p.revision_id == opened.revision.id]
    if not here:
        return Content.styled(_shown(annotation.words), "bold")
    shown = around(body, hull([piece.span for piece in here]))
    parts: list[str | tuple[str, str]] = []
    at = shown.start
    for span in sorted(piece.span for piece in here):
        parts += [_shown(body[at : span.start]), (f"⟦{_shown(span.of(body))}⟧", "bold underline")]
        at = span.end
    return Content.assemble(*parts, _shown(body[at : shown.end]))


def around(body: str, span: Span) -> Span:
    """Return a stretch widened by whole sentences."""
    start = motions.previous_sentence(body, span.start + 1)  # the sentence that it begins in
    for _ in range(_SENTENCES):
        start = motions.previous_sentence(body, start)
    end = span.end
    for _ in range(_SENTENCES + 1):
        end = motions.next_sentence(body, min(end, len(body) - 1))
    # A motion ends on the last character of a text, and on the first of a sentence.
    return Span(min(start, span.start), len(body) if end >= len(body) - 1 else max(end, span.end))


def _shown(text: str) -> str:
    """Text as it may be shown, its line ends kept."""
    return "\n".join(visible(line) for line in text.split("\n"))
