"""Changes to the store, and the log of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.model.annotations import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from store.model.annotations import Annotation, AnnotationState, Provenance
    from store.model.speakers import NewSpeaker, SpeakerState
    from store.model.updates import Update


BY_PROGRAM = ("suggest", "anchor")
"""Actions of the program itself, the finder and updates: nobody's decisions."""


class SpeakerEdit(NamedTuple):
    """The desired state of one speaker. ``expected_version`` is the version that was read."""

    speaker_id: str
    expected_version: int
    state: SpeakerState


class Edit(NamedTuple):
    """The desired state of one annotation. ``expected_version`` is the version that was read; 0 creates the annotation.

    The fields from ``origin`` to ``provenance`` apply only to a new annotation.
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
    """The update that caused this edit; None when a person did."""


class FinderRun(NamedTuple):
    """One version of a finder applied to one revision; each is applied once.

    ``held_back`` is the number of quotations that it found and did not suggest.
    """

    revision_id: str
    generator: str
    generator_version: str
    held_back: int = 0


class Change(NamedTuple):
    """One decision: one transaction and one step of undo, whose events in the log share ``id``.

    ``id`` makes the change idempotent: applied again, it has no effect. ``undoes`` is the id of the change that this
    one inverts (``action`` undo) or makes again (``action`` redo).

    Speakers are changed first, then new speakers entered, then annotations changed. An annotation that names a merged
    speaker goes to the speaker they were merged into; a change that merges a speaker must move all their annotations.
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
    """Applies one change in the name of the person at work; returns its annotations as stored afterwards."""

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
    """One event of the log about a speaker. ``before`` is None for a new one. ``seq`` is shared with ``Event``."""

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
    """One event of the append-only log about an annotation. ``before`` is None for a new one."""

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


class LogHead(NamedTuple):
    """The hash of an entry of the log and of all before it: it changes if any of them does."""

    seq: int
    head: str


class Step(NamedTuple):
    """A change that its author can undo, or an undo that they can redo: its id, and its events in order.

    ``action`` is the original action, also for an undo.
    """

    id: str
    action: str
    events: tuple[Event | RegisterEvent, ...]


class UndoResult(NamedTuple):
    """The result of undo or redo: the action that was undone or redone, and the annotations as stored afterwards.

    ``annotations`` is empty when only speakers changed. ``spared`` is the number of quotations left alone because
    somebody else has changed them since.
    """

    action: str
    annotations: tuple[Annotation, ...]
    spared: int = 0


class Check(NamedTuple):
    """One check of a store: its subject, and a sentence on the fault; None without one."""

    what: str
    trouble: str | None
