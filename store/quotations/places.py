"""The places of quotations in documents and recordings, for lists over many articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import place_of
from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.engine import Articles
    from store.model.annotations import Annotation


def places(engine: Articles, annotations: Iterable[Annotation]) -> dict[str, str]:
    """Return the pages and clock times of quotations, ``p. 7`` or ``14:02``, by annotation id; others are left out."""
    content = {one.id: pieces for one in annotations if (pieces := one.pieces(SpanRole.CONTENT))}
    layouts = engine.layouts({pieces[0].revision_id for pieces in content.values()})
    found = {}
    for id_, (first, *others) in content.items():
        if (layout := layouts.get(first.revision_id)) is None:
            continue
        spans = [first.span, *(piece.span for piece in others if piece.revision_id == first.revision_id)]
        if place := place_of(layout, spans):
            found[id_] = place
    return found
