"""Facts that figures are counted from: articles with their quotations, and the decisions on these. Plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.model.annotations import Origin, Record, Status


AS_SUGGESTED = ("accept", "reject")
"""Actions that settle a quotation and change nothing else of it."""


class QuotationFacts(NamedTuple):
    """The facts of one quotation, also of a rejected or removed one."""

    id: str
    status: Status
    kind: str | None
    """direct, mixed or indirect."""
    origin: Origin
    speaker: str | None
    """The speaker's name in the register, else as given."""
    speaker_id: str | None
    unnamed: bool
    descriptor: str | None
    reason: str | None
    """The reason for not naming the source."""
    via: str | None
    record: Record
    created_at: str
    """An ISO time in UTC, as are all times here."""
    changed_at: str
    settled_by: str | None
    """Who accepted or rejected it as the finder suggested it, if that is all that happened to it; else None."""


class ArticleFacts(NamedTuple):
    """The facts of one article's current revision, with all its quotations in the order of their ids."""

    id: str
    headline: str | None
    source: str | None
    byline: str | None
    sorted_at: str
    """The time that filters compare; its first ten characters are the day. Empty without a date."""
    state: str
    arrived_at: str
    """The time of the first revision's arrival."""
    revised_at: str
    """The time of the current revision's arrival."""
    revision_count: int
    quotations: tuple[QuotationFacts, ...]


class DecisionFacts(NamedTuple):
    """One event of the log on a quotation that was not undone. ``before`` is None for a new quotation."""

    seq: int
    at: str
    actor: str
    action: str
    article_id: str
    annotation_id: str
    before: Status | None
    after: Status
    speaker: str | None
    """The speaker after it."""


class Outcome(NamedTuple):
    """The outcome of one suggestion of the finder that a person accepted, verified or rejected."""

    annotation_id: str
    kind: str | None
    """The kind that the finder gave it."""
    rejected: bool
    words_changed: bool
    speaker_changed: bool
    kind_changed: bool
