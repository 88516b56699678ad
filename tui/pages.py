"""The stack's articles: fetched a page at a time, and kept as they are now while others work on the same store."""

from __future__ import annotations

import asyncio
from concurrent.futures import wait
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from store.errors import StoreError
from tui.widgets.stack import Entry

if TYPE_CHECKING:
    from store import Archive
    from store.records import ArticleRow, Cursor, Page
    from tui.screens.desk import DeskScreen

FIRST_PAGE = 60
"""Articles fetched before the first paint: more than any terminal shows, few enough not to be waited for."""

EMPTY_STACK = "No articles yet. Leave with Q and type: pullquote import FILE"

_PATIENCE = 0.2
"""Seconds that the first paint waits for the stack's first page, which mostly takes a hundredth of that."""

_WATCH = 0.2
"""Seconds between two looks for other people's work."""


class Pages:
    """What of the stack has been fetched, on behalf of one screen."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._after: Cursor | None = None
        self.entries: list[Entry] = []

    def show_first(self) -> None:
        """Show the page that was fetched while the desk started."""
        # A store on a slow disk is not waited for: then the desk is painted empty first.
        if wait([self._screen.app.first_page], _PATIENCE).done:
            self._show_first()
        else:
            self._screen.work_on(self._show_first_soon, group="stack")

    async def _show_first_soon(self) -> None:
        await asyncio.wait([asyncio.wrap_future(self._screen.app.first_page)])
        self._show_first()

    def _show_first(self) -> None:
        try:
            page, totals = self._screen.app.first_page.result()
        except StoreError as error:
            self._screen.app.exit(error)
            return
        self._take(page)
        self._screen.stack.show(self.entries, empty_words=EMPTY_STACK)
        self._screen.show_totals(totals)

    def more(self, *, all_pages: bool) -> None:
        """Fetch the next page, or all there are and go to the last article."""
        if self._after is not None:
            self._screen.work_on(partial(self._more, all_pages=all_pages), group="stack")

    async def _more(self, *, all_pages: bool) -> None:
        while (after := self._after) is not None:
            page = await self._screen.app.read(partial(_page, after))
            self._after = page.after
            entries = [Entry(row) for row in page.rows]
            self.entries += entries
            self._screen.stack.extend(entries)
            if not all_pages:
                return
        self._screen.stack.move_to(len(self._screen.stack.entries))

    def watch(self) -> None:
        """Wait for other people's work from now on, and show it."""
        self._screen.run_worker(self._watch, group="news", thread=True)

    def _watch(self) -> None:
        worker, app = get_current_worker(), self._screen.app
        while not worker.is_cancelled:
            try:
                if app.archive.wait(_WATCH):
                    app.call_from_thread(self._screen.work_on, partial(app.renew, None), group="stack")
            except StoreError as error:
                app.call_from_thread(self._screen.status.say, str(error))
                return

    async def show_news(self) -> None:
        """Show what others have done; cursor and place stay."""
        screen = self._screen
        loaded = max(len(self.entries), FIRST_PAGE)
        page = await screen.app.read(lambda archive: archive.articles(limit=loaded))
        self._take(page)
        if screen.searching.is_on:
            for row in page.rows:
                screen.stack.replace_row(row)
        else:
            screen.stack.renew(self.entries)

    def _take(self, page: Page[ArticleRow]) -> None:
        self._after = page.after
        self.entries = [Entry(row) for row in page.rows]

    def replace_row(self, row: ArticleRow) -> None:
        """Know an article's row as it is now."""
        self.entries = [Entry(row) if entry.row.id == row.id else entry for entry in self.entries]

    def headline(self, article_id: str) -> str:
        """The headline of an article that has been fetched."""
        return next((e.row.headline or "" for e in self.entries if e.row.id == article_id), "another article")

    async def refresh_totals(self) -> None:
        """Count anew what is open."""
        self._screen.show_totals(await self._screen.app.read(lambda archive: archive.totals()))


def _page(after: Cursor, archive: Archive) -> Page[ArticleRow]:
    return archive.articles(after=after)
