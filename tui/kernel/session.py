"""The session of one person at one desk, which every room may ask. It knows no screen.

A room asks the session for anything, and reaches other rooms only by messages of ``tui.kernel.messages``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from textual.message import Message

    from newstext.guard import Finder
    from store import Archive
    from store.errors import AwayError, StoreError
    from store.model.annotations import Annotation
    from store.pending.changes import PendingChange
    from store.quotations.conflicts import Conflict
    from store.watch.client import Client
    from tui.copy_formats import Copy
    from tui.kernel.actions import Action, Scope
    from tui.kernel.browser import Browser
    from tui.kernel.in_flight import DecisionInFlight
    from tui.kernel.key_queue import Hold, Work
    from tui.kernel.messages import Deed
    from tui.terminal.clipboard import Clipboard

T = TypeVar("T")


class Own(NamedTuple):
    """The commands and fields that a newsroom adds to the desk in config.toml."""

    commands: Mapping[str, str]
    """Commands that quotations are piped to, by name."""
    speaker_fields: Mapping[str, tuple[str, ...]]
    """Fields of speakers, each with its values."""


class Decisions(Protocol):
    """A person's decisions on their way into the store. Each is saved in full before the next begins."""

    @property
    def is_busy(self) -> bool:
        """Whether a decision is not saved yet."""

    def is_changing(self, annotation: Annotation | None) -> bool:
        """Whether a decision about a quotation is not saved and shown yet; without a quotation, any decision."""

    def decide(
        self,
        decision: Callable[[], Awaitable[None]],
        *,
        about: Annotation | None = None,
        holds_keys: bool = False,
    ) -> None:
        """Carry out a decision after those before it. ``about`` is the quotation that it changes.

        ``holds_keys`` makes later keys wait for a decision that determines where they go.
        """

    def ask(self, question: Callable[[], Awaitable[None]]) -> None:
        """Ask a question once the decisions before it are saved. Later keys go to the question."""

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change and show what it returns. For use within a decision."""

    async def settled(self) -> None:
        """Wait until every decision so far is saved, or waits on this machine."""

    def note_saved(self, words: str) -> None:
        """Note that decisions are saved now, and show it: ``words`` and the time."""

    def say(self, words: str) -> None:
        """Show a message on the screen that has the keys."""


class GuidedScreen(Protocol):
    """A screen, as a tour sees it."""

    @property
    def scope(self) -> Scope:
        """The scope that keys apply to now."""

    @property
    def is_typing(self) -> bool:
        """Whether keys go to a field."""

    @property
    def meant(self) -> Annotation | None:
        """The quotation that actions apply to; None without one."""

    def offered(self) -> Sequence[Action]:
        """Return the actions that are available now."""

    def is_hinted(self, action: Action) -> bool:
        """Whether the footer shows an action that is available: those on a quotation only where there is one."""


class Guidance(NamedTuple):
    """A line of a tour: what to do next, its keys apart from the other words; at the right, the tour's own keys."""

    words: tuple[tuple[str, bool], ...] = ()
    """Pieces of the sentence, each with whether it is a key. Without any there is no line."""
    keys: tuple[tuple[str, str], ...] = ()
    """The keys as printed, each with a word."""


class Guide(Protocol):
    """A tour. It handles its own actions."""

    @property
    def draft(self) -> str:
        """The path of a draft for the first check."""

    def line(self, screen: GuidedScreen) -> Guidance:
        """Return the line for a screen."""

    def did(self, deed: Deed) -> None:
        """Go on when the person has done what the tour waits for."""

    def look(self) -> None:
        """See in the store what has been done."""


class Pending(Protocol):
    """Decisions that wait on this machine while the store is away."""

    @property
    def count(self) -> int:
        """The number of decisions that wait."""

    @property
    def is_away(self) -> bool:
        """Whether the store is away."""

    @property
    def holds_decisions(self) -> bool:
        """Whether a decision must wait: for the store, or for those before it."""

    @property
    def in_flight(self) -> DecisionInFlight:
        """Keeps the decision that is being saved on disk, if that takes long."""

    @property
    def notice(self) -> str:
        """The line for every screen; empty while the store is there and nothing waits."""

    @property
    def refusal(self) -> str:
        """The sentence on what cannot be done while the store is away."""

    @property
    def not_saved(self) -> str:
        """The sentence on the decisions that wait."""

    def note_trouble(self, error: StoreError) -> None:
        """Note an error met while nothing was asked for: the store may be away."""

    async def keep(self, change: Callable[[Archive], T], error: AwayError | None = None) -> tuple[T, str]:
        """Make a change that waits; return its result, and its action if there was something to change."""

    async def take_back(self) -> str:
        """Take back the last decision that waits; return the sentence on that."""


