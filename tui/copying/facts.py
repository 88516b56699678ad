"""What formats say of a quotation in the same words: who, where, and what a reader must be warned of. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.stated import State
from store.records import Record, Status
from tui import describe

if TYPE_CHECKING:
    from store.taking import Taken

_WARNINGS = {
    State.WITHDRAWN: "WITHDRAWN by its publisher",
    State.EMBARGOED: "UNDER EMBARGO",
    State.CORRECTED: "from a corrected article",
}
_TERMS = {
    Record.OFF: "OFF THE RECORD: not to be printed",
    Record.DEEP: "ON DEEP BACKGROUND: neither to be quoted nor credited",
    Record.BACKGROUND: "ON BACKGROUND: the speaker is not to be named",
}


def one_line(text: str) -> str:
    """Return text without line ends: what an article states may not pass for a line of ours."""
    return " ".join(text.split())


def said_by(taken: Taken) -> str:
    """Return who said it, and who reports that: ``Mira Holt, union secretary, via Port Wire``."""
    via = taken.annotation.state.via
    return describe.who(taken.annotation) + (f", via {via}" if via else "")


def source(taken: Taken) -> str | None:
    """Return who published it."""
    return taken.revision.article.source or taken.revision.article.credit


def when(taken: Taken) -> str | None:
    """Return when it was published, as the credit says it."""
    article = taken.revision.article
    return describe.when(article.updated) or describe.when(article.published)


def address(taken: Taken) -> str | None:
    """Return where it can be read, when that is a web address."""
    url = taken.revision.article.url or ""
    return url if url.startswith(("https://", "http://")) else None


def warnings(taken: Taken) -> list[str]:
    """Return what has to travel with the words."""
    article, state = taken.revision.article, taken.article.state
    found = [terms] if (terms := _TERMS.get(taken.annotation.state.record)) else []
    if warning := _WARNINGS.get(state):
        until = describe.when(article.embargo) if state is State.EMBARGOED else None
        found.append(f"{warning} until {until}" if until else warning)
    if taken.annotation.state.status is Status.STALE:
        found.append("ITS WORDS CHANGED in an update, and nobody has looked at it since")
    elif taken.revision.id != taken.article.revision_id:
        found.append(
            f"from revision {taken.revision.seq} of {taken.article.revision_count}: the article has changed since"
        )
    return found
