"""A place where quotations are at hand: what the decisions made on one screen are about."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from store.records import Status

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from typing import Any

    from store import Archive
    from store.records import Annotation
    from tui.app import Desk
    from tui.screens.keyed import KeyedScreen

T = TypeVar("T")


class Place(ABC):
    """One screen's quotations. A screen says which one is meant, and where to go from it."""

    is_a_walk = False
    """Whether one goes here from quotation to quotation, whatever is decided about each."""

    def __init__(self, screen: KeyedScreen[Any]) -> None:
        self.screen = screen
        self.in_hand: str | None = None
        """The quotation that words selected next belong to: the one last made, named or stood on."""

    @property
    def app(self) -> Desk:
        """The desk, which holds the archive."""
        return self.screen.app

    @property
    @abstractmethod
    def current(self) -> Annotation | None:
        """The quotation that is meant now."""

    @property
    def nothing_here(self) -> str:
        """What is said when something is to be decided and nothing is meant."""
        return "There is no quotation here."

    @property
    @abstractmethod
    def annotations(self) -> Sequence[Annotation]:
        """All that are shown with it: those of its article."""

    def go_on(self) -> bool:
        """Go to the next quotation that waits; False when none does."""
        return False

    def known(self, annotation_id: str | None) -> Annotation | None:
        """A quotation as the screen knows it now, after every decision before this one."""
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
        self.say("This is a note on the words, not a quotation: c changes it, D removes it.")
        return None

    @property
    def speakers(self) -> dict[str, str | None]:
        """Who is quoted here, each with the role as printed."""
        return {a.state.speaker: a.state.role for a in self.annotations if a.state.speaker}

    @property
    def waiting(self) -> list[Annotation]:
        """Those here that wait for a person."""
        everything = [a for a in self.annotations if not a.is_note]
        return [a for a in everything if a.state.status.is_open and a.state.status is not Status.STALE]

    def decide(self, decision: Callable[[], Awaitable[None]]) -> None:
        """Carry out a decision when those before it are done."""
        self.app.saving.decide(decision)

    async def write(self, change: Callable[[Archive], T], *annotations: Annotation) -> T:
        """Let the archive change some annotations, and show it; for use within a decision."""
        return await self.app.saving.write(change, [annotation.article_id for annotation in annotations])

    def say(self, words: str) -> None:
        """Say something on the screen that has the keys."""
        self.app.saving.say(words)
