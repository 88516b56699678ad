"""Overlapping reads of one article: the newer one is shown, whichever returns first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest

from store.model.annotations import Status
from tui.kernel.latest_read import LatestReads

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from tui.kernel.session import Session

T = TypeVar("T")


@dataclass
class SlowAnswers:
    """A session whose store reads at once and returns the result when released."""

    archive: Archive
    held: list[asyncio.Event] = field(default_factory=list)

    async def read(self, ask: Callable[[Archive], T]) -> T:
        answer = ask(self.archive)
        gate = asyncio.Event()
        self.held.append(gate)
        await gate.wait()
        return answer


@pytest.fixture
def article(archive: Archive) -> str:
    """The id of an article with suggestions."""
    row = archive.articles.page().rows[0]
    archive.suggestions.find(row.id)
    return row.id


async def _begun(work: Any) -> asyncio.Task[Any]:
    task: asyncio.Task[Any] = asyncio.ensure_future(work)
    await asyncio.sleep(0)
    return task


async def test_a_read_that_comes_after_a_newer_one_is_dropped(archive: Archive, article: str) -> None:
    answers, looks = SlowAnswers(archive), LatestReads()
    session = cast("Session", answers)
    older = await _begun(looks.latest(session, article))
    archive.decisions.settle(archive.open_article(article).annotations, Status.ACCEPTED)
    newer = await _begun(looks.latest(session, article))
    first, second = answers.held
    second.set()
    shown = await newer
    first.set()
    assert {a.state.status for a in shown.annotations} == {Status.ACCEPTED}
    assert await older is None


async def test_reads_that_come_in_their_order_are_all_shown(archive: Archive, article: str) -> None:
    answers, looks = SlowAnswers(archive), LatestReads()
    session = cast("Session", answers)
    reads = [await _begun(looks.latest(session, article)) for _ in range(2)]
    for gate in answers.held:
        gate.set()
    assert None not in [await read for read in reads]


async def test_a_read_begun_before_a_decision_does_not_hide_it(archive: Archive, article: str) -> None:
    answers, looks = SlowAnswers(archive), LatestReads()
    older = await _begun(looks.latest(cast("Session", answers), article))
    [*decided] = archive.decisions.settle(archive.open_article(article).annotations, Status.REJECTED)
    looks.note(decided)
    answers.held[0].set()
    await asyncio.sleep(0)
    answers.held[1].set()
    opened = await older
    assert {a.state.status for a in opened.annotations} <= {Status.REJECTED}
    assert opened.row.open_count == 0
