"""The handler that assigns the article at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.quotations.assign import WhomQuestion, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow
    from tui.desk.host import Host


class ArticleAssigner:
    """Assigns the articles of one screen; ``row_at_hand`` returns that of the one that is open or under the cursor."""

    def __init__(self, screen: Host, row_at_hand: Callable[[], ArticleRow | None]) -> None:
        self._screen = screen
        self._row_at_hand = row_at_hand

    @handles("assign_article", Scope.DESK)
    def assign_article(self) -> None:
        screen = self._screen
        if (row := self._row_at_hand()) is None:
            screen.status.say("There is no article here.")
        else:
            screen.session.saving.ask(partial(self._ask, row.id))

    async def _ask(self, article_id: str) -> None:
        session = self._screen.session
        # One that has ended too: the store may be away when a name is chosen.
        held = await session.read(lambda archive: archive.decisions.assignments.held(article_id))
        given = held.state.standing_assignment if held else None
        then = partial(self._assign, article_id, held)
        await WhomQuestion(session, self._screen.app.push_screen, given, then).ask()

    def _assign(self, article_id: str, held: Annotation | None, to: str | None) -> None:
        session = self._screen.session

        async def save() -> None:
            await session.saving.write(partial(_change, article_id, held, to))
            self._screen.status.say(said(held.state.standing_assignment if held else None, to, session.archive.actor))

        session.saving.decide(save)


def _change(article_id: str, held: Annotation | None, to: str | None, archive: Archive) -> tuple[Annotation, ...]:
    assignments = archive.decisions.assignments
    held = held and archive.decisions.as_seen(held)
    if to is not None:
        return (assignments.assign_article(article_id, to),)
    return assignments.end([held]) if held and held.state.standing_assignment else ()
