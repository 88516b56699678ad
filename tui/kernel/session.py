"""One person's session at one desk: what every room may ask. It knows no screen.

A room asks the session for anything, and tells other rooms only by a message of ``tui.kernel.messages``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence
    from datetime import datetime
    from typing import Any

    from newstext.guard import Finder
    from store import Archive
    from store.model.annotations import Annotation
    from store.quotations.conflicts import Conflict
    from tui.copy_formats import Copy
    from tui.kernel.actions import Action
    from tui.kernel.key_queue import Hold, Work
    from tui.terminal.clipboard import Clipboard

T = TypeVar("T")


class Decisions(Protocol):
    """A person's decisions on their way into the store: each is saved in full before the next begins."""

    @property
    def is_busy(self) -> bool:
        """Whether a decision is not saved yet."""

    def is_changing(self, annotation: Annotation | None) -> bool:
        """Whether a decision about a quotation is not saved and shown yet; about any, where none is given."""

    def decide(
        self,
        decision: Callable[[], Awaitable[None]],
        *,
        about: Annotation | None = None,
        holds_keys: bool = False,
    ) -> None:
        """Carry out a decision after those before it. ``about`` is the quotation that it changes.

        With ``holds_keys`` later keys wait for it: it decides where they go.
        """

    def ask(self, question: Callable[[], Awaitable[None]]) -> None:
        """Put a question once the decisions before it are saved; later keys are for the question."""

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change and show what it returns; for use within a decision."""

    async def settled(self) -> None:
        """Wait until every decision so far is saved."""

    def say(self, words: str) -> None:
        """Say something on the screen that has the keys."""


class Holds(Protocol):
    """The queue of what has been typed."""

    def hold(self, work: Work | None = None) -> Hold:
        """Keep later keys until ``work`` is done or the hold is released."""


class ScreenState(Protocol):
    """What all screens of one desk show."""

    def say(self, words: str) -> None:
        """Say something on the screen that has the keys."""

    def say_saved(self, words: str) -> None:
        """Say on that screen when the last decision was saved."""

    def say_working(self, words: str) -> None:
        """Say on every screen how far work in the background is."""

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        """Show annotations on every screen as a decision returned them."""

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        """Refresh every screen: ``article_ids`` changed, or None: any may have."""

    def renew_soon(self) -> None:
        """Refresh every screen in the background."""

    async def go_to_undone(self, annotation: Annotation) -> bool:
        """Go to what undo or redo touched; False when the screen that has the keys does not show it."""

    def ask_conflict(self, conflict: Conflict, answered: Callable[[bool | None], None]) -> None:
        """Show both sides of a conflict; ``answered`` gets True for the person's own side."""

    def tell_fault(self, error: Exception, *, goes_on: bool = True) -> None:
        """Report an unexpected error, say so, and go on where that is possible."""


class Session(ScreenState, Protocol):
    """The store, the person's decisions, the keys in force and the clipboard of one desk."""

    last_named: str | None
    """The speaker this person named last."""

    @property
    def archive(self) -> Archive:
        """The store. Ask it through ``read``, ``think`` and ``write``, never on the event loop."""

    @property
    def saving(self) -> Decisions:
        """The person's decisions."""

    @property
    def key_queue(self) -> Holds:
        """What has been typed and not been dealt to a screen."""

    @property
    def actions(self) -> Sequence[Action]:
        """Every action with the keys that are in force."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The local time."""

    @property
    def clipboard_way(self) -> Clipboard:
        """Where copies go."""

    @property
    def marked(self) -> list[str]:
        """The ids of the quotations marked to be copied together, in the order of marking."""

    @property
    def copies(self) -> list[Copy]:
        """What was copied, the latest first."""

    @property
    def finder(self) -> Finder:
        """The finder for long articles, in a process of its own."""

    @property
    def finding(self) -> object:
        """The run of the finder over all articles, which handles its own actions."""

    def phrase(self, words: str, **values: object) -> str:
        """Return a sentence with its keys filled in: ``{reader.select}`` as in ``tui.kernel.keymap.phrase``."""

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the store something, off the event loop."""

    async def think(self, work: Callable[[Archive], T]) -> T:
        """Do long work off the event loop; neither a read nor a save waits for it."""

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change, off the event loop and after every change before it."""

    # Work and leaving

    def start_work(self, work: Coroutine[Any, Any, None], *, group: str) -> Work:
        """Start work on the event loop."""

    def cancel_work(self, group: str) -> None:
        """Cancel all work of a group."""

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call something after a time."""

    def leave(self) -> None:
        """Leave for a person: what is still being saved comes first."""

    def say_how_to_leave(self) -> None:
        """Say which key quits."""

    def set_aside(self) -> bool:
        """Give the shell the terminal until it brings the desk back; False where that cannot be."""

    def switch_theme(self) -> str:
        """Switch to the next theme, and return its name."""
