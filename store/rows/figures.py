"""Facts for figures in their stored form: a row of a quotation, and the columns that every engine reads for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.model.annotations import Origin, Record, Status
from store.model.figures import AS_SUGGESTED, QuotationFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

IS_AS_SUGGESTED = f"""
    (annotation.origin = 'finder' AND annotation.version = 2
        AND annotation.action IN ({", ".join(map(repr, AS_SUGGESTED))}))
"""
"""The condition on an annotation that one decision settled as the finder suggested it."""
IS_LOGGED = f"NOT {IS_AS_SUGGESTED} AND NOT (annotation.origin = 'finder' AND annotation.version = 1)"
"""The condition on an annotation whose log says more about decisions than its row."""
COLUMNS = f"""
    article_id, annotation.id, status, quotation_kind, origin, coalesce(speaker.name, annotation.speaker),
    speaker_id, unnamed, descriptor, unnamed_reason, via, record, annotation.created_at, annotation.changed_at,
    CASE WHEN {IS_AS_SUGGESTED} THEN annotation.changed_by END
"""
"""The columns of ``annotation LEFT JOIN speaker`` that ``quoted`` takes: the article, then ``QuotationFacts``."""

STATUSES = {status.value: status for status in Status}
_STATUS, _ORIGIN, _UNNAMED, _RECORD = map(QuotationFacts._fields.index, ("status", "origin", "unnamed", "record"))
_RECORDS = {record.value: record for record in Record}
_ORIGINS = {origin.value: origin for origin in Origin}


def quoted(rows: Iterable[tuple[Any, ...]], article_ids: Iterable[str]) -> dict[str, list[QuotationFacts]]:
    """Return the quotations of each article, in the order of their rows."""
    found: dict[str, list[QuotationFacts]] = {article_id: [] for article_id in article_ids}
    # A report reads 100,000 of these: a named tuple made from a list takes half the time.
    make, statuses, records, origins = QuotationFacts._make, STATUSES, _RECORDS, _ORIGINS
    for article_id, *facts in rows:
        facts[_STATUS] = statuses[facts[_STATUS]]
        facts[_ORIGIN] = origins[facts[_ORIGIN]]
        facts[_UNNAMED] = bool(facts[_UNNAMED])
        facts[_RECORD] = records[facts[_RECORD]]
        found[article_id].append(make(facts))
    return found
