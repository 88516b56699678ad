"""The handler that assigns a quotation, and the question to whom, which articles ask too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from newstext.in_marks import in_marks
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.wording import assignments

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from store import Archive
    from store.model.annotations import Annotation, Assignment
    from store.together.assignments import Asked
    from tui.kernel.session import Session
    from tui.quotations.target import Place

_ALL_THE_SAME = "{}, all the same"


class WhomQuestion(NamedTuple):
    """Asks to whom something is assigned. ``then`` gets a name, or None to end the assignment."""

    session: Session
    show: Callable[[Screen[str | None], Callable[[str | None], None]], object]
    held: Assignment | None
    then: Callable[[str | None], None]

    async def ask(self) -> None:
        """Ask with the names that the store knows."""
        from tui.base.prompt import Prompt

        people = await self.session.read(lambda archive: archive.decisions.assignments.people())
        about = ""
        if self.held is not None:
            whose = assignments.words(self.held, self.session.archive.actor, self.session.clock())
            about = f"Now {whose}. Without a name, that ends."
        asked = Prompt("Assign to", about=about, offers=people, enter="assign")
        self.show(asked, self._answered)

    def _answered(self, typed: str | None) -> None:
        if typed is not None and typed.strip():
            self.session.saving.ask(partial(self._look_up, typed))
        elif typed is not None and self.held is not None:
            self.then(None)

    async def _look_up(self, typed: str) -> None:
        asked = await self.session.read(lambda archive: archive.decisions.assignments.asked(typed))
        if asked.name is not None:
            self.then(asked.name)
        else:
            self._ask_whether(" ".join(typed.split()), asked)

    def _ask_whether(self, typed: str, asked: Asked) -> None:
        """Nobody has this name: offer those that are like it, and the name as typed, what was probably meant first."""
        from tui.base.prompt import Prompt

        as_typed = _ALL_THE_SAME.format(typed)
        title = f"Nobody in this store is called {in_marks(typed)}"
        offers = [*asked.near, as_typed] if asked.meant else [as_typed, *asked.near]
        prompt = Prompt(title, offers=offers, only_offers=True, enter="assign")

        def choose(chosen: str | None) -> None:
            if chosen is not None:
                self.then(typed if chosen == as_typed else chosen)

        self.show(prompt, choose)


class AssignCommands:
    """Assigns the quotations of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @handles("assign", Scope.QUOTATION)
    def assign(self) -> None:
        place = self._place
        if (annotation := place.demand_quotation()) is None:
            return
        then = partial(self._assign, annotation)
        place.ask(WhomQuestion(place.session, place.show, annotation.state.assignment, then).ask)

    def _assign(self, annotation: Annotation, to: str | None) -> None:
        place = self._place

        async def save() -> None:
            await place.change(annotation, partial(_change, to))
            place.say(said(annotation.state.assignment, to, place.session.archive.actor))

        place.decide(save, about=annotation)


def said(held: Assignment | None, to: str | None, me: str) -> str:
    """Return the message for an assignment to somebody, or for its end."""
    if to is None:
        return f"No longer assigned to {_named(held.to, me)}." if held else "Assigned to nobody."
    return f"Assigned to {_named(to, me)}."


def _named(name: str, me: str) -> str:
    return "you" if name == me else name


def _change(to: str | None, archive: Archive, annotation: Annotation) -> tuple[Annotation, ...]:
    given = archive.decisions.assignments
    return given.end([annotation]) if to is None else given.assign([annotation], to)
