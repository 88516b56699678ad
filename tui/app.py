"""The desk as a Textual app: it holds the Archive, and is the only one that does.

Work on the store runs in threads that touch no widget; the coroutine that awaits it changes what is shown. Reads may
overlap; writes go one after another in the order in which a person decided.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.reactive import Reactive
from textual.worker import Worker, WorkerFailed

from tui.base.keyed_screen import KeyedScreen
from tui.desk.screen import DeskScreen
from tui.kernel.actions import Scope, key_of, rebound
from tui.kernel.threads import Threads
from tui.settings import theme_choice
from tui.settings.config import Config
from tui.stack.window import FIRST_PAGE
from tui.terminal import standard_streams, themes, tty
from tui.widgets.enduring import Enduring, is_half_made, outlives

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

    from textual.binding import BindingType
    from textual.theme import Theme

    from newstext.guard import Finder
    from store import Archive
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow, Page, Totals
    from store.quotations.conflicts import Conflict
    from tui.copy_formats import Copy
    from tui.kernel.decisions import Saving
    from tui.kernel.faults import Faults
    from tui.kernel.finder_run import Finding
    from tui.kernel.key_queue import KeyQueue
    from tui.kernel.messages import OpenArticle, Reattach, ShowCard, ShowQuotation, ShowUpdates
    from tui.terminal.clipboard import Clipboard

T = TypeVar("T")

_PATIENCE = 0.2
"""Seconds for which a desk that is left waits for threads whose work is of no use any more."""

AS_IT_COMES = Config()

_LAST_SAVES = 10
"""Seconds that saves may take when the desk ends by an error."""


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Desk(Enduring, App[Exception | None], inherit_css=False):
    """A newsroom's desk over one store. ``clock`` tells the local time for the words "saved 14:03".

    It ends with a StoreError when the store could not be read at all, with any other error when it could not go on
    after that, else with None.
    """

    CSS_PATH = str(Path(__file__).with_name("app.tcss"))
    TITLE = "Pullquote"
    ENABLE_COMMAND_PALETTE = False
    # The first theme is there from the start: to set it later would style the whole desk twice before its first paint.
    theme: Reactive[str] = Reactive(themes.DARK.name)
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+c", "help_quit", "")]

    def __init__(
        self,
        archive: Archive,
        config: Config = AS_IT_COMES,
        *,
        clipboard: Clipboard | None = None,
        clock: Callable[[], datetime] = _local_now,
    ) -> None:
        self.config = config
        self._themes = theme_choice.available(config)
        super().__init__()
        self.set_reactive(App.theme, self._themes[theme_choice.first(config)].name)
        if self.theme != themes.DARK.name:
            self._watch_theme(self.theme)
        self.actions = rebound(config.keys)
        """Every action with the keys that are in force."""
        self._draw_plainly()
        self.clock = clock
        self._is_ending = False
        self.last_named: str | None = None
        """The speaker this person named last: often it is who said the next quotation too."""
        self._copying = clipboard
        self.archive = archive
        self._readers = Threads(2, "archive-reader")
        self._thinkers = Threads(1, "finder")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive-writer")
        self.marked: list[str] = []
        """The quotations marked to be copied together, by id, in the order in which they were marked."""
        self.copies: list[Copy] = []
        """What was copied, the latest first."""
        self._first_page = self._readers.submit(_first_page, archive)
        """Fetched while Textual starts, so that the first paint shows the stack."""

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in self._themes.values()}

    def get_default_screen(self) -> DeskScreen:
        return DeskScreen(self.size.width, self._first_page)

    def key(self, id: str, scope: Scope = Scope.EVERYWHERE) -> str:  # noqa: A002 - as in the table of actions
        """Return the key that an action has now, for sentences that name it."""
        return key_of(self.actions, id, scope)

    @property
    def clipboard_way(self) -> Clipboard:
        """Where copies go."""
        if self._copying is None:
            from tui.terminal.clipboard import Clipboard

            self._copying = Clipboard(write_escape=self._write_escape, command=self.config.copy_command)
        return self._copying

    @cached_property
    def saving(self) -> Saving:
        """The person's decisions on their way into the store."""
        from tui.kernel.decisions import Saving

        return Saving(self)

    @cached_property
    def finder(self) -> Finder:
        """The finder for long articles, in a process of its own: that leaves the desk quick, and ends with it."""
        from newstext.guard import Finder

        return Finder()

    @cached_property
    def finding(self) -> Finding:
        """What finds quotations in all articles."""
        from tui.kernel.finder_run import Finding

        return Finding(self)

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        """Let every screen show annotations as they are now, as a decision returned them."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.show_changed(changed)

    def renew_soon(self) -> None:
        """Let every screen read anew, while other decisions go on."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.pages.tell_news()

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        """Let every screen show what the store holds now; ``article_ids`` changed, or None: others changed any."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                await screen.renew(article_ids)

    def say(self, words: str) -> None:
        """Say something on the screen that has the keys; while the desk is being left, nobody is there to be told."""
        if (top := self._top) is not None:
            top.status.say(words)

    def say_saved(self, words: str) -> None:
        """Say on that screen when the last decision was saved."""
        if (top := self._top) is not None:
            top.status.saved(words)

    def say_working(self, words: str) -> None:
        """Say on every screen how far work in the background is."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.status.working(words)

    async def go_to_undone(self, annotation: Annotation) -> bool:
        """Go to what undo or redo touched; False when the screen that has the keys does not show it."""
        return (top := self._top) is None or await top.go_to_undone(annotation)

    def ask_conflict(self, conflict: Conflict, answered: Callable[[bool | None], None]) -> None:
        """Show both sides of a conflict; ``answered`` gets True for the person's own side."""
        from tui.quotations.conflict import ConflictScreen

        self.push_screen(ConflictScreen(conflict), answered)

    def start_work(self, work: Coroutine[Any, Any, None], *, group: str) -> Worker[None]:
        """Start work on the event loop."""
        return self.run_worker(work, group=group)

    def cancel_work(self, group: str) -> None:
        """Cancel all work of a group."""
        self.workers.cancel_group(self, group)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call something after a time."""
        self.set_timer(seconds, call)

    @property
    def _top(self) -> KeyedScreen[object] | None:
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, KeyedScreen)), None)

    # What rooms tell each other

    def on_open_article(self, message: OpenArticle) -> None:
        desk = self._back_at_the_desk()
        desk.opening.open_at(message.row, message.at)
        if message.said:
            desk.status.say(message.said)

    def on_show_quotation(self, message: ShowQuotation) -> None:
        self._back_at_the_desk().opening.show_article(message.annotation)

    def on_reattach(self, message: Reattach) -> None:
        self._back_at_the_desk().updating.reattach(message.fate)

    def on_show_updates(self, message: ShowUpdates) -> None:
        from tui.updates.queue_screen import open_queue

        if (top := self._top) is not None:
            open_queue(top, message.article_id, at=message.at)

    def on_show_card(self, message: ShowCard) -> None:
        from tui.quotations.card import CardScreen

        self.push_screen(CardScreen(message.annotation))

    def _back_at_the_desk(self) -> DeskScreen:
        """Leave the screens over the desk."""
        while not isinstance(screen := self.screen, DeskScreen):
            screen.dismiss()
        return screen

    async def on_event(self, event: events.Event) -> None:
        # (A key that a field has not used comes by a second time.)
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self._leaves_at_once(event):
                self.leave()
            elif self.key_queue.put(event):
                self.run_worker(self.key_queue.run(), group="keys")
        else:
            await super().on_event(event)

    @cached_property
    def key_queue(self) -> KeyQueue[events.Key | events.Paste]:
        """What has been typed and not been dealt to a screen."""
        from tui.base.settled import settled
        from tui.kernel.key_queue import KeyQueue

        return KeyQueue(
            deal=self._deal,
            settled=partial(settled, self),
            is_escape=lambda event: isinstance(event, events.Key) and event.key == "escape",
            given_up=lambda: self.saving.say("The store did not answer in time. What was typed meanwhile is dropped."),
        )

    def _leaves_at_once(self, event: events.Key | events.Paste) -> bool:
        """Whether a key leaves while an article is being opened: nothing was typed that waits for it, and no field
        comes that could mean the letter."""
        leave = next(action.keys for action in self.actions if action.id == "leave")
        names = (event.key, event.character) if isinstance(event, events.Key) else ()
        opening = self.key_queue.is_held_only_by(lambda work: isinstance(work, Worker) and work.group == "open")
        return opening and any(name in leave for name in names)

    async def _deal(self, event: events.Key | events.Paste) -> None:
        """Let the top screen have what was typed: a key that means something there, else whatever has the focus."""
        self._faults.forgive()
        screen = self.screen
        try:
            if not (isinstance(event, events.Key) and isinstance(screen, KeyedScreen) and screen.obey(event)):
                await super().on_event(event)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and reported
            self.tell_fault(error)

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the archive something, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, ask, self.archive)

    async def think(self, work: Callable[[Archive], T]) -> T:
        """Do long work off the event loop. No read and no save waits for it, and who leaves does not either."""
        return await asyncio.get_running_loop().run_in_executor(self._thinkers, work, self.archive)

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Let the archive make a change, off the event loop and after every change before it."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, change, self.archive)

    def on_ready(self) -> None:
        if not self.is_headless:
            from tui.terminal.hangup import watch

            watch(self, self.end)

    def leave(self) -> None:
        """Leave for a person. When what is still being saved fails, stay once, so that they can read why."""
        self.run_worker(self._leave(stay_on_failure=True), group="leave")

    def end(self) -> None:
        """Leave for good once everything is saved or has failed: nobody is there to be told."""
        self.run_worker(self.action_quit(), group="leave")

    async def action_quit(self) -> None:
        await self._leave(stay_on_failure=False)

    async def _leave(self, *, stay_on_failure: bool) -> None:
        failed = await self.saving.finish()
        if failed and stay_on_failure:
            self.saving.say(f"{failed} {self.key('leave')} again leaves without it.")
        else:
            self.exit()

    # Unexpected errors

    @cached_property
    def _faults(self) -> Faults:
        from tui.kernel.faults import Faults

        return Faults()

    def tell_fault(self, error: Exception, *, goes_on: bool = True) -> None:
        """Report an unexpected error and go on; leave where that is not possible."""
        from tui.kernel.faults import told

        if self._is_ending:
            return
        said = told(error)
        if goes_on and not self._faults.repeats(error) and self.is_running:
            self.saving.say(said)
        else:
            self._is_ending = True
            self.run_worker(self._end_with(error), group="leave") if self.is_running else self.exit(error)

    async def _end_with(self, error: Exception) -> None:
        """Leave because of an error, once everything is saved; what cannot be saved any more is not waited for."""
        with suppress(Exception):
            await asyncio.wait_for(self.saving.finish(), _LAST_SAVES)
        self.exit(error)

    def _handle_exception(self, error: Exception) -> None:
        """Take what Textual would end with: work, timers and painting may fail, and the desk goes on."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            self.tell_fault(error.error)
        elif is_half_made(error) and len(self.screen_stack) > 1:
            self.tell_fault(error)
            self.call_later(self.pop_screen)
        else:
            self.tell_fault(error, goes_on=outlives(error))

    def action_help_quit(self) -> None:
        """ctrl+c is a habit from other programs: say what quits here instead of quitting in the middle of work."""
        self.say_how_to_leave()

    def say_how_to_leave(self) -> None:
        """Say which key quits."""
        if isinstance(self.screen, KeyedScreen):
            self.screen.status.say(f"Press {self.key('leave')} to quit. Everything you decided is saved.")

    def set_aside(self) -> bool:
        """Let the shell have the terminal until it brings the desk back; False where that cannot be."""
        can = self._driver is not None and self._driver.can_suspend
        if can:
            self.action_suspend_process()
        return can

    @on(Driver.SignalResume)
    def _came_back(self) -> None:
        """Draw everything: the terminal was the shell's meanwhile."""
        self.refresh(layout=True)

    def switch_theme(self) -> str:
        """Wear the next theme, and return its name; it is kept unless config.toml names one."""
        names = list(self._themes)
        now = next(name for name, theme in self._themes.items() if theme.name == self.theme)
        chosen = names[(names.index(now) + 1) % len(names)]
        self.theme = self._themes[chosen].name
        if self.config.theme is None:
            theme_choice.keep(chosen)
        return chosen

    def _draw_plainly(self) -> None:
        """Draw without colours where NO_COLOR says so, and with ASCII signs where the person does, or the terminal's
        encoding has no others."""
        if self.no_color:
            self.css_path.append(Path(__file__).with_name("colourless.tcss"))
        if tty.has_only_ascii() if self.config.ascii_only is None else self.config.ascii_only:
            from tui.terminal.ascii_signs import PlainSigns

            self._filters.append(PlainSigns())

    def on_unmount(self) -> None:
        if (finder := vars(self).get("finder")) is not None:
            finder.stop()
        self.finding.close()
        self._writer.shutdown(wait=True)
        with self.archive.ending_reads():
            self._readers.end(_PATIENCE)
            self._thinkers.end(_PATIENCE)

    def _write_escape(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)


def _first_page(archive: Archive) -> tuple[Page[ArticleRow], Totals]:
    return archive.articles(limit=FIRST_PAGE), archive.totals()


def open_desk(archive: Archive, config: Config = AS_IT_COMES) -> None:
    """Open the desk on a store, and return when the person leaves it; StoreError when the store cannot be read."""
    standard_streams.draw_on_output()
    if (error := Desk(archive, config).run()) is not None:
        raise error
