"""Updates in words and rows: why a quotation is stale, and both of its versions. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors import Reason
from newstext.anchors.model import SpanState
from newstext.spans import Span, hull
from store.model.annotations import SpanRole
from tui.updates import diff_rows
from tui.updates.diff_rows import Kind
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.annotations import Annotation, AnnotationState
    from store.model.articles import Revision
    from store.model.updates import StaleQuotation
    from tui.updates.diff_rows import Row


class Reattachment(NamedTuple):
    """A quotation with one piece to select again; ``others`` stay. ``guess`` is the likely place of that piece."""

    annotation: Annotation
    others: tuple[Span, ...]
    guess: Span | None

    def content(self, selected: Span) -> list[Span]:
        """Return the spans of the quotation with the selected piece."""
        return sorted([*self.others, selected])


REASONS = {
    Reason.NEGATION: "A negation was added or removed",
    Reason.NUMBER: "A number changed",
    Reason.NAME: "A name changed",
    Reason.MODAL: "A “will”, “may” or “if” changed",
    Reason.ATTRIBUTION: "The same words, but the attribution changed",
    Reason.WORDS: "Words changed",
    Reason.GONE: "No longer in the article",
    Reason.AMBIGUOUS: "The same words appear in several places now",
    Reason.PUNCTUATION: "Only punctuation or capitals changed",
    Reason.TYPOGRAPHY: "Only spaces, quotation marks or dashes changed",
}
_ASIDE = "Set aside for another look"
_MOST_PLACES = 100
_WIDEST = 3_000
"""Code points of a paragraph shown around a quotation."""


def why(stale: StaleQuotation) -> str:
    """Return why a quotation is stale, in words."""
    return REASONS[stale.reason] if stale.reason else _ASIDE


def attaching(stale: StaleQuotation, revision_id: str) -> Reattachment:
    """Return the reattachment of a quotation: the piece to select is the first that changed or is gone."""
    here = [p for p in stale.annotation.pieces(SpanRole.CONTENT) if p.revision_id == revision_id]
    settled = [p for p in stale.was.pieces if p.role is SpanRole.CONTENT] if stale.was else here
    changed = next((piece for piece in here if not piece.state.is_same), None)
    if changed is None and here and len(here) == len(settled):
        changed = here[0]
    others = tuple(piece.span for piece in here if piece is not changed)
    return Reattachment(stale.annotation, others, changed.span if changed else None)


def places(stale: StaleQuotation, newer: Revision) -> list[tuple[Span, ...]]:
    """Return each place in a newer revision that has all pieces of a quotation verbatim.

    Empty unless the quotation is stale because there are several.
    """
    if stale.reason is not Reason.AMBIGUOUS or stale.was is None:
        return []
    body = newer.article.body
    wanted = [piece.exact for piece in stale.was.pieces if piece.role is SpanRole.CONTENT]
    found: list[tuple[Span, ...]] = []
    start = body.find(wanted[0])
    while start >= 0 and len(found) < _MOST_PLACES:
        spans = [Span(start, start + len(wanted[0]))]
        for words in wanted[1:]:
            at = body.find(words, spans[-1].end)
            spans += [Span(at, at + len(words))] if at >= 0 else []
        if len(spans) == len(wanted):
            found.append(tuple(spans))
        start = body.find(wanted[0], spans[0].end)
    return found if len(found) > 1 else []


def place_rows(
    stale: StaleQuotation, newer: Revision, places: Sequence[Sequence[Span]], number: int, keys: str, width: int
) -> list[Row]:
    """Return rows with one of several places of a quotation's words, and the paragraph around it.

    ``number`` counts from 0; ``keys`` is the sentence on the keys that apply.
    """
    spans = places[number]
    text, around = newer.article.body, _paragraphs(newer.article.body, hull(spans))
    rows = diff_rows.words(
        f"The same words appear in {len(places)} places. This is place {number + 1}.", Kind.TITLE, width
    )
    rows += diff_rows.words(f"{describe.who(stale.annotation)} · {keys}", Kind.QUIET, width)
    rows += diff_rows.words("", Kind.QUIET, width)
    stretches = tuple((span.shifted(-around.start), Kind.NEW) for span in spans)
    return rows + diff_rows.marked(diff_rows.MarkedText(around.of(text), stretches), width)


def quotation_rows(stale: StaleQuotation, older: Revision, newer: Revision, width: int) -> list[Row]:
    """Return rows with both versions of a quotation in its paragraph, the settled one first."""
    was = stale.was or stale.annotation.state
    rows = diff_rows.words(f"{why(stale)}.", Kind.TITLE, width)
    facts = (*describe.restricted(stale.annotation), describe.who(stale.annotation), f"settled as {was.status}")
    rows += diff_rows.words(" · ".join(facts), Kind.QUIET, width)
    rows += diff_rows.words("", Kind.QUIET, width)
    rows += _legend(older, newer, width)
    return rows + diff_rows.compared(_around(was, older), _around(stale.annotation.state, newer), width)


def article_rows(older: Revision, newer: Revision, stale_ones: Sequence[StaleQuotation], width: int) -> list[Row]:
    """Return rows with all changes between two revisions: stale quotations, each one stop, then head and text."""
    rows = _legend(older, newer, width)
    for stale in stale_ones:
        rows += diff_rows.words(f"{why(stale)} · {describe.who(stale.annotation)}", Kind.TITLE, width, is_stop=True)
        is_here = all(piece.state is not SpanState.GONE for piece in stale.annotation.state.pieces)
        was, now = _words(stale.was or stale.annotation.state), stale.annotation.words if is_here else ""
        # The text below shows and counts its changes.
        rows += [row._replace(is_stop=False) for row in diff_rows.compared(was, now, width)]
        rows += diff_rows.words("", Kind.QUIET, width)
    if rows and stale_ones:
        rows += diff_rows.words("The whole article", Kind.TITLE, width)
    if (head := _head(older)) != (new_head := _head(newer)):
        rows += diff_rows.compared(head, new_head, width) + diff_rows.words("", Kind.QUIET, width)
    return rows + diff_rows.compared(older.article.body, newer.article.body, width)


def _legend(older: Revision, newer: Revision, width: int) -> list[Row]:
    """Return the rows that say which revision is which, for the top."""
    said = [f"Revision {one.seq}, seen {one.seen_at:%d %b %Y %H:%M} UTC" for one in (older, newer)]
    if newer.article.source_sha256 and newer.article.source_sha256 == older.article.source_sha256:
        said[1] += ", the same file read by a newer reader"
    if width >= diff_rows.SIDE_BY_SIDE:
        legend = [diff_rows.Row(tuple((diff_rows.Run(words, Kind.QUIET),) for words in said))]
    else:
        legend = diff_rows.words(f"Struck: {said[0]}.", Kind.QUIET, width)
        legend += diff_rows.words(f"Underlined: {said[1]}.", Kind.QUIET, width)
    return [*legend, *diff_rows.words("", Kind.QUIET, width)]


def _words(state: AnnotationState) -> str:
    return " […] ".join(piece.exact for piece in state.pieces if piece.role is SpanRole.CONTENT)


def _around(state: AnnotationState, revision: Revision) -> str:
    """Return the paragraphs of a quotation in a revision, cut if very long; empty if it is not there."""
    spans = [p.span for p in state.pieces if p.role is SpanRole.CONTENT and p.revision_id == revision.id]
    if not spans:
        return ""
    return _paragraphs(revision.article.body, hull(spans)).of(revision.article.body)


def _paragraphs(body: str, whole: Span) -> Span:
    end = body.find("\n", whole.end)
    start = max(body.rfind("\n", 0, whole.start) + 1, whole.start - _WIDEST)
    return Span(start, min(len(body) if end < 0 else end, whole.end + _WIDEST))


def _head(revision: Revision) -> str:
    article = revision.article
    state = "" if article.state == "live" else f"({article.state})"
    parts = (article.headline, state, article.byline, *describe.labelled(article).values(), *article.standfirst)
    return "\n".join(part for part in parts if part)
