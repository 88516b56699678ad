"""Decisions on their way into the store: the messages about them, and leaving meanwhile."""

from __future__ import annotations

from shutil import copyfile
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bench.decisions import fill
from store import Archive
from store.articles.lists import ArticleLists
from store.errors import StoreError
from store.model.annotations import Status
from store.quotations.decisions import Decisions
from tests.questions import Questions
from tests.screens.driver import at_the_desk
from tests.terminal import DEADLINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow

FULL = "The disk with the store is full, so nothing was saved. Free some space and try again."


class Disk:
    """A disk between the decisions and the store, which can be full or slow."""

    def __init__(self) -> None:
        self.is_full = False
        self.turns = Event()
        """Cleared, it blocks every save."""
        self.turns.set()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk, settle = Disk(), Decisions.settle

    def slowly(decisions: Decisions, annotations: list[Annotation], status: Status) -> tuple[Annotation, ...]:
        assert disk.turns.wait(DEADLINE)
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
        assert desk.says == "All saved, 14:03."


async def test_undo_that_could_not_be_saved_is_not_called_saved(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def undo(*_: object, **__: object) -> None:
        raise StoreError(FULL)

    monkeypatch.setattr(Decisions, "undo", undo)
    async with at_the_desk(archive) as desk:
        await desk.press("u", "ctrl+s")
        assert desk.says == f"1 decision was not saved: {FULL}"


async def test_who_leaves_while_a_save_fails_stays_once_to_read_it(archive: Archive, disk: Disk) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        disk.is_full = True
        disk.turns.clear()
        await desk.hurry("x", "Q")
        await desk.until(lambda: desk.says == "Saving 1 decision before leaving …")
        disk.turns.set()
        await desk.idle()
        assert desk.is_open
        assert desk.says == f"1 decision was not saved: {FULL} Q again quits without it."
        await desk.press("Q")
        assert not desk.is_open


async def test_what_is_on_the_way_is_saved_before_the_desk_is_left(archive: Archive, disk: Disk) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        disk.turns.clear()
        await desk.hurry("x", "a", "Q")
        await desk.until(lambda: desk.says == "Saving 2 decisions before leaving …")
        disk.turns.set()
        await desk.idle()
        assert not desk.is_open
        assert len(desk.stored(Status.ACCEPTED)) == 1


DECISIONS = (
    *("a", "x", "space", "f", "t p o r t enter", "c c a l l enter", "at M i r a enter", "R down enter", "e h enter"),
    *("D", "u", "ctrl+r"),
)
"""A person's possible decisions about a quotation, as keys."""
MOST_QUESTIONS = 8
"""The questions that a decision may ask the store, besides one for each letter of a name."""


@pytest.mark.parametrize("reviewing", [False, True])
async def test_no_decision_reads_the_article_again(
    path: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch, *, reviewing: bool
) -> None:
    copyfile(empty_store, path)
    with Archive.open(path, actor="ada") as archive:
        fill(archive, 250)
        async with at_the_desk(archive) as desk:
            await desk.press("enter", "a", *(["r"] if reviewing else []))
            questions = Questions(archive, monkeypatch)
            for keys in DECISIONS:
                if reviewing and keys.startswith("e"):
                    continue  # This read is for the reader.
                questions.asked.clear()
                await desk.press(*keys.split())
                asked = [question for question in questions.asked if question != "speakers"]
                assert not {"annotations", "revision", "revisions"} & set(asked), keys
                assert {"apply", "articles_with", "totals"} <= set(asked), keys
                assert len(asked) <= MOST_QUESTIONS, (keys, asked)


async def test_a_decision_is_saved_while_the_one_before_it_is_still_drawn(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = Event()
    read = ArticleLists.rows
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")

        def slowly(articles: ArticleLists, article_ids: Collection[str]) -> dict[str, ArticleRow]:
            assert drawing.wait(DEADLINE)
            return read(articles, article_ids)

        monkeypatch.setattr(ArticleLists, "rows", slowly)
        await desk.hurry("a", "x")
        await desk.until(lambda: len(desk.archive.events().rows) >= 2 + len(desk.quotations))
        await desk.until(lambda: not desk.is_saving)
        await desk.hurry("ctrl+s")
        await desk.until(lambda: desk.says == "All saved, 14:03.")
        drawing.set()
        await desk.idle()
