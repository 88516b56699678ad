"""The protocol of the desk's screen, for the rooms on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from tui.reader.find import ArticleSearch
    from tui.reader.mark import SelectionCommands
    from tui.reader.quotation_list import Quotations
    from tui.reader.widget import Reader
    from tui.stack.window import Pages
    from tui.widgets.line_input import SearchField

from tui.stack.host import Host as StackHost


class Host(StackHost, Protocol):
    """The desk's screen: the stack beside the reader."""

    pages: Pages

    @property
    def is_active(self) -> bool:
        """Whether no other screen is over this one."""

    @property
    def reader(self) -> Reader:
        """The pane with the open article."""

    @property
    def quotations(self) -> Quotations:
        """The quotation list beside the article."""

    @property
    def search(self) -> SearchField:
        """The search field above the stack."""

    @property
    def looking(self) -> ArticleSearch:
        """The search in the open article."""

    @property
    def marking(self) -> SelectionCommands:
        """The commands on selected words."""

    def has_class(self, *class_names: str) -> bool:
        """Whether the screen has all of these classes, such as one for its width."""

    def show_undone(self, annotation: Annotation) -> bool:
        """Put the cursor on a quotation of the open article; False if it belongs to another article."""
