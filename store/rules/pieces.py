"""Builds pieces with their context from spans, and edits from states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from newstext.turns import are_in
from store.errors import InvalidSpanError
from store.model.annotations import Piece, SpanRole
from store.model.changes import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newstext.article import Article
    from store.model.annotations import Annotation, AnnotationState
    from store.model.articles import Revision

CONTEXT = 32
"""The number of code points kept on either side of a piece, to find it again in a newer revision."""

_MARKS = tuple('“”„‟«»"「」『』')


def pieces_of(revision: Revision, spans: Mapping[SpanRole, Iterable[Span]]) -> tuple[Piece, ...]:
    """Return the pieces of one annotation; InvalidSpanError when a span is empty or outside the body."""
    return tuple(
        _piece(revision, role, number, span) for role in SpanRole for number, span in enumerate(spans.get(role, ()))
    )


def edit_of(annotation: Annotation, state: AnnotationState) -> Edit:
    """Return the edit that gives an annotation another state."""
    return Edit(
        annotation_id=annotation.id,
        article_id=annotation.article_id,
        expected_version=annotation.version,
        state=state,
    )


def reading_order(annotation: Annotation) -> tuple[int, str]:
    """Return the sort key of reading order: the first quoted word; annotations without words come first.

    Source and cue do not count, since they may be far from the quoted words.
    """
    pieces = annotation.state.pieces
    own = [piece.span.start for piece in pieces if piece.role is SpanRole.CONTENT]
    return min(own or [piece.span.start for piece in pieces], default=-1), annotation.id


def kind_of(article: Article, content: Sequence[Span]) -> QuotationKind:
    """Return the kind of a quotation: direct if all of it is in quotation marks, mixed if some is, else indirect.

    The words of a turn need no marks: they are what its speaker says.
    """
    body = article.body
    if are_in(article.turns, content) or all(_in_marks(body, span) for span in content):
        return QuotationKind.DIRECT
    marked = any(mark in span.of(body) for span in content for mark in _MARKS)
    return QuotationKind.MIXED if marked else QuotationKind.INDIRECT


def met(spans: Iterable[Span]) -> list[Span]:
    """Return spans in reading order, with overlapping and adjacent ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _piece(revision: Revision, role: SpanRole, number: int, span: Span) -> Piece:
    body = revision.article.body
    start, end = span
    if not 0 <= start < end <= len(body):
        raise InvalidSpanError(f"The words from {start} to {end} are not in this article’s text.")
    return Piece(
        role=role,
        piece=number,
        revision_id=revision.id,
        span=span,
        exact=body[start:end],
        prefix=body[max(0, start - CONTEXT) : start],
        suffix=body[end : end + CONTEXT],
    )


def _in_marks(body: str, span: Span) -> bool:
    words = span.of(body).strip()
    within = words.startswith(_MARKS) and words.endswith(_MARKS)
    return within or (body.endswith(_MARKS, 0, span.start) and body.startswith(_MARKS, span.end))
