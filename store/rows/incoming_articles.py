"""Prepares incoming articles outside the transaction, so that it does not block other writers."""

from __future__ import annotations

import gc
import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import asdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import TIME_FIELDS
from newstext.in_marks import in_marks
from newstext.stated import latest_day
from store.errors import StoreError
from store.rows.revisions import TEXTS
from store.rows.times import time_text
from store.rules.identity import known_by, text_identity
from store.searching.entries import Entry, entry

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
    *("state", "sha256", "standfirst", "captions", "reader_notes", "pages", "joins", "turns"),
    *("reader", "reader_version", "seen_at"),
)
"""The columns of a revision for ``IncomingArticle.revision``, in its order."""


class IncomingArticle(NamedTuple):
    """An article, and all its stored values except ids and numbers."""

    article: Article
    identity: str
    """The permanent identity of the article; see the engine's contract."""
    anonymous: bool
    """Whether it has neither id nor URL, so that only its text identifies it."""
    revision: tuple[str | None, ...]
    listed: tuple[str, str, str]
    """The values that lists sort and filter by: time, source and state."""
    indexed: Entry


class ReaderRun:
    """The reader of incoming articles, its version, and the time."""

    def __init__(self, reader: str, reader_version: str, at: datetime) -> None:
        self.at = at
        self.version = reader_version
        self._read = (reader, reader_version, time_text(at))
        self.latest = latest_day(at.date())

    def incoming(self, article: Article) -> IncomingArticle:
        """Prepare an article; StoreError when it cannot be stored."""
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
            _json(list(map(asdict, article.turns))) if article.turns else None,
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


_collecting = threading.Lock()
_postponed: list[bool] = []
"""One entry for each block that is running: whether garbage was collected before the first of them."""


@contextmanager
def collecting_later() -> Iterator[None]:
    """Postpone Python's garbage collection until after the block, or the last of several in different threads.

    A batch creates tens of thousands of objects without cycles; collecting in between would take a sixth of the time.
    """
    with _collecting:
        _postponed.append(_postponed[0] if _postponed else gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _collecting:
            if _postponed.pop() and not _postponed:
                gc.enable()


def _sha256(article: Article) -> str:
    try:
        for text in _texts(article):
            if text and not text.isascii():
                text.encode()
        return hashlib.sha256(article.body.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"The article {in_marks(_printable(article.headline))} contains half a character"
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
    # Formatted here, because json takes ten times as long and every article has three times.
    iso = "null" if time.iso is None else _quoted(time.iso)
    precision = "null" if time.precision is None else _quoted(time.precision)
    zoned = "true" if time.zoned else "false"
    return f'{{"raw": {_quoted(time.raw)}, "iso": {iso}, "precision": {precision}, "zoned": {zoned}}}'
