"""The preview of the article under the stack's cursor, beside the stack. It does not mark the article as read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical

from tui.article.marks import Marks
from tui.article.viewport import Viewport
from tui.widgets.title import Title
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.app import ComposeResult

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.lists import ArticleRow
    from tui.desk.host import Host

_MOST = 6_000
"""Code points of the text shown: more than any pane has room for."""


class _Wanted(NamedTuple):
    row: ArticleRow
    edition: int


class _Text(Viewport, can_focus=False):
    """The beginning of an article."""

    def show(self, opened: OpenedArticle) -> None:
        """Show the beginning of an article, with the annotations wholly within it."""
        article = opened.revision.article
        if len(article.body) > _MOST:
            article = replace(article, body=article.body[:_MOST])
            opened = opened._replace(
                revision=opened.revision._replace(article=article),
                annotations=tuple(a for a in opened.annotations if all(p.span.end <= _MOST for p in a.state.pieces)),
            )
        self.opened, self.marks = opened, Marks(opened.annotations)
        self._scroll(0)
        self._lay_out()


class Preview(Vertical):
    """A pane over the reader, which keeps the open article."""

    DEFAULT_CSS = """
    Preview { layer: preview; display: none; background: $background; }
    Preview.-shown { display: block; }
    """

    def __init__(self, open_it: Callable[[], None]) -> None:
        super().__init__(id="preview")
        self._open_it = open_it
        self._title = Title("", "preview-title")
        self._text = _Text()

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._text

    def show(self, opened: OpenedArticle) -> None:
        """Show an article from the top."""
        self._title.say(f"Preview · {describe.quotations(opened.row) or describe.none_in(opened).lower()}")
        self._text.show(opened)

    def on_click(self) -> None:
        self._open_it()


class Previewer:
    """Keeps the preview on the article under the stack's cursor while the stack has the keys."""

    def __init__(self, screen: Host) -> None:
        self._screen = screen
        self.pane = Preview(lambda: screen.open_current())
        self._edition = 0
        """Grows when the annotations of the article shown have changed, which its row need not tell."""
        self._wanted: _Wanted | None = None
        self._shown: _Wanted | None = None
        """The article shown in the pane now or last."""
        self._marks: Marks | None = None
        """All its quotations."""
        self._reads = False

    def follow(self) -> None:
        """Show the article under the cursor; nothing if there is no room, or if that article is open.

        Under another screen nothing is read.
        """
        row = self._row()
        self._wanted = None if row is None else _Wanted(row, self._edition)
        if self._wanted in (None, self._shown):
            self.pane.set_class(self._wanted is not None, "-shown")
            self._screen.quotations.preview(None if self._wanted is None else self._marks)
        elif not self._reads and self._screen.is_active:
            self._screen.work_on(self._read, group="preview")

    def read_again(self, article_ids: Collection[str] | None) -> None:
        """Read the article shown again if it is one of these; None means any may have changed."""
        if self._shown is not None and (article_ids is None or self._shown.row.id in article_ids):
            self._edition += 1
            self.follow()

    def _row(self) -> ArticleRow | None:
        screen, entry = self._screen, self._screen.stack.current
        if entry is None or screen.is_reading or not screen.has_class("-wide"):
            return None
        opened = screen.reader.opened
        return None if opened is not None and opened.row.id == entry.row.id else entry.row

    async def _read(self) -> None:
        """Read the wanted article, one at a time however fast the cursor moves."""
        self._reads = True
        try:
            while (wanted := self._wanted) is not None and wanted != self._shown:
                opened, self._marks = await self._screen.session.read(partial(_read, wanted.row.id))
                self.pane.show(opened)
                self._shown = wanted
        finally:
            self._reads = False
        self.follow()


def _read(article_id: str, archive: Archive) -> tuple[OpenedArticle, Marks]:
    opened = archive.open_article(article_id)
    return opened, Marks(opened.annotations)
