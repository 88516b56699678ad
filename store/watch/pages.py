"""A server's answer, read: the articles of a feed, or the one of a page."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from newstext.formats import read_stream, recognise
from newstext.formats.errors import BrokenReaderError, UnreadableError
from newstext.identifiers import known_address
from store.errors import StoreError
from store.model.watches import WatchKind
from store.watch.headers import encoding_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from newstext.article import Article
    from store.model.watches import Watch
    from store.watch.client import Answer

_FEED_END = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ENTRY = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_NO_ITEMS = re.compile(rb'\s*\{[^\[\]]*"https?:\\?/\\?/jsonfeed\.org[^\[\]]*"items"\s*:\s*\[\s*\]')
_TAIL = 4_096
_PAGES = ("html", "mhtml")
_FEEDS = ("feed", "json-feed")
_FEED_LINK = re.compile(
    rb"<link\b(?=[^>]{0,500}\btype\s*=\s*[\"']?application/(?:rss|atom|feed)\+(?:xml|json))"
    rb"[^>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,500})",
    re.IGNORECASE,
)


class PageError(StoreError):
    """An answer that cannot be read, or is not of the watch's kind."""


def articles(watch: Watch, answer: Answer) -> list[Article]:
    """Read a server's answer; PageError if that is not possible. A feed may have no stories yet."""
    if watch.kind is WatchKind.FEED and _is_empty_feed(answer.data):
        return []
    found = _read(answer, lambda format_: _check(watch, answer, format_))
    return _at_its_address(watch.place, found) if watch.kind is WatchKind.ARTICLE else found


def _is_empty_feed(data: bytes) -> bool:
    is_whole = _FEED_END.search(data[-_TAIL:]) is not None
    return (is_whole and not _ENTRY.search(data)) or _NO_ITEMS.match(data) is not None


def articles_once(place: str, answer: Answer) -> list[Article]:
    """Read the answer of a server that is asked once: a page, a feed or a file. PageError if that is not possible."""
    found = _read(answer, lambda format_: _check_end(answer, format_))
    return _at_its_address(place, found) if all(article.url is None for article in found) else found


def title(found: list[Article]) -> str | None:
    """Return a feed's own title: the source that most of its articles name."""
    sources = Counter(article.source for article in found if article.source)
    return sources.most_common(1)[0][0] if sources else None


def _read(answer: Answer, check: Callable[[str | None], None]) -> list[Article]:
    """Read an answer once ``check`` has passed its format."""
    name = urlsplit(str(answer.address)).path.rpartition("/")[2] or answer.address.host
    try:
        check(recognise(answer.data, name).name if answer.data.strip() else None)
        encoding = encoding_of(answer.headers.get("content-type"), answer.data)
        return list(read_stream(io.BytesIO(answer.data), name, encoding=encoding))
    except UnreadableError as error:
        raise PageError(str(error)) from None
    except BrokenReaderError as error:
        raise PageError(f"Our reader failed: {error}.") from error


def _check(watch: Watch, answer: Answer, format_: str | None) -> None:
    if watch.kind is WatchKind.FEED and format_ in _PAGES:
        raise PageError(_no_feed(answer))
    if watch.kind is WatchKind.ARTICLE and format_ in _FEEDS:
        raise PageError("This is a feed, not an article. Add it again without --article.")
    _check_end(answer, format_)


def _check_end(answer: Answer, format_: str | None) -> None:
    if format_ == "feed" and not _FEED_END.search(answer.data[-_TAIL:]):
        raise PageError("The feed was cut short.")


def _no_feed(answer: Answer) -> str:
    """Return the sentence on a page that is not a feed, with the feed it links to."""
    named = _FEED_LINK.search(answer.data)
    if named is None:
        return "This is a web page, not a feed. Add the address of its feed, or the page itself with --article."
    feed = urljoin(str(answer.address), named[1].decode("utf-8", "replace").replace("&amp;", "&"))
    return f"This is a web page, not a feed. It names this feed: {feed}"


def _at_its_address(place: str, found: list[Article]) -> list[Article]:
    """Give a page's one article the address that it was asked for by: the store identifies it by that."""
    if len(found) == 1 and known_address(place) is not None:
        return [replace(found[0], url=place)]
    return found
