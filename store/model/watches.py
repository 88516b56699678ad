"""Watches (folders, feeds and addresses), their visits, and the lease of the process that watches. Plain values."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from newstext.article import Article

FAILED = "failed"
"""The outcome of a visit or file that could not be read."""


class WatchKind(StrEnum):
    """The kind of source that is watched."""

    FOLDER = "folder"
    FEED = "feed"
    ARTICLE = "article"
    """The web page of one article, visited a few times and then no longer."""
    SETTLED = "settled articles"
    """The web pages of all articles with a settled quotation: each gets a watch of its own."""


class NewWatch(NamedTuple):
    """A watch to add. ``place`` is an absolute path or a web address; ``every`` is in seconds.

    ``parent_id`` is the watch that added this one. ``began_at`` is the time from which visits to an article's page are
    counted, ``next_at`` that of the first visit, by default at once.
    """

    kind: WatchKind
    place: str
    name: str | None = None
    every: int | None = None
    parent_id: str | None = None
    began_at: datetime | None = None
    next_at: datetime | None = None


class WatchState(NamedTuple):
    """The state after the last visit: the time of the next one, the error, and what the next one needs to know."""

    next_at: datetime | None = None
    """None if there is no further visit."""
    visited_at: datetime | None = None
    came_at: datetime | None = None
    """The time of the last arrival."""
    failures: int = 0
    """Failed visits since the last successful one."""
    trouble: str | None = None
    """The error of the last visit, as a sentence for people."""
    trouble_since: datetime | None = None
    moved_to: str | None = None
    """The new address, if the server has moved permanently."""
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    """The hash of the bytes read last."""
    cursor: str | None = None
    """The position reached in the log, for SETTLED."""


class Watch(NamedTuple):
    """A watched folder, feed or address, and its results so far."""

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
    """The number of articles added; then those of new revisions, of refused articles and of failures."""
    revised: int
    refused: int
    unreadable: int = 0
    """The number of files in a folder that cannot be read now."""


class SeenFile(NamedTuple):
    """A file of a watched folder as it was when read: its path within the folder, and its stamp.

    ``trouble`` is the reason why it could not be read.
    """

    name: str
    size: int
    modified_ns: int
    trouble: str | None = None


class Incoming(NamedTuple):
    """An article found by a visit; ``item`` is the folder's file that holds it."""

    article: Article
    item: str | None = None


class Visit(NamedTuple):
    """One visit to a watch, to be recorded in one transaction with everything it found."""

    watch_id: str
    holder: str
    at: datetime
    state: WatchState
    """The state of the watch after it."""
    incoming: tuple[Incoming, ...] = ()
    files: tuple[SeenFile, ...] = ()
    missing: tuple[str, ...] = ()
    """Files no longer in the folder."""
    name: str | None = None
    """A feed's own title, for a watch without a name."""
    children: tuple[NewWatch, ...] = ()
    """Watches that this one adds or restarts."""
    is_last: bool = False
    """Whether the watch ends with this visit and is removed."""


class WatchEntry(NamedTuple):
    """An entry in a watch's record: an arrival or an error."""

    at: datetime
    outcome: str
    """An ``Outcome`` of ``store.model.articles``, or FAILED."""
    words: str
    """The headline, or the reason."""
    item: str | None = None
    article_id: str | None = None
    times: int = 1
    """How often the same error was repeated, up to ``at``."""


class Lease(NamedTuple):
    """The right to watch, which one process holds until it releases it or it expires."""

    holder: str
    machine: str
    pid: int
    actor: str
    since: datetime
    until: datetime
    trouble: str | None = None
    """The latest error that concerns no single watch, and its time."""
    trouble_at: datetime | None = None


class Host(NamedTuple):
    """A web server's robots.txt, and the time before which it wants no request."""

    name: str
    robots: str | None = None
    robots_at: datetime | None = None
    not_before: datetime | None = None
