"""Annotations as the store hands them out: quotations and notes, their pieces, and who made them.

Most records of the model are named tuples: Python makes them eight times as fast as frozen dataclasses, and the first
paint waits for it. All are plain values that hold no connection and are safe in any thread. Ids are UUIDv7 as text,
times aware UTC; every span counts code points in the body of its revision.
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
    """What an annotation is."""

    QUOTE = "quote"
    NOTE = "note"


class Status(StrEnum):
    """Where an annotation stands. ``REMOVED`` keeps the row, so that its history stays and undo can bring it back."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    VERIFIED = "verified"
    STALE = "stale"
    REMOVED = "removed"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a person."""
        return self in (Status.SUGGESTED, Status.SKIPPED, Status.STALE)

    @property
    def stands(self) -> bool:
        """Whether it is a quotation: nobody has rejected or removed it."""
        return self not in (Status.REJECTED, Status.REMOVED)


SETTLED = frozenset({Status.ACCEPTED, Status.VERIFIED, Status.STALE})
"""What a person has decided to keep, also when an update changed it since: what leaves unless more is asked for."""


class Origin(StrEnum):
    """Who made an annotation."""

    HUMAN = "human"
    FINDER = "finder"
    IMPORT = "import"


class Record(StrEnum):
    """On which terms the words were given."""

    ON = "on"
    BACKGROUND = "background"
    DEEP = "deep"
    OFF = "off"
    UNKNOWN = "unknown"


class SpanRole(StrEnum):
    """What a span's words do in a quotation."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationState:
    """All of an annotation that a change may set: what undo brings back, what a conflict is about.

    ``speaker`` is the name as the finder or a person gave it; ``speaker_id`` links it to the register once a person
    has settled it.
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
    """Whether somebody wants a second reader to look at it."""
    checked_against: str | None = None
    """What a second reader held it against, once it is verified."""


class Provenance(NamedTuple):
    """Who made an annotation elsewhere, and who changed it there last; kept with one that was brought in."""

    origin: Origin
    author: str
    created_at: datetime
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A stored annotation: what it says, who made it, and its version (1 when new, one more with every change)."""

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
    """Where it was made, when it was brought in."""

    def pieces(self, role: SpanRole) -> tuple[Piece, ...]:
        """The pieces of one role, in the order they are read."""
        return tuple(p for p in self.state.pieces if p.role is role)

    @property
    def is_note(self) -> bool:
        """Whether it is a note on words that are no quotation."""
        return self.state.kind is AnnotationKind.NOTE

    @property
    def waits_to_be_accepted(self) -> bool:
        """Whether a person has only to accept it: what an update changed is compared with what it was first."""
        status = self.state.status
        return not self.is_note and status.is_open and status is not Status.STALE

    @property
    def words(self) -> str:
        """What was said, its pieces joined by an ellipsis in brackets where words stand between them."""
        return " […] ".join(p.exact for p in self.pieces(SpanRole.CONTENT))


class Tag(NamedTuple):
    """A tag in use, and how many standing annotations have it."""

    name: str
    uses: int
