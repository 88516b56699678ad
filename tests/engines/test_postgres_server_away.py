"""The server goes away, comes back, or is kept busy: what is saved stays saved, once, and people are told the rest."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

from bench.server_crash import kills
from store import Archive
from store.errors import LockedStoreError, StoreError
from store.postgres.engine import PostgresEngine
from tests.engines.newsroom import FIRST_QUOTE, Newsroom, story
from tests.engines.postgres_room import store
from tests.postgres import another_server
from tests.terminal import DEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterator


def impatient() -> Archive:
    """A desk that waits a second for others."""
    return Archive(PostgresEngine(store().address, "postgresql:///newsroom", patience=1.0), actor="Ada")


def test_no_acknowledged_save_is_lost_or_made_twice_when_the_server_is_killed() -> None:
    store()  # which skips where there is no PostgreSQL
    found = kills(another_server("killed"), 3, writers=3, readers=2, longest=0.4)
    assert found.saves
    assert found._replace(saves=0) == (0, [], [], [], [])


def test_a_connection_that_is_lost_between_two_keys_is_made_anew(room: Newsroom) -> None:
    desk = room.desk()
    revision = story(desk).revision
    assert not desk.wait(0)
    store().connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    desk.decisions.add_quotation(revision, [FIRST_QUOTE])
    assert desk.articles.totals().open_quotations == 0
    assert desk.wait(5)  # writes may have been missed while nobody listened


def test_a_commit_whose_answer_is_lost_is_found_made(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = room.desk()
    revision = story(desk).revision
    execute = psycopg.Connection.execute
    lost = iter([True])

    def losing(connection: psycopg.Connection, query: str, *rest: object, **more: object) -> object:
        done = execute(connection, query, *rest, **more)  # type: ignore[call-overload]
        if query == "COMMIT" and next(lost, False):
            connection.close()
            raise psycopg.OperationalError("the connection is lost")
        return done

    monkeypatch.setattr(psycopg.Connection, "execute", losing)
    made = desk.decisions.add_quotation(revision, [FIRST_QUOTE])
    assert next(lost, None) is None
    assert [event.annotation_id for event in desk.events(limit=9).rows] == [made.id]


def test_who_waits_too_long_for_a_turn_is_told(room: Newsroom) -> None:
    revision = story(room.desk()).revision
    holder = store().connection
    holder.execute("BEGIN; SELECT pg_advisory_xact_lock(5071, 1)")
    desk = impatient()
    try:
        with pytest.raises(LockedStoreError, match="Others have kept the store"):
            desk.decisions.add_quotation(revision, [FIRST_QUOTE])
        assert desk.open_article(revision.article_id).annotations == ()  # who reads waits for nobody
    finally:
        holder.execute("ROLLBACK")
        desk.close()


def test_a_list_or_a_search_that_hangs_is_cut_with_a_sentence(room: Newsroom) -> None:
    story(room.desk())
    desk = impatient()
    assert desk.search("strike")
    holder = store().connection
    holder.execute("BEGIN; LOCK TABLE pullquote.article IN ACCESS EXCLUSIVE MODE")
    try:
        for hanging in (
            desk.articles.page,
            lambda: desk.search("strike"),
            lambda: desk.search_as_typed("strike"),
        ):
            with pytest.raises(StoreError, match=r"stopped this because it took too long\. Try again"):
                hanging()
    finally:
        holder.execute("ROLLBACK")
    assert desk.search_as_typed("strike") == desk.search("strike") != []
    desk.close()


def test_a_desk_looks_where_notices_do_not_reach_it(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    from store.postgres.server import listener

    monkeypatch.setattr(listener, "_ECHO", DEADLINE)
    ada, ben = room.desk("Ada"), room.desk("Ben")
    assert "A pooler" not in (ben.integrity.check_location().trouble or "")
    news = ada._engine._connections._listener  # type: ignore[attr-defined]
    assert news.hears()
    monkeypatch.setattr(listener, "_ECHO", 0.0)
    monkeypatch.setattr(listener, "_LOOK", 0.0)
    with news._mutex:
        news._connection.execute("UNLISTEN *")
        news._is_heard = False
    ada.wait(0)  # Other tests' writes to this server may count as news: only what must be heard is asserted.
    story(ben)
    assert ada.wait(10)
    trouble = ada.integrity.check_location().trouble
    assert trouble
    assert "A pooler" in trouble


def test_a_pooler_that_passes_on_only_answers_is_found_out(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """As PgBouncer in transaction mode: a notice arrives only with the answer to a statement of one's own."""
    from store.postgres.server import listener

    notifies = psycopg.Connection.notifies

    def only_own(connection: psycopg.Connection, **options: float) -> Iterator[psycopg.Notify]:
        mine = connection.pgconn.backend_pid
        yield from (notice for notice in notifies(connection, **options) if notice.pid == mine)  # type: ignore[arg-type]

    monkeypatch.setattr(psycopg.ConnectionInfo, "backend_pid", property(lambda _: 0))
    monkeypatch.setattr(psycopg.Connection, "notifies", only_own)
    monkeypatch.setattr(listener, "_ECHO", 0.5)
    monkeypatch.setattr(listener, "_LOOK", 0.0)
    ada, ben = room.desk("Ada"), room.desk("Ben")
    assert "A pooler" in (ada.integrity.check_location().trouble or "")
    ada.wait(0)  # Other tests' writes to this server may count as news: only what must be heard is asserted.
    story(ben)
    assert ada.wait(10)


def test_a_save_waits_for_its_turn_and_then_happens(room: Newsroom) -> None:
    desk = room.desk()
    revision = story(desk).revision
    holder = store().connection
    holder.execute("BEGIN; SELECT pg_advisory_xact_lock(5071, 1)")
    saved = threading.Thread(target=desk.decisions.add_quotation, args=(revision, [FIRST_QUOTE]))
    saved.start()
    assert desk.open_article(revision.article_id).annotations == ()
    holder.execute("ROLLBACK")
    saved.join(DEADLINE)
    assert len(desk.open_article(revision.article_id).annotations) == 1
