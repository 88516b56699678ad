"""The handlers that show a quotation's card and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.lists import EVERYTHING
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowCard, ShowPictures

if TYPE_CHECKING:
    from tui.quotations.target import Place


class InspectCommands:
    """Opens the screens on one quotation, for one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @handles("card", Scope.READER)
    def show_card(self) -> None:
        if annotation := self._place.demand():
            self._place.take_in_hand(annotation)
            self._place.screen.post_message(ShowCard(annotation))

    @handles("history", Scope.QUOTATION)
    def show_history(self) -> None:
        from tui.quotations.history import HistoryScreen

        if annotation := self._place.demand():
            self._place.show(HistoryScreen(annotation))

    @handles("printings", Scope.QUOTATION)
    def show_printings(self) -> None:
        if annotation := self._place.demand():
            self._place.screen.post_message(ShowPictures(EVERYTHING, quotation=annotation))
