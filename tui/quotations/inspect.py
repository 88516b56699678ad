"""Looking at a quotation closely: its card, and what has been decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.quotations.target import Place


class Showing:
    """Opens what shows one quotation, on behalf of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def action_card(self) -> None:
        from tui.quotations.card import CardScreen

        if annotation := self._place.demand():
            self._place.app.push_screen(CardScreen(annotation))

    def action_history(self) -> None:
        from tui.quotations.history import HistoryScreen

        if annotation := self._place.demand():
            self._place.app.push_screen(HistoryScreen(annotation))
