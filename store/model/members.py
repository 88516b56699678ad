"""Members of a store that a newsroom shares, and their roles."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol


class Role(StrEnum):
    """The rights of a member, from the least to the most; each role includes those before it."""

    READER = "reader"
    """Reads everything, and keeps marks and views of their own."""
    EDITOR = "editor"
    """Imports and decides."""
    CHIEF = "chief"
    """Adds members and rebuilds the index."""


class Deed(StrEnum):
    """Work that a store may refuse to a person."""

    DECIDE = "decide"
    """Import, find, decide, change the register."""
    MARK = "mark"
    """Keep marks, flags, views and places of their own."""


class Member(NamedTuple):
    """A login of the server, the name that its decisions are signed with, and its role; None once removed."""

    login: str
    name: str
    role: Role | None


class Membership(Protocol):
    """The members of one store. Some changes need rights on the server that a chief may not have."""

    def members(self) -> list[Member]:
        """Return the members by name, also those who were removed."""

    def add(self, login: str, name: str, role: Role) -> list[str]:
        """Add a member, or change one's name or role; return the SQL statements that an administrator must run.

        NotAllowedError unless we are a chief or the owner.
        """

    def remove(self, login: str) -> list[str]:
        """Take a member's role, and return the SQL statements that an administrator must run.

        The log keeps their name. NotFoundError when there is no such member.
        """
