"""A desk whose PostgreSQL server is stopped and started under it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.errors import UnreachableError
from store.model.annotations import Status
from store.pending.file import left_over
from store.pending.lines import parsed
from store.postgres.engine import PostgresEngine
from store.postgres.server.schema import create
from tests.engines.postgres_room import store as postgres
from tests.postgres import another_server
from tests.screens.driver import at_the_desk
from tests.screens.invented import STACK
from tui.settings import paths

if TYPE_CHECKING:
    from store.pending.changes import PendingChange
    from tests.postgres import Server


@pytest.fixture(scope="module")
def server() -> Server:
    """A server with a store of four articles."""
    postgres()  # which skips where there is no PostgreSQL
    server = another_server("stopped")
    with server.connect() as connection:
        connection.execute("CREATE DATABASE desk")
    with server.connect("desk") as connection:
        create(connection)
    with opened(server) as desk:
        desk.add(STACK, reader="test", reader_version="1")
    return server


def opened(server: Server, actor: str = "ada", patience: float = 1.0) -> Archive:
    """Open the store, with less patience than people have."""
    return Archive(PostgresEngine(server.address("desk"), "postgresql:///desk", patience=patience), actor=actor)


async def test_decisions_outlive_the_server_and_the_desk(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.kernel.pending.AGAIN", 0.05)
    with opened(server) as archive:
        async with at_the_desk(archive) as desk:
            await desk.open("Harbour")
            await desk.press("n")
            server.kill()
            await desk.until(lambda: desk.notice != "")
            await desk.press("a", "x")
            assert desk.notice == (
                "The store has been out of reach since 14:03 · 2 decisions of yours wait here, none is lost"
            )
            # The rejected one stands no longer: the file has both.
            await desk.press("Q", "enter")
            assert not desk.is_open
    [left] = left_over(paths.pending_folder())
    first, second = (pending.change.edits[0].annotation_id for pending in left.waiting)
    with pytest.raises(UnreachableError):
        opened(server)

    server.start()
    with opened(server, "ben") as colleague:
        theirs = colleague.annotations.get(second)
        colleague.remarks.note(theirs, "Call her.")
    with opened(server) as archive:
        async with at_the_desk(archive) as desk:
            await desk.until(lambda: desk.where == "question")
            await desk.press("enter")
            await desk.until(lambda: desk.where == "conflict")
            await desk.press("m")
            await desk.until(lambda: desk.aside.endswith("all saved 14:03"))
            mine = archive.annotations.get(second)
            assert (mine.state.status, mine.state.note) == (Status.REJECTED, "Call her.")
            assert archive.annotations.get(first).state.status is Status.ACCEPTED
            log = [event.action for event in archive.events(limit=99).rows if event.actor == "ada"]
            assert log == ["accept", "reject"]
    assert left_over(paths.pending_folder()) == []


async def test_a_decision_is_on_disk_while_the_server_that_gets_it_dies(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.kernel.in_flight.SOON", 0.05)

    def on_disk() -> list[PendingChange]:
        return [one for file in paths.pending_folder().glob("*.jsonl") for one in parsed(file.read_bytes()).waiting]

    with opened(server, patience=60) as archive:
        async with at_the_desk(archive) as desk:
            await desk.open("Bridge")
            await desk.press("n")
            before = archive.events(limit=999).rows
            with closing(server.connect("desk")) as other:
                other.execute("BEGIN; SELECT pg_advisory_xact_lock(5071, 1)")
                await desk.hurry("a")
                await desk.until(lambda: paths.pending_folder().is_dir() and on_disk())
                [written] = on_disk()
                server.kill()
            server.start()
            await desk.until(lambda: not on_disk())
            await desk.idle()
            saved = archive.events(limit=999).rows[len(before) :]
            assert [(event.action, event.change_id) for event in saved] == [("accept", written.change.id)]
    # The next desk sends it again, if this one ended meanwhile.
    assert written.may_be_made
    with opened(server) as archive:
        archive.presence.send(written.change)
        assert len(archive.events(limit=999).rows) == len(before) + 1
