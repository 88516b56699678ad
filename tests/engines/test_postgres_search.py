"""Searches on a server ask little of it, and are right while others write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from store.model.annotations import Status
from store.postgres.search.texts import PostgresTexts
from store.postgres.server.database import Database
from tests.engines.newsroom import FIRST_QUOTE, Newsroom, bring, copy, story
from tests.engines.postgres_room import open_postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store import Archive
    from store.model.lists import Hit


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(open_postgres, tmp_path / "stack.db")
    yield room
    room.close()


def ids(hits: list[Hit] | None) -> list[str]:
    return [hit.article.id for hit in hits or ()]


def asked(desk: Archive, typed: str) -> tuple[list[Hit] | None, int]:
    """Search as typed; return the hits, and the number of statements, those of transactions too."""
    before = Database.asked
    hits = desk.search_as_typed(typed)
    return hits, Database.asked - before


def test_a_keystroke_takes_few_statements_and_no_transaction(room: Newsroom) -> None:
    desk = room.desk()
    bring(desk, *(copy(external_id=str(i), headline=f"Harbour strike {i}") for i in range(40)))
    desk.search("qqqq")
    assert [asked(desk, typed)[1] for typed in ("h", "ha", "har")] == [2, 1, 1]
    assert asked(desk, "qqqq")[1] == 1


def test_what_others_save_is_seen_at_the_next_keystroke_and_nothing_is_read_anew_for_it(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = room.desk(), room.desk("Ben")
    opened = story(desk)
    bring(desk, *(copy(external_id=str(i), headline=f"Harbour strike {i}") for i in range(10)))
    assert ids(desk.search("enters")) == [opened.row.id]
    read: list[str] = []
    tuples = Database.tuples

    def reading(db: Database, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        read.append(sql)
        return tuples(db, sql, values)

    monkeypatch.setattr(Database, "tuples", reading)
    quotation = other.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    for status, counted in ((Status.REJECTED, 0), (Status.ACCEPTED, 1)):
        (quotation,) = other.decisions.settle([quotation], status)
        read.clear()
        hits, statements = asked(desk, "enters")
        assert [hit.article.quotation_count for hit in hits or ()] == [counted]
        assert statements <= 3
        assert not [sql for sql in read if "FROM vocabulary ORDER BY word" in sql]


def test_what_others_mark_counts_for_a_filter_at_the_next_keystroke(room: Newsroom) -> None:
    desk, same = room.desk(), room.desk()
    opened = story(desk)
    story(desk, external_id="other", headline="Harbour strike ends")
    for read in (True, False, True):
        same.articles.mark_read([opened.row], read=read)
        assert (opened.row.id in ids(desk.search_as_typed("strike is:read"))) == read


def _before_rows(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Do something between two questions of the next search."""
    shown = PostgresTexts.shown

    def later(self: PostgresTexts, *wanted: Any) -> Any:
        monkeypatch.setattr(PostgresTexts, "shown", shown)
        do()
        return shown(self, *wanted)

    monkeypatch.setattr(PostgresTexts, "shown", later)


def test_an_article_that_is_removed_within_a_search_is_left_out(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = room.desk(), room.desk("Ben")
    gone, kept = story(desk), story(desk, external_id="kept", headline="Harbour strike ends")
    _before_rows(monkeypatch, lambda: other.articles.removals.remove(gone.row.id, "libel"))
    assert ids(desk.search_as_typed("strike")) == [kept.row.id]


def test_an_article_that_is_revised_within_a_search_is_shown_as_it_is_now(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = room.desk(), room.desk("Ben")
    story(desk, external_id="1", body="The ferry sails at noon.")
    _before_rows(monkeypatch, lambda: story(other, external_id="1", body="No ferry sails before noon."))
    assert [hit.snippet for hit in desk.search_as_typed("ferry") or ()] == ["No ferry sails before noon."]


def test_a_word_that_is_new_since_the_last_keystroke_is_found(room: Newsroom) -> None:
    desk, other = room.desk(), room.desk("Ben")
    story(desk)
    assert desk.search("strike")
    found = story(other, external_id="new", headline="Quince jam and a strike")
    assert ids(desk.search_as_typed("quince strike")) == [found.row.id]
