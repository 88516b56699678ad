"""The words that all formats share: speaker, place of publication, warnings. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import clock_of, pages_of
from newstext.markdown import link
from newstext.quotations.model import QuotationKind
from newstext.stated import State
from newstext.text_fragment import address_of_words
from store.model.annotations import Record, SpanRole, Status
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from newstext.spans import Span
    from store.model.articles import Revision
    from store.model.lists import ArticleRow
    from store.quotations.citations import Citation

_WARNINGS = {
    State.WITHDRAWN: "WITHDRAWN by its publisher",
    State.EMBARGOED: "UNDER EMBARGO",
    State.CORRECTED: "from a corrected article",
}
_TERMS = {
    Record.OFF: "OFF THE RECORD: not to be printed",
    Record.DEEP: "ON DEEP BACKGROUND: not to be quoted or attributed",
    Record.BACKGROUND: "ON BACKGROUND: speaker not to be named",
}
_REFUSED = {
    Status.REJECTED: "REJECTED at the desk: do not use as a quotation",
    Status.REMOVED: "REMOVED at the desk: do not use as a quotation",
}


def one_line(text: str) -> str:
    """Return text on one line, so that an article's words cannot pass for a line of ours."""
    return " ".join(text.split())


def said_by(citation: Citation) -> str:
    """Return ``Mira Holt, via Port Wire``, with “(paraphrased)” where that applies."""
    via = citation.annotation.state.via
    credit = describe.who(citation.annotation) + (f", via {via}" if via else "")
    return f"{credit} (paraphrased)" if is_paraphrase(citation) else credit


def is_paraphrase(citation: Citation) -> bool:
    """Whether the words are the article's account of what was said, never to be set as a quotation."""
    return citation.annotation.state.quotation_kind is QuotationKind.INDIRECT


def source(citation: Citation) -> str | None:
    """Return the publisher."""
    return citation.revision.article.source or citation.revision.article.credit


def when(citation: Citation) -> str | None:
    """Return the date for the credit."""
    article = citation.revision.article
    return describe.when(article.updated) or describe.when(article.published)


def pages(citation: Citation) -> str | None:
    """Return the pages of a document that have the words: ``p. 7``."""
    found = pages_of(citation.revision.article, _spans(citation))
    return found and one_line(found)


def clock(citation: Citation) -> str | None:
    """Return when in a recording the words begin: ``14:02``."""
    return clock_of(citation.revision.article, _spans(citation))


def _spans(citation: Citation) -> list[Span]:
    pieces = citation.annotation.pieces(SpanRole.CONTENT)
    return [piece.span for piece in pieces if piece.revision_id == citation.revision.id]


def printed(citation: Citation) -> list[str]:
    """Return where and when words were printed or spoken, as far as known: publisher, date, page, clock."""
    return [part for part in (source(citation), when(citation), pages(citation), clock(citation)) if part]


def address(citation: Citation) -> str | None:
    """Return the article's web address, safe inside a link and leading to the words; None for anything else."""
    article = citation.revision.article
    found = link(article.url or "")
    return found and address_of_words(found, article.body, _spans(citation))


def warnings(citation: Citation) -> list[str]:
    """Return the warnings that must travel with a quotation."""
    status = citation.annotation.state.status
    found = [terms] if (terms := _TERMS.get(citation.annotation.state.record)) else []
    found += _of_article(citation.article, citation.at)
    if refused := _REFUSED.get(status):
        found.append(refused)
    if status is Status.STALE:
        return [*found, "WORDS CHANGED by an update and not reviewed since"]
    return found + _of_revision(citation.article, citation.revision)


def warnings_of_words(row: ArticleRow, revision: Revision, now: datetime) -> list[str]:
    """Return the warnings that must travel with any words of a revision."""
    return _of_article(row, now) + _of_revision(row, revision)


def restricted(taken: Sequence[Citation]) -> list[str]:
    """Return the terms that limit how the copied words may be used: ``off the record: not to be printed``."""
    found = dict.fromkeys(_TERMS.get(one.annotation.state.record) for one in taken)
    return [f"{terms.casefold()}: {heeded}" for terms, _, heeded in (words.partition(": ") for words in found if words)]


def _of_article(row: ArticleRow, now: datetime) -> list[str]:
    if (warning := _WARNINGS.get(row.state)) is None:
        return []
    until = describe.when(row.embargo) if row.state is State.EMBARGOED else None
    if row.embargo_ended(now):
        return [f"Embargo ended {until}"]
    return [f"{warning} until {until}" if until else warning]


def _of_revision(row: ArticleRow, revision: Revision) -> list[str]:
    if revision.id == row.revision_id:
        return []
    return [f"from revision {revision.seq} of {row.revision_count}: the article has changed since"]
