"""The protocol of the register's screen, for its commands: what is under the cursor, and what is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.base.host_screen import HostScreen

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from store.model.speakers import LikelyDuplicate, Speaker
    from tui.widgets.line_list import LineList


class Selection(HostScreen, Protocol):
    """The register's screen, as its commands see it."""

    marked: set[str]
    """The ids of the quotations that are marked."""

    @property
    def is_at_words(self) -> bool:
        """Whether the quotations have the keys."""

    @property
    def current(self) -> Speaker | None:
        """The speaker under the cursor; of likely duplicates the one who would be merged into the other."""

    @property
    def duplicate(self) -> LikelyDuplicate | None:
        """The pair under the cursor, while likely duplicates are shown."""

    @property
    def chosen_here(self) -> list[Annotation]:
        """The quotation under the cursor, in every place where it was printed."""

    @property
    def chosen(self) -> list[Annotation]:
        """The marked quotations, else the one under the cursor."""

    def leave_out(self, speaker_id: str) -> None:
        """Remove the likely duplicates of a speaker who is being merged."""

    def refresh_words(self) -> None:
        """Redraw the quotations with their marks."""

    @property
    def here(self) -> LineList:
        """The pane that has the keys."""

    def go_to(self, number: int) -> None:
        """Put the cursor of that pane on a line."""

    def load(self) -> None:
        """Show the register."""
