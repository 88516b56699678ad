"""Looking at a quotation closely: its card, and what has been decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.kernel.messages import ShowCard

if TYPE_CHECKING:
    from tui.quotations.target import Place


class Showing:
    """Opens what shows one quotation, on behalf of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def action_card(self) -> None:
        if annotation := self._place.demand():
            self._place.screen.post_message(ShowCard(annotation))

    def action_history(self) -> None:
        from tui.quotations.history import HistoryScreen

        if annotation := self._place.demand():
            self._place.show(HistoryScreen(annotation))
