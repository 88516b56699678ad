"""The handlers of all actions on quotations. Each subject has a module, each screen a ``Place``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.quotations.corrections import correctors
from tui.quotations.settle import SettleCommands

if TYPE_CHECKING:
    from tui.quotations.target import Place


def deciders(place: Place) -> tuple[object, ...]:
    """Return the handlers of all actions on the quotations of a place."""
    return (SettleCommands(place), *correctors(place))
