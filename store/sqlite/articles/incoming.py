"""Prepares incoming articles without the store, so that nobody waits meanwhile."""

from __future__ import annotations

import gc
import hashlib
import json
from contextlib import contextmanager
from dataclasses import asdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import TIME_FIELDS
from newstext.stated import latest_day
from store.errors import StoreError
from store.rules.identity import known_by, text_identity
from store.searching.entries import Entry, entry
from store.sqlite.articles.revisions import TEXTS
from store.sqlite.file.times import time_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from newstext.article import Article
    from newstext.stated import StatedTime

_quoted = json.encoder.encode_basestring
_texts = attrgetter(*TEXTS)
_times = attrgetter(*TIME_FIELDS)

COLUMNS = (
    *TEXTS,
    *TIME_FIELDS,
    *("state", "sha256", "standfirst", "captions", "reader_notes", "pages", "joins"),
    *("reader", "reader_version", "seen_at"),
)
"""The columns of a revision whose values ``IncomingArticle`` has, in its order."""


class IncomingArticle(NamedTuple):
    """An article, and all that is stored of it but ids and places."""

    article: Article
    identity: str
    """What an article is known by for good: see the engine's contract."""
    anonymous: bool
    """Whether nothing but its text says which article it is."""
    revision: tuple[str | None, ...]
    listed: tuple[str, str, str]
    """What lists are sorted and narrowed by: time, source and state."""
    indexed: Entry


class ReaderRun:
    """Who read what comes in, and when."""

    def __init__(self, reader: str, reader_version: str, at: datetime) -> None:
        self.at = at
        self.version = reader_version
        self._read = (reader, reader_version, time_text(at))
        self.latest = latest_day(at.date())

    def incoming(self, article: Article) -> IncomingArticle:
        """Make an article ready; StoreError when it cannot be stored."""
        revision = (
            *_texts(article),
            *map(_time_json, _times(article)),
            article.state,
            _sha256(article),
            _json(article.standfirst) if article.standfirst else "[]",
            _json([{"text": c.text, "credit": c.credit} for c in article.captions]) if article.captions else "[]",
            _json(article.reader_notes) if article.reader_notes else None,
            _json(list(map(asdict, article.pages))) if article.pages else None,
            _json(list(map(asdict, article.joins))) if article.joins else None,
            *self._read,
        )
        indexed = entry(article.headline, article.byline, article.source, article.body)
        listed = self._sorted_at(article), article.source or "", article.state
        named = known_by(article)
        return IncomingArticle(article, named or text_identity(article), named is None, revision, listed, indexed)

    def _sorted_at(self, article: Article) -> str:
        stated = article.updated or article.published
        if stated is None or stated.iso is None:
            return ""
        if not stated.can_be(self.latest):
            return self._read[-1]
        return time_text(stated.instant) if stated.instant else stated.iso


@contextmanager
def collecting_later() -> Iterator[None]:
    """Let Python look for garbage after the block, not within it.

    A batch makes tens of thousands of objects without one cycle, and to look through them again and again would take a
    sixth of the time.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _sha256(article: Article) -> str:
    try:
        for text in _texts(article):
            if text and not text.isascii():
                text.encode()
        return hashlib.sha256(article.body.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"The article “{_printable(article.headline)}” contains half a character"
            f" (U+{ord(error.object[error.start]):04X}) and cannot be stored, so its whole file was left out."
            " Import it again with its encoding (--encoding)."
        ) from error


def _printable(headline: str | None) -> str:
    return (headline or "without a headline").encode("utf-8", "replace").decode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _time_json(time: StatedTime | None) -> str | None:
    if time is None:
        return None
    # By hand: three times in every article, and json takes ten times as long.
    iso = "null" if time.iso is None else _quoted(time.iso)
    precision = "null" if time.precision is None else _quoted(time.precision)
    zoned = "true" if time.zoned else "false"
    return f'{{"raw": {_quoted(time.raw)}, "iso": {iso}, "precision": {precision}, "zoned": {zoned}}}'
