"""A model of the register: after any sequence of changes, every step can be undone exactly."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from newstext.spans import Span
from store.errors import StoreError
from store.model.annotations import Status
from store.model.speakers import Attribution
from tests.engines.conftest import ENGINES, EXAMPLES
from tests.engines.newsroom import Newsroom, story

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from store.model.speakers import Speaker

NAMES = st.sampled_from(["Mira Holt", "Holt", "mira holt", "M. Holt", "Jonas Pike", "Łukasz Đuro"])
QUOTATIONS = 5

Snapshot = tuple[list[object], dict[str, object]]


class OneRegister(RuleBasedStateMachine):
    """The model's knowledge: the state before each step that can still be undone."""

    engine = "sqlite"

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.room = Newsroom(ENGINES[self.engine], Path(self.folder.name) / "stack.db")
        self.desk = self.room.desk("Ada")
        revision = story(self.desk).revision
        self.quotes = [self.desk.decisions.add_quotation(revision, [Span(n, n + 4)]).id for n in range(QUOTATIONS)]
        self.known: set[str] = set()
        self.done: list[Snapshot] = []
        self.undone: list[Snapshot] = []

    def teardown(self) -> None:
        if hasattr(self, "room"):
            self.room.close()
            self.folder.cleanup()

    def stands(self) -> Snapshot:
        """All quotations, and every speaker ever seen."""
        states: list[object] = [self.desk.annotations.get(quote).state for quote in self.quotes]
        self.known |= {event.speaker_id for event in self.desk.register.events(limit=9_999).rows}
        return states, {speaker: self.desk.register.speaker(speaker).state for speaker in sorted(self.known)}

    def step(self, change: object) -> None:
        """Make a change. A refused one leaves no trace; any other can be undone."""
        assert callable(change)
        before, lines = self.stands(), self.lines()
        try:
            change()
        except StoreError:
            assert self.stands() == before
            return
        if self.lines() != lines:
            self.done.append(before)
            self.undone.clear()

    def lines(self) -> int:
        return len(self.desk.events(limit=9_999).rows) + len(self.desk.register.events(limit=9_999).rows)

    def quote(self, number: int) -> Annotation:
        return self.desk.annotations.get(self.quotes[number])

    def somebody(self, data: st.DataObject) -> Speaker | None:
        people = self.desk.register.everyone().rows
        return data.draw(st.sampled_from(people)) if people else None

    @rule(number=st.integers(0, QUOTATIONS - 1), name=NAMES)
    def name(self, number: int, name: str) -> None:
        self.step(lambda: self.desk.decisions.name_speaker(self.quote(number), name))

    @rule(number=st.integers(0, QUOTATIONS - 1))
    def leave_unnamed(self, number: int) -> None:
        who = Attribution(descriptor="an official")
        self.step(lambda: self.desk.decisions.attribute(self.quote(number), who))

    @rule(number=st.integers(0, QUOTATIONS - 1), status=st.sampled_from([Status.REJECTED, Status.ACCEPTED]))
    def settle(self, number: int, status: Status) -> None:
        self.step(lambda: self.desk.decisions.settle([self.quote(number)], status))

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        one, other = self.somebody(data), self.somebody(data)
        if one and other:
            self.step(lambda: self.desk.register.merge(one.id, other.id))

    @rule(numbers=st.sets(st.integers(0, QUOTATIONS - 1), min_size=1), name=NAMES)
    def split(self, numbers: set[int], name: str) -> None:
        chosen = [quote for number in sorted(numbers) if (quote := self.quote(number)).state.speaker_id]
        if chosen:
            self.step(lambda: self.desk.register.split(chosen, name))

    @rule(data=st.data(), name=NAMES)
    def rename(self, data: st.DataObject, name: str) -> None:
        if speaker := self.somebody(data):
            self.step(lambda: self.desk.register.rename(speaker.id, name))

    @rule(data=st.data(), name=NAMES)
    def add_and_remove_names(self, data: st.DataObject, name: str) -> None:
        if speaker := self.somebody(data):
            self.step(lambda: self.desk.register.add_name(speaker.id, name))
            self.step(lambda: self.desk.register.remove_name(speaker.id, name))

    @rule(data=st.data(), value=st.sampled_from(["north", "south", None]))
    def set_field(self, data: st.DataObject, value: str | None) -> None:
        if speaker := self.somebody(data):
            self.step(lambda: self.desk.register.set_field(speaker.id, "region", value))

    @rule()
    def undo(self) -> None:
        if not self.done:
            return
        before = self.stands()
        assert self.desk.decisions.undo() is not None
        states, speakers = self.stands()
        expected_states, expected_speakers = self.done.pop()
        assert states == expected_states
        assert expected_speakers.items() <= speakers.items()  # anybody entered stays in the register
        self.undone.append(before)

    @rule()
    def redo(self) -> None:
        if not self.undone:
            assert self.desk.decisions.redo() is None
            return
        before = self.stands()
        assert self.desk.decisions.redo() is not None
        assert self.stands() == self.undone.pop()
        self.done.append(before)

    @invariant()
    def everything_agrees(self) -> None:
        if not hasattr(self, "room"):
            return
        assert [check for check in self.desk.integrity.checks() if check.trouble] == []
        standing = [
            a.state.speaker_id
            for a in map(self.desk.annotations.get, self.quotes)
            if a.state.speaker_id and a.state.status is not Status.REJECTED
        ]
        everyone = self.desk.register.everyone().rows
        assert {s.id: s.quotations for s in everyone} == {s: standing.count(s) for s in standing}
        for quote in self.quotes:
            if speaker_id := self.desk.annotations.get(quote).state.speaker_id:
                assert self.desk.register.speaker(speaker_id).merged_into is None
        for speaker in everyone:
            for name in (speaker.name, *speaker.aliases):
                assert speaker.id in {found.id for found in self.desk.register.speakers(name)}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_step_in_the_register_can_be_taken_back(engine: str) -> None:
    machine = type("RegisterOf", (OneRegister,), {"engine": engine})
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES[engine], stateful_step_count=15, deadline=None, suppress_health_check=checks
        ),
    )
