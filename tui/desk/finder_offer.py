"""The offer to run the finder, while there are articles that it has not searched."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.kernel.background_run import STAYS
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.model.lists import Totals
    from tui.desk.host import Host

_EXAMINED = 1_000
"""The latest articles that are examined: of a large store, counting all would take seconds."""


class FinderOffer:
    """Says what is not searched yet, and the key that runs the finder."""

    def __init__(self, screen: Host, say_totals: Callable[[Totals], None]) -> None:
        self._screen = screen
        self._say_totals = say_totals
        self.none_open = describe.NONE_OPEN
        """The words of the stack's title if no quotation is open."""
        self._offered = ""
        """The offer beside the keys, while it stands."""

    def make(self, totals: Totals) -> None:
        """Name the key in the stack's title if no quotation is open."""
        if totals.articles and not totals.open_quotations:
            self._screen.work_on(partial(self._name_key, totals), group="offer")

    def begin(self) -> None:
        """Say once, beside the keys, how many articles are not searched: some may have come since the last time."""
        self._screen.work_on(self._count, group="offer at first")

    def withdraw(self) -> None:
        """Take the offer back."""
        if self._offered:
            self._screen.session.unsay_working(self._offered)
            self._offered = ""

    async def _name_key(self, totals: Totals) -> None:
        finds = self._screen.session.phrase("{desk.find_everywhere} finds quotations")
        self.none_open = finds if await self._unsearched() else describe.NONE_OPEN
        self._say_totals(totals)

    async def _count(self) -> None:
        session = self._screen.session
        if (number := await self._unsearched()) and any(e.row.open_count for e in self._screen.stack.entries):
            more = "+" if self._screen.stack.total > _EXAMINED else ""
            # A narrow line has more use for its keys.
            where = f" in {number:,}{more} {'article' if number == 1 else 'articles'}"
            where = where if self._screen.has_class("-wide") else ""
            self._offered = session.phrase("{desk.find_everywhere} finds quotations{where}", where=where)
            session.say_working(self._offered)
            session.later(STAYS, self.withdraw)

    async def _unsearched(self) -> int:
        """Return how many of the latest articles the finder has not searched."""
        return await self._screen.session.read(lambda archive: archive.suggestions.count_unsearched_latest(_EXAMINED))
