"""What a person decides about quotations, wherever these are shown: each subject has a module, each screen a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.quotations.annotate import Remarking
from tui.quotations.attribute import Naming
from tui.quotations.copy import Taking
from tui.quotations.inspect import Showing
from tui.quotations.settle import Settling

if TYPE_CHECKING:
    from tui.quotations.target import Place


def deciders(place: Place) -> tuple[object, ...]:
    """Who carries out what can be decided about a quotation wherever one is shown."""
    return (Settling(place), Naming(place), Remarking(place), Taking(place), Showing(place))
