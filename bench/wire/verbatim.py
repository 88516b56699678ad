"""Whether the paragraphs of a body stand, letter for letter, in the file they were read from."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from html import unescape
from typing import TYPE_CHECKING, Any

from newstext.formats.encoding import decode

if TYPE_CHECKING:
    from newstext.article import Article

_TAG = re.compile(r"<!\[CDATA\[|\]\]>|<[^>]*>")
_WHITE = re.compile(r"[ \t\r\n\f]+")
# Between two lines of an ANPA paragraph stand marks for the typesetter.
_TYPESETTING = re.compile(r"[\x00-\x1f\x7f]|<(?=\s*\n)")


def strays(data: bytes, format_name: str, article: Article) -> list[str]:
    """Return the paragraphs of ``article`` that are not in ``data``, white space apart."""
    source = _squeezed(_source(data, format_name))
    return [paragraph for paragraph in paragraphs_of(article) if _squeezed(paragraph) not in source]


def paragraphs_of(article: Article) -> list[str]:
    return article.body.split("\n\n") if article.body else []


def _source(data: bytes, format_name: str) -> str:
    """The file's text without its markup, made in another way than the readers make it."""
    if format_name in ("ninjs", "json-feed"):
        return _unmarked("\n".join(_strings(json.loads(data))))
    if format_name == "email":
        parts = [part for part in message_from_bytes(data.lstrip()).walk() if not part.is_multipart()]
        texts = [(part.get_payload(decode=True), part.get_content_charset()) for part in parts]
        return _unmarked("\n".join(decode(text, charset)[0] for text, charset in texts if isinstance(text, bytes)))
    if format_name in ("anpa", "iptc-7901"):
        return _TYPESETTING.sub(" ", decode(data)[0])
    return _unmarked(_unmarked(decode(data)[0]))


def _unmarked(text: str) -> str:
    return unescape(_TAG.sub("", text))


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [found for item in value for found in _strings(item)]
    return [value] if isinstance(value, str) else []


def _squeezed(text: str) -> str:
    return _WHITE.sub("", text)
