"""Opening articles: from the stack, and at a quotation that was chosen elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newstext import find_quotations
from newstext.formats.errors import UnreadableError
from store.model.annotations import SpanRole
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.stack.list import Entry
from tui.wording import describe

if TYPE_CHECKING:
    from store import Archive
    from store.articles.opened import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.lists import ArticleRow
    from tui.desk.host import Host
    from tui.desk.refresh import Refreshing


_BY_HAND = "Quote by hand with {reader.select}."
_LONG = 100_000
"""Code points of an article above which the finder is worth a process of its own."""


class Opening:
    """What brings articles into the reader of one screen."""

    def __init__(self, screen: Host, refreshing: Refreshing) -> None:
        self._screen = screen
        self._refreshing = refreshing

    @handles("open", Scope.STACK)
    def open_current(self) -> None:
        self.open(self._screen.stack.current)

    def open(self, entry: Entry | None) -> None:
        """Open a row of the stack; without one, the article its cursor is on, once it is fetched."""
        self._screen.work_on(partial(self._opening, entry), group="open", holds_keys=True)

    def open_at(self, row: ArticleRow, at: int | None) -> None:
        """Open an article, the cursor at a code point of its body where one is given."""
        self.open(Entry(row, offset=at))

    def show_article(self, annotation: Annotation) -> None:
        """Open a quotation's article in the reader, the cursor on the quotation."""
        self._screen.work_on(partial(self._showing, annotation), group="open", holds_keys=True)

    async def _showing(self, annotation: Annotation) -> None:
        pieces = annotation.pieces(SpanRole.CONTENT)
        row = await self._screen.session.read(lambda archive: archive.articles.row(annotation.article_id))
        await self._opening(Entry(row, offset=pieces[0].span.start if pieces else None))

    async def _opening(self, entry: Entry | None) -> None:
        """Open an article in the reader; then note that it is read, and let the finder suggest its quotations."""
        screen = self._screen
        if entry is None and (entry := await screen.pages.current()) is None:
            return
        article_id = entry.row.id
        opened = await self._refreshing.read(article_id)
        await self._show(opened, entry)
        screen.go_to_reader()
        screen.let_keys_go_on("open")
        if opened.row.unread:
            await screen.session.write(lambda archive: archive.articles.mark_read([opened.row]))
        moved, revision = await screen.session.read(partial(_unsearched, article_id))
        found = await self._find(revision)
        if found and screen.reader.cursor == 0 and not screen.reader.selecting:
            await self._show(await self._refreshing.read(article_id), entry)
        elif moved or revision is not None:
            await self._refreshing.read_again(article_id)
        self._refreshing.show_rows([article_id])

    def tell_of_update(self, opened: OpenedArticle) -> None:
        """Say that what is being read has just got a newer revision, and let the finder go over that too."""
        changed = describe.count(opened.row.stale_count, "quotation")
        settle = f" {{desk.stale}} settles {changed} that it changed." if opened.row.stale_count else ""
        words = f"Updated just now, to revision {opened.revision.seq}: {{desk.difference}} shows what changed.{settle}"
        self._screen.status.say(self._screen.session.phrase(words))
        self._screen.work_on(partial(self._find_anew, opened), group="update")

    async def _find_anew(self, opened: OpenedArticle) -> None:
        # It stays unread in the stack: that is the sign that there is something new.
        screen, article_id = self._screen, opened.row.id
        if await self._find(await screen.session.read(lambda archive: archive.suggestions.unsearched(article_id))):
            await self._refreshing.read_again(article_id)
            await screen.pages.refresh_totals()

    async def _find(self, revision: Revision | None) -> int:
        """Let the finder go over what it has not been over; return how many new suggestions it left.

        No decision waits for it, and a long article is gone over in a process with bounds.
        """
        if revision is None:
            return 0
        session, article = self._screen.session, revision.article
        find = session.finder.find if len(article.body) > _LONG else find_quotations
        try:
            quotations = await session.think(lambda _: find(article.body, article.language))
        except UnreadableError:
            self._screen.status.say(session.phrase(f"This article is too long for the finder. {_BY_HAND}"))
            return 0
        except Exception as error:  # noqa: BLE001 - the article can be read, and quoted by hand, without the finder
            why = f"{type(error).__name__}: {error}"
            self._screen.status.say(
                session.phrase(f"The finder could not read this article ({{why}}). {_BY_HAND}", why=why)
            )
            return 0
        return await session.think(lambda archive: archive.suggestions.leave(revision, quotations))

    async def _show(self, opened: OpenedArticle, entry: Entry) -> None:
        """Show an article; one that was searched for opens at the place found, its words marked."""
        self._screen.reader.show(opened, cursor=entry.offset)
        if entry.offset is not None:
            headline = entry.row.headline or ""
            above = [mark.of(headline) for mark in entry.headline_marks]
            await self._screen.looking.mark([*(mark.of(entry.snippet) for mark in entry.snippet_marks), *above])

    @handles("check", Scope.DESK)
    def check_draft(self) -> None:
        from tui.checks.screen import ask_for_draft

        ask_for_draft(self._screen)

    @handles("open_in_browser", Scope.DESK)
    def open_in_browser(self) -> None:
        screen, entry = self._screen, self._screen.stack.current
        opened = screen.reader.opened if screen.is_reading else None
        if (row := opened.row if opened else entry.row if entry else None) is not None:
            screen.work_on(partial(self._open_in_browser, row.id), group="browser")

    async def _open_in_browser(self, article_id: str) -> None:
        from tui.terminal.browser import open_address

        session = self._screen.session
        opened = await session.read(lambda archive: archive.open_article(article_id))
        session.say(await open_address(opened.revision.article.url))

    @handles("register", Scope.DESK)
    def show_register(self) -> None:
        from tui.register.screen import RegisterScreen

        def go(annotation_id: str | None) -> None:
            if annotation_id is not None:
                self._screen.work_on(partial(self._go_to_quotation, annotation_id), group="open", holds_keys=True)

        self._screen.app.push_screen(RegisterScreen(), go)

    async def _go_to_quotation(self, annotation_id: str) -> None:
        screen = self._screen
        annotation = await screen.session.read(lambda archive: archive.annotations.get(annotation_id))
        screen.reader.show(await screen.session.read(lambda archive: archive.open_article(annotation.article_id)))
        screen.go_to_reader()
        screen.show_undone(annotation)


def _unsearched(article_id: str, archive: Archive) -> tuple[bool, Revision | None]:
    """Take along what an update left behind; return whether anything was, and what the finder has not been over."""
    return archive.suggestions.take_along(article_id), archive.suggestions.unsearched(article_id)
