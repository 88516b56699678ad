"""The parts of a storage engine that keep it sound, and tell who works on it; ``store.engine`` has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from store.model.changes import Check, LogHead
    from store.model.members import Deed


class Signatures(Protocol):
    """The names that changes are signed with."""

    def signature(self, actor: str) -> str:
        """Return the name that changes are signed with: ``actor``, unless the store knows who is logged in."""

    def refusal(self, deed: Deed) -> str | None:
        """Return why this person may not do something here, and what to do; None if they may. Nothing is asked."""


class Clock(Protocol):
    """The clock by which changes are dated."""

    def now(self) -> datetime:
        """Return the time in UTC: the server's where there is one, since the clocks of its clients may be wrong."""


class Presence(Protocol):
    """Whether the store is there, and which it is."""

    def identity(self) -> str:
        """Return what identifies the store on this machine, without a password; nothing is asked."""

    def reach(self) -> None:
        """Raise AwayError unless the store can be asked now. Does not wait for a store that is away."""


class ChangeWatch(Protocol):
    """Notice of other people's writes."""

    def wait(self, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds for somebody else's write; True when there was one since the last call."""


class Integrity(Protocol):
    """The state of the store: whether it is undamaged and kept in a safe place, and its search index."""

    def checks(self) -> Iterator[Check]:
        """Check the store and yield the result of each check. A large store takes minutes, and blocks nobody."""

    def check_location(self) -> Check:
        """Check the store's location for dangers, and for access by people who do not use it."""

    def beside(self, ending: str) -> Path | None:
        """Return the path of the file beside the store with this ``ending`` to its name; None without files."""

    def restored(self) -> Iterator[Check]:
        """Check a store that was restored from a backup for what is missing around its rows: rules, roles, numbers."""

    def log_heads(self) -> Iterator[LogHead]:
        """Yield the head of the log after each entry of both logs, in order, as of one moment. The log may be long."""

    def warnings(self) -> list[str]:
        """Return the warnings to show whenever the store is opened; fast."""

    def reindex(self) -> Iterator[int]:
        """Rebuild the search index in steps between which others can write; yield the articles done after each."""
