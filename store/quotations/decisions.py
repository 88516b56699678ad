"""Decisions about quotations: their words, speakers and status; a part of the Archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.ids import new_id
from store.model.annotations import AnnotationState, SpanRole, Status
from store.model.changes import Edit
from store.model.speakers import Attribution, NewSpeaker
from store.rules.pieces import edit_of, kind_of, met, pieces_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from newstext.quotations.model import QuotationKind
    from newstext.spans import Span
    from store.engine import Annotations, Log, Speakers
    from store.errors import ConflictError
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.changes import Apply, UndoResult
    from store.quotations.conflicts import Conflict

    class _Needs(Annotations, Log, Speakers, Protocol): ...


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
    """The result of accepting many quotations at once, each as it is now."""

    accepted: tuple[Annotation, ...]
    changed: tuple[Annotation, ...]
    """Those that somebody else changed and that still wait: while there are any, none is accepted."""
    settled: tuple[Annotation, ...]
    """Those that wait no more: they stay as they are."""


class Decisions:
    """Marks, settles, attributes and labels quotations. Each call is one step of undo."""

    def __init__(self, engine: _Needs, actor: str, apply: Apply) -> None:
        self._engine = engine
        self._actor = actor
        self._apply = apply

    def add_quotation(
        self, revision: Revision, content: Sequence[Span], *, kind: QuotationKind | None = None
    ) -> Annotation:
        """Save words of a revision as a quotation that a person made; its pieces are ``content``, in order."""
        state = AnnotationState(
            quotation_kind=kind or kind_of(revision.article.body, content),
            status=Status.ACCEPTED,
            pieces=pieces_of(revision, {SpanRole.CONTENT: content}),
        )
        edit = Edit(annotation_id=new_id(), article_id=revision.article_id, expected_version=0, state=state)
        return self._apply("mark", (edit,))[0]

    def settle(self, annotations: Iterable[Annotation], status: Status) -> tuple[Annotation, ...]:
        """Give annotations a status, as one step: accept, reject, skip, verify or remove them.

        Accepting a quotation enters its speaker in the register.
        """
        annotations = list(annotations)
        edits: list[Edit] = []
        register = _Register(self._engine, [a.state.speaker for a in annotations if status is Status.ACCEPTED])
        for annotation in annotations:
            state = replace(annotation.state, status=status)
            if status in (Status.ACCEPTED, Status.VERIFIED) and annotation.state.status is Status.STALE:
                from store.rules import anchors

                anchors.refuse_gone(state)
            if status is Status.ACCEPTED and state.speaker and not (state.speaker_id or state.unnamed):
                state = replace(state, speaker_id=register.id_of(state.speaker))
            edits.append(edit_of(annotation, state))
        return self._apply(_ACTIONS[status], edits, register.newcomers)

    def accept_all(self, listed: Sequence[Annotation]) -> BulkAcceptance:
        """Accept quotations as this person saw them listed, as one step, but for those that are settled meanwhile.

        When somebody else changed one that still waits, nothing is accepted: it has to be seen first.
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
                continue  # Somebody was there between the look and the step.

    def name_speaker(
        self,
        annotation: Annotation,
        name: str,
        *,
        revision: Revision | None = None,
        source: Sequence[Span] = (),
    ) -> Annotation:
        """Say who said a quotation, by name alone. An empty name takes the speaker away.

        ``source`` are the words in ``revision`` that name the speaker, when a person picked them there.
        """
        state = annotation.state
        if revision is not None:
            others = tuple(p for p in state.pieces if p.role is not SpanRole.SOURCE)
            state = replace(state, pieces=others + pieces_of(revision, {SpanRole.SOURCE: source}))
        return self._say_who(annotation, state, Attribution(name))

    def attribute(self, annotation: Annotation, who: Attribution) -> Annotation:
        """Say who said a quotation, which settles it as accepted."""
        return self._say_who(annotation, annotation.state, who)

    def _say_who(self, annotation: Annotation, state: AnnotationState, who: Attribution) -> Annotation:
        name, descriptor, reason = (" ".join((words or "").split()) for words in (who.name, who.descriptor, who.reason))
        unnamed = who.descriptor is not None and not name
        register = _Register(self._engine, [name])
        if unnamed:
            state = replace(state, role=None, descriptor=descriptor or None, unnamed_reason=reason or None)
        elif name != state.speaker:
            state = replace(state, role=None, descriptor=None, unnamed_reason=None)
        state = replace(
            state,
            status=Status.ACCEPTED,
            speaker=name or None,
            speaker_id=register.id_of(name) if name else None,
            unnamed=unnamed,
            record=who.record or state.record,
        )
        return self._apply("name", (edit_of(annotation, state),), register.newcomers)[0]

    def label(self, annotation: Annotation, revision: Revision, role: SpanRole, spans: Sequence[Span]) -> Annotation:
        """Say which words of ``revision`` play ``role`` in a quotation, in place of those that did."""
        others = tuple(piece for piece in annotation.state.pieces if piece.role is not role)
        state = replace(annotation.state, pieces=others + pieces_of(revision, {role: spans}))
        return self._apply("label", (edit_of(annotation, state),))[0]

    def respan(self, annotation: Annotation, revision: Revision, content: Iterable[Span]) -> Annotation:
        """Say which words of ``revision`` a quotation is, in any order; pieces that meet become one."""
        spans = met(content)
        others = tuple(piece for piece in annotation.state.pieces if piece.role is not SpanRole.CONTENT)
        pieces = pieces_of(revision, {SpanRole.CONTENT: spans}) + others
        state = replace(annotation.state, pieces=pieces, quotation_kind=kind_of(revision.article.body, spans))
        return self._apply("respan", (edit_of(annotation, state),))[0]

    def as_seen(self, seen: Annotation) -> Annotation:
        """Return an annotation as this person saw it, with their own changes since: what to change, so that a change
        by somebody else meanwhile is a ConflictError and never lost."""
        from store.quotations.conflicts import as_seen

        return as_seen(self._engine, self._actor, seen)

    def conflict(self, error: ConflictError) -> Conflict | None:
        """Return both sides of a change that was not saved; None when a step was to be taken back."""
        if error.edit is None or not error.edit.expected_version:
            return None
        from store.quotations.conflicts import Conflict

        base = self._engine.history(error.current.id)[error.edit.expected_version - 1].after
        return Conflict(base, self._engine.annotation(error.current.id), error.edit.state)

    def make_mine(self, conflict: Conflict) -> Annotation:
        """Save what this person wanted over what somebody else did, whose other changes stay."""
        from store.quotations.conflicts import merged

        state = merged(conflict)
        register = _Register(self._engine, [state.speaker])
        if state.speaker and state.speaker_id:  # somebody named for the first time was not saved either
            state = replace(state, speaker_id=register.id_of(state.speaker))
        return self._apply("insist", (edit_of(conflict.theirs, state),), register.newcomers)[0]

    def undo(self, sparing: Collection[str] = ()) -> UndoResult | None:
        """Take back this person's latest change that still stands; None when there is none.

        Raises ConflictError or SpeakerConflictError when somebody else has changed any of it since. A change that is
        named in ``sparing``, by the error's ``step``, is not refused: what others changed stays and the rest of it is
        taken back, or the change before it when nothing is left of it.
        """
        from store.quotations import undo

        return undo.undo(self._engine, self._actor, self._apply, sparing)

    def redo(self, sparing: Collection[str] = ()) -> UndoResult | None:
        """Make again what this person took back last, as ``undo`` does; None if there is nothing or they went on."""
        from store.quotations import undo

        return undo.redo(self._engine, self._actor, self._apply, sparing)


class _Register:
    """Resolves the names in one change to speakers of the register or newcomers."""

    def __init__(self, engine: _Needs, names: Iterable[str | None]) -> None:
        asked = {name for name in names if name}
        self._known = engine.speakers_named(asked) if asked else {}
        self._new: dict[str, NewSpeaker] = {}

    @property
    def newcomers(self) -> tuple[NewSpeaker, ...]:
        """Those who are to be entered with the change."""
        return tuple(self._new.values())

    def id_of(self, name: str) -> str:
        """Return the id of the speaker with a name; an unknown name becomes a newcomer."""
        if known := self._known.get(name):
            return known.id
        return self._new.setdefault(name.casefold(), NewSpeaker(new_id(), name)).id
