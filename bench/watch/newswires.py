"""Invented agencies: feeds and folders that publish and correct stories, and fail now and then."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bench.watch.sites import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

START = datetime(2026, 11, 24, 6, tzinfo=UTC)
_SILENCE = 5.0
"""Seconds for which a silent server keeps a client waiting."""
WINDOW = 40
"""The number of stories in a feed."""
_TOPICS = ("harbour", "bridge", "ferry", "quota", "mayor", "tea house", "library", "tram", "oyster bed", "school")
_NAMES = ("Mira Holt", "Yusuf Brock", "Ada Lind", "Tomas Reyle", "Ines Varga", "Jon Eskel")


@dataclass
class Story:
    """A story in its present version."""

    headline: str
    body: str
    guid: str


def _told(agency: str, number: int, version: int, chance: Random) -> Story:
    topic, name = chance.choice(_TOPICS), chance.choice(_NAMES)
    said = f"“We have counted {chance.randrange(1000)} of them since Monday,” {name} said on the café terrace."
    body = (
        f"The {topic} was discussed again in Port Verrin, where version {version} of this account was written. {said}"
    )
    more = f"A spokesman for the council gave the number {chance.randrange(10**9)} and no further comment."
    return Story(f"{agency} {number}: the {topic} is back", f"{body}\n\n{more}", f"{agency}-{number}")


class FeedWire:
    """One feed. ``fault_rate`` is the share of its answers that fail; ``chance`` chooses all faults."""

    FAULTS = ("silence", "500", "cut", "cut without length", "wrong encoding", "circle", "429", "404", "garbage")

    def __init__(
        self, site: str, chance: Random, fault_rate: float, faults: Sequence[str] = FAULTS, rate: float = 0.1
    ) -> None:
        self.site = site
        self.stories: list[Story] = []
        self.fault_rate = fault_rate
        self._faults = faults
        self._rate = rate
        """The share of rounds in which a story comes."""
        self._chance = chance
        self._published = 0
        self._delivered: str | None = None
        """The version that the client has received whole."""
        self.now = START
        self.asked_at: list[datetime] = []
        self.unchanged = 0
        """Answers with status 304."""
        self.wasted = 0
        """Whole answers sent again because the client did not say that it has them."""
        self.sent: dict[str, str] = {}
        """The texts of stories as whole answers had them last, by headline."""

    def publish(self) -> None:
        """Add or correct stories for one round."""
        if self._chance.random() < self._rate:
            self._published += 1
            self.stories.insert(0, _told(self.site, self._published, 1, self._chance))
        if self.stories and self._chance.random() < 0.05:
            number = self._chance.randrange(min(len(self.stories), 15))
            old = self.stories[number]
            new = _told(self.site, 0, 2, self._chance)
            self.stories[number] = Story(old.headline, new.body, old.guid)

    def answer(self, asked: Asked) -> Reply:
        """Answer a request."""
        if asked.path == "/robots.txt":
            return Reply(404)
        if asked.path == "/circle":
            return Reply(302, {"Location": "/feed.xml"})
        self.asked_at.append(self.now)
        body = self._feed()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self._chance.random() < self.fault_rate:
            return self._fault(body, etag)
        if asked.headers.get("if-none-match") == etag:
            self.unchanged += 1
            return Reply(304, {"ETag": etag})
        self.wasted += self._delivered == etag
        self._delivered = etag
        self._note_sent()
        return Reply(200, {"ETag": etag, "Content-Type": "application/rss+xml"}, body)

    def _fault(self, body: bytes, etag: str) -> Reply:
        fault = self._chance.choice(self._faults)
        half = body[: len(body) * 2 // 3]
        if fault == "wrong encoding":  # It claims UTF-8 and is not; every word can be read all the same.
            self._delivered = None
            self._note_sent()
            latin = body.decode().encode("cp1252", "xmlcharrefreplace")
            return Reply(200, {"ETag": f'W/"{etag[1:]}'}, latin)
        return {
            "silence": Reply(200, {}, body, pause=_SILENCE),
            "500": Reply(500),
            "cut": Reply(200, {"ETag": etag}, half, announced=len(body)),
            "cut without length": Reply(200, {"ETag": etag}, half, announced=-1),
            "circle": Reply(302, {"Location": "/circle"}),
            "429": Reply(429, {"Retry-After": "3600"}),
            "404": Reply(404),
            "garbage": Reply(200, {"ETag": etag}, b"\x00\x01\x02" * 50),
        }[fault]

    def _note_sent(self) -> None:
        self.sent.update((story.headline, story.body) for story in self.stories[:WINDOW])

    def _feed(self) -> bytes:
        items = "".join(map(_item, self.stories[:WINDOW]))
        title = "<item><title>About this wire</title><guid>about</guid><description>It runs.</description></item>"
        head = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{self.site}</title>'
        return f"{head}{items or title}</channel></rss>".encode()


def _item(story: Story) -> str:
    text = "".join(f"&lt;p&gt;{escape(paragraph)}&lt;/p&gt;" for paragraph in story.body.split("\n\n"))
    guid = f"<guid isPermaLink='false'>{story.guid}</guid>"
    return f"<item><title>{escape(story.headline)}</title>{guid}<description>{text}</description></item>"


@dataclass
class FolderWire:
    """One folder into which an agency delivers files: whole by a rename, slowly in place, or as corrections."""

    folder: Path
    chance: Random
    stories: dict[str, Story] = field(default_factory=dict)
    garbage: set[str] = field(default_factory=set)
    _writers: list[threading.Thread] = field(default_factory=list)

    def publish(self) -> None:
        """Add or replace files for one round; some are still being written when this returns."""
        draw = self.chance.random()
        if draw < 0.15 or (draw < 0.3 and not self.stories):
            self._deliver(f"story-{len(self.stories) + 1}.json", 1)
        elif draw < 0.25:
            self._deliver(self.chance.choice(sorted(self.stories)), 2)
        elif draw < 0.27:
            name = f"broken-{len(self.garbage)}.bin"
            (self.folder / name).write_bytes(b"\x00\x01\x02\x03" * 20)
            self.garbage.add(name)

    def finish(self) -> None:
        """Wait until all files are written."""
        for writer in self._writers:
            writer.join()
        self._writers.clear()

    def _deliver(self, name: str, version: int) -> None:
        story = _told(self.folder.name, len(self.stories) + 1, version, self.chance)
        if name in self.stories:
            story = Story(self.stories[name].headline, story.body, self.stories[name].guid)
        self.stories[name] = story
        text = _ninjs(story).encode()
        if self.chance.random() < 0.5:
            scratch = self.folder / f"{name}.part"
            scratch.write_bytes(text)
            scratch.replace(self.folder / name)
        else:
            writer = threading.Thread(target=_write_slowly, args=(self.folder / name, text))
            writer.start()
            self._writers.append(writer)


def _write_slowly(path: Path, text: bytes) -> None:
    with path.open("wb") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        os.fsync(file.fileno())
        time.sleep(0.03)
        file.write(text[len(text) // 2 :])


def _ninjs(story: Story) -> str:
    import json

    return json.dumps(
        {"uri": f"urn:wire:{story.guid}", "type": "text", "headline": story.headline, "body_text": story.body}
    )
