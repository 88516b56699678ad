"""The lines above an article's body: warnings, headline, credit, standfirst, captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.stated import State
from tui.text.wrapping import HeadLine, RowKind
from tui.wording.describe import day, labelled, when

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from store.articles.open_articles import OpenedArticle


_FIRST_KEYS = {
    "{stack.open}": "opens the article under the cursor",
    "{quotation.accept}  {quotation.reject}": "accept or reject each quotation in it",
    "{quotation.speaker}": "name the speaker",
    "{quotation.copy_credited}": "copy with credit",
    "{everywhere.undo}": "undo;  {everywhere.help} shows every key",
}


def _welcome(phrase: Callable[[str], str]) -> list[HeadLine]:
    lines = {phrase(keys): phrase(words) for keys, words in _FIRST_KEYS.items()}
    column = max(map(len, lines)) + 3
    return [HeadLine(RowKind.STANDFIRST, f"{keys:{column}}{words}", hang=column) for keys, words in lines.items()]


def head(opened: OpenedArticle | None, now: datetime, phrase: Callable[[str], str]) -> list[HeadLine]:
    """Return the lines above an article's body, or the welcome without one; ``phrase`` fills in keys."""
    if opened is None:
        return _welcome(phrase)
    article, row = opened.revision.article, opened.row
    credits_ = [
        article.source or article.credit,
        article.byline,
        *(f"{label}: {words}" for label, words in labelled(article).items()),
        when(article.updated) or when(article.published),
        f"revision {opened.revision.seq} of {row.revision_count}",
    ]
    lines = [
        HeadLine(RowKind.HEADLINE, article.headline or "(no headline)"),
        HeadLine(RowKind.CREDIT, " · ".join(part for part in credits_ if part)),
    ]
    if opened.as_of is not None:
        # The seconds and the zone do not matter: it is a moment of this session.
        read = f"As of {opened.as_of.astimezone(now.tzinfo):%H:%M}: the store is away, and may hold a newer text."
        lines.append(HeadLine(RowKind.WARNING, read))
    if warning := _warning(opened, now):
        lines.append(HeadLine(RowKind.WARNING, warning))
    if row.received:
        received = f"listed by arrival, {day(row.received)}"
        lines.append(HeadLine(RowKind.WARNING, f"Impossible date, {when(row.stated_time)}: {received}."))
    if gone := sum(annotation.state.status.is_open for annotation in opened.elsewhere):
        words = "1 quotation is" if gone == 1 else f"{gone} quotations are"
        settles = phrase("{desk.stale} settles changed quotations.")
        lines.append(HeadLine(RowKind.WARNING, f"{words} no longer in this text. {settles}"))
    if article.incomplete:
        lines.append(HeadLine(RowKind.WARNING, article.incomplete))
    lines += [HeadLine(RowKind.WARNING, note) for note in article.reader_notes]
    if article.guessed_encoding:
        guess = f"The encoding is a guess ({article.guessed_encoding}): check accents and quotation marks."
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
