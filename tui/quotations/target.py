"""A place where quotations are at hand: what the decisions made on one screen are about."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

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
    """One screen's quotations. A screen says which one is meant, and where to go from it."""

    is_a_walk = False
    """Whether one goes here from quotation to quotation, whatever is decided about each."""

    def __init__(self, screen: KeyedScreen[Any]) -> None:
        self.screen = screen
        self.being_settled: set[str] = set()
        """Quotations that are settled, though the screen does not show it yet."""

    @property
    def session(self) -> Session:
        """The session of the desk."""
        return self.screen.session

    def show(self, screen: Screen[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Show a question or a list over the screen; ``answered`` gets what it answers."""
        self.screen.app.push_screen(screen, answered)

    @property
    @abstractmethod
    def current(self) -> Annotation | None:
        """The quotation that is meant now."""

    @property
    def nothing_here(self) -> str:
        """What is said when something is to be decided and nothing is meant."""
        return "There is no quotation here."

    @property
    def nothing_to_accept(self) -> str:
        """What is said when all is to be accepted and nothing waits for it."""
        return "No open quotations here."

    @property
    @abstractmethod
    def annotations(self) -> Sequence[Annotation]:
        """All that are shown with it: those of its article."""

    def take_in_hand(self, annotation: Annotation) -> None:  # noqa: B027 - no words can be selected on most screens
        """Let words selected next belong to a quotation, where words can be selected."""

    def go_on(self) -> bool:
        """Go to the next quotation that waits; False when none does."""
        return False

    def go_to_waiting(self) -> None:
        """Go to what waits still after many were settled at once."""
        self.go_on()

    def known(self, annotation_id: str | None) -> Annotation | None:
        """A quotation as the screen shows it now."""
        return next((a for a in self.annotations if a.id == annotation_id), None)

    def demand(self) -> Annotation | None:
        """The quotation that is meant; says so when there is none."""
        if (annotation := self.current) is None:
            self.say(self.nothing_here)
        return annotation

    def demand_quotation(self) -> Annotation | None:
        """The quotation that is meant; says so when there is none, or it is a note, which nobody said."""
        annotation = self.demand()
        if annotation is None or not annotation.is_note:
            return annotation
        words = "This is a note, not a quotation: {quotation.note} changes it, {quotation.remove} removes it."
        self.say(self.session.phrase(words))
        return None

    @property
    def speakers(self) -> dict[str, str | None]:
        """Who is quoted here, each with the role as printed."""
        return {a.state.speaker: a.state.role for a in self.annotations if a.state.speaker}

    async def waiting(self, most: int) -> list[Annotation]:
        """Those here that wait to be accepted or not, ``most`` of them at the most."""
        return [annotation for annotation in self.annotations if annotation.waits_to_be_accepted][:most]

    # Deciding

    def decide(
        self, decision: Callable[[], Awaitable[None]], *, about: Annotation | None = None, holds_keys: bool = False
    ) -> None:
        """Carry out a decision when those before it are done."""
        self.session.saving.decide(decision, about=about, holds_keys=holds_keys)

    def ask(self, question: Callable[[], Awaitable[None]]) -> None:
        """Put a question for which the store is asked first; keys typed meanwhile are for the question."""
        self.session.saving.ask(question)

    async def change(self, seen: Annotation, change: Callable[[Archive, Annotation], T]) -> T:
        """Let the archive change a quotation as the person saw it when they began to decide; for use in a decision.

        Their own decisions that were still on their way then count as seen; a colleague's meanwhile is a conflict.
        """
        return await self.write(lambda archive: change(archive, archive.decisions.as_seen(seen)))

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Let the archive make a change, and show it; for use in a decision."""
        return await self.session.saving.write(change)

    def say(self, words: str) -> None:
        """Say something on the screen that has the keys."""
        self.session.saving.say(words)
