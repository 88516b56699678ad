"""JSON Feed 1.0 and 1.1 (jsonfeed.org): one article an item."""

from __future__ import annotations

from typing import Any

from newstext.article import Article
from newstext.formats.agency_copy import state_of
from newstext.formats.encoding import decode
from newstext.formats.errors import UnreadableError
from newstext.formats.items import line_of, paragraphs_of, web_address, without_shared_names
from newstext.formats.json_text import load, string
from newstext.formats.lines import dateline, without_by
from newstext.formats.times import stated_time


def read(data: bytes, name: str) -> list[Article]:
    """Read one article from each item of the feed."""
    text, guessed = decode(data)
    feed = load(text)
    items = feed.get("items") if isinstance(feed, dict) else None
    articles = [_article(item, feed, guessed) for item in items or [] if isinstance(item, dict)]
    articles = [article for article in articles if article.headline or article.body]
    if not articles:
        raise UnreadableError(f"There are no stories in the feed {name}; fetch it again later.")
    return without_shared_names(articles)


def _article(item: dict[str, Any], feed: dict[str, Any], guessed: str | None) -> Article:
    forms = (string(item.get(name)) for name in ("content_html", "content_text", "summary"))
    standfirst = line_of(string(item.get("summary")))
    # A form of the text may hold a picture, and no word.
    body = "\n\n".join(next((told for form in forms if form and (told := paragraphs_of(form))), []))
    published, updated = string(item.get("date_published")), string(item.get("date_modified"))
    place, agency = dateline(body) or (None, None)
    headline = line_of(string(item.get("title")))
    return Article(
        headline=headline,
        standfirst=(standfirst,) if standfirst and standfirst not in body else (),
        byline=_authors(item) or _authors(feed),
        dateline=place,
        source=string(feed.get("title")) or agency,
        published=stated_time(published) if published else None,
        updated=stated_time(updated) if updated and updated != published else None,
        language=string(item.get("language")) or string(feed.get("language")),
        url=web_address(item.get("url"), item.get("external_url")),
        external_id=string(item.get("id")),
        state=state_of(None, labels=(headline,)),
        body=body,
        guessed_encoding=guessed,
    )


def _authors(stated: dict[str, Any]) -> str | None:
    authors = stated.get("authors")
    # Version 1 has one author, version 1.1 a list.
    people = authors if isinstance(authors, list) else [stated.get("author")]
    names = [string(person.get("name")) for person in people if isinstance(person, dict)]
    return ", ".join(without_by(name) for name in names if name) or None
