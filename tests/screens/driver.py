"""A person at the desk: presses keys, and reports what the screen shows and what the store holds.

Only this file knows the insides of the desk. Its tests use nothing but these words (``tests/cli/test_house.py``).
"""

from __future__ import annotations

import asyncio
import unicodedata
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from textual import events
from textual._context import visible_screen_stack
from textual.containers import Vertical
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.widgets import Input, OptionList, Static

from tui.app import AS_IT_COMES, NO_WELCOME, Desk
from tui.base.help import HelpScreen
from tui.base.keyed_screen import KeyedScreen
from tui.base.palette import Palette
from tui.base.prompt import Prompt
from tui.checks.screen import CheckedScreen
from tui.desk.screen import DeskScreen
from tui.pictures.screen import PicturesScreen
from tui.quotations.accept_all import AcceptAllScreen
from tui.quotations.card import CardScreen
from tui.quotations.conflict import ConflictScreen
from tui.quotations.copies import CopiesScreen
from tui.quotations.history import HistoryScreen
from tui.quotations.listed import ListedScreen
from tui.quotations.rejected import RejectedScreen
from tui.quotations.speaker_picker import SpeakerPicker
from tui.quotations.unnamed_source import UnnamedScreen
from tui.reader.overlap_menu import HereMenu
from tui.register.answers_screen import AnswersScreen
from tui.register.screen import RegisterScreen
from tui.review.screen import ReviewScreen
from tui.stack.order_menu import OrderMenu
from tui.stack.view_menus import ViewMenu
from tui.stack.view_name import NamePrompt
from tui.terminal.clipboard import Clipboard, CopyResult, Way
from tui.updates.difference_screen import DifferenceScreen
from tui.updates.queue_screen import StaleScreen
from tui.watches.screen import WatchesScreen
from tui.widgets.line_list import LineList
from tui.widgets.title import Title

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from rich.segment import Segment
    from textual._queue import Queue
    from textual.message_pump import MessagePump
    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.theme import Theme
    from textual.widget import Widget
    from textual.worker import Worker

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation, Status
    from store.model.lists import ArticleRow
    from tui.kernel.actions import Scope
    from tui.kernel.browser import Browser
    from tui.kernel.welcome import Welcome
    from tui.settings.config import Config
    from tui.widgets.line_list import Line
    from tui.widgets.status_bar import StatusBar

_ROUNDS = 100_000
"""Rounds of waiting, of a millisecond or more, after which a desk that is still busy counts as stuck."""

_AT_ONCE = 20
"""Rounds of waiting without a sleep."""

_MARGIN = 5
"""Cells left of the article: one of padding, four for marks."""

_CLOCK = datetime(2026, 11, 24, 14, 3, tzinfo=UTC)

_PLACES: dict[type[Screen[Any]], str] = {
    AcceptAllScreen: "accept all",
    AnswersScreen: "answers",
    CardScreen: "card",
    CheckedScreen: "checked draft",
    ConflictScreen: "conflict",
    CopiesScreen: "copies",
    DifferenceScreen: "difference",
    HelpScreen: "help",
    HereMenu: "quotations here",
    HistoryScreen: "history",
    ListedScreen: "listed",
    NamePrompt: "name of a view",
    OrderMenu: "order",
    Palette: "palette",
    PicturesScreen: "pictures",
    Prompt: "question",
    RegisterScreen: "register",
    RejectedScreen: "rejected",
    ReviewScreen: "review",
    SpeakerPicker: "speaker",
    StaleScreen: "updates",
    UnnamedScreen: "unnamed source",
    ViewMenu: "views",
    WatchesScreen: "watches",
}
"""The screens over the desk's own, by their names in tests."""


@dataclass
class KeptClipboard(Clipboard):
    """A clipboard that keeps what was copied, so that no test touches the machine's."""

    copies: list[str] = field(default_factory=list)

    def copy(self, text: str) -> CopyResult:
        self.copies.append(text)
        return CopyResult(Way.TOOL, confirmed=True, words="Copied.")

    def copy_rich(self, text: str, html: str) -> CopyResult:
        return replace(self.copy(f"{text}\n{html}"), is_rich=True)


