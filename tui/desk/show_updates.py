"""The way from the desk to the changes by updates, and back to reattach a quotation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.kernel.actions import Scope
from tui.kernel.handlers import handles

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.model.lists import ArticleRow
    from store.model.updates import StaleQuotation
    from tui.desk.host import Host


class UpdateCommands:
    """Opens the screens on updates, for one desk."""

    def __init__(self, screen: Host, leave: Callable[[], None]) -> None:
        self._screen = screen
        self._leave = leave

    # Imported on demand: every key is looked up here.

    @handles("difference", Scope.DESK)
    def show_difference(self) -> None:
        from tui.updates.difference_screen import open_difference

        if (row := self._article_here()) is not None:
            open_difference(self._screen, row.id, row.revision_count)

    @handles("stale", Scope.DESK)
    def show_stale(self) -> None:
        from tui.updates.queue_screen import open_queue

        row = self._article_here() if self._screen.is_reading else None
        open_queue(self._screen, row.id if row else None)

    def reattach(self, stale: StaleQuotation) -> None:
        """Open a quotation's article and let the person select the quotation's new words."""
        self._screen.work_on(partial(self._reattaching, stale), group="stale", holds_keys=True)

    async def _reattaching(self, stale: StaleQuotation) -> None:
        from tui.updates.wording import attaching

        screen = self._screen
        opened = await screen.session.read(lambda archive: archive.open_article(stale.annotation.article_id))
        self._leave()
        screen.reader.show(opened)
        screen.go_to_reader()
        screen.pages.go_to(opened.row.id)
        screen.marking.start_reattaching(attaching(stale, opened.revision.id))

    def _article_here(self) -> ArticleRow | None:
        """The article in the reader, or the one under the stack's cursor."""
        screen = self._screen
        if screen.is_reading and screen.reader.opened:
            return screen.reader.opened.row
        return screen.stack.current.row if screen.stack.current else None
