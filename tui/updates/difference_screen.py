"""The differences between two revisions of an article, word by word, its stale quotations first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowUpdates
from tui.updates import wording
from tui.updates.diff_view import Comparison
from tui.widgets.title import Title
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from store import Archive
    from store.model.articles import Revision
    from store.model.updates import StaleQuotation
    from tui.base.host_screen import HostScreen


class DifferenceScreen(KeyedScreen[None], inherit_bindings=False):
    """Two successive revisions of one article, at first the current one and the one before it."""

    AUTO_FOCUS = "Comparison"

    def __init__(self, article_id: str) -> None:
        super().__init__()
        self._article_id = article_id
        self._revisions: list[Revision] = []
        self._stale: Sequence[StaleQuotation] = ()
        self._newer = 0
        """The index of the newer of the two revisions."""
        self._waiting = 0
        """Quotations made stale by this update, which are listed above the text."""
        self._title = Title("What changed", "difference-title", "-active")
        self.comparison = Comparison(id="comparison")

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.comparison
        yield self.status

    @property
    def scope(self) -> Scope:
        return Scope.DIFFERENCE

    @property
    def owners(self) -> Sequence[object]:
        return (self.comparison, *super().owners)

    @property
    def article_shown(self) -> str | None:
        return self._article_id

    def on_mount(self) -> None:
        self.refresh_hints()
        self.work_on(self._load, group="difference", holds_keys=True)

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        if article_ids is None or self._article_id in article_ids:
            await self._load(stay=True)

    async def _load(self, *, stay: bool = False) -> None:
        def ask(archive: Archive) -> tuple[str, list[Revision], Sequence[StaleQuotation]]:
            current = archive.articles.row(self._article_id).revision_id
            return current, archive.articles.revisions(self._article_id), archive.updates.waiting(self._article_id).rows

        current, self._revisions, self._stale = await self.session.read(ask)
        if not stay or not self._newer:
            # Other people's changes may arrive before the first read, when there is no pair to stay on.
            self._newer = max(1, next(n for n, revision in enumerate(self._revisions) if revision.id == current))
        await self._lay_out(stay=stay)

    async def _lay_out(self, *, stay: bool) -> None:
        if len(self._revisions) < 2:
            return
        older, newer = self._revisions[self._newer - 1 : self._newer + 1]
        stale_ones = [stale for stale in self._stale if stale.revision_id == newer.id and stale.was]
        self._waiting = len(stale_ones)
        width = self.comparison.room
        self.status.describe("Comparing …")
        rows = await self.session.read(lambda _: wording.article_rows(older, newer, stale_ones, width))
        self.comparison.show(rows, stay=stay)
        headline = newer.article.headline or "(no headline)"
        self._title.say(f"Changes · revision {older.seq} to {newer.seq} of {len(self._revisions)} · {headline}")

    @on(Comparison.Resized)
    def _resized(self) -> None:
        if self._revisions:
            self.work_on(self._lay_out_anew, group="difference")

    async def _lay_out_anew(self) -> None:
        await self._lay_out(stay=True)

    @on(Comparison.Moved)
    def _say_where(self) -> None:
        number, places = self.comparison.change, self.comparison.changes - self._waiting
        if number is None:
            self.status.describe(_summary(places, self._waiting, self.session.phrase("{difference.stale}")))
        elif number < self._waiting:
            self.status.describe(f"changed quotation {number + 1} of {self._waiting}")
        else:
            self.status.describe(f"change {number - self._waiting + 1} of {places}")
        self.refresh_hints()

    @handles("earlier_pair", Scope.DIFFERENCE)
    def show_earlier_pair(self) -> None:
        self._go_to(self._newer - 1, "These are the first two revisions.")

    @handles("later_pair", Scope.DIFFERENCE)
    def show_later_pair(self) -> None:
        self._go_to(self._newer + 1, "These are the last two revisions.")

    def _go_to(self, newer: int, none_there: str) -> None:
        if not 1 <= newer < len(self._revisions):
            self.status.say(none_there)
            return
        self._newer = newer
        self.work_on(self._show_pair, group="difference")

    async def _show_pair(self) -> None:
        await self._lay_out(stay=False)

    @handles("stale", Scope.DIFFERENCE)
    def show_stale(self) -> None:
        self.post_message(ShowUpdates(self._article_id))


def _summary(places: int, waiting: int, settle: str) -> str:
    """Return the number of changed places, and of the stale quotations among them.

    ``settle`` is the key that settles them.
    """
    changed = f"{describe.count(places, 'place') if places else 'nothing'} changed"
    return f"{changed} · {describe.count(waiting, 'quotation')} to review ({settle})" if waiting else changed


def open_difference(screen: HostScreen, article_id: str, revision_count: int) -> None:
    """Show the differences between an article's revisions, or say on ``screen`` that it has only one."""
    if revision_count < 2:
        screen.status.say("This article has only one revision.")
    else:
        screen.app.push_screen(DifferenceScreen(article_id))
