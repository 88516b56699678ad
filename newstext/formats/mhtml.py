"""A web page saved as one file (MHTML): the page in it, read as any page."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.formats import html
from newstext.formats.bounds import MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.errors import UnreadableError

if TYPE_CHECKING:
    from newstext.article import Article


def read(data: bytes, name: str) -> list[Article]:
    """Read the article of the first page in the file."""
    refuse_larger(data, MAX_MARKUP_BYTES)
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                address = str(message["Snapshot-Content-Location"] or "").strip() or None
                return [replace(article, url=article.url or address) for article in html.read(page, name)]
    raise UnreadableError("There is no page in this file; save it again as a single HTML file.")
