"""Lists of articles, and what they are made of: rows, what narrows and sorts them, pages and places. Plain values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from newstext.stated import State, latest_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from newstext.spans import Span
    from newstext.stated import StatedTime

T = TypeVar("T")


LABELS: dict[str, str] = {}
"""Texts of an article that every list shows beside source and time, and the reader above the body: the field's name and
its label for people. Here and not in ``newstext.article``, which no list has to load."""


class ArticleRow(NamedTuple):
    """One line of the stack: an article with the fields of its current revision that a list shows."""

    id: str
    revision_id: str
    revision_count: int
    headline: str | None
    source: str | None
    byline: str | None
    stated_time: StatedTime | None
    """The time a reader would look for: updated, else published."""
    sorted_at: str
    """The key the stack sorts by as text, newest first: that time in UTC where a zone was given, else as far as it is
    stated (a bare day is its day). When the article came, for a time that it cannot be from, in the year 3013; empty
    without a time that can be read. Not for people: show ``stated_time``."""
    state: State
    quotation_count: int
    """Quotations that stand: accepted, verified or open."""
    open_count: int
    """Quotations that still wait for a person."""
    stale_count: int
    """Quotations whose words changed with an update, until a person has looked at them."""
    unread: bool
    """Whether the person who asks has not read the current revision."""
    flagged: bool
    """Whether the person who asks has flagged it."""
    opening: str | None = None
    """The beginning of its text, when it has no headline."""
    embargo: StatedTime | None = None
    """Until when its publisher asks not to print it."""
    more: Mapping[str, str] = MappingProxyType({})
    """The fields in ``LABELS`` that the article states, by name."""

    def embargo_ended(self, now: datetime) -> bool:
        """Whether it was under an embargo that is over for certain."""
        return self.state is State.EMBARGOED and self.embargo is not None and self.embargo.is_over(now)

    @property
    def received(self) -> date | None:
        """The day the article came, when it states a time that it cannot be from and is sorted by that day instead."""
        time = self.stated_time
        if time is None or time.iso is None or len(self.sorted_at) <= len("2026-11-24"):
            return None
        day = date.fromisoformat(self.sorted_at[:10])
        return None if time.can_be(latest_day(day)) else day


class ArticleState(StrEnum):
    """What a list of articles can be narrowed to; in a search, what follows ``is:``."""

    UNREAD = "unread"
    READ = "read"
    FLAGGED = "flagged"
    OPEN = "open"
    """Has a quotation that waits for a person."""
    SETTLED = "settled"
    """Has quotations, and none of them waits."""
    STALE = "stale"
    """Has a quotation whose words changed with an update."""
    CHANGED = "changed"
    """Has a quotation that the person who asks had decided on, and whose words changed since."""
    SECOND_READER = "second-reader"
    """Has a quotation that waits for a second reader."""
    CORRECTED = "corrected"
    EMBARGOED = "embargoed"
    WITHDRAWN = "withdrawn"


class ArticleFilter(NamedTuple):
    """What a list is narrowed to: articles for which all that is given holds. Lists, search, review and export take it.

    Capitals, accents and punctuation do not count in what is compared as words.
    """

    who: str | None = None
    """Somebody with these words in a row in the name, as given or in the register, is quoted in it.

    The last word may be the beginning of one, here and in ``said``.
    """
    said: str | None = None
    """One of its quotations holds these words in a row."""
    source: str | None = None
    """Its source holds these words."""
    tag: str | None = None
    """A quotation or a passage of it has a tag with these words."""
    note: str | None = None
    """A note on a quotation or a passage of it holds these words."""
    before: str | None = None
    """It is from before this time: the beginning of an ISO time, at least a year (``2026``, ``2026-11-24``)."""
    after: str | None = None
    """It is from this time or later, written as ``before`` is."""
    states: tuple[ArticleState, ...] = ()


EVERYTHING = ArticleFilter()

PAGE = 200
"""Rows in a page of a list, unless the caller asks for another number."""


class ArticleOrder(StrEnum):
    """How a list of articles is sorted. Among equals the newest comes first, except in ``OLDEST``."""

    NEWEST = "newest"
    """Those without a date last."""
    OLDEST = "oldest"
    SOURCE = "source"
    """By source from A to Z; those without one first."""
    MOST_OPEN = "most open"
    """The most open quotations first."""
    ARRIVED = "arrived"
    """The latest import first."""


class View(NamedTuple):
    """A way to look at the stack, under a name."""

    name: str
    narrowed: ArticleFilter = ArticleFilter()
    order: ArticleOrder = ArticleOrder.NEWEST


Cursor = str
"""An opaque place in a list; hand it back to go on from there."""

END: Cursor = "end"
"""The place behind the last row of any list."""


class Page(NamedTuple, Generic[T]):
    """A stretch of a list, and the cursors to what follows and to what comes before; None where the list ends."""

    rows: tuple[T, ...]
    after: Cursor | None
    before: Cursor | None = None


class Place(NamedTuple):
    """Where in a list an article stands, or would: how many rows come before it, and the cursor that is at it.

    The page before that cursor ends with what comes before the article, the page after it begins with what follows.
    """

    number: int
    cursor: Cursor


class Hit(NamedTuple):
    """One article a search found, and where the words are. ``snippet`` is verbatim body text, or empty."""

    article: ArticleRow
    snippet: str
    offset: int | None
    """The matching word where the best stretch of the body begins, in code points; None when only the head has any."""
    why: str
    """Why it matched when that is not plain (``"talsk" read as "talks"``), else empty."""
    headline_marks: tuple[Span, ...] = ()
    """Where matching words stand in the headline, in its code points, in order and apart from each other."""
    snippet_marks: tuple[Span, ...] = ()
    """Where they stand in the snippet, in the same way."""
    cut_before: bool = False
    """Whether its line begins before the snippet, which begins between words."""
    cut_after: bool = False
    """Whether its line goes on behind it."""


class Totals(NamedTuple):
    """How much there is, and how much of it waits: articles with anything open, quotations open, articles unread."""

    articles: int
    open_articles: int
    open_quotations: int
    unread_articles: int


class ReviewPlace(NamedTuple):
    """How far a person has come: ``after`` leads to the article they are in, None to the first."""

    after: Cursor | None
    annotation_id: str
    number: int
    """Which quotation of the review it is, counted from 1."""
    kept: int
    """How many they have accepted until there."""
