"""A table for spreadsheets: one quotation a row. No cell of it is a formula, whatever an article says."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from store.exchange.placed import Placed
from store.records import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from newstext.stated import StatedTime
    from store.exchange.bundle import Bundle
    from store.records import Annotation

COLUMNS = (
    *("words", "speaker", "role", "via", "unnamed", "record", "kind", "status", "note", "tags"),
    *("headline", "byline", "source", "published", "updated", "url", "article_state", "revision", "revisions"),
    *("places", "sha256", "settled_by", "settled_at", "id"),
)

CANNOT = (
    "the texts of the articles",
    "words of saying and words that name the source",
    "a leading = + - @ or tab as it is: an apostrophe stands before it",
    "what a second reader held it against, and the log",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would reckon with; an apostrophe too, so that ours can be told and taken off."""


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield the rows, quoted where they need it; the first bytes tell spreadsheets that it is UTF-8."""
    yield "\ufeff" + _row(COLUMNS)
    for bundle in bundles:
        for annotation in bundle.annotations:
            yield _row(_cells(annotation, bundle))


def places(file: TextIO) -> Iterator[Placed]:
    """Yield where an export says that words stand."""
    csv.field_size_limit(2**31 - 1)
    rows = csv.DictReader(io.StringIO(file.read().removeprefix("\ufeff"), newline=""))
    for row in rows:
        if not row["places"]:
            continue
        found = [place.split("-") for place in row["places"].split("; ")]
        yield Placed(row["sha256"], int(found[0][0]), int(found[0][1]), _plain(row["words"]).split(" […] ")[0])


def _cells(annotation: Annotation, bundle: Bundle) -> list[str]:
    state, home = annotation.state, bundle.home(annotation)
    article = home.article
    content = annotation.pieces(SpanRole.CONTENT)
    decision = bundle.decision(annotation)
    return [
        annotation.words,
        state.speaker or "",
        state.role or "",
        state.via or "",
        " because ".join(filter(None, (state.descriptor, state.unnamed_reason))) if state.unnamed else "",
        state.record,
        state.quotation_kind or state.kind,
        state.status,
        state.note or "",
        ", ".join(state.tags),
        article.headline or "",
        article.byline or "",
        article.source or "",
        _stated(article.published),
        _stated(article.updated),
        article.url or "",
        article.state,
        str(home.seq),
        str(len(bundle.revisions)),
        "; ".join(f"{piece.span.start}-{piece.span.end}" for piece in content),
        home.sha256,
        decision.actor if decision else "",
        decision.at.isoformat() if decision else "",
        annotation.id,
    ]


def _stated(time: StatedTime | None) -> str:
    return time.iso or time.raw if time else ""


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(_safe(cell) for cell in cells)
    return line.getvalue()


def _safe(cell: str) -> str:
    """A NUL ends a cell for some readers; it is shown by its picture."""
    cell = cell.replace("\0", "␀")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell.removeprefix("'")
