"""The refresh of the desk: after a decision from its result, after other people's work from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFoundError
from tui.kernel.latest_read import LatestReads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow, Totals
    from tui.desk.host import Host


class Refresher:
    """Refreshes the reader and the stack of one screen."""

    def __init__(self, screen: Host, on_update: Callable[[OpenedArticle], None]) -> None:
        self._screen = screen
        self._on_update = on_update
        """Called with the open article when it gets a newer revision."""
        self._looks = LatestReads()
        self._changed: set[str] = set()
        """The ids of articles with decisions made since their rows were read."""

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        """Show annotations as a decision left them. Only the rows of their articles are read from the store."""
        self._looks.note(changed)
        self._screen.session.archive.presence.kept.note(changed)
        reader = self._screen.reader
        opened = reader.opened
        if opened is not None and (here := [a for a in changed if a.article_id == opened.row.id]):
            # Imported at the first decision: the first paint does not need it.
            from store.articles.open_articles import with_changes

            reader.show_changed(with_changes(opened, here), here)
        self.show_rows(annotation.article_id for annotation in changed)

    def show_rows(self, article_ids: Iterable[str]) -> None:
        """Refresh the rows of articles, and the totals."""
        self._changed.update(article_ids)
        self._screen.work_on(self._show_rows, group="rows")

    async def _show_rows(self) -> None:
        screen, read = self._screen, set(self._changed)
        shown = [article_id for article_id in read if self._is_shown(article_id)]

        def ask(archive: Archive) -> tuple[dict[str, ArticleRow], Totals]:
            return archive.articles.rows(shown), archive.articles.totals()

        if screen.session.pending.is_away:
            return  # They are read when the store is back.
        rows, totals = await screen.session.read(ask)
        self._changed -= read
        for row in rows.values():
            screen.pages.replace_row(row)
            if screen.reader.opened is not None and screen.reader.opened.row.id == row.id:
                screen.reader.show_row(row)
        screen.show_totals(totals)

    def _is_shown(self, article_id: str) -> bool:
        """Whether an article is open, or its row is in the stack or returns to it after a search."""
        opened, stack = self._screen.reader.opened, self._screen.stack
        is_open = opened is not None and opened.row.id == article_id
        return is_open or self._screen.pages.holds(article_id) or any(e.row.id == article_id for e in stack.entries)

    async def read(self, article_id: str) -> OpenedArticle:
        """Read a whole article."""
        return await self._looks.read(self._screen.session, article_id)

    async def read_again(self, article_id: str) -> None:
        """Refresh an article's row and annotations."""
        screen = self._screen
        try:
            opened = await self._looks.latest(screen.session, article_id)
        except NotFoundError:
            self._close(article_id)
            return
        if opened is None:
            return
        screen.pages.replace_row(opened.row)
        before = screen.reader.opened
        if before and before.row.id == opened.row.id:
            screen.reader.renew(opened)
            if before.revision.id != opened.revision.id:
                self._on_update(opened)

    def _close(self, article_id: str) -> None:
        """Close an article that was removed, if it is open."""
        screen = self._screen
        if screen.reader.opened is not None and screen.reader.opened.row.id == article_id:
            screen.reader.show(None)
            screen.show_stack()
            screen.set_focus(screen.stack)
            screen.status.say("The open article was removed from the store.")

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        """Refresh the desk from the store. Without ids, other people may have changed anything."""
        screen = self._screen
        if article_ids is None:
            await screen.pages.show_news()
            article_ids = [opened.row.id] if (opened := screen.reader.opened) else []
        for article_id in article_ids:
            await self.read_again(article_id)
        await screen.pages.refresh_totals()
