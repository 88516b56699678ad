"""Annotations as the store hands them out: quotations and notes, their pieces, and who made them.

Most records are named tuples: Python creates them eight times as fast as frozen dataclasses, and the first paint waits
for them. All are plain values, hold no connection and are safe in any thread. Ids are UUIDv7 as text, times are aware
UTC; every span counts code points in the body of its revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors.model import SpanState

if TYPE_CHECKING:
    from datetime import datetime

    from newstext.quotations.model import QuotationKind
    from newstext.spans import Span


class AnnotationKind(StrEnum):
    """The kind of an annotation."""

    QUOTE = "quote"
    NOTE = "note"
    ASSIGNMENT = "assignment"
    """A whole article assigned to somebody. It has no words, and is not among the annotations of its article."""


class Status(StrEnum):
    """The status of an annotation. A ``REMOVED`` one keeps its row and history, so that undo can restore it."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    VERIFIED = "verified"
    STALE = "stale"
    REMOVED = "removed"

    @property
    def is_open(self) -> bool:
        """Whether it is still open."""
        return self in (Status.SUGGESTED, Status.SKIPPED, Status.STALE)

    @property
    def stands(self) -> bool:
        """Whether it is a quotation: nobody has rejected or removed it."""
        return self not in (Status.REJECTED, Status.REMOVED)


SETTLED = frozenset({Status.ACCEPTED, Status.VERIFIED, Status.STALE})
"""Statuses that a person chose to keep, also if an update changed the words since. Exports contain these by default."""


class Origin(StrEnum):
    """The author of an annotation: a person or the finder."""

    HUMAN = "human"
    FINDER = "finder"
    IMPORT = "import"


class Record(StrEnum):
    """The terms of the words: on the record, on background, …"""

    ON = "on"
    BACKGROUND = "background"
    DEEP = "deep"
    OFF = "off"
    UNKNOWN = "unknown"

    @property
    def is_restricted(self) -> bool:
        """Whether the words may not be used freely: on background, on deep background, or off the record."""
        return self in (Record.BACKGROUND, Record.DEEP, Record.OFF)


class SpanRole(StrEnum):
    """The part that a span's words play in a quotation."""

    CONTENT = "content"
    SOURCE = "source"
    CUE = "cue"
    VIA = "via"


@dataclass(frozen=True, slots=True)
class Piece:
    """One span of an annotation. ``prefix`` and ``suffix`` are up to 32 code points of the body around it."""

    role: SpanRole
    piece: int
    revision_id: str
    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""
    state: SpanState = SpanState.EXACT


class Assignment(NamedTuple):
    """A quotation, or an article, given to somebody to settle: to whom, by whom and when."""

    to: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationState:
    """Everything about an annotation that a change may set, undo restores and a conflict may concern.

    ``speaker`` is the name given by the finder or a person; ``speaker_id`` links it to the register once a person has
    settled it.
    """

    kind: AnnotationKind = AnnotationKind.QUOTE
    quotation_kind: QuotationKind | None = None
    status: Status = Status.SUGGESTED
    pieces: tuple[Piece, ...] = ()
    speaker: str | None = None
    speaker_id: str | None = None
    role: str | None = None
    record: Record = Record.UNKNOWN
    unnamed: bool = False
    descriptor: str | None = None
    unnamed_reason: str | None = None
    via: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    flagged: bool = False
    """Whether it is flagged for a second reader."""
    checked_against: str | None = None
    """The source that the second reader checked it against, once it is verified."""
    assignment: Assignment | None = None

    @property
    def standing_assignment(self) -> Assignment | None:
        """The assignment, unless it was undone."""
        return self.assignment if self.status.stands else None


class Provenance(NamedTuple):
    """The author of an imported annotation in the store it comes from, and its last change there."""

    origin: Origin
    author: str
    created_at: datetime
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A stored annotation: its state, its author, and its version (1 when new, one higher after each change)."""

    id: str
    article_id: str
    version: int
    state: AnnotationState
    origin: Origin
    author: str
    generator: str | None = None
    generator_version: str | None = None
    confidence: float | None = None
    reason: str | None = None
    created_at: datetime
    changed_at: datetime
    changed_by: str
    provenance: Provenance | None = None
    """Its origin in another store; None unless it was imported."""
    is_pending: bool = False
    """Whether its last change waits on this machine for the store (``store.pending``) and is not saved."""

    def pieces(self, role: SpanRole) -> tuple[Piece, ...]:
        """The pieces of one role, in reading order."""
        return tuple(p for p in self.state.pieces if p.role is role)

    @property
    def is_note(self) -> bool:
        """Whether it is a note, on words that are not a quotation."""
        return self.state.kind is AnnotationKind.NOTE

    @property
    def is_of_article(self) -> bool:
        """Whether it is about the whole article, and has no words."""
        return self.state.kind is AnnotationKind.ASSIGNMENT

    @property
    def waits_to_be_accepted(self) -> bool:
        """Whether it is an open quotation that can be accepted now. A stale one has to be compared first."""
        status = self.state.status
        return not self.is_note and status.is_open and status is not Status.STALE

    @property
    def words(self) -> str:
        """The quoted words, with an ellipsis in brackets between pieces."""
        return " […] ".join(p.exact for p in self.pieces(SpanRole.CONTENT))


class Tag(NamedTuple):
    """A tag in use, and the number of standing annotations that have it."""

    name: str
    uses: int
