"""The history of a quotation or an article: every decision, who made it and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.base.list_screen import ListScreen
from tui.terminal.safe_text import visible
from tui.wording import events as telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.model.annotations import Annotation
    from store.model.changes import Event

_LATEST = 500
"""Events of an article shown here; `pullquote log` lists them all."""


class HistoryScreen(ListScreen[None], inherit_bindings=False):
    """Lists the events of one quotation, or of a whole article, the latest first."""

    def __init__(self, annotation: Annotation | None = None, *, article_id: str | None = None) -> None:
        super().__init__("History of the quotation" if annotation else "History of the article")
        self._annotation = annotation
        self._article_id = article_id

    def on_mount(self) -> None:
        super().on_mount()
        self.work_on(self._load, group="history")

    async def renew(self, article_ids: Sequence[str] | None) -> None:  # noqa: ARG002 - it shows one article at most
        await self._load()

    async def go_to_undone(self, annotation: Annotation) -> bool:
        return annotation.id == self._annotation.id if self._annotation else annotation.article_id == self._article_id

    async def _load(self) -> None:
        events = await self.session.read(self._events)
        with_words = self._annotation is None
        self.show(self._line(event, with_words=with_words) for event in reversed(events))

    def _events(self, archive: Archive) -> Sequence[Event]:
        if self._annotation is not None:
            return archive.annotations.history(self._annotation.id)
        events: list[Event] = []
        page = archive.events(article_id=self._article_id)
        while page.rows:
            events = [*events, *page.rows][-_LATEST:]
            page = archive.events(article_id=self._article_id, since=page.after)
        return events

    def _line(self, event: Event, *, with_words: bool) -> Content:
        zone = self.session.clock().tzinfo
        lines = [visible(telling.sentence(event, zone)) + "\n"]
        if with_words and (words := telling.words_of(event)):
            lines.append(f"  {visible(words)}\n")
        changes = "".join(f"  {visible(change)}\n" for change in telling.changes(event))
        return Content.assemble(lines[0], *lines[1:], (changes, "$muted"))
