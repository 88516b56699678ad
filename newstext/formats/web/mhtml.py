"""A web page saved as one file (MHTML): the page in it, read as any page."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from typing import TYPE_CHECKING

from newstext.formats.bounds import MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.errors import UnreadableError
from newstext.formats.items import web_address
from newstext.formats.web import html

if TYPE_CHECKING:
    from newstext.article import Article


def read(data: bytes, name: str) -> list[Article]:
    """Read the article of the first page in the file."""
    refuse_larger(data, MAX_MARKUP_BYTES)
    try:
        # The old policy leaves header fields as they came: the new one takes long over long ones.
        message = message_from_bytes(data)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        pages = [page for part in parts if isinstance(page := part.get_payload(decode=True), bytes)]
    except RecursionError:
        raise UnreadableError(f"{name} has pages within pages beyond reason; it was left unread.") from None
    if not pages:
        raise UnreadableError(f"There is no page in {name}; save it again as a single HTML file.")
    address = web_address(message.get("Snapshot-Content-Location"))
    return [replace(article, url=article.url or address) for article in html.read(pages[0], name)]