class Holds(Protocol):
    """The queue of typed keys."""

    def hold(self, work: Work | None = None) -> Hold:
        """Hold later keys until ``work`` is done or the hold is released."""


class ScreenState(Protocol):
    """The state that all screens of one desk show."""

    @property
    def article_shown(self) -> str | None:
        """The id of the article that the person looks at; None where it is none, or any."""

    @property
    def guide(self) -> Guide | None:
        """The tour; None without one."""

    def say(self, words: str) -> None:
        """Show a message on the screen that has the keys."""

    def unsay(self, words: str) -> None:
        """Take a message back where it is still shown."""

    def say_saved(self, words: str) -> None:
        """Show on that screen when the last decision was saved."""

    def say_working(self, words: str) -> None:
        """Show the progress of background work on every screen."""

    def unsay_working(self, words: str) -> None:
        """Take the progress or outcome of background work back where it is still shown."""

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        """Show the annotations returned by a decision on every screen."""

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        """Refresh every screen after changes to ``article_ids``; None means any article."""

    def renew_soon(self) -> None:
        """Refresh every screen in the background."""

    async def go_to_undone(self, annotation: Annotation) -> bool:
        """Go to the annotation that undo or redo changed; False if the screen that has the keys does not show it."""

    def show_notice(self, words: str) -> None:
        """Show a line on every screen until it changes; empty to take it away."""

    def ask_to_send(self, waiting: Sequence[PendingChange], answered: Callable[[bool], None]) -> None:
        """Ask whether to send decisions that an earlier desk left."""

    def ask_conflict(self, conflict: Conflict, answered: Callable[[bool | None], None]) -> None:
        """Show both sides of a conflict; ``answered`` gets True for the person's own side."""

    def refresh_guidance(self) -> None:
        """Show on every screen what to do next in the tour."""

    def tell_fault(self, error: Exception, *, goes_on: bool = True) -> None:
        """Report an unexpected error, tell the person, and continue where possible."""


class Leaving(Protocol):
    """The ways out of the desk."""

    def leave(self) -> None:
        """Leave on a person's request, after pending saves."""

    def say_how_to_leave(self) -> None:
        """Say which key quits."""

    def set_aside(self) -> bool:
        """Suspend the desk until the shell resumes it; False where that is not possible."""


class Session(ScreenState, Leaving, Protocol):
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
    def pending(self) -> Pending:
        """The person's decisions that wait for the store."""

    @property
    def key_queue(self) -> Holds:
        """The keys typed but not yet dealt to a screen."""

    @property
    def actions(self) -> Sequence[Action]:
        """Every action with the keys in force."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The local time."""

    @property
    def clipboard_way(self) -> Clipboard:
        """The clipboard that copies go to."""

    @property
    def browser(self) -> Browser | None:
        """The browser that shows the desk; None for a desk in a terminal."""

    @property
    def marked(self) -> list[str]:
        """The ids of the quotations marked to be copied together, in the order of marking."""

    @property
    def copies(self) -> list[Copy]:
        """Copies made, the latest first."""

    @property
    def own(self) -> Own:
        """The newsroom's own commands and fields, from config.toml."""

    @property
    def finder(self) -> Finder:
        """The finder for long articles, in its own process."""

    @property
    def finding(self) -> object:
        """The run of the finder over all articles, which handles its own actions."""

    def phrase(self, words: str, **values: object) -> str:
        """Return a sentence with its keys filled in, as ``tui.kernel.keymap.phrase`` does for ``{reader.select}``."""

    async def read(self, ask: Callable[[Archive], T]) -> T:
        """Ask the store a question, off the event loop."""

    async def think(self, work: Callable[[Archive], T]) -> T:
        """Do long work off the event loop. Reads and saves don't wait for it."""

    async def write(self, change: Callable[[Archive], T]) -> T:
        """Make a change, off the event loop and after every change before it."""

    def post_message(self, message: Message) -> bool:
        """Send a message (``tui.kernel.messages``)."""

    # Work

    def web_client(self) -> Client:
        """Return a client for web addresses; ConfigError if config.toml sets it up wrongly."""

    def start_work(self, work: Coroutine[Any, Any, None], *, group: str) -> Work:
        """Start work on the event loop."""

    def cancel_work(self, group: str) -> None:
        """Cancel all work of a group."""

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call a function after a delay."""

    def switch_theme(self) -> str:
        """Switch to the next theme and return its name."""
