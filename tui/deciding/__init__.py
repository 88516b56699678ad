"""What a person decides about quotations, wherever these are shown: each subject has a module, each screen a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.deciding.naming import Naming
from tui.deciding.remarking import Remarking
from tui.deciding.settling import Settling
from tui.deciding.showing import Showing
from tui.deciding.taking import Taking

if TYPE_CHECKING:
    from tui.deciding.place import Place


def deciders(place: Place) -> tuple[object, ...]:
    """Who carries out what can be decided about a quotation wherever one is shown."""
    return (Settling(place), Naming(place), Remarking(place), Taking(place), Showing(place))
