"""A place with quotations, which decisions on one screen apply to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from typing import Any

    from textual.screen import Screen

    from store import Archive
    from store.model.annotations import Annotation
    from tui.base.keyed_screen import KeyedScreen
    from tui.kernel.session import Session

T = TypeVar("T")
Answer = TypeVar("Answer")


class Place(ABC):
    """One screen's quotations: the current one, and the way to the next."""

    is_a_walk = False
    """Whether this place goes through quotations one by one."""

    def __init__(self, screen: KeyedScreen[Any]) -> None:
        self.screen = screen
        self.being_settled: set[str] = set()
        """The ids of quotations that are being settled, though the screen does not show it yet."""

    @property
    def session(self) -> Session:
        """The desk's session."""
        return self.screen.session

    def show(self, screen: Screen[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Show a dialog or a list over the screen; ``answered`` gets its answer."""
        self.screen.app.push_screen(screen, answered)

    @property
    @abstractmethod
    def current(self) -> Annotation | None:
        """The quotation that actions apply to; None without one."""

    @property
    def nothing_here(self) -> str:
        """The message for an action without a quotation."""
        return "There is no quotation here."

    @property
    def nothing_to_accept(self) -> str:
        """The message when there is no quotation to accept."""
        return "No open quotations here."

    @property
    def onward(self) -> str:
        """The sentence that names the key to the next quotation, after a decision that stays; empty without one."""
        return ""

    @property
    @abstractmethod
    def annotations(self) -> Sequence[Annotation]:
        """All quotations shown here: usually those of the current one's article."""

    def take_in_hand(self, annotation: Annotation) -> None:  # noqa: B027 - most screens have no selection
        """Take a quotation in hand, on a screen where words can be selected."""

    def go_on(self) -> bool:
        """Go to the next open quotation; False if there is none."""
        return False

    def go_to_waiting(self) -> None:
        """Go to the next open quotation after a bulk step."""
        self.go_on()

    def known(self, annotation_id: str | None) -> Annotation | None:
        """Return an annotation as shown here; None if it is not."""
        return next((a for a in self.annotations if a.id == annotation_id), None)

    def demand(self) -> Annotation | None:
        """Return the current annotation; without one, None and a message."""
        if (annotation := self.current) is None:
            self.say(self.nothing_here)
        return annotation

    def demand_quotation(self) -> Annotation | None:
        """Return the current quotation; without one, or on a note, None and a message."""
        annotation = self.demand()
        if annotation is None or not annotation.is_note:
            return annotation
        words = "This is a note, not a quotation: {quotation.note} changes it, {quotation.remove} removes it."
        self.say(self.session.phrase(words))
        return None

    @property
    def speakers(self) -> dict[str, str | None]:
        """Everyone quoted here, with their roles as printed."""
        return describe.speakers(self.annotations)

    async def waiting(self, most: int) -> list[Annotation]:
        """Return up to ``most`` quotations here that can be accepted."""
        return [annotation for annotation in self.annotations if annotation.waits_to_be_accepted][:most]

    # Deciding

    def decide(
        self, decision: Callable[[], Awaitable[None]], *, about: Annotation | None = None, holds_keys: bool = False
    ) -> None:
        """Carry out a decision after those before it."""
        self.session.saving.decide(decision, about=about, holds_keys=holds_keys)

    def ask(self, question: Callable[[], Awaitable[None]]) -> None:
        """Ask a question that first reads the store. Keys typed meanwhile go to the question."""
        self.session.saving.ask(question)

    async def change(self, seen: Annotation, change: Callable[[Archive, Annotation], T]) -> T:
        """Change a quotation as the person saw it when they began to decide; for use within a decision.

        Their own pending decisions count as seen; a colleague's change meanwhile is a conflict.
        """
        return await self.write(lambda archive: change(archive, archive.decisions.as_seen(seen)))

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change in the archive and show it; for use within a decision."""
        return await self.session.saving.write(change)

    def say(self, words: str) -> None:
        """Show a message on the screen that has the keys."""
        self.session.saving.say(words)
