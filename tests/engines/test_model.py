"""Two desks on one store act in any order; a simple model in memory predicts the result."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from newstext.anchors.model import SpanState
from newstext.spans import Span
from store.errors import ConflictError, InvalidSpanError
from store.model.annotations import AnnotationState, SpanRole, Status
from tests.engines.conftest import ENGINES, EXAMPLES
from tests.engines.newsroom import Newsroom, bring, copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from store.model.annotations import Annotation, Piece
    from store.model.changes import Event

PEOPLE = st.sampled_from(["Ada", "Ben"])
NAMES = st.sampled_from(["Mira Holt", "mira holt", "Łukasz Đuro", ""])
STATUSES = st.sampled_from([Status.ACCEPTED, Status.REJECTED, Status.SKIPPED, Status.VERIFIED, Status.REMOVED])
BODIES = st.text(
    st.sampled_from("ab\x00\n“” é\u0301👩\u200d👧\u202e\ufeff") | st.characters(exclude_categories=["Cs"]),
    min_size=2,
    max_size=30,
).filter(str.strip)

States = dict[str, AnnotationState | None]


@dataclass
class Step:
    """One person's step: each annotation before and after."""

    before: States
    after: States


@dataclass
class Person:
    """The steps that one person can undo and redo; an undone step is kept with the way it was undone."""

    done: list[Step] = field(default_factory=list)
    undone: list[tuple[Step, Step]] = field(default_factory=list)

    def did(self, step: Step) -> None:
        self.done.append(step)
        self.undone.clear()


