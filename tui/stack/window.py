"""The stack's articles: a window of pages around the visible rows, refreshed after other people's work."""

from __future__ import annotations

import asyncio
from concurrent.futures import wait
from functools import partial
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from store.errors import NotFoundError, StoreError
from store.model.lists import END
from tui.kernel.pace import Pace
from tui.stack.list import Entry
from tui.wording.views import STACK

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from store import Archive
    from store.model.lists import ArticleRow, Page, Totals, View
    from tui.stack.host import Host

_EMPTY_STACK = """No articles yet. To try it out: pullquote demo
{desk.import} imports files, a folder or a web page.
{everywhere.help} shows every key, {everywhere.leave} quits."""
_EMPTY_VIEW = "No articles here. {stack.filter} shows others."
_PAGE = 200
_MOST_PAGES = 5
"""Pages held at a time. Distant ones are fetched again on demand."""
_PATIENCE = 0.2
"""Seconds that the first paint waits for the stack's first page, which usually takes a hundredth of that."""
_WATCH = 0.2
"""Seconds between two checks for other people's work."""


class _Window(NamedTuple):
    """A window of a list: adjoining pages, the number of their first row, and the list's number of rows.

    While ``counted`` is false, ``total`` is an estimate: the number of rows known to exist.
    """

    pages: tuple[Page[ArticleRow], ...]
    first: int
    total: int
    counted: bool = True

    @property
    def rows(self) -> list[ArticleRow]:
        return [row for page in self.pages for row in page.rows]

    @property
    def end(self) -> int:
        return self.first + sum(len(page.rows) for page in self.pages)

    def set_right(self) -> _Window:
        """The window with ``first`` and ``total`` corrected by the ends of the list that it has reached."""
        first = 0 if self.pages[0].before is None else self.first
        end = first + self.end - self.first
        if self.pages[-1].after is None:
            return self._replace(first=first, total=end, counted=True)
        return self._replace(first=first, total=self.total if self.counted else max(self.total, end + _PAGE))


