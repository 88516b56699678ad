"""The address of a store that is one file."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from store.errors import ForeignFileError, StoreError
from store.filesystem import full_path
from store.rules.files_beside import LEARNED, READERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.model.members import Membership
    from store.sqlite.engine import SqliteEngine

_CREDENTIALS = re.compile(r"\bpassword\s*=", re.IGNORECASE)
_ENDINGS = ("", "-wal", "-shm", "-journal", "-lock", "-lock-index", LEARNED, READERS, f"{READERS}-journal")
"""The endings of the store's files, added to its name."""


def address(text: str) -> StoreFile:
    """Return the file that ``text`` names; ForeignFileError for a login and for an impossible name."""
    if _CREDENTIALS.search(text):
        raise ForeignFileError("A store is a file on this computer, and this looks like a login. Name a file instead.")
    if not text.strip():
        raise ForeignFileError("The name of the store is empty. Name a file.")
    if "\0" in text:
        raise ForeignFileError(
            "The name of the store contains a NUL character, which file names cannot have. Name another file."
        )
    # Absolute, so that a change of folder or a name like ":memory:" refers to no other file.
    return StoreFile(full_path(text))


@dataclass(frozen=True)
class StoreFile:
    """A file that is or will be a store; its path is absolute."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    def everybodys(self) -> str:
        """Return the path."""
        return str(self.path)

    def exists(self) -> bool:
        """Whether there is a file, as far as can be determined without opening it."""
        try:
            return self.path.exists()
        except OSError:
            return True  # Opening it raises the proper error.

    def as_member(self, login: str, password: str | None = None) -> NoReturn:  # noqa: ARG002  as the protocol has it
        """Raise StoreError: a file has no logins."""
        raise StoreError(f"{self} is a file, and a file has no logins. Name a store on a server.")

    def files(self) -> Iterator[Path]:
        """Yield the paths of the store and of all files beside it, under its name and under its link's target."""
        for path in {self.path, Path(os.path.realpath(self.path))}:
            yield from (path.with_name(f"{path.name}{ending}") for ending in _ENDINGS)

    def open(self, *, read_only: bool = False) -> SqliteEngine:
        """Open the store. A missing or empty file is created, an older one migrated, any other refused."""
        from store.sqlite.engine import SqliteEngine

        return SqliteEngine(self.path, read_only=read_only)

    def membership(self) -> Membership:
        """Raise StoreError: a file has no members."""
        raise StoreError("A store in a file has no members: everybody who may write the file may decide.")

    def prepare(self) -> list[str]:
        """Make an empty store if there is none, and bring an older one up to date, as opening does."""
        self.open().close()
        return []
