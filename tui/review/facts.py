"""The facts about a quotation to be settled, line by line. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Record, Status
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation


def facts(annotation: Annotation, opened: OpenedArticle) -> Iterator[str]:
    """Yield the speaker with the kind, then the status, the reason for the suggestion, and remarks.

    Terms are named only if on the record: the others are in the head, and unknown ones are left out.
    """
    state = annotation.state
    via = f"via {state.via}" if state.via else ""
    terms = describe.RECORD_WORDS[state.record] if state.record is Record.ON else ""
    flagged = "for a second reader" if state.flagged else ""
    yield " · ".join(filter(None, (describe.who(annotation), describe.kind(annotation), via, terms, flagged)))
    status = (
        "" if state.status is Status.SUGGESTED else describe.STATUS_WORDS[state.status] + describe.not_saved(annotation)
    )
    surety = describe.confidence(annotation)
    yield " · ".join(filter(None, (status[:1].upper() + status[1:], surety[:1].upper() + surety[1:])))
    if state.note:
        yield f"Note: {state.note}"
    if state.tags:
        yield f"Tags: {', '.join(state.tags)}"
    if annotation in opened.elsewhere:
        yield f"Not in the current revision: {' '.join(annotation.words.split())}"
