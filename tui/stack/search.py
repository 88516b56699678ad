"""The search as you type. The hits replace the stack; leaving the search brings the stack back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.errors import AwayError, StoreError
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import Deed, Did
from tui.stack.list import Entry
from tui.wording.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.lists import Hit
    from tui.kernel.key_queue import Hold
    from tui.stack.host import Host
    from tui.stack.window import Pages
    from tui.widgets.line_input import SearchField


class StackSearch:
    """The search of one screen: its field, its hits, and the place to return to."""

    def __init__(self, screen: Host, pages: Pages, field: SearchField) -> None:
        self._screen = screen
        self._pages = pages
        self._field = field
        self._place = (0, 0.0)
        self._was_reading = False
        self._was_open: str | None = None
        """The article that was open when the search began."""
        self._found_for: str | None = ""
        """The query of the hits shown; None while another query is running."""
        self._open_when_found = False
        self._hold: Hold | None = None

    hints = (("enter", "open the first"), ("↓", "to the list"), ("escape", "end search"))
    """Keys of the field."""

    @property
    def is_on(self) -> bool:
        """Whether the stack shows search results."""
        return self._field.has_class("-open")

    @handles("search", Scope.STACK, Scope.READER)
    def open(self) -> None:
        screen = self._screen
        if not self.is_on:
            self._place = screen.stack.cursor, screen.stack.scroll_offset.y
            self._was_reading, self._was_open = screen.is_reading, screen.article_shown
        screen.show_stack()
        self._field.add_class("-open")
        screen.set_focus(self._field)

    def take_key(self, key: str) -> bool:
        """Handle a key while the field has the keys; False if the field should take it."""
        if key == "escape":
            self.close()
        elif key in ("down", "tab"):
            self._tell_searched()
            self._screen.set_focus(self._screen.stack)
            if self._found_for != self._field.value:
                self._hold_keys()
        else:
            return False
        return True

    def submit(self, words: str) -> None:
        """Open the best hit, as soon as it is found."""
        self._tell_searched()
        self._screen.set_focus(self._screen.stack)
        if self._found_for == words:
            self._screen.open_current()
        else:
            self._open_when_found = True
            self._hold_keys()

    def _hold_keys(self) -> None:
        """Hold later keys until the hits that they apply to are there."""
        self._let_keys_go_on()
        self._hold = self._screen.session.key_queue.hold()

    def _let_keys_go_on(self) -> None:
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def close(self) -> None:
        """Leave the search: the stack and the focus return to where they were."""
        screen = self._screen
        self._tell_searched()
        self._field.remove_class("-open")
        self._field.value = ""
        self._field.workers.cancel_group(self._field.screen, "search")
        self._found_for, self._open_when_found = "", False
        self._let_keys_go_on()
        self._pages.come_back(*self._place)
        if screen.article_shown not in (None, self._was_open):
            self._pages.go_to(screen.article_shown)
        if self._was_reading:
            screen.go_to_reader()
        else:
            screen.set_focus(screen.stack)

    def _tell_searched(self) -> None:
        """Tell a tour that the person is done typing. While they type, its line stays as it is."""
        if self._field.value.strip():
            self._screen.post_message(Did(Deed.SEARCH))

    def look_for(self, words: str) -> None:
        """Show the hits for ``words``, and cancel the running query."""
        if self.is_on:
            self._found_for = None
            self._screen.work_on(partial(self._looking_for, words), group="search")

    async def _looking_for(self, words: str) -> None:
        try:
            await self._show_hits(words)
        except StoreError as error:
            self._open_when_found = False
            self._let_keys_go_on()
            if self.is_on and not isinstance(error, AwayError):
                self._screen.stack.show([], empty_words=str(error))
            raise

    async def _show_hits(self, words: str) -> None:
        if words.strip():
            from store.archive import FOUND
            from store.articles.query import parsed

            query = parsed(words)
            mistakes = query.not_understood
            if query.pattern is not None:
                found = await self._screen.session.read(lambda archive: archive.patterns.find(query, FOUND))
                hits = None if found is None else found.hits
                mistakes = (*mistakes, found.limits) if found and found.limits else mistakes
            else:
                hits = await self._screen.session.read(lambda archive: archive.search_as_typed(words))
            if hits is None or not self.is_on:  # another query is running by now, or the search was left
                return
            self._screen.stack.show([_entry(hit) for hit in hits], empty_words=_nothing_found(words, mistakes))
            if hits and mistakes:
                self._screen.status.say(" ".join(mistakes))
            elif hits and (who := query.narrowed.who):
                said = "In the list, {desk.said} shows all that {who} said, open and settled."
                self._screen.status.say(self._screen.session.phrase(said, who=who))
        else:
            self._pages.bring_back(*self._place)
        self._found_for = words
        if self._open_when_found:
            self._open_when_found = False
            self._screen.open_current()
        self._let_keys_go_on()


def _nothing_found(words: str, mistakes: Sequence[str]) -> str:
    """Return the sentence for an empty result, with the parts of the query that were not understood."""
    said = "Nothing found." if len(words.split()) < 2 else "Nothing found. Try fewer words."
    return "\n".join([said, *mistakes])


def _entry(hit: Hit) -> Entry:
    words, marks = excerpt(hit)
    return Entry(hit.article, hit.why, words, hit.offset, hit.headline_marks, marks)
