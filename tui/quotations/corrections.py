"""The handlers of everything except settling. Every list that shows quotations has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.quotations.annotate import RemarkCommands
from tui.quotations.assign import AssignCommands
from tui.quotations.attribute import SpeakerCommands
from tui.quotations.copy import CopyCommands
from tui.quotations.inspect import InspectCommands
from tui.quotations.pipe import PipeCommands

if TYPE_CHECKING:
    from tui.quotations.target import Place


def correctors(place: Place) -> tuple[object, ...]:
    """Return the handlers that correct, annotate, assign, copy, pipe and inspect the quotations of a place."""
    return (
        SpeakerCommands(place),
        RemarkCommands(place),
        AssignCommands(place),
        CopyCommands(place),
        PipeCommands(place),
        InspectCommands(place),
    )
