"""The watcher: articles from folders, feeds and pages are stored once, and errors are reported."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import IO, TYPE_CHECKING, Any

import pytest

from bench.watch.newswires import FeedWire
from bench.watch.simulation import simulate
from bench.watch.sites import Asked, Reply, Sites
from newstext.article import Article
from newstext.formats import read_stream
from store.errors import LeaseLostError, StoreError
from store.model.annotations import Status
from store.model.watches import NewWatch, WatchKind
from store.watch.folders import Folder
from store.watch.lease import LASTS
from store.watch.watcher import Watcher
from tests.engines.newsroom import FIRST_QUOTE, MORNING, bring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.model.watches import Watch
    from store.watch.visits import Arrival
    from tests.engines.newsroom import Newsroom

DEADLINE = 30.0
WIRE = "wire.example"
STORY = (
    "Ferry runs again\n\nPORT VERRIN: “We will sail tonight,” said Mira Holt, pilot.\n\nNobody there had expected it.\n"
)


def feed(*headlines: str, text: str = "“The offer stands,” a senior official said on Monday.") -> bytes:
    items = "".join(
        f"<item><title>{h}</title><guid isPermaLink='false'>{h}</guid><description>{text}</description></item>"
        for h in headlines
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Port Wire</title>{items}</channel></rss>'.encode()


def page(words: str) -> bytes:
    more = "<p>The port said about 40 sailings were cancelled, and that it would publish new times on Friday.</p>" * 3
    return (
        "<html><head><title>Harbour strike</title></head><body><article><h1>Harbour strike enters third week</h1>"
        f"<p>“{words},” union secretary Mira Holt said on Tuesday at the gates of the port.</p>{more}</article>"
        "</body></html>"
    ).encode()


@dataclass
class Room:
    """A newsroom that watches, with control over its clock and its web."""

    newsroom: Newsroom
    replies: dict[str, Reply] = field(default_factory=dict)
    now: Any = MORNING
    ticks: float = 0.0
    most_ticks: float = 1e9
    news: list[Arrival] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)
    watchers: list[Watcher] = field(default_factory=list)
    sites: Sites = field(init=False)

    def __post_init__(self) -> None:
        self.sites = Sites(self._answer)
        self.engine = self.newsroom.engine()
        self.desk = self.newsroom.desk()

    def _answer(self, asked: Asked) -> Reply:
        return self.replies.get(f"{asked.site}{asked.path}", Reply(404))

    def _tell(self, arrivals: Sequence[Arrival]) -> None:
        self.news += arrivals
        self.came.set()

    def watch(self, kind: WatchKind, place: str, **options: Any) -> None:
        """Add a watch."""
        self.engine.add_watches([NewWatch(kind, place, **options)], actor="Ada", at=self.now)

    def watcher(self) -> Watcher:
        """Return a watcher, as a process of its own would have it."""

        def tick() -> float:
            self.ticks = min(self.ticks + 0.2, self.most_ticks)
            return self.ticks

        self.watchers.append(
            Watcher(
                self.engine,
                "Ada",
                self.sites.client(seconds=DEADLINE),
                clock=lambda: self.now,
                ticks=tick,
                chance=Random(1),
                on_news=self._tell,
                on_trouble=self.troubles.append,
            )
        )
        return self.watchers[-1]

    def once(self, **later: float) -> list[tuple[str, str]]:
        """Advance the clock, watch once, and return the outcome and headline of each arrival."""
        self.now += timedelta(**later)
        self.news.clear()
        watcher = self.watchers[-1] if self.watchers else self.watcher()
        watcher.once()
        return [(str(one.outcome), one.headline) for one in self.news]

    def source(self, number: int = 0) -> Watch:
        """Return a watch."""
        return self.engine.watches()[number]

    def articles(self) -> list[Article]:
        """Return all articles."""
        rows = self.desk.articles.page().rows
        return [self.desk.open_article(row.id).revision.article for row in rows]


@pytest.fixture
def room(newsroom: Newsroom) -> Iterator[Room]:
    room = Room(newsroom)
    with room.sites:
        yield room
        for watcher in room.watchers:
            watcher.close()


def test_under_faults_nothing_is_lost_doubled_or_asked_too_often(tmp_path: Path) -> None:
    faults = [fault for fault in FeedWire.FAULTS if fault != "silence"]  # it takes a while
    outcome = simulate(tmp_path, feeds=5, folders=2, rounds=12, seed=3, faults=faults, patience=DEADLINE, rate=0.4)

    assert outcome.is_right, outcome
    assert outcome.stored == outcome.published > 10
    assert outcome.unchanged > 20


# Feeds


def test_a_feed_brings_its_articles_once_and_is_asked_what_changed(room: Room) -> None:
    address = room.sites.address(WIRE)
    room.watch(WatchKind.FEED, address)
    room.replies[f"{WIRE}/feed.xml"] = Reply(headers={"ETag": '"1"', "Last-Modified": "then"}, body=feed("One"))

    assert room.once() == [("added", "One")]
    assert room.once(minutes=10) == []
    assert room.sites.paths() == ["/feed.xml"]

    room.replies[f"{WIRE}/feed.xml"] = Reply(304)
    assert room.once(minutes=10) == []
    asked = room.sites.asked[-1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', "then")
    assert (room.source().name, room.source().added, room.source().state.trouble) == ("Port Wire", 1, None)

    room.replies[f"{WIRE}/feed.xml"] = Reply(body=feed("Two", "One", text="“It does not,” he said."))
    assert room.once(minutes=20) == [("added", "Two"), ("new revision", "One")]


def test_what_went_wrong_is_said_and_ends_with_the_next_answer(room: Room) -> None:
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    wrong = {
        "The server has an error (500).": Reply(500),
        "There is nothing at this address (404).": Reply(404),
        "The feed was cut short.": Reply(body=feed("One")[:-30]),
        "This file is empty; there is nothing to read.": Reply(),
        "This is a web page, not a feed. It names this feed: " + room.sites.address(WIRE, "/atom?a=1&b=2"): Reply(
            body=b'<html><link rel="alternate" type="application/atom+xml" href="/atom?a=1&amp;b=2"><p>Port</p></html>'
        ),
    }
    for number, (sentence, reply) in enumerate(wrong.items(), 1):
        room.replies[f"{WIRE}/feed.xml"] = reply
        assert room.once(days=2) == []
        assert (room.source().state.trouble, room.source().state.failures) == (sentence, number)
    entries = room.engine.watch_entries(room.source().id, limit=9)
    assert [one.words for one in reversed(entries)] == list(wrong)
    assert room.articles() == []

    room.replies[f"{WIRE}/feed.xml"] = Reply(body=feed("One"))
    assert room.once(days=2) == [("added", "One")]
    assert (room.source().state.trouble, room.source().state.failures) == (None, 0)


def test_a_server_that_wants_fewer_requests_is_left_alone_by_all_its_feeds(room: Room) -> None:
    for path in ("/a.xml", "/b.xml"):
        room.watch(WatchKind.FEED, room.sites.address(WIRE, path))
        room.replies[f"{WIRE}{path}"] = Reply(429, {"Retry-After": "7200"})
    room.once()
    assert room.sites.paths() == ["/a.xml"]
    room.replies = {f"{WIRE}{path}": Reply(body=feed(path)) for path in ("/a.xml", "/b.xml")}
    assert room.once(minutes=119) == []
    assert sorted(room.once(minutes=2)) == [("added", "/a.xml"), ("added", "/b.xml")]
    assert room.sites.most_at_once == {WIRE: 1}


def test_a_redirect_waits_for_its_turn_at_the_other_server(room: Room) -> None:
    other = room.sites.address("other.example")
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    room.watch(WatchKind.FEED, other)
    room.replies[f"{WIRE}/feed.xml"] = Reply(302, {"Location": f"{other}?1"})
    room.replies["other.example/feed.xml"] = Reply(body=feed("One"), pause=0.1)
    room.replies["other.example/feed.xml?1"] = Reply(body=feed("Two"), pause=0.1)
    assert sorted(room.once()) == [("added", "One"), ("added", "Two")]
    assert room.sites.most_at_once == {WIRE: 1, "other.example": 1}


def test_robots_txt_is_asked_once_a_day_and_obeyed(room: Room) -> None:
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    room.replies[f"{WIRE}/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /feed")
    room.replies[f"{WIRE}/feed.xml"] = Reply(body=feed("One"))
    assert room.once() == []
    assert room.source().state.trouble == "The site's robots.txt forbids this address."
    room.replies[f"{WIRE}/robots.txt"] = Reply(503)
    room.once(hours=2)
    assert room.sites.paths() == []
    assert len(room.sites.asked) == 1

    room.once(days=2)  # It cannot be fetched: the old one applies.
    assert room.sites.paths() == []
    room.replies[f"{WIRE}/robots.txt"] = Reply(body=b"")
    assert room.once(days=2) == [("added", "One")]


def test_a_feed_that_moved_for_good_is_visited_there_until_it_is_gone_there(room: Room) -> None:
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    room.replies[f"{WIRE}/feed.xml"] = Reply(301, {"Location": "/new.xml"})
    room.replies[f"{WIRE}/new.xml"] = Reply(body=feed("One"))
    assert room.once() == [("added", "One")]
    room.once(hours=1)
    assert room.sites.paths() == ["/feed.xml", "/new.xml", "/new.xml"]

    room.replies = {f"{WIRE}/feed.xml": Reply(body=feed("Two"))}
    assert room.once(hours=1) == []
    assert room.once(hours=2) == [("added", "Two")]


def test_a_feed_that_is_gone_for_good_is_asked_no_more_unless_a_person_wants_it(room: Room) -> None:
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    room.replies[f"{WIRE}/feed.xml"] = Reply(410)
    room.once()
    room.once(days=30)
    assert room.sites.paths() == ["/feed.xml"]
    assert room.source().state.trouble == "The publisher has removed it for good (410)."

    room.replies[f"{WIRE}/feed.xml"] = Reply(body=feed("One"))
    room.engine.visit_soon([room.source().id], at=room.now)
    assert room.once() == [("added", "One")]


def test_a_feed_without_stories_is_visited_as_often_as_any_other(room: Room) -> None:
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    empty = (
        b"<rss version='2.0'><channel><title>Port Wire</title></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "Port Wire", "items": []}',
    )
    for body in empty:
        room.replies[f"{WIRE}/feed.xml"] = Reply(body=body)
        for _ in range(3):
            assert room.once(minutes=16) == []
            assert room.source().state.trouble is None
    assert len(room.sites.paths()) == 6
    room.replies[f"{WIRE}/feed.xml"] = Reply(body=empty[0][:-20])
    room.once(minutes=16)
    assert room.source().state.trouble is not None  # cut short


# Pages of articles


def settled_page(room: Room, url: str, body: str) -> None:
    [added] = bring(room.desk, Article(headline="Harbour strike enters third week", url=url, body=body))
    quote = room.desk.decisions.add_quotation(room.desk.open_article(added.article_id).revision, [FIRST_QUOTE])
    room.desk.decisions.settle([quote], Status.ACCEPTED)


def test_the_page_of_a_settled_article_is_fetched_again_and_its_changed_quotation_goes_to_a_person(room: Room) -> None:
    url = room.sites.address("paper.example", "/2026/harbour-strike")
    words = "Nobody here wants a fourth week"
    room.replies["paper.example/2026/harbour-strike"] = Reply(body=page(words))
    room.watch(WatchKind.ARTICLE, url)
    assert room.once() == [("added", "Harbour strike enters third week")]
    [article] = room.articles()
    room.engine.remove_watches([room.source().id])

    row = room.desk.articles.page().rows[0]
    start = article.body.index(words)
    from newstext.spans import Span

    revision = room.desk.open_article(row.id).revision
    quote = room.desk.decisions.add_quotation(revision, [Span(start, start + len(words))])
    room.desk.decisions.settle([quote], Status.ACCEPTED)
    room.now = room.desk.events().rows[-1].at
    room.watch(WatchKind.SETTLED, "settled articles")
    assert room.once() == []
    assert [watch.place for watch in room.engine.watches()] == ["settled articles", url]

    room.replies["paper.example/2026/harbour-strike"] = Reply(body=page("Nobody here wants a fifth week"))
    assert room.once(minutes=59) == []
    assert room.once(minutes=2) == [("new revision", "Harbour strike enters third week")]
    assert room.news[0].changed_quotations == 1
    assert room.desk.articles.row(row.id).stale_count == 1

    for hours in (5, 18, 48):
        assert room.once(hours=hours) == []
    assert len(room.sites.paths()) == 5
    assert [watch.kind for watch in room.engine.watches()] == [WatchKind.SETTLED]


def test_only_the_pages_that_nothing_else_updates_are_watched(room: Room) -> None:
    def bring_settled(number: int, **fields: Any) -> None:
        body = f"“Nobody here wants a week number {number},” union secretary Mira Holt said on Tuesday."
        [added] = bring(room.desk, Article(headline=f"Strike {number}", body=body, **fields))
        revision = room.desk.open_article(added.article_id).revision
        quote = room.desk.decisions.add_quotation(revision, [FIRST_QUOTE])
        room.desk.decisions.settle([quote], Status.ACCEPTED)

    bring_settled(1, url="https://paper.example/2026/strike-1")
    bring_settled(2, url="https://paper.example/2026/strike-2", external_id="urn:wire:2")
    bring_settled(3, url="https://paper.example/")
    bring_settled(4)
    room.now = room.desk.events().rows[-1].at
    room.watch(WatchKind.SETTLED, "settled articles")
    room.once()
    assert [w.place for w in room.engine.watches()] == ["settled articles", "https://paper.example/2026/strike-1"]


# Folders


def test_a_file_that_is_replaced_by_a_correction_becomes_a_revision(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "later").mkdir(parents=True)
    room.watch(WatchKind.FOLDER, str(folder))
    (folder / "later" / "ferry.txt").write_text(STORY)
    (folder / "ferry.part").write_text("half")
    assert room.once() == [("added", "Ferry runs again")]
    assert room.once(hours=1) == []

    (folder / "new.part").write_text(STORY.replace("tonight", "tomorrow"))
    (folder / "new.part").replace(folder / "later" / "ferry.txt")
    assert room.once() == [("new revision", "Ferry runs again")]
    assert (room.source().added, room.source().revised) == (1, 1)
    room.watchers[-1].close()
    room.watcher()  # after a restart
    assert room.once() == []


def test_what_cannot_be_read_in_a_folder_is_said_until_it_is_mended(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    room.watch(WatchKind.FOLDER, str(folder))
    room.once()
    assert room.source().state.trouble == "There is no such folder."

    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\x00\x01")
    room.once()
    assert room.source().state.trouble is None
    assert [file.name for file in room.desk.watches.unreadable_files(room.source().id)] == ["a.txt"]
    room.watchers[-1].close()
    room.watcher()  # reads it again, and refuses the same file
    room.once()
    assert room.source().refused == 1

    (folder / "a.txt").write_text(STORY)
    assert room.once() == [("added", "Ferry runs again")]
    (folder / "a.txt").unlink()
    room.once()
    assert room.engine.seen_files(room.source().id) == {}
    assert [one.outcome for one in room.engine.watch_entries(room.source().id, limit=9)] == [
        "added",
        "failed",
        "failed",
    ]


def test_a_file_that_is_being_written_is_not_read_before_it_is_whole(room: Room, tmp_path: Path) -> None:
    room.watch(WatchKind.FOLDER, str(tmp_path / "in"))
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "ferry.txt").open("w") as file:
        file.write(STORY[:40])
        file.flush()
        watching = threading.Thread(target=room.once)
        room.watcher()
        room.most_ticks = 10
        watching.start()
        while room.ticks < 10:  # It has been checked many times, for longer than a file has to be quiet.
            watching.join(0.001)
        assert room.articles() == []
        file.write(STORY[40:])
    room.most_ticks = 1e9
    watching.join(DEADLINE)
    [article] = room.articles()
    assert article.body.endswith("Nobody there had expected it.")


def test_a_running_watch_sees_a_file_and_a_new_feed_at_once(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    room.watch(WatchKind.FOLDER, str(folder))
    stop = threading.Event()
    watcher = room.watcher()
    running = threading.Thread(target=watcher.run, args=(stop,))
    running.start()
    (folder / "ferry.part").write_text(STORY)
    (folder / "ferry.part").replace(folder / "ferry.txt")
    assert room.came.wait(DEADLINE)
    room.came.clear()
    room.replies[f"{WIRE}/feed.xml"] = Reply(body=feed("One"))
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    watcher.look_again()
    assert room.came.wait(DEADLINE)
    stop.set()
    watcher.look_again()
    running.join(DEADLINE)
    assert [one.headline for one in room.news] == ["Ferry runs again", "One"]


def test_a_file_that_came_before_the_system_reports_changes_does_not_wait_for_the_next_scan(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    room.watch(WatchKind.FOLDER, str(folder))
    room.most_ticks = 50  # The next scan is due after 60.
    scanned = threading.Event()
    scan = Folder.scan

    def scanned_now(one: Folder) -> None:
        scan(one)
        scanned.set()

    def reported(*_: str, stop_event: threading.Event, **__: Any) -> Iterator[set[Any]]:
        assert scanned.wait(DEADLINE)
        (folder / "ferry.txt").write_text(STORY)
        yield set()
        stop_event.wait(DEADLINE)

    monkeypatch.setattr(Folder, "scan", scanned_now)
    monkeypatch.setattr("watchfiles.watch", reported)
    stop, watcher = threading.Event(), room.watcher()
    running = threading.Thread(target=watcher.run, args=(stop,))
    running.start()
    came = room.came.wait(DEADLINE)
    stop.set()
    watcher.look_again()
    running.join(DEADLINE)
    assert came
    assert [one.headline for one in room.news] == ["Ferry runs again"]


def test_a_file_that_changes_while_it_is_read_is_read_again(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder := tmp_path / "in").mkdir()
    (folder / "ferry.txt").write_text(STORY[:60])

    def read(stream: IO[bytes], name: str) -> Iterator[Article]:
        found = list(read_stream(stream, name))
        (folder / "ferry.txt").write_text(STORY)
        os.utime(folder / "ferry.txt", (1, 1))
        return iter(found)

    monkeypatch.setattr("store.watch.folders.read_stream", read)
    room.watch(WatchKind.FOLDER, str(folder))
    assert room.once() == [("added", "Ferry runs again")]
    assert room.articles()[0].body.endswith("Nobody there had expected it.")
    assert len(room.desk.articles.page().rows) == 1


def test_a_link_out_of_the_folder_is_not_followed(room: Room, tmp_path: Path) -> None:
    (folder := tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(STORY)
    (folder / "ferry.txt").symlink_to(tmp_path / "secret.txt")
    room.watch(WatchKind.FOLDER, str(folder))
    assert room.once() == []
    [file] = room.desk.watches.unreadable_files(room.source().id)
    assert file.trouble == "The file could not be read: it is a link to a file outside the folder."


# The process that watches


def test_one_process_does_the_work_and_the_next_takes_over_when_its_lease_has_run_out(room: Room) -> None:
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    room.replies[f"{WIRE}/feed.xml"] = Reply(body=feed("One"))
    first, second = room.watcher(), room.watcher()
    assert first.take_lease() is None
    with pytest.raises(LeaseLostError):
        second.once()
    assert room.sites.asked == []

    room.now += LASTS + timedelta(seconds=1)
    second.once()
    assert [one.headline for one in room.news] == ["One"]
    with pytest.raises(LeaseLostError):
        first.once()
    second.close()
    assert first.take_lease() is None


def test_a_process_that_ends_before_it_stores_a_visit_loses_nothing_and_asks_no_sooner(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.watch(WatchKind.FEED, room.sites.address(WIRE))
    room.replies[f"{WIRE}/feed.xml"] = Reply(headers={"ETag": '"1"'}, body=feed("One"))

    def end(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as ending:
        ending.setattr(room.engine, "record", end)
        with pytest.raises(StoreError, match="The disk is full"):
            room.once()
    room.watchers[-1].close()
    room.watcher()
    assert room.once(minutes=14) == []
    assert room.sites.paths() == ["/feed.xml"]
    assert room.once(minutes=2) == [("added", "One")]
    assert "if-none-match" not in room.sites.asked[-1].headers
