"""A table for spreadsheets: one quotation per row. No cell is a formula, whatever an article contains."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newstext.article import clock_of, pages_of
from newstext.controls import as_signs
from newstext.markdown import link
from newstext.quotations.model import QuotationKind
from newstext.text_fragment import address_of_words
from store.exchange.read_back import WordsPlace
from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from newstext.stated import StatedTime
    from store.exchange.bundle import Bundle
    from store.model.annotations import Annotation

COLUMNS = (
    *("words", "paraphrase", "speaker", "role", "via", "unnamed", "record", "kind", "status", "note", "tags"),
    *(
        "headline",
        "byline",
        "source",
        "date",
        "published",
        "published_stated",
        "updated",
        "updated_stated",
        "url",
        "words_url",
        "article_state",
        "revision",
        "revisions",
    ),
    *("page", "clock", "places", "sha256", "settled_by", "settled_at", "id"),
)

CANNOT = (
    "article texts",
    "cues and sources",
    "formulas (a leading = + - @ or tab gets an apostrophe)",
    "control characters (shown as signs)",
    "what a second reader checked against",
    "the log",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""Beginnings of cells that spreadsheets evaluate; also an apostrophe, so that ours can be recognised and removed."""


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield the rows, quoted where necessary. The first bytes tell spreadsheets that the encoding is UTF-8."""
    yield "\ufeff" + _row(COLUMNS)
    for bundle in bundles:
        for annotation in bundle.annotations:
            yield _row(_cells(annotation, bundle))


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    csv.field_size_limit(2**31 - 1)
    file.read(1)  # the mark that shows spreadsheets the encoding
    for row in csv.DictReader(file):
        if not row["places"]:
            continue
        found = [place.split("-") for place in row["places"].split("; ")]
        yield WordsPlace(
            row["sha256"],
            int(found[0][0]),
            int(found[0][1]),
            _plain(row["words"] or row["paraphrase"]).split(" […] ")[0],
        )


def _cells(annotation: Annotation, bundle: Bundle) -> list[str]:
    state, home = annotation.state, bundle.home(annotation)
    article = home.article
    content = annotation.pieces(SpanRole.CONTENT)
    spans = [piece.span for piece in content]
    decision = bundle.decision(annotation)
    is_paraphrase = state.quotation_kind is QuotationKind.INDIRECT
    return [
        "" if is_paraphrase else annotation.words,
        annotation.words if is_paraphrase else "",
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
        _sortable(bundle.row.sorted_at),
        *_times(article.published),
        *_times(article.updated),
        article.url or "",
        address_of_words(address, article.body, spans) if (address := link(article.url or "")) else "",
        article.state,
        str(home.seq),
        str(len(bundle.revisions)),
        pages_of(article, spans) or "",
        clock_of(article, spans) or "",
        "; ".join(f"{start}-{end}" for start, end in spans),
        home.sha256,
        decision.actor if decision else "",
        _utc(decision.at) if decision else "",
        annotation.id,
    ]


def _times(time: StatedTime | None) -> tuple[str, str]:
    """Return a time in a sortable format, as precise as stated, and the words that state it.

    It is in UTC if a zone is stated; otherwise a day has no midnight, and a local time no zone.
    """
    if time is None:
        return "", ""
    return _utc(time.instant) if time.instant else time.iso or "", time.raw


def _sortable(time: str) -> str:
    """Return the time by which an article is listed, in the form of the other times."""
    return _utc(datetime.fromisoformat(time)) if len(time) > len("2026-11-24") else time


def _utc(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(_safe(cell) for cell in cells)
    return line.getvalue()


def _safe(cell: str) -> str:
    """Return a cell that is not a formula, with signs for control characters."""
    return f"'{as_signs(cell)}" if cell.startswith(_FORMULA) else as_signs(cell)


def _plain(cell: str) -> str:
    return cell.removeprefix("'")
