"""The run of the finder over all articles, in the background."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from store.errors import StoreError
from tui.kernel.actions import Scope
from tui.kernel.background_run import follow
from tui.kernel.handlers import handles
from tui.kernel.threads import Threads
from tui.wording import describe

if TYPE_CHECKING:
    from store import Archive
    from tui.kernel.session import Session

STARTED = "Finding quotations in all articles. Keep working; {desk.find_everywhere} stops it."
NOTHING_THERE = "The store has no articles yet. {desk.import} imports some."
STOPPED = "Stopped. {desk.find_everywhere} continues."


@dataclass
class _Run:
    """One run: written by its thread, read by the desk."""

    total: int
    gone_over: int = 0
    suggestions: int = 0
    articles: int = 0
    """Articles with new suggestions."""
    troubles: int = 0
    last_trouble: str = ""

    @property
    def progress(self) -> str:
        return f"finding quotations: {self.gone_over:,} of {self.total:,}"

    @property
    def outcome(self) -> str:
        if not self.suggestions:
            return "no new suggestions"
        return f"{describe.count(self.suggestions, 'suggestion')} in {describe.count(self.articles, 'article')}"


class StoreScan:
    """The finder's scan of the whole store for one desk, one run at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._thread = Threads(1, "finding")
        self._stop = Event()
        self._runs = False

    @handles("find_everywhere", Scope.DESK)
    def start_or_stop(self) -> None:
        if self._runs:
            self._stop.set()
            self._session.saving.say("Stopping after this article …")
        else:
            self._runs = True
            self._stop.clear()
            self._session.start_work(self._find(), group="finding")

    def close(self) -> None:
        """Stop without waiting for the article that is being scanned."""
        self._stop.set()
        self._thread.end(0)

    async def _find(self) -> None:
        say = self._session.saving.say
        try:
            run = _Run((await self._session.read(lambda archive: archive.articles.totals())).articles)
            if not run.total:
                say(self._session.phrase(NOTHING_THERE))
                return
            say(started := self._session.phrase(STARTED))
            await self._follow(run)
            self._session.unsay(started)
            if self._stop.is_set():
                say(self._session.phrase(STOPPED))
            elif run.troubles:
                say(f"The finder failed on {describe.count(run.troubles, 'article')}: {run.last_trouble}")
        except StoreError as error:
            say(str(error))
        finally:
            self._runs = False

    async def _follow(self, run: _Run) -> None:
        """Show the progress of a run until it ends, then its outcome."""
        going = asyncio.get_running_loop().run_in_executor(self._thread, self._go_over, run, self._session.archive)
        await follow(self._session, going, lambda: run.progress, lambda: run.outcome)

    def _go_over(self, run: _Run, archive: Archive) -> None:
        """Scan all articles; runs in a thread."""
        from store.quotations.find_everywhere import suggest_in_all

        for article in suggest_in_all(archive):
            run.gone_over += 1
            run.suggestions += article.suggestions
            run.articles += bool(article.suggestions)
            if article.trouble is not None:
                run.troubles += 1
                headline = archive.articles.row(article.article_id).headline
                run.last_trouble = f"{in_marks(headline or '')} ({article.trouble})"
            if self._stop.is_set():
                return
