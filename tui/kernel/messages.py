"""What rooms tell each other: the desk answers each by opening the room that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from store.model.updates import StaleQuotation


class OpenArticle(Message):
    """Leave the screens over the desk and open an article, at code point ``at`` of the body of revision ``revision``
    (its number). When another revision is current, the article opens at its beginning and the desk says so."""

    def __init__(self, article_id: str, at: int, *, revision: int) -> None:
        super().__init__()
        self.article_id = article_id
        self.at = at
        self.revision = revision


class ShowQuotation(Message):
    """Leave the screens over the desk and open a quotation's article, the cursor on the quotation."""

    def __init__(self, annotation: Annotation) -> None:
        super().__init__()
        self.annotation = annotation


class Reattach(Message):
    """Leave the screens over the desk and let the person select which words a quotation is now."""

    def __init__(self, stale: StaleQuotation) -> None:
        super().__init__()
        self.stale = stale


class ShowUpdates(Message):
    """Show what updates changed: in one article, or in all. It begins with quotation ``at`` where one is given."""

    def __init__(self, article_id: str | None, *, at: str | None = None) -> None:
        super().__init__()
        self.article_id = article_id
        self.at = at


class ShowCard(Message):
    """Show the card of a quotation."""

    def __init__(self, annotation: Annotation) -> None:
        super().__init__()
        self.annotation = annotation
