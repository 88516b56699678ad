"""The identity of an article, which its later versions share."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from newstext.identifiers import known_address, known_id

if TYPE_CHECKING:
    from newstext.article import Article


def known_by(article: Article) -> str | None:
    """Return the id or URL that identifies an article; None when it has none that identifies one article."""
    if external_id := known_id(article.external_id):
        return f"id {external_id}"
    if url := known_address(article.url):
        return f"url {url}"
    return None


def text_identity(article: Article) -> str:
    """Return the identity of an article without id and URL: the hash of its first text."""
    first_text = f"{article.headline or ''}\n{article.body}"
    # Half characters can be hashed; storing the article refuses them.
    return f"text {hashlib.sha256(first_text.encode('utf-8', 'surrogatepass')).hexdigest()}"
