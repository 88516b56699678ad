"""What a person decides about quotations, wherever these are shown: each subject has a module, each screen a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.quotations.corrections import correctors
from tui.quotations.settle import SettleCommands

if TYPE_CHECKING:
    from tui.quotations.target import Place


def deciders(place: Place) -> tuple[object, ...]:
    """Who carries out what can be decided about a quotation wherever one is shown."""
    return (SettleCommands(place), *correctors(place))
