"""Decisions on their way into the store: what is said of them, and how the desk is left meanwhile."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from store.errors import StoreError
from store.quotations.decisions import Decisions
from store.records import Status
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.records import Annotation

FULL = "The disk that holds the store is full, so nothing was saved. Make room and try again."


class Disk:
    """Stands between the decisions and the store: it can be full, and it can be slow."""

    def __init__(self) -> None:
        self.is_full = False
        self.turns = Event()
        """Unset, it keeps every save waiting."""
        self.turns.set()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk, settle = Disk(), Decisions.settle

    def slowly(decisions: Decisions, annotations: list[Annotation], status: Status) -> tuple[Annotation, ...]:
        disk.turns.wait()
        if disk.is_full:
            raise StoreError(FULL)
        return settle(decisions, annotations, status)

    monkeypatch.setattr(Decisions, "settle", slowly)
    yield disk
    disk.turns.set()


async def test_what_was_not_saved_is_not_called_saved_until_the_person_knows(archive: Archive, disk: Disk) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        disk.is_full = True
        await desk.press("x")
        disk.is_full = False
        await desk.press("a", "ctrl+s")
        assert desk.says == f"1 decision was not saved: {FULL}"
        await desk.press("ctrl+s")
        assert desk.says == f"1 decision was not saved: {FULL}"
        await desk.press("a", "ctrl+s")
        assert desk.says == "All saved. It is 14:03."


async def test_undo_that_could_not_be_saved_is_not_called_saved(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def undo(*_: object) -> None:
        raise StoreError(FULL)

    monkeypatch.setattr(archive, "undo", undo)
    async with at_the_desk(archive) as desk:
        await desk.press("u", "ctrl+s")
        assert desk.says == f"1 decision was not saved: {FULL}"


async def test_who_leaves_while_a_save_fails_stays_once_to_read_it(archive: Archive, disk: Disk) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        disk.is_full = True
        disk.turns.clear()
        await desk.pilot.press("x", "Q")
        await desk.until(lambda: desk.says == "Saving 1 decision before leaving …")
        disk.turns.set()
        await desk.idle()
        assert desk.app.is_running
        assert desk.says == f"1 decision was not saved: {FULL} Q again leaves without it."
        await desk.press("Q")
        assert not desk.app.is_running


async def test_what_is_on_the_way_is_saved_before_the_desk_is_left(archive: Archive, disk: Disk) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        disk.turns.clear()
        await desk.pilot.press("x", "a", "Q")
        await desk.until(lambda: desk.says == "Saving 2 decisions before leaving …")
        disk.turns.set()
        await desk.idle()
        assert not desk.app.is_running
        assert len(desk.stored(Status.ACCEPTED)) == 1
