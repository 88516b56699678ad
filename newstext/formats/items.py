"""Conventions of feeds: content as markup or text, addresses, and unreliable ids."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.formats.blocks import html_paragraphs
from newstext.formats.encoding import unix_lines
from newstext.identifiers import is_filled_in

if TYPE_CHECKING:
    from newstext.article import Article

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_MARKUP = re.compile(r"<[A-Za-z!/][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|section|article|td|pre)\b", re.IGNORECASE)
_OPENING = 200
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def paragraphs_of(content: str) -> list[str]:
    """Return the paragraphs of an item's content, which may be HTML or plain text.

    Without block elements, blank lines separate the paragraphs.
    """
    content = unix_lines(content)
    pieces = [content] if _BLOCK.search(content) else _BLANK_LINES.split(content)
    if _MARKUP.search(content):
        return [paragraph for piece in pieces for paragraph in html_paragraphs(piece)]
    return [piece.strip("\n") for piece in pieces if piece.strip()]


def line_of(words: str | None) -> str | None:
    """Return a title or summary as one line of plain text, without markup."""
    if not words:
        return None
    parts = html_paragraphs(words) if _MARKUP.search(words) else [words]
    return " ".join(" ".join(part.split("\n")).strip() for part in parts).strip() or None


def web_address(*candidates: object) -> str | None:
    """Return the first absolute web address; a relative one means nothing outside its page."""
    return next((url.strip() for url in candidates if isinstance(url, str) and _WEB.fullmatch(url.strip())), None)


def without_shared_names(articles: list[Article]) -> list[Article]:
    """Return the articles of one feed without ids and addresses that several of its stories share.

    Such an id identifies none of them; kept, it would make one story a revision of another.
    """
    ids, addresses = _shared(articles, "external_id"), _shared(articles, "url")
    return [
        replace(
            article,
            external_id=None
            if article.external_id in ids or is_filled_in(article.external_id or "")
            else article.external_id,
            url=None if article.url in addresses else article.url,
        )
        for article in articles
    ]


def _shared(articles: list[Article], name: str) -> set[str]:
    """Return the values of a field that stories with different headlines (for ids, also addresses) share."""
    stories: dict[str, set[tuple[str | None, str]]] = defaultdict(set)
    for article in articles:
        if named := getattr(article, name):
            address = article.url if name == "external_id" else None
            stories[named].add((address, article.headline or article.body[:_OPENING]))
    return {named for named, told in stories.items() if len(told) > 1}
