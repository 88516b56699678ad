"""The end of the desk: it comes at once, whatever its threads still read or compute; it waits for saves only."""

from __future__ import annotations

import asyncio
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App

from store.quotations.suggestions import Suggestions
from tests.screens.driver import at_the_desk
from tests.terminal import DEADLINE
from tui.base.idle_wait import wait_until_idle
from tui.kernel.store_access import StoreAccess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store import Archive


class Stuck:
    """Work that does not end by itself."""

    def __init__(self) -> None:
        self.began = Event()
        self.ends = Event()
        self.is_over = False

    def __call__(self, *_: Any, **__: Any) -> Any:
        self.began.set()
        self.ends.wait(DEADLINE)
        self.is_over = True


@pytest.fixture
def stuck() -> Iterator[Stuck]:
    stuck = Stuck()
    yield stuck
    stuck.ends.set()


LONG_WORK: dict[str, tuple[Callable[[pytest.MonkeyPatch, Archive, Stuck], None], str]] = {
    "the finder": (lambda patch, _, stuck: patch.setattr("tui.desk.open_article.find_quotations", stuck), "enter"),
    "an article": (lambda patch, archive, stuck: patch.setattr(archive, "open_article", stuck), "enter"),
    "a search": (lambda patch, archive, stuck: patch.setattr(archive, "search_as_typed", stuck), "slash h"),
    "a search in the article": (
        lambda patch, _, stuck: patch.setattr("tui.reader.find.phrase_in", stuck),
        "enter slash t",
    ),
    "finding everywhere": (lambda patch, _, stuck: patch.setattr(Suggestions, "unsearched_revision", stuck), "F"),
    "likely doubles": (
        lambda patch, _, stuck: patch.setattr("store.speakers.likely_duplicates.likely", stuck),
        "W d",
    ),
}


@pytest.mark.parametrize("work", LONG_WORK)
async def test_nobody_who_leaves_waits_for_work_whose_outcome_nobody_will_see(
    work: str, archive: Archive, stuck: Stuck, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, keys = LONG_WORK[work]
    async with at_the_desk(archive) as desk:
        begin(monkeypatch, archive, stuck)
        await desk.hurry(*keys.split())
        await desk.until(stuck.began.is_set)
        await desk.leave()
    assert not stuck.is_over
    assert archive.articles.totals().articles == 4


async def test_q_leaves_while_an_article_is_being_opened(
    archive: Archive, stuck: Stuck, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(archive) as desk:
        monkeypatch.setattr(archive, "open_article", stuck)
        await desk.hurry("enter")
        await desk.until(stuck.began.is_set)
        await desk.hurry("Q")
        await desk.until(lambda: not desk.is_open)


async def test_a_key_that_closed_the_last_screen_has_nothing_to_wait_for() -> None:
    closed = App[None]()
    assert not closed.screen_stack
    await wait_until_idle(closed)


async def test_a_read_that_leaving_interrupts_is_cancelled_and_no_error(archive: Archive) -> None:
    access, began = StoreAccess(archive), Event()

    def read_on(archive: Archive) -> None:
        until = monotonic() + DEADLINE
        while monotonic() < until:
            archive.articles.totals()
            began.set()

    reading = asyncio.ensure_future(access.read(read_on))
    while not began.is_set():
        await asyncio.sleep(0.001)
    access.close()
    with pytest.raises(asyncio.CancelledError):
        await reading
