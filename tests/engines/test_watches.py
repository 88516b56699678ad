"""An engine's promises about watches: one visit is stored whole or not at all, by the holder of the lease."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from store.errors import LeaseLostError, NotFoundError
from store.model.articles import Outcome
from store.model.watches import FAILED, Host, Incoming, Lease, NewWatch, SeenFile, Visit, WatchKind
from tests.engines.newsroom import MORNING, copy

if TYPE_CHECKING:
    from typing import Any

    from store.engine import Engine
    from store.model.articles import ImportResult
    from store.model.watches import Watch
    from tests.engines.newsroom import Newsroom

FEED = NewWatch(WatchKind.FEED, "https://portwire.example/feed.xml")
FOLDER = NewWatch(WatchKind.FOLDER, "/wire/in", "Port Wire")
LEASE = Lease("desk one", "this computer", 1, "Ada", MORNING, MORNING + timedelta(minutes=2))


@pytest.fixture
def engine(newsroom: Newsroom) -> Engine:
    return newsroom.engine()


def added(engine: Engine, *new: NewWatch) -> list[Watch]:
    engine.add_watches(new, actor="Ada", at=MORNING)
    return engine.watches()


def visited(engine: Engine, watch: Watch, **fields: Any) -> list[ImportResult]:
    engine.take_lease(LEASE, at=MORNING)
    state = watch.state._replace(next_at=MORNING + timedelta(minutes=15), visited_at=MORNING)
    visit = Visit(watch.id, LEASE.holder, MORNING, state)._replace(**fields)
    return engine.record(visit, reader="test", reader_version="1")


def test_a_watch_is_due_at_once_and_known_by_its_place(engine: Engine) -> None:
    [folder, feed] = added(engine, FEED, FOLDER)

    assert engine.add_watches([FEED, FOLDER], actor="Ben", at=MORNING) == []
    assert [(w.kind, w.place, w.name, w.added_by) for w in (folder, feed)] == [
        (WatchKind.FOLDER, "/wire/in", "Port Wire", "Ada"),
        (WatchKind.FEED, "https://portwire.example/feed.xml", None, "Ada"),
    ]
    assert {w.id for w in engine.due_watches(MORNING)} == {folder.id, feed.id}
    assert engine.due_watches(MORNING - timedelta(seconds=1)) == []


def test_a_visit_is_stored_with_what_it_brings_and_what_it_leaves(engine: Engine) -> None:
    [feed] = added(engine, FEED)
    brought = (Incoming(copy(external_id="1")), Incoming(copy(external_id="2", headline="", body="")))
    state = feed.state._replace(next_at=MORNING + timedelta(minutes=15), visited_at=MORNING, etag='"a"')
    results = visited(engine, feed, incoming=brought, state=state, name="Port Wire")

    [after] = engine.watches()
    assert [result.outcome for result in results] == [Outcome.ADDED, Outcome.REFUSED]
    assert (after.name, after.added, after.revised, after.refused) == ("Port Wire", 1, 0, 1)
    assert after.state == state._replace(came_at=MORNING)
    assert [(e.outcome, e.article_id) for e in engine.watch_entries(feed.id, limit=9)] == [
        ("refused", None),
        ("added", results[0].article_id),
    ]
    assert engine.fed_articles([results[0].article_id, "other"]) == {results[0].article_id}
    assert engine.next_visit() == MORNING + timedelta(minutes=15)


def test_what_goes_wrong_again_in_the_same_way_is_one_entry(engine: Engine) -> None:
    [folder] = added(engine, FOLDER)
    broken = SeenFile("a.xml", 9, 1, "This file is empty.")
    for _ in range(3):
        visited(engine, folder, files=(broken,))
    visited(engine, folder, state=folder.state._replace(trouble="There is no such folder."))

    assert [(e.outcome, e.words, e.item, e.times) for e in engine.watch_entries(folder.id, limit=9)] == [
        (FAILED, "There is no such folder.", None, 1),
        (FAILED, "This file is empty.", "a.xml", 3),
    ]
    assert engine.seen_files(folder.id) == {"a.xml": broken}
    visited(engine, folder, missing=("a.xml",))
    assert engine.seen_files(folder.id) == {}


def test_one_process_at_a_time_has_the_lease(engine: Engine) -> None:
    other = LEASE._replace(holder="desk two", until=MORNING + timedelta(minutes=9))

    assert engine.take_lease(LEASE, at=MORNING) == LEASE
    assert engine.take_lease(other, at=MORNING + timedelta(minutes=1)) == LEASE
    renewed = LEASE._replace(since=MORNING + timedelta(minutes=1), until=MORNING + timedelta(minutes=3))
    assert engine.take_lease(renewed, at=MORNING + timedelta(minutes=1)) == renewed._replace(since=MORNING)
    assert engine.take_lease(other, at=MORNING + timedelta(minutes=3)).holder == "desk two"
    engine.release_lease("desk one")
    assert engine.lease() == other
    assert engine.take_lease(LEASE, at=MORNING, from_holder="desk two").holder == "desk one"
    engine.release_lease("desk one")
    assert engine.lease() is None


def test_without_the_lease_nothing_is_stored(engine: Engine) -> None:
    [feed] = added(engine, FEED)
    engine.take_lease(LEASE, at=MORNING)
    late = MORNING + timedelta(minutes=2)
    state = feed.state._replace(etag='"b"')
    visit = Visit(feed.id, LEASE.holder, late, state, (Incoming(copy()),))

    with pytest.raises(LeaseLostError):
        engine.record(visit, reader="test", reader_version="1")
    with pytest.raises(LeaseLostError):
        engine.claim({feed.id: late}, holder="desk two", at=MORNING)
    assert engine.totals(actor="Ada").articles == 0
    assert engine.watches() == [feed]


def test_a_watch_that_was_removed_takes_its_children_and_stores_nothing_more(engine: Engine) -> None:
    [settled] = added(engine, NewWatch(WatchKind.SETTLED, "settled articles"))
    page = NewWatch(WatchKind.ARTICLE, "https://portwire.example/harbour", parent_id=settled.id, began_at=MORNING)
    visited(engine, settled, children=(page,))
    assert [watch.kind for watch in engine.watches()] == [WatchKind.SETTLED, WatchKind.ARTICLE]

    engine.remove_watches([settled.id])
    assert engine.watches() == []
    with pytest.raises(NotFoundError):
        visited(engine, settled, incoming=(Incoming(copy()),))
    assert engine.totals(actor="Ada").articles == 0


def test_a_child_that_is_there_begins_again(engine: Engine) -> None:
    [settled] = added(engine, NewWatch(WatchKind.SETTLED, "settled articles"))
    page = NewWatch(WatchKind.ARTICLE, "https://portwire.example/harbour", parent_id=settled.id, began_at=MORNING)
    visited(engine, settled, children=(page,))
    later = MORNING + timedelta(hours=5)
    visited(engine, settled, children=(page._replace(began_at=later, next_at=later),))

    [child] = [watch for watch in engine.watches() if watch.kind is WatchKind.ARTICLE]
    assert (child.began_at, child.state.next_at) == (later, later)


def test_a_server_is_remembered(engine: Engine) -> None:
    assert engine.host("https://portwire.example") == Host("https://portwire.example")
    host = Host("https://portwire.example", "User-agent: *\nDisallow: /x", MORNING, MORNING + timedelta(hours=1))
    engine.keep_host(host)
    assert engine.host(host.name) == host
