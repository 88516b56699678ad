"""A quotation as it leaves the desk: its words alone, or with the credit an editor would print. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import State
from tui import describe

if TYPE_CHECKING:
    from newstext.article import Article
    from store.records import Annotation

_WARNINGS = {
    State.WITHDRAWN: "WITHDRAWN by its publisher",
    State.EMBARGOED: "UNDER EMBARGO",
    State.CORRECTED: "from a corrected article",
}


def words(annotation: Annotation) -> str:
    """Return what was said, exactly as stored."""
    return annotation.words


def credited(annotation: Annotation, article: Article) -> str:
    """Return what was said with its speaker, headline, source and date; what is not known is left out.

    A withdrawn, embargoed or corrected article says so in the text.
    """
    state = annotation.state
    when = describe.when(article.updated) or describe.when(article.published)
    headline = f"“{article.headline}”" if article.headline else None
    where = ", ".join(part for part in (headline, article.source or article.credit, when) if part)
    said = describe.who(annotation)
    if state.via:
        said += f", via {state.via}"
    credit = f"{annotation.words}\n— {said}" + (f" ({where})" if where else "")
    warning = _warning(article)
    return f"{credit}\n[{warning}]" if warning else credit


def _warning(article: Article) -> str | None:
    warning = _WARNINGS.get(article.state)
    until = describe.when(article.embargo) if article.state is State.EMBARGOED else None
    return f"{warning} until {until}" if until else warning
