"""The guide of the tour: the step that the person is at. It remembers nothing when the desk is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Status
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.keymap import phrase_in_pieces, shown
from tui.kernel.messages import Deed
from tui.kernel.session import Guidance
from tui.tour.steps import FINISHED, STEPS, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.model.changes import Event
    from store.model.lists import Cursor, Page
    from tui.kernel.session import GuidedScreen, Session

_UNDECIDED = (Status.SUGGESTED, Status.STALE)
_PAGE = 500


class TourGuide:
    """Leads a person through the steps, each until it is done, whatever way, or skipped."""

    def __init__(self, session: Session, *, draft: str) -> None:
        self._session = session
        self.draft = draft
        self._step = 0
        self._is_left = False
        self._done: set[Deed] = set()
        self._looked: Cursor | None = None

    def line(self, screen: GuidedScreen) -> Guidance:
        """Return the line for a screen; none once the tour is left."""
        if self._is_left:
            return Guidance()
        if self._step == len(STEPS):
            words, keys = FINISHED, self._keys(leave_tour="close")
        else:
            words = f"{self._step + 1}/{len(STEPS)}   {sentence(STEPS[self._step], screen)}"
            keys = self._keys(skip_step="skip", leave_tour="end tour")
        return Guidance(phrase_in_pieces(words, self._session.actions), keys)

    def _keys(self, **does: str) -> tuple[tuple[str, str], ...]:
        own = {action.id: action.keys for action in self._session.actions if action.scope is Scope.TOUR}
        return tuple((shown(own[name][0]), word) for name, word in does.items() if own[name])

    def did(self, deed: Deed) -> None:
        """Go on past every step that is done."""
        self._done.add(deed)
        self._go_on()

    def look(self) -> None:
        """See in the log what the person has done."""
        self._session.start_work(self._look(), group="tour")

    async def _look(self) -> None:
        actor = self._session.archive.actor
        while rows := (page := await self._session.read(self._news)).rows:
            self._looked = page.after
            self._done.update(deed for event in rows if event.actor == actor for deed in _deeds(event))
        self._go_on()

    def _news(self, archive: Archive) -> Page[Event]:
        return archive.events(since=self._looked, limit=_PAGE)

    def _go_on(self) -> None:
        while self._step < len(STEPS) and STEPS[self._step].deed in self._done:
            self._step += 1
        self._session.refresh_guidance()

    @handles("skip_step", Scope.TOUR)
    def skip_step(self) -> None:
        if not self._is_left and self._step < len(STEPS):
            self._step += 1
            self._go_on()

    @handles("leave_tour", Scope.TOUR)
    def leave_tour(self) -> None:
        self._is_left = not self._is_left
        if self._is_left and self._step < len(STEPS):
            self._session.say(self._session.phrase("The tour is left. {tour.leave_tour} takes it up again."))
        self._session.refresh_guidance()


def _deeds(event: Event) -> Iterator[Deed]:
    """Yield what an entry of the log shows to be done, by a key, the palette or a command."""
    if event.after.status not in _UNDECIDED:
        yield Deed.SETTLE
    if event.action == "name":
        yield Deed.NAME
