"""The handlers that settle quotations: accept, reject, skip, remove, accept all, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Status
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowUpdates
from tui.wording import describe, outcomes

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from tui.quotations.accept_all import AcceptList
    from tui.quotations.target import Place

_AGAINST = ["the article as printed", "the recording", "the reporter’s notes", "the speaker", "the document"]
"""The usual sources that second readers check against."""
_MOST = 500
"""Quotations listed to be accepted at once: nobody reads more before they accept."""


class SettleCommands:
    """Sets the status of quotations, for one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @handles("accept", Scope.QUOTATION)
    def accept(self) -> None:
        annotation = self._place.current
        if (
            annotation is not None
            and not annotation.is_note
            and annotation.state.status in (Status.ACCEPTED, Status.VERIFIED)
        ):
            self._second_reading(annotation)
        elif annotation is not None and annotation.state.status is Status.STALE:
            # A person must see how an update changed the words before they accept them.
            self._place.screen.post_message(ShowUpdates(annotation.article_id, at=annotation.id))
        else:
            self._settle(Status.ACCEPTED)

    @handles("reject", Scope.QUOTATION)
    def reject(self) -> None:
        self._settle(Status.REJECTED)

    @handles("skip", Scope.QUOTATION)
    def skip(self) -> None:
        self._settle(Status.SKIPPED)

    @handles("remove", Scope.QUOTATION)
    def remove(self) -> None:
        self._settle(Status.REMOVED, go_on=False)

    def _settle(self, status: Status, *, go_on: bool = True) -> None:
        place = self._place
        annotation = place.current
        if annotation is None:
            # Only what was seen can be settled: the first press goes there.
            if not (go_on and place.go_on()):
                place.say(place.nothing_here)
            return
        if status is not Status.REMOVED and place.demand_quotation() is None:
            return
        if go_on:
            place.being_settled.add(annotation.id)
            place.go_on()

        async def settle() -> None:
            try:
                await place.change(annotation, lambda archive, it: archive.decisions.settle([it], status))
            finally:
                place.being_settled.discard(annotation.id)
            ended = _ended(annotation, status, place.session.archive.actor)
            place.say(place.session.phrase(outcomes.SETTLED[status]) + ended)

        place.decide(settle, about=annotation)

    # All at once

    @handles("accept_all", Scope.QUOTATION)
    def accept_all(self) -> None:
        place = self._place

        async def ask() -> None:
            from tui.quotations.accept_all import AcceptList

            if waiting := await place.waiting(_MOST + 1):
                self._list(AcceptList(tuple(waiting[:_MOST]), are_all=len(waiting) <= _MOST))
            else:
                place.say(place.nothing_to_accept)

        place.ask(ask)

    def _list(self, listed: AcceptList) -> None:
        from tui.quotations.accept_all import AcceptAllScreen

        def accept(answer: AcceptList | None) -> None:
            if answer is not None and answer.chosen:
                self._accept_all(answer)

        self._place.show(AcceptAllScreen(listed), accept)

    def _accept_all(self, listed: AcceptList) -> None:
        place, chosen = self._place, listed.chosen

        async def accept() -> None:
            done = await place.write(lambda archive: archive.decisions.accept_all(chosen))
            if done.changed:
                self._list(listed.again(done.changed, done.settled))
                return
            place.go_to_waiting()
            place.say(describe.accepted_all(done, place.session.phrase))

        place.decide(accept, holds_keys=True)

    # The second reader

    @handles("second_reader", Scope.QUOTATION)
    def flag_for_second_reader(self) -> None:
        place = self._place
        if (annotation := place.demand_quotation()) is None:
            return

        async def flag() -> None:
            turned = await place.change(
                annotation, lambda archive, it: archive.remarks.flag(it, flagged=not it.state.flagged)
            )
            place.say(outcomes.flagged(turned))

        place.decide(flag, about=annotation)

    def _second_reading(self, annotation: Annotation) -> None:
        """Ask a second reader what they checked the words against. The person who accepted them cannot verify them."""
        place = self._place

        async def ask() -> None:
            [citation] = await place.session.read(lambda archive: archive.annotations.cite([annotation.id]))
            if annotation.state.status is Status.VERIFIED or citation.settled is None:
                place.say(outcomes.already(annotation))
            elif citation.may_be_verified_by(place.session.archive.actor):
                self._ask_against(annotation, citation.settled.actor)
            else:
                place.say(place.session.phrase(outcomes.YOURS_FLAGGED if annotation.state.flagged else outcomes.YOURS))

        place.ask(ask)

    def _ask_against(self, annotation: Annotation, settled_by: str) -> None:
        from tui.base.prompt import Prompt

        def verify(against: str | None) -> None:
            if against is not None:
                self._verify(annotation, against)

        self._place.show(Prompt(outcomes.to_verify(settled_by), offers=_AGAINST), verify)

    def _verify(self, annotation: Annotation, against: str) -> None:
        place = self._place

        async def verify() -> None:
            await place.change(annotation, lambda archive, it: archive.remarks.verify(it, against))
            if place.is_a_walk:
                place.go_on()
            place.say(outcomes.verified(against))

        place.decide(verify, about=annotation)


def _ended(seen: Annotation, status: Status, me: str) -> str:
    """Return the sentence on somebody else's assignment that ends, as the quotation is settled."""
    given = seen.state.assignment
    return "" if given is None or given.to == me or status.is_open else f" It is no longer for {given.to}."
