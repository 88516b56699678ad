"""Addresses of stores, and the engines that serve them.

A new engine is one line in ``_ENGINES``. An engine is imported only when an address names it.
"""

from __future__ import annotations

import importlib
import os
import re
from typing import TYPE_CHECKING, Protocol, cast

from store.errors import ForeignFileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from store.engine import Engine
    from store.model.members import Membership

_ENGINES: dict[str | None, str] = {
    None: "store.sqlite.address",
    "postgresql": "store.postgres.address",
    "postgres": "store.postgres.address",
    "service": "store.postgres.address",
}
"""The scheme of an address (None for none), and the module whose ``address(text)`` parses such addresses."""

# A Path turns two slashes into one. A Windows drive is one letter.
_SCHEME = re.compile(r"\s*(?:([a-z][a-z0-9+.-]+):/|(service)=)", re.IGNORECASE)


class Address(Protocol):
    """The location of one store. ``str`` shows it to people, without any password."""

    def everybodys(self) -> str:
        """Return the address as it is for everybody: without a login."""

    def exists(self) -> bool:
        """Whether there is a store, as far as can be determined without opening it."""

    def files(self) -> Iterable[Path]:
        """Return the files that the store uses, existing or not; none for a store without files."""

    def open(self, *, read_only: bool = False) -> Engine:
        """Open the store. A missing file is created, an older one migrated; with ``read_only`` both are refused.

        On a server, both are always refused: they are for the store's owner (``prepare``).
        """

    def as_member(self, login: str, password: str | None = None) -> Address:
        """Return the same store under another login; StoreError for a store without logins.

        With a ``password`` the server must ask for it: where it lets people in without one, it is not opened.
        """

    def membership(self) -> Membership:
        """Return the members of the store; StoreError for a store that has none."""

    def prepare(self) -> list[str]:
        """Make an empty store if there is none, and bring an older one up to date; only its owner may.

        Return the SQL statements that an administrator must run before members can be added.
        """


def address(named: str | Path) -> Address:
    """Parse the address that a person wrote; ForeignFileError, without any password, when no engine serves it."""
    text = os.fspath(named)
    found = _SCHEME.match(text)
    scheme = found and (found[1] or found[2]).lower()
    if scheme not in _ENGINES:
        raise ForeignFileError(
            f"A store is a file or a PostgreSQL database; “{scheme}:” addresses are not supported."
            " Name a file, or an address that begins with postgresql://."
        )
    return cast("Address", importlib.import_module(_ENGINES[scheme]).address(text))
