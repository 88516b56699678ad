"""The ways from the desk to a review, and to an article's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.kernel.actions import Scope
from tui.kernel.finder_run import NOTHING_THERE
from tui.kernel.handlers import handles

if TYPE_CHECKING:
    from tui.desk.host import Host


class ReviewCommands:
    """Opens reviews for the desk's screen: of the open article, or from the stack of all that it shows."""

    def __init__(self, screen: Host) -> None:
        self._screen = screen

    @handles("review", Scope.DESK)
    def start(self) -> None:
        self._screen.work_on(self._open, group="review", holds_keys=True)

    async def _open(self) -> None:
        from tui.review.queue import Walk
        from tui.review.screen import ReviewScreen

        screen = self._screen
        if screen.is_reading and screen.reader.opened:
            walk = Walk.within(screen.reader.opened)
        elif screen.is_searching:
            walk = Walk.among([entry.row.id for entry in screen.stack.entries], screen.search.value)
        else:
            walk = Walk.over(screen.pages.view.narrowed)
        # A decision still being saved changes how far the person has come.
        await screen.session.saving.settled()
        if await screen.session.read(walk.begin):
            screen.app.push_screen(ReviewScreen(walk))
        elif not (await screen.session.read(lambda archive: archive.articles.totals())).articles:
            screen.status.say(screen.session.phrase(NOTHING_THERE))
        else:
            finds = screen.session.phrase("{desk.find_everywhere} finds quotations in articles not scanned yet.")
            screen.status.say(f"No open quotations here. {finds}")

    @handles("article_history", Scope.DESK)
    def show_history(self) -> None:
        from tui.quotations.history import HistoryScreen

        screen = self._screen
        opened = screen.reader.opened if screen.is_reading else None
        row = opened.row if opened else (screen.stack.current.row if screen.stack.current else None)
        if row is not None:
            screen.app.push_screen(HistoryScreen(article_id=row.id))
