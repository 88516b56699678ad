"""The people at the pages, told apart by a cookie, and their desks."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from tui.serving.session import STOPPED, DeskSession
from tui.settings.paths import NoPlaceError, state_folder

if TYPE_CHECKING:
    from tui.serving.handover import Handover
    from tui.serving.settings import Settings

_MOST_PAGES = 16
"""Pages of one person that may still connect."""
_KNOWN = 10
"""Visitors remembered for each desk that there may be."""


class FullError(Exception):
    """There are as many desks as there may be. The message is a sentence for people."""


class Visitor:
    """A person in one browser."""

    def __init__(self, person: str | None) -> None:
        self.id = secrets.token_urlsafe(32)
        self.person = person
        """The login at the store; None for the person who started the server."""
        self.session: DeskSession | None = None
        self.farewell = ""
        """Why the last desk ended."""
        self.turn = asyncio.Lock()
        """Held while a desk is started: two pages must not start two."""
        self._pages: deque[str] = deque(maxlen=_MOST_PAGES)

    def page(self) -> str:
        """Return the token with which one page may connect once."""
        self._pages.append(token := secrets.token_urlsafe(16))
        return token

    def take_page(self, token: str) -> bool:
        """Whether a page may connect; its token is used up."""
        found = next((known for known in self._pages if secrets.compare_digest(known, token)), None)
        if found is not None:
            self._pages.remove(found)
        return found is not None


class Visitors:
    """Everybody who has been let in, and the desks that run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: OrderedDict[str, Visitor] = OrderedDict()
        self.desks: set[DeskSession] = set()
        """The desks that run."""

    def find(self, cookie: str | None) -> Visitor | None:
        """Return the visitor with a cookie."""
        return self._known.get(cookie or "")

    def add(self, person: str | None) -> Visitor:
        """Let somebody in; long lists forget those first who came first and have no desk."""
        visitor = Visitor(person)
        self._known[visitor.id] = visitor
        spare = len(self._known) - _KNOWN * self._settings.sessions
        for known in [known for known in self._known.values() if known.session is None and known is not visitor]:
            if spare > 0:
                del self._known[known.id]
                spare -= 1
        return visitor

    def forget(self, visitor: Visitor) -> None:
        """Forget somebody who was not let in after all."""
        self._known.pop(visitor.id, None)

    def refuse_when_full(self) -> None:
        """Raise FullError when there are as many desks as there may be."""
        if len(self.desks) >= self._settings.sessions:
            raise FullError(_full(self._settings.sessions))

    async def start(self, visitor: Visitor, handover: Handover, width: int = 80, height: int = 24) -> DeskSession:
        """Start a desk for a visitor; FullError when there are as many as there may be."""
        self.refuse_when_full()

        def ended(desk: DeskSession) -> None:
            self.desks.discard(desk)
            visitor.session, visitor.farewell = None, desk.last_words

        desk = DeskSession(self._settings, handover, _state(visitor.person), ended)
        self.desks.add(desk)
        visitor.session = desk
        try:
            await desk.start(width, height)
        except OSError:
            self.desks.discard(desk)
            visitor.session = None
            raise
        return desk

    async def end_all(self) -> None:
        """End every desk."""
        await asyncio.gather(*(desk.end(STOPPED) for desk in list(self.desks)))


def _full(most: int) -> str:
    if most == 1:
        return "This store is open in another browser, and a file serves one. Leave the desk there, or wait a minute."
    return f"All {most} desks of this server are in use. Try again later."


def _state(person: str | None) -> str | None:
    """Return a state folder for one person of many: what a desk remembers is theirs alone."""
    if person is None:
        return None
    try:
        name = hashlib.sha256(person.encode()).hexdigest()[:24]
        return str(state_folder() / "served" / name)
    except NoPlaceError:
        return None
