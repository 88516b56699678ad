"""A web page saved as one file (MHTML): the page in it, read as any page."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from typing import TYPE_CHECKING

from newstext.formats.bounds import MAX_MARKUP_BYTES, refuse_larger
from newstext.formats.encoding import decode
from newstext.formats.errors import UnreadableError
from newstext.formats.items import web_address
from newstext.formats.web import html

if TYPE_CHECKING:
    from email.message import Message

    from newstext.article import Article


def read(data: bytes, name: str) -> list[Article]:
    """Read the article of the first page in the file."""
    refuse_larger(data, MAX_MARKUP_BYTES)
    try:
        # The old policy leaves header fields as they came: the new one takes long over long ones.
        message = message_from_bytes(data)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        pages = [page for part in parts if (page := _page(part)) is not None]
    except RecursionError:
        raise UnreadableError(
            f"{name} holds pages within pages, too deeply to be read; save the page as HTML."
        ) from None
    if not pages:
        raise UnreadableError(f"There is no page in {name}; save it again as a single HTML file.")
    address = web_address(message.get("Snapshot-Content-Location"))
    return [replace(article, url=article.url or address) for article in html.read(pages[0], name)]


def _page(part: Message) -> bytes | None:
    """The bytes of a page; in UTF-8 when its part states an encoding, which the page itself may leave out."""
    page = part.get_payload(decode=True)
    if not isinstance(page, bytes):
        return None
    stated = part.get_content_charset()
    text, guessed = decode(page, stated)
    return text.encode("utf-8", errors="replace") if stated and not guessed else page
