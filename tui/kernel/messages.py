"""The messages that rooms send. The desk answers each: most open another room."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from store.model.lists import ArticleFilter
    from store.model.updates import StaleQuotation
    from tui.kernel.actions import Action


class Deed(Enum):
    """A deed that a tour teaches."""

    SETTLE = auto()
    NAME = auto()
    COPY = auto()
    SEARCH = auto()
    CHECK = auto()


class Did(Message):
    """The person has done what a tour may be waiting for."""

    def __init__(self, deed: Deed) -> None:
        super().__init__()
        self.deed = deed


class OpenArticle(Message):
    """Close the screens over the desk and open an article, at code point ``at`` of revision ``revision`` (its number).

    If another revision is current, the article opens at its beginning and the desk says so.
    """

    def __init__(self, article_id: str, at: int, *, revision: int) -> None:
        super().__init__()
        self.article_id = article_id
        self.at = at
        self.revision = revision


class ShowQuotation(Message):
    """Close the screens over the desk and open a quotation's article, with the cursor on the quotation."""

    def __init__(self, annotation: Annotation) -> None:
        super().__init__()
        self.annotation = annotation


class Reattach(Message):
    """Close the screens over the desk and let the person select the new words of a stale quotation."""

    def __init__(self, stale: StaleQuotation) -> None:
        super().__init__()
        self.stale = stale


class ShowUpdates(Message):
    """Show the changes by updates in one article, or in all. The list begins with quotation ``at`` if given."""

    def __init__(self, article_id: str | None, *, at: str | None = None) -> None:
        super().__init__()
        self.article_id = article_id
        self.at = at


class ShowCard(Message):
    """Show the card of a quotation."""

    def __init__(self, annotation: Annotation) -> None:
        super().__init__()
        self.annotation = annotation


class ShowPictures(Message):
    """Show pictures of the articles that match a filter.

    With ``speaker`` their words in context come first, with ``quotation`` that quotation wherever it is printed.
    """

    def __init__(
        self, narrowed: ArticleFilter, *, speaker: str | None = None, quotation: Annotation | None = None
    ) -> None:
        super().__init__()
        self.narrowed = narrowed
        self.speaker = speaker
        self.quotation = quotation


class PerformAtDesk(Message):
    """Close the screens over the desk and perform an action of the stack or the reader."""

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.action = action
