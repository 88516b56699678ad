"""Searches on a server ask little of it, and are right while others write."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.annotations import Status
from store.postgres.search import matches
from store.postgres.search.texts import PostgresTexts
from store.postgres.search.windows import newest
from store.postgres.server.connections import Connections
from store.postgres.server.database import Database
from store.postgres.server.transaction import READING
from tests.engines.newsroom import FIRST_QUOTE, Newsroom, bring, copy, story
from tests.engines.postgres_room import store

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from store.model.lists import Hit


def ids(hits: list[Hit] | None) -> list[str]:
    return [hit.article.id for hit in hits or ()]


def asked(desk: Archive, typed: str) -> tuple[list[Hit] | None, int]:
    """Search as typed; return the hits, and the number of statements, those of transactions too."""
    before = Database.asked
    hits = desk.search_as_typed(typed)
    return hits, Database.asked - before


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The questions to the server from now on, with their values."""
    asked: list[tuple[str, Any]] = []
    tuples = Database.tuples

    def noting(db: Database, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        asked.append((sql, values))
        return tuples(db, sql, values)

    monkeypatch.setattr(Database, "tuples", noting)
    return asked


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that begin transactions from now on; an empty one for questions that are in none."""
    begun: list[str] = []
    transaction = Connections._transaction

    def noting(self: Connections, connection: Any, begin: str, *how: Any, **other: Any) -> Any:
        begun.append(begin)
        return transaction(self, connection, begin, *how, **other)

    monkeypatch.setattr(Connections, "_transaction", noting)
    return begun


def test_a_keystroke_takes_few_statements_and_no_transaction(room: Newsroom, begun: list[str]) -> None:
    desk = room.desk()
    bring(desk, *(copy(external_id=str(i), headline=f"Harbour strike {i}") for i in range(40)))
    desk.search("qqqq")
    begun.clear()
    # One of them may be for rows that are read again because somebody wrote to another database of the server.
    assert [typed for typed in ("h", "ha", "har", "qqqq") if asked(desk, typed)[1] > 2] == []
    assert set(begun) == {""}


def test_behind_a_pooler_a_search_brings_its_settings_in_a_transaction(
    room: Newsroom, begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = room.desk()
    story(desk)
    hits = desk.search("strike")
    monkeypatch.setattr(desk._engine._connections, "pooled", True)  # type: ignore[attr-defined]
    begun.clear()
    assert desk.search_as_typed("strike") == hits
    assert begun == [READING]


def test_what_others_save_is_seen_at_the_next_keystroke_and_the_words_are_not_read_again_for_it(
    room: Newsroom, questions: list[tuple[str, Any]]
) -> None:
    desk, other = room.desk(), room.desk("Ben")
    opened = story(desk)
    bring(desk, *(copy(external_id=str(i), headline=f"Harbour strike {i}") for i in range(10)))
    assert ids(desk.search("enters")) == [opened.row.id]
    quotation = other.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    for status, counted in ((Status.REJECTED, 0), (Status.ACCEPTED, 1)):
        (quotation,) = other.decisions.settle([quotation], status)
        questions.clear()
        hits, statements = asked(desk, "enters")
        assert [hit.article.quotation_count for hit in hits or ()] == [counted]
        assert statements <= 3
        assert not [sql for sql, _ in questions if "FROM vocabulary ORDER BY word" in sql]


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


def test_a_frequent_word_is_looked_for_among_the_newest_articles_by_the_index(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, questions: list[tuple[str, Any]]
) -> None:
    desk = room.desk()
    bring(desk, *(copy(external_id=str(i), headline=f"Harbour strike {i % 40}") for i in range(230)))
    typed = ("strike", "harbour stri", "harb 7", "strike 3 zzzz")
    plain = [desk.search(words, limit=200) for words in typed]
    monkeypatch.setattr(matches, "_SCANNED", inf)
    monkeypatch.setattr(matches, "_WINDOWS", inf)
    for words, hits in zip(typed, plain, strict=True):
        questions.clear()
        assert desk.search(words, limit=200) == hits, words
        in_window = [(sql, values) for sql, values in questions if "'#12.0'" in str(values)]
        assert in_window, words
        with store().connection.transaction():
            store().connection.execute("SET LOCAL search_path = pullquote; SET LOCAL enable_seqscan = off")
            plan = store().connection.execute("EXPLAIN " + in_window[0][0], in_window[0][1]).fetchall()
        assert [line for (line,) in plan if "Bitmap Index Scan on article_head_words" in line]


@pytest.mark.parametrize("fetched", [0.0, inf])
@pytest.mark.parametrize("scanned", [0.0, inf])
def test_a_filter_finds_the_same_whichever_way_it_is_asked(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, fetched: float, scanned: float
) -> None:
    desk = room.desk()
    bring(
        desk,
        *(
            copy(external_id=str(i), headline=f"Harbour strike {i % 40}", source="Dawn" if i % 2 else "Port Wire")
            for i in range(240)
        ),
    )
    newest = desk.search("harbour", limit=200)
    desk.articles.mark_read([hit.article for hit in newest[:20]])
    typed = [
        f"{narrowing} {words}"
        for narrowing in ("source:dawn", "is:unread", "is:unread source:port", "is:read", "before:1990")
        for words in ("strike", "harb 7", "union strike", "strik 3 zzzz", "sailings")
    ]
    plain = [desk.search(words) for words in typed]
    assert len({len(hits) for hits in plain}) > 3
    monkeypatch.setattr(matches, "_AT_HAND", -1)
    monkeypatch.setattr(matches, "_FETCHED", fetched)
    monkeypatch.setattr(matches, "_SCANNED", scanned)
    assert [desk.search(words) for words in typed] == plain


@given(last=st.integers(0, 5_000_000), wanted=st.integers(1, 5_000_000), back=st.integers(0, 5_000_000))
def test_a_window_has_as_many_of_the_newest_articles_as_wanted(last: int, wanted: int, back: int) -> None:
    window = newest(last, wanted)
    number = max(0, last - back % wanted)
    assert any(f"'#{shift}.{number >> shift:x}'" in window for shift in (12, 14, 16, 18))
    assert window.count("#") <= 5 + 5_000_000 // (1 << 18)
