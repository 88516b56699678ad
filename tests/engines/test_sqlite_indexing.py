"""A rebuild of the search index: one at a time, to its end, and without blocking anybody."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from store.errors import StoreError
from store.sqlite import SqliteEngine
from store.sqlite.file.access import TO_WRITE, connect
from store.sqlite.search import index
from tests.engines.newsroom import Newsroom, bring, copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store import Archive


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """A store of six articles, which are indexed two at a time."""
    monkeypatch.setattr(index, "STEP", 2)
    room = Newsroom(SqliteEngine, tmp_path / "stack.db")
    bring(room.desk(), *(copy(external_id=str(i), headline=f"Quince {i}", body="Jam.") for i in range(6)))
    yield room
    room.close()


def index_trouble(desk: Archive) -> str | None:
    return {check.what: check.trouble for check in desk.integrity.checks()}["The search index"]


def test_an_index_is_done_only_when_every_article_is_in_it_whoever_began_anew_meanwhile(room: Newsroom) -> None:
    with closing(connect(room.path, TO_WRITE, 1.0)) as db:
        index.clear(db)
        last = index.fill(db, 0)
        index.clear(db)
        while last is not None:
            last = index.fill(db, last)
    desk = room.desk()
    assert index_trouble(desk) is None
    assert len(desk.search("quince")) == 6


def test_nobody_waits_for_an_index_that_somebody_else_is_making(room: Newsroom) -> None:
    desk, other = room.desk(), room.desk("Ben")
    steps = desk.integrity.reindex()
    next(steps)
    late = room.desk("Cleo")
    assert index_trouble(late) is not None
    assert len(late.search("quince")) == len(other.search("quince")) == 2
    assert len(late.articles.page().rows) == 6
    list(steps)
    assert len(late.search("quince")) == 6
    assert index_trouble(late) is None


def test_an_index_that_was_left_is_made_to_its_end_by_the_next_who_opens_the_store(room: Newsroom) -> None:
    steps = room.desk().integrity.reindex()
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    desk = room.desk()
    assert index_trouble(desk) is None
    assert len(desk.search("quince")) == 6


def test_whoever_makes_an_index_anew_is_told_that_somebody_else_is_at_it(room: Newsroom) -> None:
    steps = room.desk().integrity.reindex()
    next(steps)
    with pytest.raises(StoreError, match=r"is already rebuilding the search index\. Wait until it is done\."):
        next(room.desk("Ben").integrity.reindex())
    list(steps)
    assert list(room.desk("Ben").integrity.reindex())


def test_where_there_is_no_lock_to_be_had_an_index_is_made_all_the_same(room: Newsroom) -> None:
    lock = room.path.with_name("stack.db-lock-index")
    lock.unlink()
    lock.mkdir()
    desk = room.desk()
    assert list(desk.integrity.reindex())
    assert index_trouble(desk) is None
