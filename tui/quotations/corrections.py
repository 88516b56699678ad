"""What a person corrects of a quotation, or does with it, besides settling it: in every list that shows some, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.quotations.annotate import RemarkCommands
from tui.quotations.attribute import SpeakerCommands
from tui.quotations.copy import CopyCommands
from tui.quotations.inspect import InspectCommands

if TYPE_CHECKING:
    from tui.quotations.target import Place


def correctors(place: Place) -> tuple[object, ...]:
    """Who carries out what can be corrected of a quotation wherever one is shown."""
    return (SpeakerCommands(place), RemarkCommands(place), CopyCommands(place), InspectCommands(place))
