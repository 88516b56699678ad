"""An article and its parts as read. Nothing is invented: what is absent is None."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from newstext.stated import State, StatedTime
from newstext.turns import clock_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.spans import Span
    from newstext.turns import Turn


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a picture, whole, and the picture's credit found in them (``AFP``)."""

    text: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document: its number as the document counts (``iv``, ``7``), and where in the body it begins."""

    label: str
    start: int


@dataclass(frozen=True, slots=True)
class Join:
    """A word that the document breaks over two lines: where in the body it goes on, and the hyphen that stood there."""

    at: int
    removed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read.

    ``body`` is verbatim: paragraphs are separated by a blank line, and every character is as received (line ends are
    LF). ``source`` is the publisher or agency of the story, ``credit`` its credit line; a picture's credit belongs to
    its caption. ``guessed_encoding`` names the encoding when the reader had to guess it. ``incomplete`` is a sentence:
    why this is not the whole article, as its file says. ``pages`` and ``joins`` are a document's, ``turns`` a
    transcript's, all in the order of the body, in code points. ``reader_notes`` are sentences: what of the file is not
    in the text, or is there otherwise. ``source_sha256`` is the hash of the file it was read from, which says whether a
    text changed in print or only in our reading of it; two readings of it are equal all the same.

    A new field needs a migration; CONTRIBUTING.md tells how stores, files and lists come to have it.
    """

    headline: str | None = None
    standfirst: tuple[str, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    source: str | None = None
    credit: str | None = None
    captions: tuple[Caption, ...] = ()
    published: StatedTime | None = None
    updated: StatedTime | None = None
    language: str | None = None
    url: str | None = None
    external_id: str | None = None
    external_version: str | None = None
    state: State = State.LIVE
    embargo: StatedTime | None = None
    body: str = ""
    guessed_encoding: str | None = None
    incomplete: str | None = None
    reader_notes: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    joins: tuple[Join, ...] = ()
    turns: tuple[Turn, ...] = ()
    source_sha256: str | None = field(default=None, compare=False)


def _of_type(type_: str) -> tuple[str, ...]:
    return tuple(each.name for each in fields(Article) if each.type == type_)


TEXT_FIELDS, TIME_FIELDS = _of_type("str | None"), _of_type("StatedTime | None")
"""The fields that hold words or nothing, and those that hold a time or nothing: files and stores keep them alike."""


def page_of(article: Article, offset: int) -> str | None:
    """Return the label of the page that holds the character at ``offset`` of the body; None without pages."""
    at = bisect_right(article.pages, offset, key=lambda page: page.start)
    return article.pages[at - 1].label if at else None


def place_of(article: Article, spans: Sequence[Span]) -> str | None:
    """Return where in a document or a recording words are: ``p. 7``, ``14:02``; None without pages and clock."""
    places = pages_of(article, spans), clock_of(article, spans)
    return ", ".join(place for place in places if place) or None


def clock_of(article: Article, spans: Sequence[Span]) -> str | None:
    """Return when in a recording words begin, as players show it: ``14:02``, ``1:14:02``; None without a clock."""
    return clock_at(article.turns, spans[0]) if spans and article.turns else None


def pages_of(article: Article, spans: Sequence[Span]) -> str | None:
    """Return on which pages of a document words stand, as people say it: ``p. 7``, ``pp. 7–8``; None without pages."""
    if not spans:
        return None
    first, last = page_of(article, spans[0].start), page_of(article, max(spans[0].start, spans[-1].end - 1))
    return first and (f"p. {first}" if first == last else f"pp. {first}–{last}")
