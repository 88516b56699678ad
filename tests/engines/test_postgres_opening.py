"""The address of a store on a server, its password that nobody sees, and the errors when it does not open."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import FinishedPGconn

from store import Archive
from store.address import address
from store.errors import (
    ForeignFileError,
    NewerStoreError,
    ReadOnlyStoreError,
    StoreError,
    UnreachableError,
    WrongLoginError,
)
from store.postgres.server.database import decoded, encoded, json_text
from store.postgres.server.schema import SCHEMA_VERSION
from store.postgres.server.trouble import not_reached
from store.rows.annotations import from_json
from tests.engines.newsroom import FIRST_QUOTE, Newsroom, bring, copy, story
from tests.engines.postgres_room import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMES = [
    "postgresql://ada:secret@db.paper.example/newsroom",
    "Postgres://ada:secret@db.paper.example:5433/newsroom?sslpassword=secret",
    "service=newsroom password=secret",
]


@pytest.fixture
def empty_database() -> Iterator[str]:
    """A database without a store; its address."""
    stored = store()
    name = f"nothing_here_{os.getpid()}"
    stored.connection.execute(f"CREATE DATABASE {name}")
    yield stored.address.replace(stored.connection.info.dbname, name)
    stored.connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("name", NAMES)
def test_no_password_of_an_address_is_shown(name: str) -> None:
    place = address(name)
    assert "secret" not in f"{place} {place!r}"
    assert "newsroom" in str(place)


def test_a_host_that_is_not_this_machine_must_prove_who_it_is() -> None:
    def options(name: str) -> dict[str, object]:
        return dict(conninfo_to_dict(vars(address(name))["conninfo"]))

    assert options(NAMES[0])["sslmode"] == "verify-full"
    assert options("postgresql://ada@db.paper.example/newsroom?sslmode=require")["sslmode"] == "require"
    assert "sslmode" not in options("postgresql://ada@/newsroom?host=/run/postgresql")
    assert "sslmode" not in options("postgresql://localhost/newsroom")


def test_without_the_client_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"Install pullquote\[postgresql\]"):
        Archive.open(NAMES[0], actor="Ada")


@pytest.mark.parametrize(
    ("said", "connection"),
    [
        ('FATAL:  password authentication failed for user "ada"', FinishedPGconn(used_password=True)),
        ("FATAL:  Passwort-Authentifizierung für Benutzer »ada« fehlgeschlagen", FinishedPGconn(used_password=True)),
        ("fe_sendauth: no password supplied", FinishedPGconn(needs_password=True)),
        ('FATAL:  role "ada" does not exist', FinishedPGconn()),
        ('FATAL:  Peer authentication failed for user "ada"', FinishedPGconn()),
    ],
)
def test_a_login_that_is_not_taken_is_told_from_a_server_that_is_away(said: str, connection: FinishedPGconn) -> None:
    error = psycopg.OperationalError(said, pgconn=connection)
    assert isinstance(not_reached(error, "desk"), WrongLoginError)
    away = psycopg.OperationalError("connection refused", pgconn=FinishedPGconn())
    assert type(not_reached(away, "desk")) is UnreachableError


def test_a_database_without_a_store_is_told_from_a_server_that_is_away(empty_database: str) -> None:
    with pytest.raises(ForeignFileError, match=r"holds no Pullquote store\. Make one: pullquote store create"):
        Archive.open(empty_database, actor="Ada")
    with pytest.raises(ForeignFileError, match="no database"):
        Archive.open(empty_database.replace("nothing_here", "no_such_place"), actor="Ada")
    with pytest.raises(UnreachableError, match="cannot be reached"):
        Archive.open("postgresql://ada:secret@127.0.0.1:1/newsroom", actor="Ada")


def test_a_store_is_made_once_and_then_stays_as_it_is(empty_database: str) -> None:
    place = address(empty_database)
    place.prepare()
    with Archive.open(empty_database, actor="Ada") as desk:
        bring(desk, copy())
    place.prepare()
    with Archive.open(empty_database, actor="Ada") as desk:
        assert desk.articles.totals().articles == 1
        assert [check.trouble for check in desk.integrity.checks()] == [None] * 4


@pytest.fixture
def versions() -> Iterator[Callable[[int], None]]:
    """A function that makes the store one of another version, by so many."""

    def change(by: int) -> None:
        store().connection.execute("UPDATE pullquote.setting SET schema_version = %s", (SCHEMA_VERSION + by,))

    yield change
    change(0)


def test_a_store_of_another_version_is_refused_and_says_what_to_update(
    room: Newsroom, versions: Callable[[int], None]
) -> None:
    room.desk()
    versions(1)
    with pytest.raises(NewerStoreError, match="Update this program"):
        room.desk()
    versions(-1)
    with pytest.raises(StoreError, match=r"made by an older Pullquote\. A chief brings it up to date"):
        room.desk()


def test_a_desk_that_the_store_has_left_behind_saves_nothing_more(
    room: Newsroom, versions: Callable[[int], None]
) -> None:
    desk = room.desk()
    revision = story(desk).revision
    versions(1)
    with pytest.raises(NewerStoreError, match="while it was open here, so nothing more is saved"):
        desk.decisions.add_quotation(revision, [FIRST_QUOTE])
    with pytest.raises(NewerStoreError, match="while it was open here"):
        desk.articles.flag([revision.article_id])
    assert desk.open_article(revision.article_id).annotations == ()
    store().connection.execute("ALTER TABLE pullquote.tally RENAME COLUMN open_articles TO other")
    try:
        with pytest.raises(NewerStoreError, match="Update this program"):
            desk.articles.totals()
    finally:
        store().connection.execute("ALTER TABLE pullquote.tally RENAME COLUMN other TO open_articles")
    versions(0)
    desk.decisions.add_quotation(revision, [FIRST_QUOTE])


def test_a_store_opened_to_read_is_only_read(room: Newsroom) -> None:
    room.desk()
    with (
        Archive.open(store().address, actor="Ada", read_only=True) as reader,
        pytest.raises(ReadOnlyStoreError),
    ):
        bring(reader, copy())


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\uf8ff01\\u")), st.text("\0\uf8ff01"))
def test_any_text_is_stored_letter_by_letter(text: str, more: str) -> None:
    assert decoded(encoded(text)) == text
    assert "\0" not in encoded(text)
    assert encoded(text) + encoded(more) == encoded(text + more)
    assert from_json(decoded(encoded(json_text([text, {"more": more}])))) == [text, {"more": more}]
    assert "\\u0000" not in json_text([text]).replace("\\\\", "")
