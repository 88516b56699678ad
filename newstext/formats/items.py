"""What the items of all feeds have in common: content that is markup or text, addresses, and ids that lie."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.formats.blocks import html_paragraphs
from newstext.formats.encoding import unix_lines

if TYPE_CHECKING:
    from newstext.article import Article

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_MARKUP = re.compile(r"<[A-Za-z!/][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|section|article|td|pre)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def paragraphs_of(content: str) -> list[str]:
    """Return the paragraphs of an item's content, which feeds fill with HTML and with plain text alike.

    Where no element parts paragraphs, blank lines do.
    """
    content = unix_lines(content)
    pieces = [content] if _BLOCK.search(content) else _BLANK_LINES.split(content)
    if _MARKUP.search(content):
        return [paragraph for piece in pieces for paragraph in html_paragraphs(piece)]
    return [piece.strip("\n") for piece in pieces if piece.strip()]


def line_of(words: str | None) -> str | None:
    """Return a title or summary as one line of plain words, whatever markup it came in."""
    if not words:
        return None
    parts = html_paragraphs(words) if _MARKUP.search(words) else [words]
    return " ".join(" ".join(part.split("\n")).strip() for part in parts).strip() or None


def web_address(*candidates: object) -> str | None:
    """Return the first that is a whole address on the web; a relative one leads nowhere without its page."""
    return next((url.strip() for url in candidates if isinstance(url, str) and _WEB.fullmatch(url.strip())), None)


def without_shared_ids(articles: list[Article]) -> list[Article]:
    """Return the articles, and no id for those of one feed that share an id but not their address.

    Such an id names nothing; kept, it would make one story a revision of another.
    """
    addresses: dict[str | None, set[str | None]] = defaultdict(set)
    headlines: dict[str | None, set[str | None]] = defaultdict(set)
    for article in articles:
        addresses[article.external_id].add(article.url)
        headlines[article.external_id].add(article.headline)
    return [
        replace(article, external_id=None)
        if len(addresses[article.external_id]) > 1 or (article.url is None and len(headlines[article.external_id]) > 1)
        else article
        for article in articles
    ]