class Pages:
    """The fetched part of the stack, for one screen."""

    def __init__(self, screen: Host, first_page: Future[tuple[Page[ArticleRow], Totals]]) -> None:
        self._screen = screen
        self._first_page = first_page
        self.view: View = STACK
        self._window: _Window | None = None
        self._wanted = (0, 0)
        self._turn = asyncio.Lock()
        self._has_news = self._shows_news = False
        self._pace = Pace()
        self._missed_news = False
        """Whether others changed something while search results were shown."""

    @property
    def total(self) -> int | None:
        """The number of articles in the view; None while it is unknown."""
        return self._window.total if self._window and self._window.counted else None

    # The first page

    def show_first(self) -> None:
        """Show the page fetched while the desk started."""
        # With a store on a slow disk, an empty desk is painted first.
        if wait([self._first_page], _PATIENCE).done:
            self._show_first()
        else:
            self._screen.work_on(self._show_first_soon, group="stack", holds_keys=True)

    async def _show_first_soon(self) -> None:
        await asyncio.wait([asyncio.wrap_future(self._first_page)])
        self._show_first()

    def _show_first(self) -> None:
        try:
            page, totals = self._first_page.result()
        except StoreError as error:
            self._screen.app.exit(error)
            return
        self._window = _Window((page,), 0, totals.articles).set_right()
        self.bring_back(0, None)
        self._screen.show_totals(totals)

    def bring_back(self, cursor: int, scrolled: float | None) -> None:
        """Show the list again after another one."""
        if (window := self._window) is not None:
            self._screen.stack.show(
                _entries(window),
                first=window.first,
                total=window.total,
                cursor=cursor,
                scrolled=scrolled,
                empty_words=self._screen.session.phrase(_EMPTY_STACK if self.view == STACK else _EMPTY_VIEW),
            )

    def come_back(self, cursor: int, scrolled: float | None) -> None:
        """Show the list again after a search, with other people's changes."""
        self.bring_back(cursor, scrolled)
        if self._missed_news:
            self._missed_news = False
            self.tell_news()

    # Another view

    def show(self, view: View) -> None:
        """Show another view. The cursor stays on its article if the view has it."""
        self._screen.work_on(partial(self._show, view), group="stack", holds_keys=True)

    async def rename_view(self, view: View) -> None:
        """Show the current view under the name that it was saved by."""
        self.view = view
        await self.refresh_totals()

    def go_to(self, article_id: str) -> None:
        """Put the cursor on an article of the list; fetch it, with those around it, if it is not held."""
        stack = self._screen.stack
        if (number := stack.number_of(article_id)) is None:
            self._screen.work_on(partial(self.bring, article_id), group="stack", holds_keys=True)
        elif number != stack.cursor:
            stack.move_to(number)

    async def bring(self, article_id: str) -> None:
        """Fetch an article of the view with those around it, and put the cursor on it."""
        if self._screen.is_searching:
            return
        async with self._turn:
            window, number = await self._screen.session.read(partial(_around, self.view, article_id))
            if any(row.id == article_id for row in window.rows):
                self._window = window
                self.bring_back(number, None)

    async def _show(self, view: View) -> None:
        current = self._screen.stack.current
        async with self._turn:
            window, number = await self._screen.session.read(partial(_around, view, current and current.row.id))
            self.view, self._window = view, window
            kept = current is not None and any(row.id == current.row.id for row in window.rows)
            if number and not kept:
                self._window, number = await self._screen.session.read(partial(_around, view, None))
            self.bring_back(number, None)
        await self.refresh_totals()

    # The window

    def want(self, first: int, last: int) -> None:
        """Fetch the rows from ``first`` up to ``last`` in the background."""
        self._wanted = (first, last)
        if not self._turn.locked():
            is_there = self._screen.stack.current is not None
            self._screen.work_on(self._fill, group="pages", holds_keys=not is_there)

    async def _fill(self) -> None:
        """Fetch the wanted rows page by page, including rows requested meanwhile."""
        async with self._turn:
            while (window := self._window) is not None and (fetch := _next_fetch(window, *self._wanted)) is not None:
                self._window = await self._screen.session.read(partial(fetch, self.view))
                self._hold()

    async def current(self) -> Entry | None:
        """The article under the cursor, once it is fetched."""
        stack = self._screen.stack
        while stack.current is None and stack.cursor < stack.total and not self._screen.is_searching:
            self._wanted = stack.cursor, stack.cursor + 1
            await self._fill()
        return stack.current

    def _hold(self) -> None:
        if (window := self._window) is not None and not self._screen.is_searching:
            self._screen.stack.hold(_entries(window), first=window.first, total=window.total)

    # Other people's work

    def watch(self) -> None:
        """Start to watch for other people's work, and show it."""
        self._screen.stack.run_worker(self._watch, group="news", thread=True)

    def _watch(self) -> None:
        worker, app, archive = get_current_worker(), self._screen.app, self._screen.session.archive
        trouble = ""
        while not worker.is_cancelled:
            try:
                if archive.wait(_WATCH):
                    app.call_from_thread(self.tell_news)
                trouble = ""
            except StoreError as error:
                # It may pass: a disk comes back, a lock is released. Once, so that other messages stay readable.
                if str(error) != trouble:
                    trouble = str(error)
                    app.call_from_thread(self._screen.session.pending.note_trouble, error)
                sleep(_WATCH)

    def tell_news(self) -> None:
        """Refresh every screen after other people's changes; coalesce notifications that arrive during a refresh."""
        self._has_news = True
        if not self._shows_news:
            self._screen.work_on(self._show_all_news, group="renewal")

    async def _show_all_news(self) -> None:
        self._shows_news = True
        try:
            while self._has_news:
                async with self._pace.turn():
                    self._has_news = False
                    await self._screen.session.renew(None)
        finally:
            self._shows_news = False

    async def show_news(self) -> None:
        """Refresh the window after other people's changes. The row the person is looking at stays in place."""
        stack = self._screen.stack
        async with self._turn:
            if self._screen.is_searching:
                self._missed_news = True
                await self._renew_hits()
                return
            looked_at = stack.current if stack.is_cursor_visible else stack.entry(stack.top)
            was = stack.cursor if stack.is_cursor_visible else stack.top
            around = partial(_around, self.view, looked_at and looked_at.row.id)
            window, number = await self._screen.session.read(around)
            self._window = window
            moved = number - was if looked_at else 0
            cursor = stack.cursor + moved
            if stack.cursor_id is not None and not stack.is_cursor_visible:
                cursor = await self._screen.session.read(partial(_number, self.view, stack.cursor_id))
            stack.renew(_entries(window), first=window.first, total=window.total, cursor=cursor, moved=moved)

    async def _renew_hits(self) -> None:
        stack = self._screen.stack
        ids = [entry.row.id for entry in stack.entries]
        rows = await self._screen.session.read(lambda archive: archive.articles.rows_there(ids))
        if len(rows) < len(ids):
            stack.show([entry for entry in stack.entries if entry.row.id in rows])
        for row in rows.values():
            stack.replace_row(row)

    def replace_row(self, row: ArticleRow) -> None:
        """Update one row in place; its position changes on the next reload."""
        self._screen.stack.replace_row(row)
        if (window := self._window) is not None:
            pages = (
                page._replace(rows=tuple(row if r.id == row.id else r for r in page.rows)) for page in window.pages
            )
            self._window = window._replace(pages=tuple(pages))

    def holds(self, article_id: str) -> bool:
        """Whether an article's row has been fetched."""
        window = self._window
        return window is not None and any(row.id == article_id for page in window.pages for row in page.rows)

    async def refresh_totals(self) -> None:
        """Update the totals."""
        self._screen.show_totals(await self._screen.session.read(lambda archive: archive.articles.totals()))


