"""The heads of the log: the same on every engine, and other ones after any change to what was decided."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.annotations import Status
from tests.engines.newsroom import FIRST_QUOTE, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.sqlite_room import open_sqlite
from tests.engines.test_move import fill, moved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORGED = [
    "UPDATE event SET actor = 'Ben' WHERE seq = 1",
    "UPDATE event SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 1",
    "UPDATE event SET after = json_set(after, '$.note', 'x') WHERE seq = 1",
    "UPDATE register_event SET before = after WHERE seq = (SELECT max(seq) FROM register_event)",
    "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
    "DELETE FROM event WHERE seq = 1",
    "UPDATE event SET seq = 1000 WHERE seq = 1",
]


@contextmanager
def unruled(store: Path) -> Iterator[sqlite3.Connection]:
    """A store without the triggers that guard and log it, as somebody with another program can make it."""
    with closing(sqlite3.connect(store, isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        yield db


def test_each_entry_has_a_head_and_later_entries_keep_it(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    assert list(desk.integrity.log_heads()) == []
    made = desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
    before = list(desk.integrity.log_heads())
    desk.decisions.name_speaker(made, "Mi\0ra Holt")
    heads = list(desk.integrity.log_heads())
    assert heads[:1] == before
    assert [head.seq for head in heads] == [1, 2, 3]
    assert len({head.head for head in heads}) == 3


def test_a_store_keeps_its_heads_wherever_it_is_moved(newsroom: Newsroom, tmp_path: Path) -> None:
    engine = newsroom.engine()
    fill(engine)
    with closing(open_sqlite(tmp_path / "new.db")) as new:
        moved(engine, new)
        assert list(new.log_heads()) == list(engine.log_heads()) != []


def test_a_head_that_was_written_down_is_reached_by_the_same_entries_in_every_version(tmp_path: Path) -> None:
    """The heads that people have written down hold for as long as the program lives."""
    with closing(open_sqlite(tmp_path / "stack.db")) as engine:
        with unruled(tmp_path / "stack.db") as db:
            db.execute("PRAGMA foreign_keys = OFF")
            db.execute(
                "INSERT INTO event(seq, at, actor, login, action, change_id, undoes, article_id, annotation_id,"
                " version, before, after) VALUES (1, '2026-11-24T09:14:00.000000+00:00', 'Ada Łind', 'ada', 'mark',"
                """ 'c', NULL, 'a', 'n', 1, NULL, '{"status":"accepted","note":"\\u0000é","tags":["b","a"]}')"""
            )
        [head] = engine.log_heads()
    assert head.head == "c378c907494f808fe7443b7ca64f03695cbada91640ac48d1adfa3a848674a8e"


@pytest.mark.parametrize("statement", FORGED)
def test_no_entry_is_changed_removed_or_moved_without_another_head(statement: str, tmp_path: Path) -> None:
    with closing(open_sqlite(tmp_path / "stack.db")) as engine:
        desk = Archive(engine, actor="Ada")
        revision = story(desk).revision
        made = desk.decisions.add_quotation(revision, [FIRST_QUOTE])
        desk.decisions.settle([desk.decisions.name_speaker(made, "Mira Holt")], Status.ACCEPTED)
        desk.register.rename(desk.register.speakers("holt")[0].id, "M. Holt")
        desk.decisions.add_quotation(revision, [SECOND_QUOTE])
        *_, written_down = engine.log_heads()
        with unruled(tmp_path / "stack.db") as db:
            assert db.execute(statement).rowcount == 1
        assert written_down.head not in {head.head for head in engine.log_heads()}


def test_articles_alone_make_no_entry(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    bring(desk, copy())
    assert list(desk.integrity.log_heads()) == []
