"""RSS, Atom and RDF feeds, by feedparser: one article an entry."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import feedparser  # type: ignore[import-untyped]

from newstext.article import Article
from newstext.formats.agency_copy import state_of
from newstext.formats.bounds import MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.encoding import decode, storable
from newstext.formats.errors import UnreadableError
from newstext.formats.items import line_of, paragraphs_of, web_address, without_shared_names
from newstext.formats.lines import dateline, without_by
from newstext.formats.times import stated_time

if TYPE_CHECKING:
    from newstext.stated import StatedTime

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_NO_STORIES = frozenset(
    {"attachment", "nav_menu_item", "revision", "custom_css", "wp_block", "wp_global_styles", "wp_template"}
)
_ENTITY = re.compile(r"<!ENTITY\b")
_NUMBER = re.compile(r"&#(x[0-9a-f]{1,200}|[0-9]{1,200});?", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read(data: bytes, name: str) -> list[Article]:
    """Read one article from each entry of the feed; its body is the full story, else the summary."""
    refuse_larger(data, MAX_MARKUP_BYTES)
    declared = _DECLARED.match(data)
    text, guessed = decode(data, declared[1].decode("ascii") if declared else None)
    if _ENTITY.search(text[:100_000]):
        raise UnreadableError(
            "This feed declares entities of its own, which can make a small file endless; ask for it without them."
        )
    feed = _parsed(text)
    articles = [_article(entry, feed, guessed) for entry in feed.entries if _is_published(entry)]
    articles = [article for article in articles if article.headline or article.body]
    if not articles and feed.entries:
        raise UnreadableError(f"There are only drafts, pictures or empty entries in {name}, and no published story.")
    if not articles:
        raise UnreadableError(f"There are no stories in the feed {name}; fetch it again, or later.")
    return without_shared_names(articles)


def _parsed(text: str) -> Any:
    # A stream and never a string, which feedparser would open as an address or a path; the bytes are UTF-8
    # now, whatever the declaration says. Its clean-up is left off: it changes the words, and nothing here is
    # shown as HTML. Control characters, and numbers that are no character, would send it to its guesswork or
    # break it.
    text = _NUMBER.sub(_character_number, _CONTROLS.sub("\ufffd", text))
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", errors="replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except ValueError:
        raise UnreadableError("This feed is too broken to be read; fetch it again.") from None


def _character_number(found: re.Match[str]) -> str:
    digits = found[1].lower()
    number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return found[0] if number < 0xD800 or 0xE000 <= number < 0x110000 else "\ufffd"


def _article(entry: Any, feed: Any, guessed: str | None) -> Article:
    content = "".join(_stated(part, "value") or "" for part in entry.get("content") or [])
    summary = _stated(entry, "summary")
    # Content may be a picture, or a script's empty place, and hold no word.
    told = paragraphs_of(content)
    body = "\n\n".join(told or paragraphs_of(summary or ""))
    standfirst = line_of(summary) if told and summary != content else None
    published, updated = _time(entry, "published"), _time(entry, "updated")
    # RSS 1.0 has only one date, which feedparser takes for the update; it is the day the story came out.
    if published is None and not str(feed.version).startswith("atom"):
        published, updated = updated, None
    place, agency = dateline(body) or (None, None)
    headline = line_of(_stated(entry, "title"))
    return Article(
        headline=headline,
        standfirst=(standfirst,) if standfirst and standfirst != headline and standfirst not in body else (),
        byline=_byline(entry, feed),
        dateline=place,
        source=_source(entry, feed) or agency,
        published=published,
        updated=updated if updated and (not published or updated.raw != published.raw) else None,
        language=_stated(entry, "language") or _stated(feed.feed, "language"),
        url=web_address(_stated(entry, "link"), _stated(entry, "id")),
        external_id=_stated(entry, "id"),
        state=state_of("withdrawn" if _stated(entry, "wp_status") == "trash" else None, labels=(headline,)),
        body=body,
        guessed_encoding=guessed,
    )


def _is_published(entry: Any) -> bool:
    """Whether an entry is published: a blog's export also holds drafts, menus and pictures."""
    # Atom's own word for it (RFC 5023), under whichever prefix.
    if (
        any(name.endswith("_draft") and value == "yes" for name, value in entry.items())
        or _stated(entry, "wp_post_type") in _NO_STORIES
    ):
        return False
    return _stated(entry, "wp_status") in (None, "publish", "trash")


def _stated(where: Any, name: str) -> str | None:
    """Return the value of ``name`` itself: feedparser's own look-up answers with a similar field."""
    value = dict.get(where, name)
    return storable(value) if isinstance(value, str) and value.strip() else None


def _time(entry: Any, name: str) -> StatedTime | None:
    raw = _stated(entry, name)
    return stated_time(raw, us_zones=True) if raw else None


def _byline(entry: Any, feed: Any) -> str | None:
    people = [_stated(person, "name") for person in dict.get(entry, "authors") or [] if isinstance(person, dict)]
    names = [name for name in people if name] or [_stated(entry, "author") or _stated(feed.feed, "author") or ""]
    return ", ".join(without_by(name) for name in dict.fromkeys(names) if name) or None


def _source(entry: Any, feed: Any) -> str | None:
    named = dict.get(entry, "source")
    own = _stated(named, "title") if isinstance(named, dict) else None
    return line_of(own or _stated(feed.feed, "publisher") or _stated(feed.feed, "title"))
