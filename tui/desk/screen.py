"""The desk's screen: stack, reader and status line. It passes each key to the room that handles it."""

from __future__ import annotations

import gc
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from textual import events, on

from tui.desk.arrangement import WIDE, WIDEST, Arrangement, StackPane
from tui.desk.finder_offer import FinderOffer
from tui.desk.rooms import Rooms
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.key_sequence import Call
from tui.stack.list import Stack
from tui.widgets.title import Title
from tui.wording import describe
from tui.wording.views import STACK, shorter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from textual.app import ComposeResult
    from textual.widgets import Input

    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow, Page, Totals
    from tui.desk.panes import QuotationsPane
    from tui.desk.transfers import TransferCommands
    from tui.kernel.actions import Action

_ABOUT_CURRENT = ("ends", "card")
_ABOUT_IN_HAND = ("label_source", "label_content", "label_cue")
"""Actions of the reader that concern both the quotation under the cursor and the one in hand."""


# Textual's default styles are for widgets that the desk does not have, and parsing them delays the first paint.
class DeskScreen(Rooms, inherit_bindings=False, inherit_css=False):
    """The stack, the reader and the status line. It owns the open article; its rooms change it."""

    AUTO_FOCUS = "Stack"
    ALLOW_SELECT = False
    BLANK = True

    def __init__(self, width: int, first_page: Future[tuple[Page[ArticleRow], Totals]]) -> None:
        super().__init__(first_page)
        self._furnished = False
        self._arranging = Arrangement(self)
        self.lay_out(width)
        self._stack_title = Title("Stack", "stack-title", "-active")
        self._offer = FinderOffer(self, self._say_totals)
        self._reader_title = Title("Reader", "reader-title")
        self._quotations_title = Title("Quotations", "quotations-title")

    @cached_property
    def quotations_pane(self) -> QuotationsPane:
        """The quotation list with its title."""
        from tui.desk.panes import QuotationsPane

        return QuotationsPane(self._quotations_title, self.quotations)

    @cached_property
    def transferring(self) -> TransferCommands:
        """The ways to an import and an export."""
        from tui.desk.transfers import TransferCommands

        return TransferCommands(self)

    def _furnish(self) -> None:
        if not self._furnished:
            from tui.desk.panes import ReaderPane

            self._furnished = True
            self.query_one(StackPane).mount(self.search, after=self._stack_title)
            panes = (self._reader_title, self.find, self.reader, self.previewing.pane)
            self.mount(ReaderPane(*panes), before=self.status)
            self.lay_out(self.size.width)
            # Imported while the person still reads the stack, so that the first "@" does not wait for it.
            self.call_after_refresh(import_module, "tui.quotations.speaker_picker")
            self.call_after_refresh(self._until_furnished.release)
            # The first key needs the handlers. Besides, this reports an action without one at once.
            self.call_after_refresh(lambda: self.handlers)
            self.call_after_refresh(self.stack.want_what_is_missing)
            self.call_after_refresh(self.previewing.follow)
            self.call_after_refresh(self._offer.begin)
            self.call_after_refresh(_collect_garbage)
            self._watch_others()

    def compose(self) -> ComposeResult:
        with StackPane():
            yield self._stack_title
            yield self.stack
        yield self.status

    def on_mount(self) -> None:
        self._until_furnished = self.session.key_queue.hold()
        self.pages.show_first()
        self.call_after_refresh(self._furnish)

    def on_screen_resume(self) -> None:
        if self._furnished:
            self.previewing.follow()

    def on_resize(self, event: events.Resize) -> None:
        self.lay_out(event.size.width)

    def lay_out(self, width: int) -> None:
        width = self._arranging.room(width)
        self.set_class(width >= WIDE, "-wide", update=self.is_mounted)
        self.set_class(width >= WIDEST, "-widest", update=self.is_mounted)
        if self._furnished and width >= WIDEST and self.quotations_pane.parent is None:
            self.mount(self.quotations_pane, before=self.status)
            self.call_after_refresh(self.refresh_status)
        if self._furnished and width < WIDEST and self.focused is self.quotations:
            self.set_focus(self.reader)
        self.set_class(width < WIDE and self.is_reading, "-reading", update=self.is_mounted)
        self._arranging.fit(self.query(StackPane), width)

    @property
    def scope(self) -> Scope:
        """The scope that keys apply to now."""
        if not self.is_reading:
            return Scope.STACK
        if self.reader.adjusting:
            return Scope.ENDS
        if self.reader.selecting:
            return Scope.SELECTING
        return Scope.READER if self.focused is not self.quotations else Scope.QUOTATIONS

    @property
    def places(self) -> Sequence[Scope]:
        return (Scope.STACK, Scope.READER, Scope.SELECTING, Scope.ENDS, Scope.QUOTATIONS)

    @property
    def meant(self) -> Annotation | None:
        return self.reader.current if self.is_reading else None

    def waits_for_saves(self, action: Action) -> bool:
        if action.id in _ABOUT_IN_HAND:
            return self.session.saving.is_busy
        return self._is_about_one(action) and self.session.saving.is_changing(self.meant)

    @staticmethod
    def _is_about_one(action: Action) -> bool:
        return action.scope is Scope.QUOTATION or action.id in _ABOUT_CURRENT

    def make_room(self, rows: int) -> None:
        if self.is_reading and (current := self.reader.current or self.reader.held) is not None:
            self.reader.bring_above(current, rows - self.reader.content_region.y)

    @property
    def is_reading(self) -> bool:
        """Whether the keys go to the article: its text, its search field or its quotation list."""
        return self._furnished and self.focused in (self.reader, self.find, self.quotations)

    def show_stack(self) -> None:
        """Show the stack, if there is room for one pane only."""
        self.remove_class("-reading")

    @handles("read_on", Scope.QUOTATIONS)
    def _read_on(self) -> None:
        self.go_to_reader()

    def go_to_reader(self) -> None:
        """Give the keys to the reader, and the screen too if there is room for one pane only."""
        # Only if it changes what is shown: a class on a screen styles everything again.
        self.set_class(not self.has_class("-wide"), "-reading")
        if self.has_class("-reading"):
            self._offer.withdraw()
        self.set_focus(self.reader)

    def go_to_stack(self) -> None:
        """Give the keys to the stack."""
        self.show_stack()
        self.set_focus(self.stack)

    def on_descendant_focus(self) -> None:
        self.keys.clear()
        self._stack_title.set_class(not self.is_reading, "-active")
        self._reader_title.set_class(self.is_reading and self.focused is not self.quotations, "-active")
        if self._furnished:
            self.reader.refresh()
            self._quotations_title.set_class(self.focused is self.quotations, "-active")
        self.refresh_status()

    # Keys

    def obey(self, event: events.Key) -> bool:
        if self.focused is self.search:
            return self.searching.take_key(event.key)
        if self._furnished and self.focused is self.find:
            return self.looking.take_key(event.key)
        return super().obey(event)

    def show_hints(self) -> None:
        if self._furnished and self.focused is self.search:
            self.status.hint_words(self.searching.hints)
        elif self._furnished and self.focused is self.find:
            self.status.hint_words(self.looking.hints)
        else:
            super().show_hints()

    def is_hinted(self, action: Action) -> bool:
        has_one = not self.is_reading or bool(self.reader.marks)
        return super().is_hinted(action) and (has_one or not self._is_about_one(action))

    @property
    def owners(self) -> Sequence[object]:
        return (
            self.stack,
            self.moves,
            self.text_objects,
            *self.deciders,
            self.ends,
            self.opening,
            self.looking,
            self.searching,
            self.browsing,
            self.updating,
            self.reviewing,
            self._arranging,
            self.transferring,
            self.session.finding,
            *super().owners,
        )

    @handles("next_pane", Scope.DESK)
    def switch_pane(self) -> None:
        if self.focused is self.reader and self.has_class("-widest"):
            self.set_focus(self.quotations)
        elif self.is_reading:
            self.go_to_stack()
        elif self.reader.opened:
            self.go_to_reader()

    def go_back(self) -> None:
        if self.is_reading and self.reader.selecting:
            self.reader.give_up_selecting()
        elif self.is_reading and self.reader.hits is not None:
            self.reader.mark_hits(None)
        elif self.is_reading:
            self.marking.stop_reattaching()
            self.go_to_stack()
        elif self.searching.is_on:
            self.searching.close()
        elif self.pages.view != STACK:
            self.browsing.show(STACK)
        else:
            self.status.say(self.session.phrase("This is the stack. {everywhere.leave} quits."))

    # The stack

    @on(Stack.Wanted)
    def _wanted(self, event: Stack.Wanted) -> None:
        if self._furnished and not self.searching.is_on:
            self.pages.want(event.first, event.last)

    def show_totals(self, totals: Totals) -> None:
        """Show above the stack its view, the number of articles, and how much is unread and open."""
        self._say_totals(totals)
        # After the paint: the first one waits for nothing of the finder.
        self.call_after_refresh(self._offer.make, totals)

    def _say_totals(self, totals: Totals) -> None:
        words = describe.stack(self.pages.view, self.pages.total, totals, self._offer.none_open)
        self._stack_title.say(words, shorter=shorter(words))

    @on(Stack.Chosen)
    def _chosen(self, event: Stack.Chosen) -> None:
        self.opening.open(event.entry)

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        self.refreshing.show_changed(changed)
        self.previewing.read_again({annotation.article_id for annotation in changed})

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        await self.refreshing.renew(article_ids)
        self.previewing.read_again(article_ids)

    @property
    def article_shown(self) -> str | None:
        return opened.row.id if (opened := self.reader.opened) is not None else None

    async def go_to_undone(self, annotation: Annotation) -> bool:
        return self.show_undone(annotation)

    def show_undone(self, annotation: Annotation) -> bool:
        """Put the cursor on a quotation of the open article; False if it belongs to another article."""
        opened = self.reader.opened
        is_here = opened is not None and opened.row.id == annotation.article_id
        if is_here and not self.reader.selecting and annotation.words:
            self.reader.go_to(annotation)
        return is_here

    def on_input_changed(self, event: Input.Changed) -> None:
        (self.searching if event.input is self.search else self.looking).look_for(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input is self.search:
            self.searching.submit(event.value)
        else:
            self.looking.submit()

    # The status line

    def on_reader_pressed(self) -> None:
        if self.reader.current is not None and self.is_reading:
            self.perform(Call(next(action for action in self.offered() if action.id == "card")))

    def on_reader_moved(self) -> None:
        if self.reader.selecting and self.focused is self.quotations:
            self.go_to_reader()
        if self.has_class("-widest"):
            self.quotations.follow()
        self.refresh_status()

    @on(Stack.Moved)
    def refresh_status(self) -> None:
        self._refresh_titles()
        self.status.describe(self._under_cursor())
        self.refresh_hints()

    def _refresh_titles(self) -> None:
        if self._furnished:
            from tui.reader import status_text

            self._reader_title.say(status_text.title(self.reader, self._others_here))
            self.previewing.follow()

    def _under_cursor(self) -> str:
        if self.is_reading:
            from tui.reader import status_text

            return status_text.under_cursor(self.reader)
        entry = self.stack.current
        return describe.article(entry.row) if entry else ""


def _collect_garbage() -> None:
    """Turn garbage collection on if the program began without it.

    Modules, style sheets and the desk itself are exempt: they stay, and a look through them delays a key by 45 ms.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