@dataclass
class Driver:
    """A person at the desk."""

    archive: Archive
    _desk: Desk
    _pilot: Pilot[Exception | None]
    clipboard: KeptClipboard

    # Actions of the person

    async def press(self, *keys: str) -> None:
        """Press keys one after another, waiting after each until the desk is idle; after a word for a field once."""
        for key, following in zip_longest(keys, keys[1:], fillvalue=""):
            is_amid_word = len(key) == len(following) == 1 and isinstance(self._desk.screen.focused, Input)
            self.send(key)
            if not is_amid_word:
                await self.idle()

    async def type(self, words: str) -> None:
        """Type words into the focused widget, faster than a person can: the desk is idle only at their end."""
        await self.burst(*("space" if c == " " else c for c in words))

    async def hurry(self, *keys: str) -> None:
        """Press keys one after another, without waiting for their work."""
        await self._pilot.press(*keys)

    async def burst(self, *keys: str) -> None:
        """Deliver keys all at once, and wait until the desk is idle."""
        for key in keys:
            self.send(key)
        await self.idle()

    def send(self, key: str) -> None:
        """Deliver one key, given by its name or its character."""
        name = _character_to_key(key) if len(key) == 1 else key
        try:
            character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
        except KeyError:
            character = key if len(key) == 1 else None
        self._desk.post_message(events.Key(name, character))

    async def start_anew(self) -> None:
        """Show a desk that has just started."""
        self._desk.push_screen(self._desk.get_default_screen())

    def paste(self, text: str) -> None:
        """Deliver pasted text."""
        self._desk.post_message(events.Paste(text))

    async def fill(self, text: str) -> None:
        """Replace the text of the focused field."""
        self._field.value = text
        await self.idle()

    async def open(self, headline: str) -> None:
        """Open an article by its headline."""
        self._screen.stack.move_to(self.number(headline))
        await self.press("enter")

    async def go_to(self, words: str, *, past: int = 0) -> None:
        """Put the reader's cursor ``past`` code points after the beginning of words of the article."""
        self._screen.reader.move_to(self.body.index(words) + past)
        await self.idle()

    async def go_to_quotation(self, annotation: Annotation) -> None:
        """Put the reader's cursor on a quotation of the article."""
        self._screen.reader.go_to(annotation)
        await self.idle()

    async def scroll(self, pane: str, line: int) -> None:
        """Scroll a pane until ``line`` is at its top."""
        self._pane(pane).scroll_to(y=line, animate=False, immediate=True)
        await self.idle()

    async def click(self, words: str, *, past: int = 0, times: int = 1) -> None:
        """Click ``past`` code points after the beginning of words of the article."""
        await self._pilot.click(self._screen.reader, offset=self._cell(words, past), times=times)
        await self.idle()

    async def click_in(self, pane: str, column: int, line: int) -> None:
        """Click in a pane."""
        await self._pilot.click(self._pane(pane), offset=(column, line))
        await self.idle()

    async def drag(self, words: str, *, to: int) -> None:
        """Drag from the beginning of words of the article over ``to`` code points."""
        await self.hold(words)
        await self._pilot.hover(self._screen.reader, offset=self._cell(words, to))
        await self._pilot.mouse_up(self._screen.reader, offset=self._cell(words, to))
        await self.idle()

    async def hold(self, words: str) -> None:
        """Press the mouse button on words of the article, and hold it."""
        await self._pilot.mouse_down(self._screen.reader, offset=self._cell(words, 0))

    async def drag_out(self) -> None:
        """Move the mouse below the article with the button held."""
        await self._pilot.hover(self._screen.status, offset=(5, 1))

    async def let_go(self) -> None:
        """Release the button there."""
        await self._pilot.mouse_up(self._screen.status, offset=(5, 1))
        await self.idle()

    def begin_to_resize(self, columns: int, rows: int) -> None:
        """Resize the terminal, without waiting."""
        self._desk.post_message(events.Resize(Size(columns, rows), Size(columns, rows)))

    async def leave(self) -> None:
        """Leave for good, as when nobody can be asked."""
        await self._desk.action_quit()

    async def resize(self, columns: int, rows: int) -> None:
        """Resize the terminal."""
        await self._pilot.resize_terminal(columns, rows)
        await self.idle()

    def pass_minutes(self, minutes: int) -> None:
        """Let the desk's clock go on."""
        self._desk.clock = lambda: _CLOCK + timedelta(minutes=minutes)

    async def hear(self) -> None:
        """Refresh every screen after other people's work now."""
        await self._desk.renew(None)

    async def until(self, sign: Callable[[], object]) -> None:
        """Wait for a sign while work is running."""
        for _ in range(_ROUNDS):
            if sign():
                return
            await asyncio.sleep(0.001)  # the pilot would wait for a screen that may be gone
        seen = f"{list(self._business)}\n{self.sees}" if self._desk.is_running else "The desk has ended."
        raise AssertionError(f"What was waited for did not come. {seen}")

    async def idle(self) -> None:
        """Wait until nothing is running: no worker, no message, nothing to draw."""
        # Twice in a row: the answer of a screen that closes may start new work.
        calm = 0
        for turn in range(_ROUNDS):
            # Work that is ready needs no sleep; that of threads takes time.
            await asyncio.sleep(0.001 if turn > _AT_ONCE else 0)
            if self._desk.is_running:
                self._desk.screen._on_timer_update()
            # Textual forgets the layout of a screen behind a dialog that it asked for in the middle of a batch.
            for behind in self._unlaid:
                behind.check_idle()
            calm = 0 if self._is_busy else calm + 1
            if calm == 2:
                return
        raise AssertionError(f"The desk does not come to rest: {list(self._business)}")

    def call_soon(self, work: Callable[[], object]) -> None:
        """Make the desk call a function by itself, once."""
        self._screen.set_timer(0.001, work)

    def call_often(self, work: Callable[[], object]) -> None:
        """Make the desk call a function again and again."""
        self._screen.set_interval(0.001, work)

    # The screen as the person sees it

    @property
    def where(self) -> str:
        """The pane of the desk that has the keys, or the screen over it."""
        top = self._desk.screen
        if not isinstance(top, DeskScreen):
            return next(name for kind, name in _PLACES.items() if isinstance(top, kind))
        return (top.focused.id or "") if top.focused else ""

    @property
    def is_reading(self) -> bool:
        """Whether the article has the keys."""
        return self._desk.screen is self._screen and self._screen.is_reading

    @property
    def is_open(self) -> bool:
        """Whether the desk is running."""
        return self._desk.is_running

    @property
    def says(self) -> str:
        """The message in the top screen's status line."""
        return self._status.message

    @property
    def is_saving(self) -> bool:
        """Whether a decision is on its way into the store, or the desk does not know yet that it is there."""
        return self._desk.session.saving.is_busy

    @property
    def aside(self) -> str:
        """The text at the right of the status line: the state of saving, and the progress of background work."""
        return self._status.aside

    @property
    def notice(self) -> str:
        """The line above the status line on the screen that has the keys."""
        return self._status._notice

    @property
    def notices(self) -> set[str]:
        """The lines above the status lines of all screens."""
        return {screen.status._notice for screen in self._desk.screen_stack if isinstance(screen, KeyedScreen)}

    @property
    def hints(self) -> str:
        """The line of keys."""
        return self._status.render_line(self._status.size.height - 1).text

    @property
    def tour(self) -> str:
        """The line of the tour, above the message; empty without one."""
        return self._status.render_line(0).text.strip() if self._status.size.height > 2 else ""

    @property
    def title(self) -> str:
        """The title of the top screen; a dialog has a heading instead."""
        screen = self._desk.screen
        return "".join([title.words for title in screen.query(Title)][:1]) or "".join(
            str(heading.render()) for heading in screen.query(".heading").results(Static)
        )

    def title_of(self, pane: str) -> str:
        """The title of a pane of the desk."""
        return self._screen.query_one(f"#{pane}-title", Title).words

    @property
    def sees(self) -> str:
        """The whole screen as text."""
        return "\n".join(strip.text for strip in self.strips)

    @property
    def above(self) -> list[str]:
        """The rows above a dialog."""
        question = self._desk.screen.query_children(Vertical).first()
        return self.sees.split("\n")[: question.region.y]

    def drawn(self, how: str) -> list[str]:
        """The text drawn in a style (``reverse``, ``underline``), row by row."""
        lines = ("".join(s.text for s in strip if s.style and getattr(s.style, how)).strip() for strip in self.strips)
        return [line for line in lines if line]

    @property
    def segments(self) -> list[Segment]:
        """The whole screen, with its colours."""
        return [segment for strip in self.strips for segment in strip]

    def lines(self, pane: str, count: int | None = None) -> list[str]:
        """The text of a pane, row by row; ``count`` rows of it, visible or not."""
        widget = self._pane(pane)
        return [widget.render_line(y).text for y in range(widget.size.height if count is None else count)]

    def is_shown(self, pane: str) -> bool:
        """Whether a pane is visible."""
        return self._pane(pane).is_on_screen

    def width(self, pane: str) -> int:
        """The width of a pane."""
        return self._pane(pane).size.width

    def top(self, pane: str) -> int:
        """The line at the top of a pane."""
        return int(self._pane(pane).scroll_offset.y)

    @property
    def shown(self) -> list[str]:
        """The headlines in the stack."""
        return [row.headline or "" for row in self.rows]

    @property
    def rows(self) -> list[ArticleRow]:
        """The articles in the stack."""
        return [entry.row for entry in self._screen.stack.entries]

    def entry(self, headline: str) -> list[str]:
        """The two lines of an article in the stack."""
        row = 2 * self.number(headline)
        return [self._screen.stack.render_line(row + line).text for line in (0, 1)]

    def number(self, headline: str) -> int:
        """The position of a headline in the stack."""
        return next(n for n, shown in enumerate(self.shown) if headline in shown)

    @property
    def at(self) -> str:
        """The article's text from the cursor to the end of the row; in the stack, the headline."""
        reader = self._screen.reader
        return self.body[reader.cursor :].split("\n")[0] if self._screen.is_reading else self.chosen

    @property
    def chosen(self) -> str:
        """The headline under the stack's cursor."""
        current = self._screen.stack.current
        return (current.row.headline or "") if current else ""

    @property
    def place(self) -> int:
        """The cursor's position: the code point in the article, or the row in the stack."""
        return self._screen.reader.cursor if self._screen.is_reading else self._screen.stack.cursor

    @property
    def row(self) -> int:
        """The cursor's row in its pane, visible from 0 up to the pane's height."""
        if self._screen.is_reading:
            reader = self._screen.reader
            return reader.rows.row_of(reader.cursor) - reader.scroll_offset.y
        return self._screen.stack.cursor - self._screen.stack.top

    @property
    def selected(self) -> str:
        """The words selected in the reader."""
        selection = self._screen.reader.selection
        return selection.of(self.body) if selection else ""

    @property
    def article(self) -> OpenedArticle | None:
        """The open article."""
        return self._screen.reader.opened

    @property
    def body(self) -> str:
        """Its body."""
        return self._screen.reader.body

    @property
    def quotations(self) -> Sequence[Annotation]:
        """The quotations in the reader."""
        return self._screen.reader.annotations

    @property
    def current(self) -> Annotation | None:
        """The quotation that a decision would apply to."""
        screen = self._desk.screen
        return screen.meant if isinstance(screen, KeyedScreen) else None

    @property
    def texts(self) -> list[str]:
        """Our own words in a dialog or page on top."""
        return [str(static.render()) for static in self._desk.screen.query(Static)]

    @property
    def footer(self) -> list[str]:
        """The status line's message, and each key with its action; nothing while a field has the keys."""
        screen = self._desk.screen
        if not isinstance(screen, KeyedScreen) or isinstance(screen.focused, Input):
            return []
        return [self.says, *(f"{key} {words}" for key, words in screen.status._hints)]

    @property
    def scope(self) -> Scope:
        """The scope of the keys now."""
        screen = self._desk.screen
        assert isinstance(screen, KeyedScreen)
        return screen.scope

    @property
    def knows_its_handlers(self) -> bool:
        """Whether the handlers have been looked up."""
        return "handlers" in vars(self._screen)

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._desk.current_theme

    @property
    def marked(self) -> list[str]:
        """The ids of the quotations marked to be copied."""
        return self._desk.marked

    @property
    def copied(self) -> list[str]:
        """The copies that can be made again, the latest first."""
        return [copy.text for copy in self._desk.copies]

    @property
    def ended_with(self) -> object:
        """The error that the desk ended with."""
        return self._desk.return_value

    @property
    def exit_status(self) -> int | None:
        """The exit status that the desk ended with."""
        return self._desk.return_code

    @property
    def holds_the_mouse(self) -> bool:
        """Whether all mouse events go to one pane."""
        return self._desk.mouse_captured is not None

    def items(self, pane: str) -> Sequence[Line]:
        """The lines of a list of speakers or of quotations."""
        return self._list(pane).lines

    def item(self, pane: str) -> Line:
        """The line under that list's cursor."""
        return self.items(pane)[self._list(pane).cursor]

    @property
    def line(self) -> str:
        """The line under the cursor of the list on top."""
        screen = self._desk.screen
        if isinstance(screen.focused, LineList):
            return "".join(line.words for line in screen.focused.lines[screen.focused.cursor :][:1])
        for options in screen.query(OptionList):
            if options.highlighted is not None:
                return str(options.get_option_at_index(options.highlighted).prompt)
        return ""

    @property
    def scrolled(self) -> int:
        """The sum of the scroll positions of all panes on top, in lines."""
        return sum(int(widget.scroll_offset.y) for widget in self._desk.screen.query("*"))

    @property
    def typed(self) -> str:
        """The text of the focused field."""
        return self._field.value

    @property
    def offered(self) -> list[str]:
        """The lines of the list on top."""
        return [str(option.prompt) for option in self._desk.screen.query_one(OptionList).options]

    @property
    def page(self) -> str:
        """The text of the page on top: help, card or conflict."""
        return self.texts[0]

    @property
    def footnote(self) -> str:
        """The line of keys at the foot of a dialog."""
        return str(self._desk.screen.query_one(".footnote", Static).render())

    # The store

    def stored(self, *statuses: Status) -> list[Annotation]:
        """The open article's quotations in the store, with the given statuses, or all that stand."""
        assert self.article is not None
        standing = self.archive.open_article(self.article.row.id).annotations
        return [a for a in standing if not statuses or a.state.status in statuses]

    def stored_words(self, *statuses: Status) -> list[str]:
        """The words of these quotations."""
        return [annotation.words for annotation in self.stored(*statuses)]

    # Inside

    @property
    def _screen(self) -> DeskScreen:
        """The desk's own screen, whatever is over it."""
        return next(screen for screen in reversed(self._desk.screen_stack) if isinstance(screen, DeskScreen))

    @property
    def _status(self) -> StatusBar:
        """The status line on top. A dialog has none, and leaves the one below visible."""
        return next(screen.status for screen in reversed(self._desk.screen_stack) if isinstance(screen, KeyedScreen))

    @property
    def _field(self) -> Input:
        focused = self._desk.screen.focused
        assert isinstance(focused, Input)
        return focused

    @property
    def strips(self) -> list[Strip]:
        """The whole screen, row by row."""
        visible_screen_stack.set(self._desk._background_screens)
        return self._desk.screen._compositor.render_strips()

    def _pane(self, pane: str) -> Widget:
        return self._desk.screen.query_one("ReviewText" if pane == "review" else f"#{pane}")

    def _list(self, pane: str) -> LineList:
        return self._desk.screen.query_one(f"#{pane}", LineList)

    def _cell(self, words: str, past: int) -> tuple[int, int]:
        """The cell of a position in the article, within the reader's padding."""
        reader, place = self._screen.reader, self.body.index(words) + past
        row = reader.rows.row_of(place)
        return _MARGIN + place - reader.rows.row(row).span.start, 1 + row - reader.scroll_offset.y

    @property
    def _is_busy(self) -> bool:
        return self._desk.is_running and next(self._business, None) is not None

    @property
    def _business(self) -> Iterator[tuple[str, object]]:
        """Unfinished work of the desk, each piece by its kind: what is fastest to look at comes first."""
        screen = self._desk.screen
        yield from (("callback", callback) for callback in screen._callbacks)
        yield from (("drawing", widget) for widget in screen._dirty_widgets)
        yield from (("resize", event) for event in (self._desk._resize_event,) if event)
        yield from (("message", pump) for pump in (self._desk, *self._desk._registry) if _is_at_work(pump))
        yield from (("layout", screen) for screen in (screen, *self._unlaid) if screen._layout_required)
        yield from (("worker", worker) for worker in self._workers)

    @property
    def _workers(self) -> list[Worker[Any]]:
        """The workers that a key may have started, and that are not done."""
        return [w for w in self._desk.workers if not w.is_finished and w.group not in ("news", "pending")]

    @property
    def _unlaid(self) -> list[Screen[Any]]:
        """The screens behind a dialog that have to be laid out again."""
        behind = self._desk._background_screens if self._desk.is_running else []
        return [screen for screen in behind if screen._layout_required]


