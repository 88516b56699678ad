"""Quotations that updates made stale, and their resolution; a part of the Archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from store.model.lists import PAGE
from store.rules import anchors
from store.rules.pieces import edit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.spans import Span
    from store.engine import Annotations, Articles
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.changes import Apply
    from store.model.lists import Cursor, Page
    from store.model.updates import StaleQuotation

    class _Needs(Articles, Annotations, Protocol): ...


class Updates:
    """Stale quotations: an update changed or removed their words, or attributes them to somebody else.

    To accept the newer words, settle the quotation like any other.
    """

    def __init__(self, engine: _Needs, apply: Apply) -> None:
        self._engine = engine
        self._apply = apply

    def waiting(
        self, article_id: str | None = None, *, after: Cursor | None = None, limit: int = PAGE
    ) -> Page[StaleQuotation]:
        """List the stale quotations of one article or of all, the most serious first."""
        return self._engine.stale_quotations(article_id, after=after, limit=limit)

    def stale_quotation(self, annotation_id: str) -> StaleQuotation:
        """Return the update that made an annotation stale, and its last settled state."""
        return self._engine.stale_quotation(annotation_id)

    def revision(self, revision_id: str) -> Revision:
        """Return one revision, for instance the older or the newer one of a stale quotation."""
        return self._engine.revision(revision_id)

    def keep_older(self, annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
        """Keep stale quotations as settled, on the older revision that has their words, in one step of undo.

        Quotations that no update made stale are left alone, and are not in the result.
        """
        kept = [(a, anchors.kept(self._engine.stale_quotation(a.id))) for a in annotations]
        return self._apply("keep", [edit_of(annotation, state) for annotation, state in kept if state])

    def reattach(self, annotation: Annotation, revision: Revision, content: Sequence[Span]) -> Annotation:
        """Set the words of ``revision`` that a quotation is now, which settles it."""
        state = anchors.reattached(annotation.state, revision, content)
        return self._apply("reattach", [edit_of(annotation, state)])[0]
