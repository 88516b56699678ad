"""Changes that wait for the store: their results for now, and how they go on after a conflict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from store.model.annotations import Annotation, AnnotationState, Status
from store.quotations.conflicts import Conflict, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from store.model.changes import Change, Edit

ASK = -1
"""The expected version of an edit that a person must confirm: no stored annotation has it."""


class PendingChange(NamedTuple):
    """A change that was not acknowledged. ``bases`` are the states that its edits are based on; None for a new one.

    ``may_be_made``: the store may have made it already, since its answer was lost.
    """

    change: Change
    bases: tuple[AnnotationState | None, ...]
    may_be_made: bool = False

    @property
    def annotation_ids(self) -> frozenset[str]:
        """The ids of the annotations that it changes."""
        return frozenset(edit.annotation_id for edit in self.change.edits)


def outcome(edit: Edit, change: Change, before: Annotation | None) -> Annotation:
    """Return an annotation as a pending change leaves it; ``before`` is None for a new one."""
    if before is not None:
        return replace(
            before,
            version=max(edit.expected_version, before.version) + 1,
            state=edit.state,
            changed_at=change.at,
            changed_by=change.actor,
            is_pending=True,
        )
    return Annotation(
        id=edit.annotation_id,
        article_id=edit.article_id,
        version=edit.expected_version + 1,
        state=edit.state,
        origin=edit.origin,
        author=change.actor,
        created_at=change.at,
        changed_at=change.at,
        changed_by=change.actor,
        is_pending=True,
    )


def outcomes(change: Change, known: Mapping[str, Annotation]) -> tuple[Annotation, ...]:
    """Return the annotations as a pending change leaves them, in the order of its edits."""
    return tuple(outcome(edit, change, known.get(edit.annotation_id)) for edit in change.edits)


def taken_back(pending: PendingChange, now: Mapping[str, Annotation]) -> tuple[Annotation, ...]:
    """Return the annotations of the last pending change without it; a new one is removed.

    ``now`` are the annotations as they are with it. Those that no other pending change concerns are as saved.
    """
    edits = zip(pending.change.edits, pending.bases, strict=True)
    return tuple(
        replace(
            now[edit.annotation_id],
            version=max(edit.expected_version, 0),
            state=base or replace(edit.state, status=Status.REMOVED),
        )
        for edit, base in edits
        if edit.annotation_id in now
    )


def settled(waiting: Iterable[PendingChange], conflict: Conflict, *, mine: bool) -> Iterator[PendingChange]:
    """Yield the waiting changes once a person has answered a conflict of the first of them.

    Keeping ``mine`` puts the person's changes on top of the colleague's. Otherwise the edit is dropped. Later edits of
    the same annotation go on from the result; if the colleague's version stands, the person must confirm each.
    """
    annotation_id, stands = conflict.theirs.id, conflict.theirs.state
    version: int = conflict.theirs.version if mine else ASK
    for number, pending in enumerate(waiting):
        edits, bases = [], []
        for edit, base in zip(pending.change.edits, pending.bases, strict=True):
            if edit.annotation_id != annotation_id:
                edits.append(edit)
                bases.append(base)
            elif mine or number:
                wanted = merged(Conflict(base or edit.state, replace(conflict.theirs, state=stands), edit.state))
                if wanted != stands:
                    edits.append(edit._replace(expected_version=version, state=wanted))
                    bases.append(stands)
                    if mine:
                        stands, version = wanted, version + 1
        if edits:
            named = {edit.state.speaker_id for edit in edits}
            newcomers = tuple(speaker for speaker in pending.change.new_speakers if speaker.id in named)
            change = pending.change._replace(edits=tuple(edits), new_speakers=newcomers)
            yield pending._replace(change=change, bases=tuple(bases))
