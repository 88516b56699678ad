"""JSON: everything the store has on a quotation, for programs. Pure functions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newstext.controls import json_escaped
from store.model.annotations import SpanRole
from tui.copy_formats import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.stated import StatedTime
    from store.quotations.citations import Citation


def json_text(citation: Sequence[Citation]) -> str:
    """Return one object, or a list of several. Positions are Unicode code points, half open."""
    values = [_values(one) for one in citation]
    return json_escaped(json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False, indent=2))


def _values(citation: Citation) -> dict[str, Any]:
    annotation, article, settled = citation.annotation, citation.revision.article, citation.settled
    state = annotation.state
    return {
        "id": annotation.id,
        "words": annotation.words,
        "kind": state.quotation_kind or state.kind,
        "status": state.status,
        "speaker": state.speaker,
        "role": state.role,
        "unnamed": state.unnamed,
        "descriptor": state.descriptor,
        "via": state.via,
        "record": state.record,
        "note": state.note,
        "tags": state.tags,
        "pieces": [
            {"start": p.span.start, "end": p.span.end, "exact": p.exact} for p in annotation.pieces(SpanRole.CONTENT)
        ],
        "headline": article.headline,
        "source": facts.source(citation),
        "page": facts.pages(citation),
        "clock": facts.clock(citation),
        "url": article.url,
        "published": _time(article.published),
        "updated": _time(article.updated),
        "revision": citation.revision.seq,
        "sha256": citation.revision.sha256,
        "settled_by": settled.actor if settled else None,
        "settled_at": settled.at.isoformat() if settled else None,
        "checked_against": state.checked_against,
        "warnings": facts.warnings(citation),
    }


def _time(time: StatedTime | None) -> str | None:
    return (time.iso or time.raw) if time else None
