"""The removal of an article that was imported by mistake, from the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.base.prompt import Prompt
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.wording import removals

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.articles.removals import AtStake
    from store.model.lists import ArticleRow
    from tui.desk.host import Host

_KEEP, _REMOVE = "keep it", "remove it, with these decisions"


class RemoveArticle:
    """Removes the article at hand: asks for the reason, and once more if people decided on it."""

    def __init__(self, screen: Host, row_at_hand: Callable[[], ArticleRow | None]) -> None:
        self._screen = screen
        self._row_at_hand = row_at_hand

    @handles("remove_article", Scope.DESK)
    def ask(self) -> None:
        if (row := self._row_at_hand()) is None:
            return

        async def ask() -> None:
            stake = await self._screen.session.read(lambda archive: archive.articles.removals.at_stake(row.id))
            self._ask_why(stake)

        self._screen.session.saving.ask(ask)

    def _ask_why(self, stake: AtStake) -> None:
        session = self._screen.session

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            if not reason.strip():
                session.say("Nothing was removed. The log needs a reason.")
            elif stake.decisions:
                self._ask_again(stake, reason)
            else:
                self._remove(stake, reason)

        about = f"{removals.at_stake(stake)} This cannot be undone."
        self._screen.app.push_screen(Prompt("Why is it removed?", about=about, enter="remove"), answered)

    def _ask_again(self, stake: AtStake, reason: str) -> None:
        def answered(answer: str | None) -> None:
            if answer == _REMOVE:
                self._remove(stake, reason)

        title = f"Decisions of {removals.people(stake.decisions)} go too."
        ask = Prompt(title, offers=[_KEEP, _REMOVE], only_offers=True, enter="choose")
        self._screen.app.push_screen(ask, answered)

    def _remove(self, stake: AtStake, reason: str) -> None:
        session = self._screen.session

        async def remove() -> None:
            done = await session.write(
                lambda archive: archive.articles.removals.remove(
                    stake.row.id, reason, with_decisions=bool(stake.decisions)
                )
            )
            await session.renew(None)
            session.say(removals.removed(done))

        session.saving.decide(remove, holds_keys=True)
