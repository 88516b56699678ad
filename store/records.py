"""What comes out of the store, and what goes in. Plain values: they hold no connection and are safe in any thread.

Most are named tuples: Python makes them eight times as fast as frozen dataclasses, and the first paint waits for it.
Ids are UUIDv7 as text, times aware UTC. Every span counts code points in the body of its revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors.model import SpanState

if TYPE_CHECKING:
    from datetime import datetime

    from newstext.article import Article
    from newstext.quotations.model import QuotationKind
    from newstext.spans import Span
    from store.model.lists import ArticleRow
    from store.quotations.stale_quotations import Update


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


class Revision(NamedTuple):
    """One version of an article's text, kept for ever. ``sha256`` is of the body in UTF-8, in hex."""

    id: str
    article_id: str
    seq: int
    article: Article
    sha256: str
    reader: str
    reader_version: str
    seen_at: datetime


class Outcome(StrEnum):
    """What became of an imported article."""

    ADDED = "added"
    REVISED = "new revision"
    OLDER = "older version kept"
    """It says of itself that it is older than the current revision, and stands behind it."""
    REREAD = "read anew by a newer reader"
    """The same file as the current revision, in which a newer reader of ours found other words."""
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    """It holds no text, or less than the revision that stays: ``Imported.reason`` says which."""


class Imported(NamedTuple):
    """What became of one imported article, and where it is now; both ids are empty when it is nowhere."""

    outcome: Outcome
    article_id: str
    revision_id: str
    changed_quotations: int = 0
    """Settled quotations that this version took back to a person."""
    reason: str | None = None
    """Why it was refused, as a sentence."""


class SpeakerState(NamedTuple):
    """All of a speaker that a change may set. ``merged_into`` names who they turned out to be."""

    name: str
    aliases: tuple[str, ...] = ()
    merged_into: str | None = None


class Speaker(NamedTuple):
    """Somebody in the register; ``aliases`` are other names they are printed under.

    ``role`` is the one last printed, ``quotations`` how many that stand are theirs.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    quotations: int = 0
    version: int = 1
    merged_into: str | None = None

    @property
    def state(self) -> SpeakerState:
        """What a change may set of them."""
        return SpeakerState(self.name, self.aliases, self.merged_into)


class Attribution(NamedTuple):
    """Who said something: a name, or nobody known, or with a ``descriptor`` a source that the copy does not name.

    ``reason`` is why it does not; ``record`` the terms the words were given on, None when they stay as they are.
    """

    name: str = ""
    record: Record | None = None
    descriptor: str | None = None
    reason: str | None = None


class Said(NamedTuple):
    """One quotation of a speaker, and the article it stands in."""

    annotation: Annotation
    article: ArticleRow


class Quoted(NamedTuple):
    """A quotation that stands, with the article it was printed in, and the name that the register has for who said
    it (None when nobody in the register is named)."""

    annotation: Annotation
    article: ArticleRow
    registered: str | None

    @property
    def speaker(self) -> str | None:
        """Who said it: by the register's name, else as the finder or a person gave it."""
        return self.registered or self.annotation.state.speaker


class NewSpeaker(NamedTuple):
    """A speaker to enter in the register, unless it knows the name already: then the known one is meant."""

    id: str
    name: str


class SpeakerEdit(NamedTuple):
    """One speaker as they shall be. ``expected_version`` is the version they were read at."""

    speaker_id: str
    expected_version: int
    state: SpeakerState


class Edit(NamedTuple):
    """One annotation as it shall be. ``expected_version`` is the version it was read at; 0 makes it new.

    The fields from ``origin`` to ``provenance`` count only for a new one.
    """

    annotation_id: str
    article_id: str
    expected_version: int
    state: AnnotationState
    origin: Origin = Origin.HUMAN
    generator: str | None = None
    generator_version: str | None = None
    confidence: float | None = None
    reason: str | None = None
    provenance: Provenance | None = None
    update: Update | None = None
    """Set by the program alone, when a new revision made this of it."""


class Finding(NamedTuple):
    """That a finder has been over a revision, so that it need not go again."""

    revision_id: str
    generator: str
    generator_version: str


class Change(NamedTuple):
    """One decision: all of it is one transaction, one step of undo, and shares ``id`` in the log.

    ``id`` is the operation id: a change that is applied twice is applied once. ``undoes`` names the change whose
    inverse this is (``action`` undo), or whose undoing it takes back (``action`` redo).

    Speakers are changed first, then newcomers entered, then annotations changed. An annotation that names somebody who
    was merged into another is given to that other; when a speaker is merged, nothing may be left with them.
    """

    id: str
    actor: str
    at: datetime
    action: str
    edits: tuple[Edit, ...] = ()
    new_speakers: tuple[NewSpeaker, ...] = ()
    undoes: str | None = None
    finding: Finding | None = None
    speaker_edits: tuple[SpeakerEdit, ...] = ()


class RegisterEvent(NamedTuple):
    """One line of the log about a speaker; ``before`` is None for somebody new. ``seq`` counts with Event's."""

    seq: int
    at: datetime
    actor: str
    action: str
    change_id: str
    undoes: str | None
    speaker_id: str
    before: SpeakerState | None
    after: SpeakerState


class Event(NamedTuple):
    """One line of the append-only log. ``before`` is None for something new."""

    seq: int
    at: datetime
    actor: str
    action: str
    change_id: str
    undoes: str | None
    article_id: str
    annotation_id: str
    before: AnnotationState | None
    after: AnnotationState


class Step(NamedTuple):
    """One of a person's changes that can be taken back, or its undo, which can: by its id, with its events in order.

    ``action`` is what the person did in the first place.
    """

    id: str
    action: str
    events: tuple[Event | RegisterEvent, ...]


class Tag(NamedTuple):
    """A tag in use, and how many standing annotations have it."""

    name: str
    uses: int


class Undone(NamedTuple):
    """What undo or redo did: the action it took back or made again, and the annotations as they are now.

    There are none when only the register of speakers was changed. ``spared`` of its quotations stayed as they are,
    because somebody has changed them since.
    """

    action: str
    annotations: tuple[Annotation, ...]
    spared: int = 0


class Check(NamedTuple):
    """One thing that was checked of a store: what, and the sentence of what is wrong with it; None when it is sound."""

    what: str
    trouble: str | None