class Desks(RuleBasedStateMachine):
    """The model: the bodies of each article, the state of each annotation, the steps of each person."""

    engine = "sqlite"
    articles = Bundle("articles")
    annotations = Bundle("annotations")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.room = Newsroom(ENGINES[self.engine], Path(self.folder.name) / "stack.db")
        self.desks = {name: self.room.desk(name) for name in ("Ada", "Ben")}
        self.people = {name: Person() for name in self.desks}
        self.bodies: dict[str, list[str]] = {}
        self.states: dict[str, AnnotationState] = {}
        self.homes: dict[str, str] = {}
        self.images: dict[tuple[str, tuple[Piece, ...]], tuple[Piece, ...]] = {}
        self.log_length = 0

    def teardown(self) -> None:
        if hasattr(self, "room"):
            self.room.close()
            self.folder.cleanup()

    def desk(self, person: str) -> Archive:
        return self.desks[person]

    def saved(self, person: str, *made: Annotation) -> None:
        """Enter in the model what a desk reports as saved."""
        before: States = {a.id: self.states.get(a.id) for a in made}
        self.states |= {a.id: a.state for a in made}
        self.homes |= {a.id: a.article_id for a in made}
        self.people[person].did(Step(before, {a.id: a.state for a in made}))
        self.log_length += len(made)

    @rule(target=articles, person=PEOPLE, body=BODIES)
    def add(self, person: str, body: str) -> str:
        [added] = bring(self.desk(person), copy(external_id=str(len(self.bodies)), body=body))
        self.bodies[added.article_id] = [body]
        return added.article_id

    @rule(person=PEOPLE, article=articles, body=BODIES)
    def revise(self, person: str, article: str, body: str) -> None:
        number = list(self.bodies).index(article)
        bring(self.desk(person), copy(external_id=str(number), body=body))
        if self.bodies[article][-1] != body:
            self.bodies[article].append(body)
        current = self.desk(person).articles.row(article).revision_id
        for event in self.machine_did(person):
            self.was_taken_along(event, current, body)

    def machine_did(self, person: str) -> list[Event]:
        """Enter in the model what the program has done by itself since."""
        events = list(self.desk(person).events(limit=100_000).rows[self.log_length :])
        assert not {event.actor for event in events} & set(self.people)
        self.log_length += len(events)
        self.states |= {event.annotation_id: event.after for event in events}
        self.homes |= {event.annotation_id: event.article_id for event in events}
        return events

    def was_taken_along(self, event: Event, current: str, body: str) -> None:
        """Assert that a new revision keeps a status only for the very same words, and loses nothing."""
        before, after = event.before, event.after
        assert before is not None
        self.images[event.annotation_id, before.pieces] = after.pieces
        if any(piece.state is SpanState.GONE for piece in after.pieces):
            settled = self.desk("Ada").updates.stale_quotation(event.annotation_id).was
            assert settled is not None
            assert after.pieces == tuple(replace(p, state=SpanState.GONE) for p in settled.pieces)
        else:
            assert all(p.revision_id == current and p.span.of(body) == p.exact for p in after.pieces)
        if after.status is not Status.STALE and before.status is not Status.STALE:
            assert after.status is before.status
            assert [p.exact for p in after.pieces] == [p.exact for p in before.pieces]
        assert replace(after, status=before.status, pieces=before.pieces) == before

    @rule(target=annotations, person=PEOPLE, article=articles, data=st.data())
    def mark(self, person: str, article: str, data: st.DataObject) -> str:
        revision = self.desk(person).open_article(article).revision
        start = data.draw(st.integers(0, len(revision.article.body) - 1))
        end = data.draw(st.integers(start + 1, len(revision.article.body)))
        made = self.desk(person).decisions.add_quotation(revision, [Span(start, end)])
        self.saved(person, made)
        return made.id

    @rule(target=annotations, person=PEOPLE, article=articles)
    def suggest(self, person: str, article: str) -> object:
        desk = self.desk(person)
        desk.suggestions.find(article)
        return multiple(*(event.annotation_id for event in self.machine_did(person) if event.before is None))

    @rule(person=PEOPLE, chosen=st.lists(annotations, min_size=1, max_size=3, unique=True), status=STATUSES)
    def settle(self, person: str, chosen: list[str], status: Status) -> None:
        desk = self.desk(person)
        if status in (Status.ACCEPTED, Status.VERIFIED) and any(self.is_gone(a) for a in chosen):
            with pytest.raises(InvalidSpanError, match="no longer in the article"):
                desk.decisions.settle([desk.annotations.get(a) for a in chosen], status)
            return
        self.saved(person, *desk.decisions.settle([desk.annotations.get(a) for a in chosen], status))
        assert all(self.states[a].status is status for a in chosen)

    def is_gone(self, annotation: str) -> bool:
        state = self.states[annotation]
        content = [p for p in state.pieces if p.role is SpanRole.CONTENT]
        return state.status is Status.STALE and all(p.state is SpanState.GONE for p in content)

    @rule(person=PEOPLE, chosen=annotations)
    def keep_older(self, person: str, chosen: str) -> None:
        desk = self.desk(person)
        stale = desk.updates.stale_quotation(chosen)
        assert (stale.was is not None) == (self.states[chosen].status is Status.STALE)
        if stale.was is None:
            return
        [made] = desk.updates.keep_older([stale.annotation])
        self.saved(person, made)
        assert made.state.status is stale.was.status
        assert [p.exact for p in made.state.pieces] == [p.exact for p in stale.was.pieces]

    @rule(person=PEOPLE, chosen=annotations)
    def reattach(self, person: str, chosen: str) -> None:
        desk = self.desk(person)
        revision = desk.open_article(self.homes[chosen]).revision
        made = desk.updates.reattach(desk.annotations.get(chosen), revision, [Span(0, 1)])
        self.saved(person, made)
        assert [p.exact for p in made.pieces(SpanRole.CONTENT)] == [revision.article.body[0]]

    @rule(person=PEOPLE, chosen=annotations, name=NAMES)
    def name(self, person: str, chosen: str, name: str) -> None:
        desk = self.desk(person)
        made = desk.decisions.name_speaker(desk.annotations.get(chosen), name)
        assert made.state.speaker == (name or None)
        self.saved(person, made)

    @rule(person=PEOPLE, other=PEOPLE, chosen=consumes(annotations), status=STATUSES)
    def collide(self, person: str, other: str, chosen: str, status: Status) -> None:
        seen = self.desk(person).annotations.get(chosen)
        status = Status.REJECTED if seen.state.status is Status.STALE else status
        self.saved(other, *self.desk(other).decisions.settle([seen], Status.SKIPPED))
        with pytest.raises(ConflictError) as conflict:
            self.desk(person).decisions.settle([seen], status)
        assert conflict.value.current.state == self.states[chosen]

    @rule(person=PEOPLE)
    def undo(self, person: str) -> None:
        steps = self.people[person]
        if not steps.done:
            assert self.desk(person).decisions.undo() is None
        elif taken := self.take(steps.done[-1], lambda: self.desk(person).decisions.undo()):
            steps.undone.append((steps.done.pop(), taken))

    @rule(person=PEOPLE)
    def redo(self, person: str) -> None:
        steps = self.people[person]
        if not steps.undone:
            assert self.desk(person).decisions.redo() is None
        elif self.take(steps.undone[-1][1], lambda: self.desk(person).decisions.redo()):
            steps.done.append(steps.undone.pop()[0])

    def take(self, step: Step, inverse: Callable[[], object]) -> Step | None:
        """Undo a step. It is refused exactly when somebody has changed its annotations since.

        An update that only moved the same words is not such a change; the words keep their new place.
        """
        back: States = {}
        for a, after in step.after.items():
            assert after is not None
            before, now = step.before[a] or _removed(after), self.states[a]
            if now == after:
                back[a] = before
            elif now == self.taken_along(a, after) and before.pieces == after.pieces:
                back[a] = replace(before, pieces=now.pieces)
            else:
                with pytest.raises(ConflictError):
                    inverse()
                return None
        assert inverse() is not None
        taken = Step({a: self.states[a] for a in back}, back)
        self.states |= {a: state for a, state in back.items() if state}
        self.log_length += len(back)
        return taken

    def taken_along(self, annotation: str, state: AnnotationState) -> AnnotationState:
        pieces = state.pieces
        while (image := self.images.get((annotation, pieces), pieces)) != pieces:
            pieces = image
        return replace(state, pieces=pieces)

    @rule()
    def reopen(self) -> None:
        self.room.close()
        self.desks = {name: self.room.desk(name) for name in self.people}

    @invariant()
    def the_store_holds_what_the_model_says(self) -> None:
        if not hasattr(self, "room"):
            return
        desk = self.desks["Ben"]
        for article, bodies in self.bodies.items():
            revisions = desk.articles.revisions(article)
            assert [r.article.body for r in revisions] == bodies
            self.counts_are_right(article, revisions[-1].id)
        assert {a: desk.annotations.get(a).state for a in self.states} == self.states
        for state in self.states.values():
            assert all(p.exact for p in state.pieces)

    def counts_are_right(self, article: str, revision: str) -> None:
        here = [
            state
            for a, state in self.states.items()
            if self.homes[a] == article and any(p.revision_id == revision or not p.state.is_same for p in state.pieces)
        ]
        row = self.desks["Ada"].articles.row(article)
        standing = [s for s in here if s.status not in (Status.REJECTED, Status.REMOVED)]
        assert (row.quotation_count, row.open_count) == (len(standing), sum(s.status.is_open for s in standing))

    @invariant()
    def the_totals_and_the_log_are_exact(self) -> None:
        if not hasattr(self, "room"):
            return
        desk = self.desks["Ada"]
        rows = desk.articles.page(limit=10_000).rows
        totals = desk.articles.totals()
        assert totals[:3] == (len(rows), sum(r.open_count > 0 for r in rows), sum(r.open_count for r in rows))
        assert totals.unread_articles == sum(r.unread for r in rows)
        log = desk.events(limit=100_000).rows
        assert len(log) == self.log_length
        assert {e.annotation_id: e.after for e in log} == self.states


def _removed(state: AnnotationState | None) -> AnnotationState:
    assert state is not None
    return replace(state, status=Status.REMOVED)


@pytest.mark.parametrize("engine", ENGINES)
def test_two_desks_agree_with_the_model(engine: str) -> None:
    machine = type("DesksOf", (Desks,), {"engine": engine})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES[engine], stateful_step_count=20, deadline=None, suppress_health_check=checks
        ),
    )
