"""Lists of articles: rows, filters, orders, pages and positions. Plain values."""

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
    from store.model.annotations import Assignment

T = TypeVar("T")


LABELS: dict[str, str] = {}
"""Texts of an article that every list shows beside source and time, and the reader above the body: the field's name and
its label for people. Here and not in ``newstext.article``, which no list has to load."""


class ArticleRow(NamedTuple):
    """One article in a list: the fields of its current revision that lists show, counts, and the person's marks."""

    id: str
    revision_id: str
    revision_count: int
    headline: str | None
    source: str | None
    byline: str | None
    stated_time: StatedTime | None
    """The time that readers look for: updated, else published."""
    sorted_at: str
    """The stack's sort key as text, newest first. Not for people: show ``stated_time``.

    It is the stated time, in UTC if a zone was given, else as precise as stated (a day is a day). For an impossible
    time, such as the year 3013, it is the time of arrival; without a readable time it is empty.
    """
    state: State
    quotation_count: int
    """The number of standing quotations: accepted, verified or open."""
    open_count: int
    """The number of open quotations."""
    stale_count: int
    """The number of stale quotations."""
    unread: bool
    """Whether the person has not read the current revision."""
    flagged: bool
    """Whether the person has flagged it."""
    opening: str | None = None
    """The beginning of the text of an article without a headline."""
    embargo: StatedTime | None = None
    """The end of its embargo."""
    more: Mapping[str, str] = MappingProxyType({})
    """The fields in ``LABELS`` that the article states, by name."""
    assigned: tuple[Assignment, ...] = ()
    """The people to whom it, or one of its quotations, is assigned; if it is itself, that person comes first."""

    def embargo_ended(self, now: datetime) -> bool:
        """Whether it had an embargo that is certainly over."""
        return self.state is State.EMBARGOED and self.embargo is not None and self.embargo.is_over(now)

    @property
    def received(self) -> date | None:
        """The day the article was received, if it is sorted by that day because its stated time is impossible."""
        time = self.stated_time
        if time is None or time.iso is None or len(self.sorted_at) <= len("2026-11-24"):
            return None
        day = date.fromisoformat(self.sorted_at[:10])
        return None if time.can_be(latest_day(day)) else day


class ArticleState(StrEnum):
    """A condition that a filter can require of articles; in a search, the word after ``is:``."""

    UNREAD = "unread"
    READ = "read"
    FLAGGED = "flagged"
    OPEN = "open"
    """Has an open quotation."""
    SETTLED = "settled"
    """Has quotations, none of them open."""
    STALE = "stale"
    """Has a stale quotation."""
    CHANGED = "changed"
    """Has a stale quotation that the person had decided on."""
    SECOND_READER = "second-reader"
    """Has a quotation flagged for a second reader."""
    CORRECTED = "corrected"
    EMBARGOED = "embargoed"
    WITHDRAWN = "withdrawn"


class Position(NamedTuple):
    """How far a store has come: the numbers of its last article and of its last event."""

    number: int
    seq: int


class ArticleFilter(NamedTuple):
    """Conditions that an article must all meet. Lists, search, reviews and exports take a filter.

    Words are compared without capitals, accents and punctuation.
    """

    who: str | None = None
    """It quotes a speaker whose name, as given or in the register, contains these words in a row.

    The last word may be incomplete, here and in ``said``.
    """
    said: str | None = None
    """One of its quotations contains these words in a row."""
    source: str | None = None
    """Its source contains these words."""
    byline: str | None = None
    """Its byline contains these words in a row; the last may be incomplete."""
    tag: str | None = None
    """One of its quotations or passages has a tag with these words."""
    note: str | None = None
    """A note on one of its quotations or passages contains these words."""
    before: str | None = None
    """It is older than this: the beginning of an ISO time, at least a year (``2026``, ``2026-11-24``), or a day counted
    back from today (``today``, ``7d``); ``store.rules.days`` resolves it."""
    after: str | None = None
    """It is from this time or later; the same format as ``before``."""
    assigned: str | None = None
    """It, or one of its quotations, is assigned to somebody whose name contains these words; ``me`` is the person."""
    states: tuple[ArticleState, ...] = ()
    without: tuple[str, ...] = ()
    """Its text and head contain none of these words, or words in a row."""
    containing: tuple[tuple[str, ...], ...] = ()
    """Its text and head contain, of each group, one of the words."""
    since: Position | None = None
    """It came into the list after this position: by its arrival, or by what others did to its quotations."""


EVERYTHING = ArticleFilter()

PAGE = 200
"""The default number of rows in a page of a list."""


class ArticleOrder(StrEnum):
    """The order of a list of articles. Among equals the newest comes first, except in ``OLDEST``."""

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
    """A saved view of the stack: a filter and an order under a name."""

    name: str
    narrowed: ArticleFilter = ArticleFilter()
    order: ArticleOrder = ArticleOrder.NEWEST
    made_by: str | None = None
    """The author of a view for all desks; None for a personal view, and for those that every desk has."""

    @property
    def key(self) -> str:
        """Its identity among the views that a person sees."""
        return f"{'shared' if self.made_by else 'own'} {self.name}"


FOR_ME = View("For me", ArticleFilter(assigned="me"))
"""The articles that are assigned to the person, or have a quotation that is."""

Cursor = str
"""An opaque position in a list, where the next page begins."""

END: Cursor = "end"
"""The position after the last row of any list."""


class Page(NamedTuple, Generic[T]):
    """Part of a list, with the cursors of the pages after and before it; None where the list ends."""

    rows: tuple[T, ...]
    after: Cursor | None
    before: Cursor | None = None


class Place(NamedTuple):
    """The position of an article in a list: the number of rows before it, and its cursor.

    The page before the cursor ends with the row before the article; the page after it begins with the row after it.
    """

    number: int
    cursor: Cursor


class Hit(NamedTuple):
    """One article found by a search, and where its words match. ``snippet`` is verbatim body text, or empty."""

    article: ArticleRow
    snippet: str
    offset: int | None
    """The first matching word of the best passage, in code points of the body; None when only the head matches."""
    why: str
    """The reason for a match that is not obvious (``"talsk" read as "talks"``), else empty."""
    headline_marks: tuple[Span, ...] = ()
    """The matching words in the headline, in its code points, in order and without overlap."""
    snippet_marks: tuple[Span, ...] = ()
    """The matching words in the snippet, in its code points, in order and without overlap."""
    cut_before: bool = False
    """Whether the snippet starts within a line, between two words."""
    cut_after: bool = False
    """Whether the snippet ends within a line."""


class Totals(NamedTuple):
    """The number of articles, of those with open quotations, of open quotations, and of unread articles.

    ``assigned`` is the number of articles and quotations assigned to the person.
    """

    articles: int
    open_articles: int
    open_quotations: int
    unread_articles: int
    assigned: int = 0


class ReviewPlace(NamedTuple):
    """A person's place in a review. ``after`` is the cursor before the article they are in; None for the first."""

    after: Cursor | None
    annotation_id: str
    number: int
    """The quotation's number in the review, from 1."""
    kept: int
    """The number of quotations accepted so far."""
