"""Changes and the log: what goes in as one step, and what the log says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.model.annotations import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from store.model.annotations import Annotation, AnnotationState, Provenance
    from store.model.speakers import NewSpeaker, SpeakerState
    from store.model.updates import Update


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


class FinderRun(NamedTuple):
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
    finder_run: FinderRun | None = None
    speaker_edits: tuple[SpeakerEdit, ...] = ()


class Apply(Protocol):
    """Makes one change in the name of the person who works with the store; returns its annotations as they are now."""

    def __call__(
        self,
        action: str,
        edits: Sequence[Edit],
        newcomers: Sequence[NewSpeaker] = (),
        *,
        undoes: str | None = None,
        speaker_edits: Sequence[SpeakerEdit] = (),
    ) -> tuple[Annotation, ...]: ...


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


class UndoResult(NamedTuple):
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
