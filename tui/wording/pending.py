"""Decisions that wait for the store, in words. Pure functions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.pending.changes import PendingChange

SEND = "Save them now"
LATER = "Not now: keep them here"
QUIT = "Quit; they are kept here"
STAY = "Stay at the desk"
STAYS_HERE = "They stay on this machine, and your next desk on this store offers them first."


def waits(count: int) -> str:
    """Return how many decisions wait: ``2 decisions of yours wait here``."""
    return f"{describe.count(count, 'decision')} of yours {'waits' if count == 1 else 'wait'} here"


def left(waiting: Sequence[PendingChange]) -> str:
    """Return the question about decisions that an earlier desk left."""
    since = min(pending.change.at for pending in waiting).astimezone()
    return f"{waits(len(waiting))} since {describe.day(since)} {since:%H:%M}, not saved"


def leaving(count: int) -> str:
    """Return the question of a desk that is left while decisions wait."""
    return f"{waits(count)}, not saved"


def listed(waiting: Sequence[PendingChange]) -> str:
    """Return the steps with their numbers: ``3 times accept, reject``."""
    from tui.wording.events import wording  # The desk begins with this module, and needs this much later.

    steps = Counter(wording(pending.change.action).step for pending in waiting)
    return ", ".join(f"{number} times {step}" if number > 1 else step for step, number in steps.items())


def words(pending: PendingChange) -> str:
    """Return the words that a decision is about; of several quotations, those of the first and how many more."""
    from store.model.annotations import SpanRole

    first = pending.change.edits[0].state
    quoted = " […] ".join(piece.exact for piece in first.pieces if piece.role is SpanRole.CONTENT)
    more = len(pending.change.edits) - 1
    return f"{quoted} and {describe.count(more, 'other')}" if more else quoted