def _is_at_work(pump: MessagePump) -> bool:
    """Whether a part of the desk handles a message, or has one to handle: it does not wait for the next."""
    queue: Queue[Any] = pump._message_queue
    return bool(queue.values or pump._next_callbacks or not queue.ready_event._waiters)


def desk_over(
    archive: Archive, clipboard: KeptClipboard, config: Config = AS_IT_COMES, welcome: Welcome = NO_WELCOME
) -> Desk:
    """Return a desk on a store, with a clock that stands still."""
    return Desk(archive, config, clipboard=clipboard, clock=lambda: _CLOCK, welcome=welcome)


@asynccontextmanager
async def at_the_desk(
    archive: Archive,
    config: Config = AS_IT_COMES,
    *,
    size: tuple[int, int] = (120, 24),
    welcome: Welcome = NO_WELCOME,
    browser: Browser | None = None,
) -> AsyncIterator[Driver]:
    """Open a desk on a store, and leave it at the end. ``browser`` is the person's, where it shows the desk."""
    clipboard = KeptClipboard()
    app = desk_over(archive, clipboard, config, welcome)
    app.browser = browser
    # As in a terminal: with the children that Textual puts on every screen.
    async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
        driver = Driver(archive, app, pilot, clipboard)
        await driver.idle()
        yield driver
