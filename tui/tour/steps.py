"""The steps of the tour, and the sentence for each place where a person may be meanwhile. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.model.annotations import Status
from tui.kernel.actions import Scope
from tui.kernel.messages import Deed

if TYPE_CHECKING:
    from tui.kernel.session import GuidedScreen


class Step(NamedTuple):
    """A deed to learn and the sentence for each action that does it, by scope and id.

    ``needs`` are the statuses of the quotation that it is done to; None when it needs none.
    """

    deed: Deed
    ways: dict[tuple[Scope, str], str]
    needs: frozenset[Status] | None = None


_OPEN = frozenset(status for status in Status if status.is_open)
_STANDING = frozenset(status for status in Status if status.stands)
_SEARCHES = " searches all articles: try a typo, “harbuor”."

STEPS = (
    Step(
        Deed.SETTLE,
        {(Scope.QUOTATION, "accept"): "{quotation.accept} accepts the quotation, {quotation.reject} rejects it."},
        _OPEN,
    ),
    Step(
        Deed.NAME,
        {(Scope.QUOTATION, "speaker"): "{quotation.speaker} asks who said it: take the name shown."},
        _STANDING,
    ),
    Step(
        Deed.COPY,
        {(Scope.QUOTATION, "copy_credited"): "{quotation.copy_credited} copies the words with their credit."},
        _STANDING,
    ),
    Step(
        Deed.SEARCH,
        {
            (Scope.STACK, "search"): "{stack.search}" + _SEARCHES,
            (Scope.READER, "search"): "{reader.search}" + _SEARCHES,
        },
    ),
    Step(Deed.CHECK, {(Scope.DESK, "check"): "{desk.check} checks a draft; a sample is filled in."}),
)

FINISHED = "That was the tour. {everywhere.help} shows all keys, {everywhere.leave} quits."
_TYPE = "Type a few letters, then open what is found."
_LEAVE_FIELD = "Leave the field to go on."
_ON = {
    Scope.STACK: "{stack.open} opens the article.",
    Scope.READER: "{moving.next_quotation} goes to the next quotation.",
    Scope.QUOTATIONS: "{quotations.next_quotation} goes to the next quotation.",
    Scope.REVIEW: "{review.next_open} goes to the next quotation.",
    Scope.SELECTING: "{selecting.stop_selecting} stops selecting.",
    Scope.ENDS: "{ends.stop_selecting} leaves the ends as they were.",
}
"""The way on from each place where the step has no quotation yet."""
_ON_WHATEVER = (Scope.STACK, Scope.SELECTING, Scope.ENDS)
"""The places from which the way on is the same for every step that is not offered there."""
_NEXT_ARTICLE = "{desk.next_open} opens the next article with quotations."
_BACK = "{everywhere.back} goes back."


def sentence(step: Step, screen: GuidedScreen) -> str:
    """Return the next single thing to do for a step, with a placeholder for each key."""
    if screen.is_typing:
        return _TYPE if step.deed is Deed.SEARCH else _LEAVE_FIELD
    offered = {(action.scope, action.id) for action in screen.offered()}
    way = next((words for name, words in step.ways.items() if name in offered), None)
    if way is None:
        return _ON[screen.scope] if screen.scope in _ON_WHATEVER else _BACK
    if step.needs is None or (screen.meant is not None and screen.meant.state.status in step.needs):
        return way
    on_quotations = [action for action in screen.offered() if action.scope is Scope.QUOTATION]
    if not any(map(screen.is_hinted, on_quotations)):
        return _NEXT_ARTICLE if screen.scope in (Scope.READER, Scope.QUOTATIONS) else _BACK
    return _ON.get(screen.scope, _BACK)
