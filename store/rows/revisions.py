"""Revisions as rows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newstext.article import TEXT_FIELDS, TIME_FIELDS, Article, Caption, Join, Page
from newstext.stated import Precision, State, StatedTime
from newstext.turns import turn_from_plain
from store.model.articles import Revision

if TYPE_CHECKING:
    from store.rows.row import Row

TEXTS = (*TEXT_FIELDS, "body")
"""The fields of an article that are text columns under their own names."""


def stated_time(text: str | None) -> StatedTime | None:
    """Build a stated time from its JSON."""
    if text is None:
        return None
    told = json.loads(text)
    precision = told["precision"] and Precision(told["precision"])
    return StatedTime(told["raw"], told["iso"], precision, told["zoned"])


def layout(row: Row) -> Article:
    """Build an article with nothing but the pages and turns of a row."""
    pages = tuple(Page(**page) for page in json.loads(row["pages"] or "[]"))
    return Article(pages=pages, turns=tuple(map(turn_from_plain, json.loads(row["turns"] or "[]"))))


def read(row: Row) -> Revision:
    """Build a revision from a row."""
    texts: dict[str, Any] = {name: row[name] for name in TEXTS}
    times: dict[str, Any] = {name: stated_time(row[name]) for name in TIME_FIELDS}
    laid_out = layout(row)
    article = Article(
        **texts,
        **times,
        state=State(row["state"]),
        standfirst=tuple(json.loads(row["standfirst"])),
        captions=tuple(Caption(**caption) for caption in json.loads(row["captions"])),
        reader_notes=tuple(json.loads(row["reader_notes"] or "[]")),
        pages=laid_out.pages,
        joins=tuple(Join(**join) for join in json.loads(row["joins"] or "[]")),
        turns=laid_out.turns,
    )
    return Revision(
        id=row["id"],
        article_id=row["article_id"],
        seq=row["seq"],
        article=article,
        sha256=row["sha256"],
        reader=row["reader"],
        reader_version=row["reader_version"],
        seen_at=datetime.fromisoformat(row["seen_at"]),
    )
