"""The metadata of a page: JSON-LD first, then meta tags, then the page's own elements."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load, string
from newstext.formats.times import stated_time
from newstext.formats.web.page_authors import Authors, authors
from newstext.identifiers import is_section_of, known_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from newstext.stated import StatedTime

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_COMMENTED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_DEEPEST = 8
_PAID = ("locked", "metered", "paid", "premium", "subscription")


class StatedPost(NamedTuple):
    """A post of a live page as its linked data has it."""

    headline: str | None
    time: StatedTime | None
    url: str | None
    body: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The metadata that the page states; None where it states nothing.

    ``headlines`` are those that it states for others, the best first; ``title`` is the window's, often with the paper's
    name.
    """

    headlines: tuple[str, ...] = ()
    title: str | None = None
    description: str | None = None
    authors: Authors = Authors(None, are_people=False)  # noqa: RUF009 - a tuple
    source: str | None = None
    published: StatedTime | None = None
    updated: StatedTime | None = None
    language: str | None = None
    url: str | None = None
    body: str | None = None
    is_free: bool = True
    is_live: bool = False
    posts: tuple[StatedPost, ...] = ()


def page_facts(root: etree._Element) -> PageFacts:
    """Read the facts of the page with this root element."""
    nodes = _linked_data(root)
    linked = nodes[0] if nodes else {}
    meta = _meta(root)
    published = _time(_texts(linked.get("datePublished")), meta, *_PUBLISHED) or _marked_time(root)
    updated = _time(_texts(linked.get("dateModified")), meta, *_UPDATED)
    source = _first(_names(linked.get("publisher")), meta, "og:site_name", "dc.publisher", "application-name")
    url = _url(root, linked, meta)
    return PageFacts(
        headlines=_headlines(linked, meta),
        title=_words("".join(title.itertext())) if (title := root.find(".//title")) is not None else None,
        description=_first(_texts(linked.get("description")), meta, "description", "og:description"),
        authors=authors(_stated_authors(linked, meta), root, [source or "", meta.get("og:site_name", ""), url or ""]),
        source=source,
        published=published,
        updated=updated if updated and (not published or updated.raw != published.raw) else None,
        language=_language(root, linked),
        url=url,
        body=string(linked.get("articleBody")),
        is_free=_is_free(nodes, meta),
        is_live=_is_live(root, nodes),
        posts=tuple(post for node in nodes for post in _posts(node.get("liveBlogUpdate"))),
    )


_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dc.date"),
    *("dcterms.created", "pubdate", "publishdate", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime"),
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified", "last-modified")


def _words(text: str | None) -> str | None:
    """Return ``text`` on one line; some sites escape it twice, and no headline has a character reference in it."""
    return _WHITE.sub(" ", html.unescape(text or "")).strip() or None


def _first(stated: list[str], meta: dict[str, str], *names: str) -> str | None:
    return next(iter(stated), None) or next((meta[name] for name in names if name in meta), None)


def _time(stated: list[str], meta: dict[str, str], *names: str) -> StatedTime | None:
    """Return the first time that can be parsed, else the first."""
    times = [stated_time(raw) for raw in (*stated, *(meta[name] for name in names if name in meta))]
    return next((time for time in times if time.iso), times[0] if times else None)


def _marked_time(root: etree._Element) -> StatedTime | None:
    """Return the time of a ``time`` element that says it is the day of publication."""
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "published" in (element.get("itemprop") or "").lower():
            raw = _words(element.get("datetime")) or _words("".join(element.itertext()))
            return stated_time(raw) if raw else None
    return None


def _headlines(linked: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    shared = (meta.get(name) for name in ("og:title", "twitter:title"))
    return tuple(dict.fromkeys(filter(None, (*_texts(linked.get("headline")), *shared))))


def _stated_authors(linked: dict[str, Any], meta: dict[str, str]) -> list[list[str]]:
    """Return the names of authors as the page's data states them, in linked data first, then in each meta tag."""
    names = ("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author", "cxenseparse:author")
    return [
        _names(linked.get("author")),
        _texts(linked.get("creator")),
        *([meta[name]] for name in names if name in meta),
    ]


def _language(root: etree._Element, linked: dict[str, Any]) -> str | None:
    stated = _texts(linked.get("inLanguage"))
    return next(iter(stated), None) or _words(root.get("lang"))


def _url(root: etree._Element, linked: dict[str, Any], meta: dict[str, str]) -> str | None:
    """Return the page's own address: the first stated one that names an article and not its section."""
    canonical = [link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    page = linked.get("mainEntityOfPage")
    main = page.get("@id") if isinstance(page, dict) else page
    candidates = (*canonical, meta.get("og:url"), string(linked.get("url")), string(main))
    stated = [url.strip() for url in candidates if url and _WEB.fullmatch(url.strip())]
    named = [url for url in stated if known_address(url)]
    own = [url for url in named if not any(is_section_of(url, other) for other in named)]
    return next(iter(own or stated), None)


def _is_free(nodes: list[dict[str, Any]], meta: dict[str, str]) -> bool:
    """Whether the whole article is free to read: true unless the page says otherwise."""
    parts = [part for node in nodes for part in _dicts(node.get("hasPart"))]
    stated = {str(node.get("isAccessibleForFree")).rpartition("/")[2].lower() for node in (*nodes, *parts)}
    return "false" not in stated and meta.get("article:content_tier", "").lower() not in _PAID


def _is_live(root: etree._Element, nodes: list[dict[str, Any]]) -> bool:
    if any("LiveBlogPosting" in _texts(node.get("@type")) for node in nodes):
        return True
    return bool(root.xpath("boolean(//@itemtype[contains(., 'LiveBlogPosting')])"))


def _posts(updates: Any) -> Iterator[StatedPost]:
    for update in updates if isinstance(updates, list) else ():
        if isinstance(update, dict) and (body := string(update.get("articleBody"))):
            raw = next(iter(_texts(update.get("datePublished"))), None)
            url = next((url for url in _texts(update.get("url")) if _WEB.fullmatch(url)), None)
            headline = next(iter(_texts(update.get("headline"))), None)
            yield StatedPost(headline, stated_time(raw) if raw else None, url, body)


def _meta(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := _words(element.get("content")):
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(root: etree._Element) -> list[dict[str, Any]]:
    """Return the page's JSON-LD objects, the article first; empty when there is none."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = load(_COMMENTED.sub("", script.text or ""))
        except UnreadableError:
            continue
        found += filter(_is_article, _nodes(value, _DEEPEST))
    return found


def _is_article(node: dict[str, Any]) -> bool:
    return any(kind.endswith(("Article", "BlogPosting", "Report")) for kind in _texts(node.get("@type")))


def _nodes(value: Any, deepest: int) -> Iterator[dict[str, Any]]:
    if deepest == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, deepest - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), deepest - 1)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [words for item in values if (words := _words(string(item)))]


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    named = [item.get("name") if isinstance(item, dict) else item for item in values]
    return [words for item in named for words in _texts(item)]
