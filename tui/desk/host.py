"""What the desk's own rooms need of its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from tui.reader.find import ArticleSearch
    from tui.reader.mark import SelectionCommands
    from tui.reader.widget import Reader
    from tui.stack.window import Pages
    from tui.widgets.line_input import SearchField

from tui.stack.host import Host as StackHost


class Host(StackHost, Protocol):
    """The desk's screen: the stack beside the reader."""

    pages: Pages

    @property
    def reader(self) -> Reader:
        """The article that is open."""

    @property
    def search(self) -> SearchField:
        """The field of the search in all articles."""

    @property
    def looking(self) -> ArticleSearch:
        """The search in the article."""

    @property
    def marking(self) -> SelectionCommands:
        """Quotations made of words that are selected."""

    def has_class(self, *class_names: str) -> bool:
        """Whether the screen is as wide as a class says, or shows one pane only."""

    def let_keys_go_on(self, group: str) -> None:
        """Hold the keys no longer for a group's work."""

    def show_undone(self, annotation: Annotation) -> bool:
        """Put the cursor on a quotation of the article that is open; False when it is another's."""
