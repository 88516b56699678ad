"""The desk on a store that a newsroom shares on a server: colleagues' work appears, and what a role forbids is said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.address import address
from store.model.annotations import Status
from store.model.members import Role
from tests.engines.postgres_room import open_postgres, store
from tests.postgres import the_server
from tests.screens.driver import at_the_desk
from tests.screens.invented import STACK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A store with four articles on a server, opened in Ada's name."""
    with Archive(open_postgres(tmp_path / "newsroom"), actor="ada") as opened:
        opened.add(STACK, reader="test", reader_version="1")
        yield opened


async def test_a_colleagues_decision_on_the_server_appears_and_ones_own_is_saved(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge audit")
        [audit] = desk.stored()
        await desk.press("q")
        with Archive.open(store().address, actor="ben") as colleague:
            colleague.decisions.settle([audit], Status.ACCEPTED)
        await desk.until(lambda: "F finds quotations" in desk.title_of("stack"))
        assert desk.quotations[0].state.status is Status.ACCEPTED
        await desk.open("Harbour")
        await desk.press("x")
        rejected = archive.events(limit=99).rows[-1]
        assert (rejected.actor, rejected.after.status) == ("ada", Status.REJECTED)
        await desk.press("u")
        assert archive.events(limit=99).rows[-1].after == rejected.before


async def test_a_connection_lost_between_two_keys_costs_no_decision(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        store().connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await desk.press("x")
        assert archive.events(limit=99).rows[-1].after.status is Status.REJECTED


async def test_a_reader_is_told_that_deciding_is_for_editors(archive: Archive) -> None:
    login, database = f"reader_{os.getpid()}", store().connection.info.dbname
    place = address(store().address)
    place.prepare()
    place.membership().add(login, "Vic", Role.READER)
    [bridge] = [hit.article for hit in archive.search("bridge")]
    archive.suggestions.find(bridge.id)
    try:
        with Archive.open(the_server().address(database, login), actor="ada") as theirs:
            async with at_the_desk(theirs) as desk:
                await desk.open("Bridge audit")
                before = desk.stored()
                await desk.press("a")
                assert desk.says.startswith("You are a reader of this store")
                assert desk.stored() == before
    finally:
        roles = [login, *(f"{database}_{role}" for role in Role)]
        for role in roles:
            store().connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
