"""What Pullquote watches: folders, feeds and addresses, the visits to them, and who does the watching. Plain values."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from newstext.article import Article

FAILED = "failed"
"""The outcome of a visit, or of one file, that could not be read."""


class WatchKind(StrEnum):
    """What a watch is of."""

    FOLDER = "folder"
    FEED = "feed"
    ARTICLE = "article"
    """The web page of one article, visited a few times and then no more."""
    SETTLED = "settled articles"
    """The web pages of all articles with a settled quotation: each becomes a watch of its own."""


class NewWatch(NamedTuple):
    """A watch to be added. ``place`` is an absolute path or a web address; ``every`` is in seconds.

    ``parent_id`` is the watch that adds this one by itself, ``began_at`` the time that the visits to an article's page
    are counted from, ``next_at`` that of its first visit, by default at once.
    """

    kind: WatchKind
    place: str
    name: str | None = None
    every: int | None = None
    parent_id: str | None = None
    began_at: datetime | None = None
    next_at: datetime | None = None


class WatchState(NamedTuple):
    """What the last visit left: when the next one is, what went wrong, and what the next one needs to know."""

    next_at: datetime | None = None
    """None: there is no further visit."""
    visited_at: datetime | None = None
    came_at: datetime | None = None
    """When it last brought something new."""
    failures: int = 0
    """Visits that failed since the last that did not."""
    trouble: str | None = None
    """Why the last visit failed, as a sentence for people."""
    trouble_since: datetime | None = None
    moved_to: str | None = None
    """The address that the server names for good."""
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    """The hash of the bytes that were read last."""
    cursor: str | None = None
    """How far the log has been read, for SETTLED."""


class Watch(NamedTuple):
    """A folder, a feed or an address that Pullquote watches, and what has come of it."""

    id: str
    kind: WatchKind
    place: str
    name: str | None
    every: int | None
    parent_id: str | None
    began_at: datetime
    added_by: str
    added_at: datetime
    state: WatchState
    added: int
    """The number of articles that it brought; likewise the new revisions, and what was refused or failed."""
    revised: int
    refused: int
    unreadable: int = 0
    """The number of files in a folder that cannot be read now."""


class SeenFile(NamedTuple):
    """A file of a watched folder that was read: its path within it, and what it was then.

    ``trouble`` says why it could not be read.
    """

    name: str
    size: int
    modified_ns: int
    trouble: str | None = None


class Incoming(NamedTuple):
    """An article that a visit brings; ``item`` is the file of the folder that holds it."""

    article: Article
    item: str | None = None


class Visit(NamedTuple):
    """One visit to a watch, to be recorded in one transaction with all that it brings."""

    watch_id: str
    holder: str
    at: datetime
    state: WatchState
    """The state of the watch after it."""
    incoming: tuple[Incoming, ...] = ()
    files: tuple[SeenFile, ...] = ()
    missing: tuple[str, ...] = ()
    """Files that are no longer in the folder."""
    name: str | None = None
    """What a feed calls itself, for a watch without a name."""
    children: tuple[NewWatch, ...] = ()
    """Watches that it adds, or begins again."""
    is_last: bool = False
    """Whether the watch ends with it and is removed."""


class WatchEntry(NamedTuple):
    """One line of what a watch brought, and of what went wrong."""

    at: datetime
    outcome: str
    """An ``Outcome`` of ``store.model.articles``, or FAILED."""
    words: str
    """The headline, or the reason."""
    item: str | None = None
    article_id: str | None = None
    times: int = 1
    """How often the same went wrong, up to ``at``."""


class Lease(NamedTuple):
    """Who watches: one process at a time, until it releases the lease or lets it run out."""

    holder: str
    machine: str
    pid: int
    actor: str
    since: datetime
    until: datetime
    trouble: str | None = None
    """What went wrong last that concerns no single watch, and when."""
    trouble_at: datetime | None = None


class Host(NamedTuple):
    """What is known of a web server: its robots.txt, and before when it wants no request."""

    name: str
    robots: str | None = None
    robots_at: datetime | None = None
    not_before: datetime | None = None
