"""A table: one article a row, its first row the names of the fields."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.formats.bounds import MAX_BYTES
from newstext.formats.encoding import decode
from newstext.formats.errors import UnreadableError
from newstext.formats.lines import without_by
from newstext.formats.recognition import separated
from newstext.formats.tables.jsonl import from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = ",;\t|"


def read(data: bytes, name: str) -> list[Article]:
    """Read one article from each row; the columns are named as the fields of an article, in any case and
    order.

    ``standfirst`` holds one point a line; times are words, as in any copy.
    """
    text, guessed = decode(data)
    try:
        articles = [article for article in _articles(text) if article != Article()]
    except csv.Error as error:
        raise UnreadableError(f"This table is broken ({error}); save it again as CSV.") from None
    if not articles:
        raise UnreadableError(
            f"{name} is not a table of articles: its first row must name columns such as headline, published and body."
        )
    return articles if guessed is None else [replace(article, guessed_encoding=guessed) for article in articles]


def _articles(text: str) -> Iterator[Article]:
    text, separator = separated(text)
    header = text.split("\n", 1)[0]
    csv.field_size_limit(MAX_BYTES)
    # Line ends stay unchanged: those inside a quoted field belong to it.
    rows = csv.reader(_lines(text), delimiter=separator or max(_SEPARATORS, key=header.count))
    names = [name.strip().lower().replace(" ", "_") for name in next(rows, [])]
    for row in rows:
        fields: dict[str, object] = {name: value for name, value in zip(names, row, strict=False) if value.strip()}
        if isinstance(points := fields.get("standfirst"), str):
            fields["standfirst"] = [point for point in points.splitlines() if point.strip()]
        article = from_json(fields)
        yield replace(article, byline=without_by(article.byline or "") or None)


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end
