"""The rooms of the desk's screen, created and imported after the first paint."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from tui.base.keyed_screen import KeyedScreen
from tui.desk.refresh import Refresher
from tui.stack.list import Stack
from tui.stack.window import Pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future

    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow, Page, Totals
    from tui.desk.open_article import ArticleOpener
    from tui.desk.preview import Previewer
    from tui.desk.show_updates import UpdateCommands
    from tui.desk.start_review import ReviewCommands
    from tui.reader.adjust_ends import Ends
    from tui.reader.find import ArticleSearch
    from tui.reader.mark import SelectionCommands
    from tui.reader.movement import ReaderMotions
    from tui.reader.quotation_list import Quotations
    from tui.reader.text_objects import TextObjects
    from tui.reader.widget import Reader
    from tui.stack.commands import StackCommands
    from tui.stack.search import StackSearch
    from tui.widgets.line_input import SearchField


class Rooms(KeyedScreen[None], inherit_bindings=False, inherit_css=False):
    """A screen with a stack and a reader, and the rooms that work on them."""

    def __init__(self, first_page: Future[tuple[Page[ArticleRow], Totals]]) -> None:
        super().__init__()
        self.stack = Stack(id="stack")
        self.pages = Pages(self, first_page)
        self.refreshing = Refresher(self, lambda opened: self.opening.tell_of_update(opened))

    # The screen as its rooms see it

    @property
    @abstractmethod
    def is_reading(self) -> bool:
        """Whether the keys go to the article: its text, its search field or its quotation list."""

    @abstractmethod
    def show_totals(self, totals: Totals) -> None:
        """Show the totals above the stack."""

    @abstractmethod
    def show_stack(self) -> None:
        """Show the stack, if there is room for one pane only."""

    @abstractmethod
    def go_to_reader(self) -> None:
        """Give the keys to the article."""

    @abstractmethod
    def show_undone(self, annotation: Annotation) -> bool:
        """Put the cursor on a quotation of the open article; False if it belongs to another article."""

    @property
    def is_searching(self) -> bool:
        """Whether the stack shows search results."""
        return self.searching.is_on

    def search_all(self) -> None:
        """Open the search in all articles."""
        self.searching.open()

    def open_current(self) -> None:
        """Open the article under the stack's cursor."""
        self.opening.open_current()

    def show_rows(self, article_ids: list[str]) -> None:
        """Refresh the rows of articles, and the totals."""
        self.refreshing.show_rows(article_ids)

    def _watch_others(self) -> None:
        """Begin to show other people's work, and which articles they have open."""
        from tui.desk.reader_watch import ReaderWatch

        self.pages.watch()
        ReaderWatch(self, self._show_readers).begin()

    def _show_readers(self, reading: Mapping[str, Sequence[str]]) -> None:
        self.stack.show_readers(reading)
        self._refresh_titles()

    @property
    def _others_here(self) -> str:
        """Who reads the open article at other desks, in words."""
        return self.stack.reading(opened.row.id) if (opened := self.reader.opened) is not None else ""

    @abstractmethod
    def _refresh_titles(self) -> None:
        """Refresh the title above the article."""

    # The rooms

    @cached_property
    def reader(self) -> Reader:
        """The pane with the open article."""
        from tui.reader.widget import Reader

        return Reader(id="reader")

    @cached_property
    def moves(self) -> ReaderMotions:
        """The motions of its cursor and selection."""
        from tui.reader.movement import ReaderMotions

        return ReaderMotions(self.reader)

    @cached_property
    def text_objects(self) -> TextObjects:
        """The selection of the word, sentence, … around the cursor."""
        from tui.reader.text_objects import TextObjects

        return TextObjects(self.reader)

    @cached_property
    def search(self) -> SearchField:
        """The field that `/` opens above the stack."""
        from tui.widgets.line_input import SearchField

        return SearchField("search", "Search headlines, bylines, sources and texts")

    @cached_property
    def searching(self) -> StackSearch:
        """The search in all articles."""
        from tui.stack.search import StackSearch

        return StackSearch(self, self.pages, self.search)

    @cached_property
    def opening(self) -> ArticleOpener:
        """The opening of articles in the reader."""
        from tui.desk.open_article import ArticleOpener

        return ArticleOpener(self, self.refreshing)

    @cached_property
    def previewing(self) -> Previewer:
        """The preview of the article under the stack's cursor."""
        from tui.desk.preview import Previewer

        return Previewer(self)

    @cached_property
    def browsing(self) -> StackCommands:
        """The commands on the stack."""
        from tui.stack.commands import StackCommands

        return StackCommands(self, self.pages, lambda: self.searching.close())

    @cached_property
    def updating(self) -> UpdateCommands:
        """The ways to the changes by updates."""
        from tui.desk.show_updates import UpdateCommands

        return UpdateCommands(self, self.opening.leave)

    @cached_property
    def find(self) -> SearchField:
        """The field that `/` opens above the article."""
        from tui.reader.find import field_words
        from tui.widgets.line_input import SearchField

        return SearchField("find", field_words(self.session.actions))

    @cached_property
    def looking(self) -> ArticleSearch:
        """The search in the open article."""
        from tui.reader.find import ArticleSearch

        return ArticleSearch(self, self.find)

    @cached_property
    def quotations(self) -> Quotations:
        """The quotation list beside the article, on wide screens."""
        from tui.reader.quotation_list import Quotations

        return Quotations(self.reader, id="quotations")

    @cached_property
    def ends(self) -> Ends:
        """The moving of a quotation's ends."""
        from tui.reader.adjust_ends import Ends

        return Ends(self, self.marking.place)

    @cached_property
    def marking(self) -> SelectionCommands:
        """The commands on selected words."""
        from tui.reader.mark import InReader, SelectionCommands

        return SelectionCommands(InReader(self, self.reader), self.text_objects)

    @cached_property
    def reviewing(self) -> ReviewCommands:
        """The ways to a review."""
        from tui.desk.start_review import ReviewCommands

        return ReviewCommands(self)

    @cached_property
    def deciders(self) -> tuple[object, ...]:
        """The handlers of decisions on quotations, and on whole articles."""
        from tui.desk.assign_article import ArticleAssigner
        from tui.desk.remove_article import RemoveArticle
        from tui.quotations.handlers import deciders

        of_articles = (kind(self, lambda: self.opening.row_at_hand) for kind in (ArticleAssigner, RemoveArticle))
        return (self.marking, *deciders(self.marking.place), *of_articles)
