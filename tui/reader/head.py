"""The lines above an article's body in the reader: its headline, where it is from, its points, its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.stated import State
from tui.text.wrapping import HeadLine, RowKind
from tui.wording.describe import day, when

if TYPE_CHECKING:
    from datetime import datetime

    from store.articles.opened import OpenedArticle


WELCOME = [
    HeadLine(RowKind.STANDFIRST, "enter   opens the article under the cursor", hang=8),
    HeadLine(RowKind.STANDFIRST, "a  x    accept or reject each quotation in it", hang=8),
    HeadLine(RowKind.STANDFIRST, "@       say who said it", hang=8),
    HeadLine(RowKind.STANDFIRST, "y a     copy it with its credit", hang=8),
    HeadLine(RowKind.STANDFIRST, "u       take anything back;  ? shows every key", hang=8),
]
"""What a first start teaches, in five lines."""


def head(opened: OpenedArticle, now: datetime) -> list[HeadLine]:
    """Return the lines above an article's body."""
    article, row = opened.revision.article, opened.row
    credits_ = [
        article.source or article.credit,
        article.byline,
        when(article.updated) or when(article.published),
        f"revision {opened.revision.seq} of {row.revision_count}",
    ]
    lines = [
        HeadLine(RowKind.HEADLINE, article.headline or "(no headline)"),
        HeadLine(RowKind.CREDIT, " · ".join(part for part in credits_ if part)),
    ]
    if warning := _warning(opened, now):
        lines.append(HeadLine(RowKind.WARNING, warning))
    if row.received:
        received = f"lists have it where it was received, {day(row.received)}"
        lines.append(HeadLine(RowKind.WARNING, f"It cannot be from {when(row.stated_time)}: {received}."))
    if gone := sum(annotation.state.status.is_open for annotation in opened.elsewhere):
        words = "1 quotation is" if gone == 1 else f"{gone} quotations are"
        lines.append(HeadLine(RowKind.WARNING, f"{words} no longer in this text: U settles what updates changed."))
    if article.incomplete:
        lines.append(HeadLine(RowKind.WARNING, article.incomplete))
    if article.guessed_encoding:
        guess = f"Its encoding is a guess ({article.guessed_encoding}): look at accents and quotation marks."
        lines.append(HeadLine(RowKind.WARNING, guess))
    lines += [HeadLine(RowKind.STANDFIRST, f"– {point}", hang=2) for point in article.standfirst]
    lines += [HeadLine(RowKind.CAPTION, f"Picture: {caption.text}", hang=9) for caption in article.captions]
    return lines


def _warning(opened: OpenedArticle, now: datetime) -> str | None:
    article = opened.revision.article
    match article.state:
        case State.WITHDRAWN:
            return "Withdrawn by its publisher."
        case State.EMBARGOED:
            until = when(article.embargo)
            if article.embargo is not None and article.embargo.is_over(now):
                return f"Embargo ended {until}."
            return f"Under embargo until {until}." if until else "Under embargo."
        case State.CORRECTED:
            return "Corrected by its publisher."
        case _:
            return None
