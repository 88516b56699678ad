"""The desk as a Textual app, the only owner of the Archive.

Work on the store runs in threads that touch no widget; the coroutine that awaits it changes the screen.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import App
from textual.driver import Driver
from textual.reactive import Reactive

from tui.desk.navigation import Navigation
from tui.desk.screen import DeskScreen
from tui.kernel import keymap
from tui.kernel.left_decisions import offer_left
from tui.kernel.pending import PendingDecisions
from tui.kernel.store_access import StoreAccess
from tui.kernel.welcome import Welcome
from tui.settings import paths, theme_choice
from tui.settings.config import Config
from tui.settings.web import web_client
from tui.stack.first_page import first_page
from tui.terminal import standard_streams, themes, tty

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.theme import Theme

    from newstext.guard import Finder
    from store import Archive
    from tui.copy_formats import Copy
    from tui.kernel.browser import Browser
    from tui.kernel.decisions import DecisionQueue
    from tui.kernel.finder_run import StoreScan
    from tui.kernel.session import Own
    from tui.terminal.clipboard import Clipboard

T = TypeVar("T")

AS_IT_COMES = Config()
NO_WELCOME = Welcome()


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Desk(Navigation, inherit_css=False):
    """A newsroom's desk on one store. ``clock`` returns the local time for the words "saved 14:03".

    It exits with a StoreError when it could not read the store at all, with an error that it met, else with None.
    """

    CSS_PATH = str(Path(__file__).with_name("app.tcss"))
    TITLE = "Pullquote"
    ENABLE_COMMAND_PALETTE = False
    # The first theme is set from the start: set later, it would style the whole desk twice before its first paint.
    theme: Reactive[str] = Reactive(themes.DARK.name)
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+c", "help_quit", "")]

    def __init__(
        self,
        archive: Archive,
        config: Config = AS_IT_COMES,
        *,
        clipboard: Clipboard | None = None,
        clock: Callable[[], datetime] = _local_now,
        welcome: Welcome = NO_WELCOME,
    ) -> None:
        self.config = config
        self._themes = theme_choice.available(config)
        super().__init__()
        # Textual asks for the themes before the console, and with it the colour depth, is known.
        depth = themes.depth(self.console.color_system)
        if depth != themes.Depth.TRUE:
            self._themes = theme_choice.available(config, depth)
        self.set_reactive(App.theme, self._themes[theme_choice.first(config)].name)
        if (self.theme, depth) != (themes.DARK.name, themes.Depth.TRUE):
            # Before any style is read: as a change of theme it would style the whole desk twice.
            self._refresh_truecolor_filter(self.ansi_theme)
            self.stylesheet.set_variables(self.get_css_variables())
        self.actions = keymap.in_force(config.keys, guided=welcome.guide is not None)
        """Every action with the keys in force."""
        self._draw_plainly()
        self.clock, self._welcome, self._copying = clock, welcome, clipboard
        self.guide = welcome.guide(self) if welcome.guide is not None else None
        self.last_named: str | None = None
        """The speaker this person named last, who often said the next quotation too."""
        self.archive, self._access = archive, StoreAccess(archive)
        self.pending = PendingDecisions(self, self._access, paths.pending_folder)
        self.browser: Browser | None = None
        self.marked: list[str] = []
        self.copies: list[Copy] = []
        self.web_client = partial(web_client, config)
        self._first_page = self._access.fetch(first_page)
        """Fetched while Textual starts, so that the first paint shows the stack."""

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in self._themes.values()}

    def get_default_screen(self) -> DeskScreen:
        return DeskScreen(self.size.width, self._first_page)

    def phrase(self, words: str, **values: object) -> str:
        """Return a sentence with its keys filled in."""
        return keymap.phrase(words, self.actions, **values)

    @property
    def clipboard_way(self) -> Clipboard:
        """The clipboard that copies go to."""
        if self._copying is None:
            from tui.terminal.clipboard import Clipboard

            self._copying = Clipboard(write_escape=self._write_escape, command=self.config.copy_command)
        return self._copying

    @cached_property
    def saving(self) -> DecisionQueue:
        """The queue of the person's decisions."""
        from tui.kernel.decisions import DecisionQueue

        return DecisionQueue(self)

    @property
    def own(self) -> Own:
        """The newsroom's own commands and fields, from config.toml."""
        return self.config.own

    @cached_property
    def finder(self) -> Finder:
        """The finder for long articles, in its own process, so that the desk stays quick. It ends with the desk."""
        from newstext.guard import Finder

        return Finder()

    @cached_property
    def finding(self) -> StoreScan:
        """The run of the finder over all articles."""
        from tui.kernel.finder_run import StoreScan

        return StoreScan(self)

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the archive a question, off the event loop."""
        return await self._access.read(ask)

    async def think(self, work: Callable[[Archive], T]) -> T:
        """Do long work off the event loop. Reads, saves and leaving don't wait for it."""
        return await self._access.think(work)

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change, off the event loop and after every change before it."""
        return await self._access.write(change)

    def on_ready(self) -> None:
        if self._welcome.greeting:
            self.say(self.phrase(self._welcome.greeting))
        self.start_work(offer_left(self, self._access, self.pending, paths.pending_folder), group="left")
        if not self.is_headless:
            from tui.terminal.hangup import watch

            watch(self, self.end)

    def leave(self) -> None:
        """Leave on a person's request. If a pending save fails, stay once, so that they can read why."""
        self.run_worker(self._leave(stay_on_failure=True), group="leave")

    def end(self) -> None:
        """Leave for good once every decision is saved or has failed. No message is shown: nobody can read it."""
        self.run_worker(self.action_quit(), group="leave")

    async def action_quit(self) -> None:
        await self._leave(stay_on_failure=False)

    async def _leave(self, *, stay_on_failure: bool) -> None:
        if (failed := await self.finish_saving()) and stay_on_failure:
            self.saving.say(self.phrase("{failed} {everywhere.leave} again quits without it.", failed=failed))
        elif stay_on_failure and self.pending.count:
            self.ask_to_leave(self.pending.count, lambda quits: self.exit() if quits else None)
        else:
            self.exit()

    async def finish_saving(self) -> str:
        """Wait until every decision is saved or refused; return a sentence on those that were not saved."""
        return await self.saving.finish()

    def action_help_quit(self) -> None:
        """Name the key that quits: ctrl+c is a habit from other programs, and quitting would interrupt work."""
        self.say_how_to_leave()

    def say_how_to_leave(self) -> None:
        """Say which key quits."""
        self.say(self.phrase(self._welcome.farewell))

    def set_aside(self) -> bool:
        """Suspend the desk until the shell resumes it; False where that is not possible."""
        can = self._driver is not None and self._driver.can_suspend
        if can:
            self.action_suspend_process()
        return can

    @on(Driver.SignalResume)
    def _came_back(self) -> None:
        """Redraw everything: the shell has written to the terminal."""
        self.refresh(layout=True)

    def switch_theme(self) -> str:
        """Switch to the next theme and return its name. The choice is kept unless config.toml names a theme."""
        names = list(self._themes)
        now = next(name for name, theme in self._themes.items() if theme.name == self.theme)
        chosen = names[(names.index(now) + 1) % len(names)]
        self.theme = self._themes[chosen].name
        if self.config.theme is None:
            theme_choice.keep(chosen)
        return chosen

    def _draw_plainly(self) -> None:
        """Draw without colours if NO_COLOR is set.

        Signs are ASCII if config.toml asks for that, or if the terminal's encoding has no others.
        """
        if self.no_color:
            self.css_path.append(Path(__file__).with_name("colourless.tcss"))
        if tty.has_only_ascii() if self.config.ascii_only is None else self.config.ascii_only:
            from tui.terminal.ascii_signs import AsciiSigns

            self._filters.append(AsciiSigns())

    def on_unmount(self) -> None:
        if (finder := vars(self).get("finder")) is not None:
            finder.stop()
        self.finding.close()
        self._access.close()
        self.pending.close()


def open_desk(archive: Archive, config: Config = AS_IT_COMES, welcome: Welcome = NO_WELCOME) -> None:
    """Open the desk on a store, and return when the person leaves it; StoreError when the store cannot be read."""
    standard_streams.draw_on_output()
    if (error := Desk(archive, config, welcome=welcome).run()) is not None:
        raise error
