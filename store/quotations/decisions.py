"""Decisions about quotations: their words, speakers and status; a part of the Archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.quotations.genres.labelled import names_nobody
from newstext.turns import speaker_of
from store.ids import new_id
from store.model.annotations import AnnotationState, SpanRole, Status
from store.model.changes import Edit
from store.model.speakers import Attribution, NewSpeaker
from store.rules.assignments import with_status
from store.rules.pieces import edit_of, kind_of, met, pieces_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from newstext.quotations.model import QuotationKind
    from newstext.spans import Span
    from store.engine import Annotations, Log, Speakers
    from store.errors import ConflictError
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.changes import Apply, UndoResult
    from store.quotations.conflicts import Conflict
    from store.together.assignments import Assignments
    from store.together_engine import Together
    from store.upkeep_engine import Clock

    class _Needs(Annotations, Log, Speakers, Together, Clock, Protocol): ...


_ACTIONS = {
    Status.SUGGESTED: "reopen",
    Status.ACCEPTED: "accept",
    Status.REJECTED: "reject",
    Status.SKIPPED: "skip",
    Status.VERIFIED: "verify",
    Status.STALE: "question",
    Status.REMOVED: "remove",
}


class BulkAcceptance(NamedTuple):
    """The result of accepting many quotations at once; annotations as stored now."""

    accepted: tuple[Annotation, ...]
    changed: tuple[Annotation, ...]
    """Open quotations that somebody else changed meanwhile. If there are any, none was accepted."""
    settled: tuple[Annotation, ...]
    """Quotations that somebody settled meanwhile; they stay unchanged."""


class Decisions:
    """Marks, settles, attributes and labels quotations. Each change is one step of undo."""

    def __init__(self, engine: _Needs, actor: str, apply: Apply) -> None:
        self._engine = engine
        self._actor = actor
        self._apply = apply

    def add_quotation(
        self, revision: Revision, content: Sequence[Span], *, kind: QuotationKind | None = None
    ) -> Annotation:
        """Save words of a revision as an accepted quotation; ``content`` are its pieces, in order.

        Words of a transcript are those of the speaker whom it names.
        """
        article = revision.article
        speaker = speaker_of(article.turns, content)
        unnamed = speaker is not None and names_nobody(speaker)
        register = _Register(self._engine, [None if unnamed else speaker])
        state = AnnotationState(
            quotation_kind=kind or kind_of(article, content),
            status=Status.ACCEPTED,
            pieces=pieces_of(revision, {SpanRole.CONTENT: content}),
            speaker=None if unnamed else speaker,
            speaker_id=register.id_of(speaker) if speaker and not unnamed else None,
            unnamed=unnamed,
            descriptor=speaker if unnamed else None,
        )
        edit = Edit(annotation_id=new_id(), article_id=revision.article_id, expected_version=0, state=state)
        return self._apply("mark", (edit,), register.newcomers)[0]

    def settle(self, annotations: Iterable[Annotation], status: Status) -> tuple[Annotation, ...]:
        """Set the status of annotations in one step: accept, reject, skip, verify or remove them.

        Accepting a quotation enters its speaker in the register.
        """
        annotations = list(annotations)
        edits: list[Edit] = []
        register = _Register(self._engine, [a.state.speaker for a in annotations if status is Status.ACCEPTED])
        for annotation in annotations:
            state = with_status(annotation.state, status)
            if status in (Status.ACCEPTED, Status.VERIFIED) and annotation.state.status is Status.STALE:
                from store.rules import anchors

                anchors.refuse_gone(state)
            if status is Status.ACCEPTED and state.speaker and not (state.speaker_id or state.unnamed):
                state = replace(state, speaker_id=register.id_of(state.speaker))
            edits.append(edit_of(annotation, state))
        return self._apply(_ACTIONS[status], edits, register.newcomers)

    def accept_all(self, listed: Sequence[Annotation]) -> BulkAcceptance:
        """Accept quotations as this person saw them, in one step, except those that somebody settled meanwhile.

        If somebody else changed an open one, none is accepted: the person has to see the change first.
        """
        from store.errors import ConflictError

        while True:
            current = self._engine.annotations_with([annotation.id for annotation in listed])
            now = [current[annotation.id] for annotation in listed]
            seen = [a if a.version == b.version else self.as_seen(a) for a, b in zip(listed, now, strict=True)]
            settled = tuple(a for a in now if not a.state.status.is_open)
            waiting = [(was, a) for was, a in zip(seen, now, strict=True) if a.state.status.is_open]
            if changed := tuple(a for was, a in waiting if was.version != a.version):
                return BulkAcceptance((), changed, settled)
            try:
                return BulkAcceptance(self.settle([a for _, a in waiting], Status.ACCEPTED), (), settled)
            except ConflictError:
                continue  # Somebody changed one between the read and the write.

    def name_speaker(
        self,
        annotation: Annotation,
        name: str,
        *,
        revision: Revision | None = None,
        source: Sequence[Span] = (),
    ) -> Annotation:
        """Set the speaker of a quotation by name. An empty name removes the speaker.

        ``source`` are the words in ``revision`` that name the speaker, if a person selected them.
        """
        state = annotation.state
        if revision is not None:
            others = tuple(p for p in state.pieces if p.role is not SpanRole.SOURCE)
            state = replace(state, pieces=others + pieces_of(revision, {SpanRole.SOURCE: source}))
        return self._attributed(annotation, state, Attribution(name))

    def attribute(self, annotation: Annotation, who: Attribution) -> Annotation:
        """Set the attribution of a quotation, and accept it."""
        return self._attributed(annotation, annotation.state, who)

    def _attributed(self, annotation: Annotation, state: AnnotationState, who: Attribution) -> Annotation:
        name, descriptor, reason = (" ".join((words or "").split()) for words in (who.name, who.descriptor, who.reason))
        unnamed = who.descriptor is not None and not name
        register = _Register(self._engine, [name])
        if unnamed:
            state = replace(state, role=None, descriptor=descriptor or None, unnamed_reason=reason or None)
        elif name != state.speaker:
            state = replace(state, role=None, descriptor=None, unnamed_reason=None)
        state = replace(
            with_status(state, Status.ACCEPTED),
            speaker=name or None,
            speaker_id=register.id_of(name) if name else None,
            unnamed=unnamed,
            record=who.record or state.record,
        )
        return self._apply("name", (edit_of(annotation, state),), register.newcomers)[0]

    def label(self, annotation: Annotation, revision: Revision, role: SpanRole, spans: Sequence[Span]) -> Annotation:
        """Set the words of ``revision`` that have a role in a quotation, replacing the earlier ones."""
        others = tuple(piece for piece in annotation.state.pieces if piece.role is not role)
        state = replace(annotation.state, pieces=others + pieces_of(revision, {role: spans}))
        return self._apply("label", (edit_of(annotation, state),))[0]

    def respan(self, annotation: Annotation, revision: Revision, content: Iterable[Span]) -> Annotation:
        """Set the words of ``revision`` that are quoted, in any order; adjacent or overlapping pieces are joined."""
        spans = met(content)
        others = tuple(piece for piece in annotation.state.pieces if piece.role is not SpanRole.CONTENT)
        pieces = pieces_of(revision, {SpanRole.CONTENT: spans}) + others
        kind, article = annotation.state.quotation_kind, revision.article
        if kind is None or kind is kind_of(article, [piece.span for piece in annotation.pieces(SpanRole.CONTENT)]):
            # A kind that the marks do not tell was chosen, and stays.
            kind = kind_of(article, spans)
        state = replace(annotation.state, pieces=pieces, quotation_kind=kind)
        return self._apply("respan", (edit_of(annotation, state),))[0]

    def as_seen(self, seen: Annotation) -> Annotation:
        """Return an annotation as this person saw it, with their own changes since.

        A change based on it raises ConflictError if somebody else has changed the annotation meanwhile.
        """
        from store.quotations.conflicts import as_seen

        return as_seen(self._engine, self._actor, seen)

    def is_changed_by_others(self, annotation_id: str, since_version: int) -> bool:
        """Whether a colleague has changed an annotation after a version that this person knows."""
        from store.quotations.conflicts import is_changed_by_others

        return is_changed_by_others(self._engine, self._actor, annotation_id, since_version)

    def conflict(self, error: ConflictError) -> Conflict | None:
        """Return both sides of a change that was not saved; None if it was an undo or redo."""
        if error.edit is None or not error.edit.expected_version:
            return None
        from store.quotations.conflicts import Conflict

        base = self._engine.history(error.current.id)[error.edit.expected_version - 1].after
        return Conflict(base, self._engine.annotation(error.current.id), error.edit.state)

    def make_mine(self, conflict: Conflict) -> Annotation:
        """Save this person's side of a conflict. The other person's changes to other fields stay."""
        from store.quotations.conflicts import merged

        state = merged(conflict)
        register = _Register(self._engine, [state.speaker])
        if state.speaker and state.speaker_id:  # a new speaker was not saved either
            state = replace(state, speaker_id=register.id_of(state.speaker))
        return self._apply("insist", (edit_of(conflict.theirs, state),), register.newcomers)[0]

    @property
    def assignments(self) -> Assignments:
        """Quotations and articles assigned to people."""
        from store.together.assignments import Assignments

        return Assignments(self._engine, self._actor, self._apply)

    def undo(
        self,
        sparing: Collection[str] = (),
        *,
        within: str | None = None,
        since: datetime | None = None,
        told: Collection[str] = (),
    ) -> UndoResult | None:
        """Undo this person's latest change that is not undone; None when there is none.

        Raises ConflictError or SpeakerConflictError if somebody else has changed any part of it since. For changes in
        ``sparing`` (the error's ``step``), only the parts that nobody else has changed are undone; if there are none,
        the change before it is undone.

        ``within`` is the id of the article that the person sees, and ``since`` the beginning of their session: a change
        of other articles only, or one made before, raises UnannouncedStepError, unless it is in ``told`` (the error's
        ``step``).
        """
        from store.quotations import undo

        return undo.undo(self._engine, self._actor, self._apply, undo.Known(sparing, within, since, told))

    def redo(
        self,
        sparing: Collection[str] = (),
        *,
        within: str | None = None,
        since: datetime | None = None,
        told: Collection[str] = (),
    ) -> UndoResult | None:
        """Redo this person's latest undo; None if there is none, or they made another change since."""
        from store.quotations import undo

        return undo.redo(self._engine, self._actor, self._apply, undo.Known(sparing, within, since, told))


class _Register:
    """Resolves the names in one change to known speakers or new ones."""

    def __init__(self, engine: _Needs, names: Iterable[str | None]) -> None:
        asked = {name for name in names if name}
        self._known = engine.speakers_named(asked) if asked else {}
        self._new: dict[str, NewSpeaker] = {}

    @property
    def newcomers(self) -> tuple[NewSpeaker, ...]:
        """The new speakers to enter with the change."""
        return tuple(self._new.values())

    def id_of(self, name: str) -> str:
        """Return the id of the speaker with a name; an unknown name becomes a new speaker."""
        if known := self._known.get(name):
            return known.id
        return self._new.setdefault(name.casefold(), NewSpeaker(new_id(), name)).id
