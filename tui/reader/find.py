"""The search in the open article. Typing marks the hits at once and moves the cursor to the next one."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui.article.matches import foldings, phrase_in, words_in
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.keymap import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newstext.folding import Folded
    from tui.article.matches import Hits
    from tui.kernel.actions import Action
    from tui.reader.host import Host
    from tui.widgets.line_input import SearchField


class ArticleSearch:
    """The search in the article on one screen: its field, and the cursor's position before it."""

    def __init__(self, screen: Host, field: SearchField) -> None:
        self._screen = screen
        self._field = field
        self._began_at = 0
        self._text: tuple[str, tuple[Folded, ...]] | None = None
        """The text searched last, with its folded form."""
        self._is_found = asyncio.Event()
        self._is_found.set()
        self._again = _keys_again(screen.session.actions)

    @property
    def hints(self) -> Sequence[tuple[str, str]]:
        """Keys of the field."""
        again = [(shown(key), "search all") for key in self._again[:1]]
        return [("enter", "stay here"), *again, ("escape", "end search")]

    @handles("find", Scope.MOVING)
    def open(self) -> None:
        screen = self._screen
        self._began_at = screen.reader.cursor
        self._field.value = ""
        self._field.add_class("-open")
        screen.set_focus(self._field)

    def take_key(self, key: str) -> bool:
        """Handle a key while the field has the keys; False if the field should take it."""
        screen = self._screen
        if key == "escape":
            self._field.workers.cancel_group(self._field.screen, "find")
            screen.reader.mark_hits(None)
            screen.reader.move_to(self._began_at)
        elif not self._field.value and key in self._again:
            self.close()
            screen.search_all()
            return True
        elif key not in ("down", "tab"):
            return False
        self.close()
        return True

    def look_for(self, typed: str) -> None:
        """Mark the typed words, and go to the first hit after the position where the search began."""
        if self._field.has_class("-open"):
            self._is_found = asyncio.Event()
            self._screen.work_on(partial(self._looking_for, typed, self._is_found), group="find")

    async def _looking_for(self, typed: str, is_found: asyncio.Event) -> None:
        try:
            hits = await self._hits(lambda text: phrase_in(text, typed)) if typed.strip() else None
            reader = self._screen.reader
            reader.mark_hits(hits)
            there = hits.step(self._began_at - 1, 1) if hits else None
            reader.move_to(there.start if there else self._began_at)
        finally:
            is_found.set()

    def submit(self) -> None:
        """Stay at the hit as soon as it is found. Later keys go to the article."""
        self._screen.work_on(self._submitting, group="found", holds_keys=True)

    async def _submitting(self) -> None:
        await self._is_found.wait()
        self.close()

    async def mark(self, words: Iterable[str]) -> None:
        """Mark the words that the article was found by, so that the keys for the next hit step through them."""
        wanted = list(words)
        if hits := await self._hits(lambda text: words_in(text, wanted)):
            self._screen.reader.mark_hits(hits)

    async def _hits(self, look: Callable[[tuple[Folded, ...]], Hits]) -> Hits | None:
        """Search the text in a thread: a long one takes seconds. None if another article is open by then."""
        reader = self._screen.reader
        body = reader.body
        hits = await self._screen.session.read(lambda _: look(self._folded(body)))
        return hits if reader.body is body else None

    def close(self) -> None:
        """Give the keys back to the article; the marks stay."""
        self._field.remove_class("-open")
        self._screen.go_to_reader()

    def _folded(self, body: str) -> tuple[Folded, ...]:
        if self._text is None or self._text[0] is not body:
            self._text = body, foldings(body)
        return self._text[1]


def field_words(actions: Sequence[Action]) -> str:
    """Return the placeholder of the empty field."""
    again = [f"; {shown(key)} again searches all" for key in _keys_again(actions)[:1]]
    return f"Search in this article{''.join(again)}"


def _keys_again(actions: Sequence[Action]) -> list[str]:
    """Return the keys that search all articles from the empty field: those that open it and cannot begin a word."""
    opening = next(action.keys for action in actions if (action.scope, action.id) == (Scope.MOVING, "find"))
    return [key for key in opening if " " not in key and not (len(key) == 1 and key.isalnum())]
