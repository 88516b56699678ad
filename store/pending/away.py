"""Decisions without the store: the change as a value, and its result for now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn, cast

from store.errors import NotFoundError, UnreachableError
from store.model.annotations import Status
from store.pending.changes import PendingChange, outcomes
from store.quotations.decisions import BulkAcceptance, Decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from store.engine import Engine
    from store.model.annotations import Annotation
    from store.model.changes import Apply, Change
    from store.model.speakers import Speaker


class AwayEngine:
    """Answers a decision's questions from what is known here, and takes its change. All else raises UnreachableError.

    ``unanswered`` is the change that the store did not acknowledge: it is taken as it is, with its id.
    """

    def __init__(self, refusal: str, known: Mapping[str, Annotation], unanswered: Change | None = None) -> None:
        self._refusal = refusal
        self._known = dict(known)
        self._unanswered = unanswered
        self.taken: PendingChange | None = None
        """The change that was made here."""
        self.results: tuple[Annotation, ...] = ()

    def as_engine(self) -> Engine:
        """Return this as an engine, most of whose methods refuse."""
        return cast("Engine", self)

    def saw(self, annotation: Annotation) -> Annotation:
        """Note an annotation as the person sees it; return it with their own pending changes."""
        return self._known.setdefault(annotation.id, annotation)

    def annotation(self, annotation_id: str) -> Annotation:
        if annotation_id not in self._known:
            edits = self._unanswered.edits if self._unanswered else ()
            if any(edit.annotation_id == annotation_id and not edit.expected_version for edit in edits):
                raise NotFoundError(f"The annotation {annotation_id} was new.")
            self.refuse()
        return self._known[annotation_id]

    def now(self) -> datetime:
        # The server's clock is away too.
        return datetime.now(UTC)

    def speakers_named(self, names: Collection[str]) -> dict[str, Speaker]:  # noqa: ARG002
        # The store finds those that it knows when it makes the change: see ``NewSpeaker``.
        return {}

    def apply(self, change: Change) -> tuple[Annotation, ...]:
        if self.taken is not None or change.undoes or change.speaker_edits or change.finder_run or not change.edits:
            self.refuse()
        change = self._unanswered or change
        before = [self._known.get(edit.annotation_id) for edit in change.edits]
        self.taken = PendingChange(change, tuple(None if one is None else one.state for one in before))
        self.results = outcomes(change, self._known)
        return self.results

    def refuse(self) -> NoReturn:
        """Raise UnreachableError with the sentence on the store."""
        raise UnreachableError(self._refusal)

    def __getattr__(self, name: str) -> Callable[..., NoReturn]:
        def refuse(*_: object, **__: object) -> NoReturn:
            self.refuse()

        if name.startswith("_"):
            raise AttributeError(name)
        return refuse


class AwayDecisions(Decisions):
    """Decisions on quotations as the person sees them: nothing newer is known."""

    def __init__(self, engine: AwayEngine, actor: str, apply: Apply) -> None:
        super().__init__(engine.as_engine(), actor, apply)
        self._away = engine

    def as_seen(self, seen: Annotation) -> Annotation:
        return self._away.saw(seen)

    def accept_all(self, listed: Sequence[Annotation]) -> BulkAcceptance:
        now = [self.as_seen(annotation) for annotation in listed]
        waiting = [annotation for annotation in now if annotation.state.status.is_open]
        settled = tuple(annotation for annotation in now if not annotation.state.status.is_open)
        return BulkAcceptance(self.settle(waiting, Status.ACCEPTED), (), settled)