def _entries(window: _Window) -> list[Entry]:
    return [Entry(row) for row in window.rows]


def _number(view: View, article_id: str, archive: Archive) -> int:
    """Return the row number of an article; the first one of an article that was removed."""
    try:
        return archive.articles.place(article_id, view.narrowed, view.order).number
    except NotFoundError:
        return 0


def _around(view: View, article_id: str | None, archive: Archive) -> tuple[_Window, int]:
    """Return a window around an article, or at the list's beginning, and the row number of the article."""
    total = archive.articles.count(view.narrowed)
    before = None
    if article_id is not None:
        try:
            place = archive.articles.place(article_id, view.narrowed, view.order)
        except NotFoundError:
            return _around(view, None, archive)
        before = archive.articles.page(view.narrowed, view.order, before=place.cursor, limit=_PAGE)
    if before is None or not before.rows:
        page = archive.articles.page(view.narrowed, view.order, limit=_PAGE)
        return _Window((page,), 0, total).set_right(), 0
    page = archive.articles.page(view.narrowed, view.order, after=before.after, limit=_PAGE)
    window = _Window((before, page), place.number - len(before.rows), total)
    return window.set_right(), place.number


def _next_fetch(window: _Window, first: int, last: int) -> Callable[[View, Archive], _Window] | None:
    """Return the fetch that brings a window nearer to the rows from ``first`` up to ``last``; None if it has them."""
    first, last = max(first, 0), min(last, window.total)
    if first > window.end + _PAGE or last < window.first - _PAGE:
        return partial(_jumped, window, (first + last) // 2)
    if last > window.end and window.pages[-1].after is not None:
        return partial(_further, window)
    if first < window.first and window.pages[0].before is not None:
        return partial(_back, window)
    return None


def _further(window: _Window, view: View, archive: Archive) -> _Window:
    page = archive.articles.page(view.narrowed, view.order, after=window.pages[-1].after, limit=_PAGE)
    pages = (*window.pages, page)
    first = window.first
    if len(pages) > _MOST_PAGES:
        first += len(pages[0].rows)
        pages = pages[1:]
    return window._replace(pages=pages, first=first).set_right()


def _back(window: _Window, view: View, archive: Archive) -> _Window:
    page = archive.articles.page(view.narrowed, view.order, before=window.pages[0].before, limit=_PAGE)
    first = max(0, window.first - len(page.rows))
    return window._replace(pages=(page, *window.pages)[:_MOST_PAGES], first=first).set_right()


def _jumped(window: _Window, middle: int, view: View, archive: Archive) -> _Window:
    """Fetch the page with row ``middle``, counted from the nearer end of the list."""
    first = max(0, middle - _PAGE // 2)
    behind = window.total - first - _PAGE
    if first <= behind:
        page = archive.articles.page(view.narrowed, view.order, skip=first, limit=_PAGE)
    else:
        page = archive.articles.page(view.narrowed, view.order, before=END, skip=max(0, behind), limit=_PAGE)
        first = window.total - max(0, behind) - len(page.rows)
    return window._replace(pages=(page,), first=first).set_right()
