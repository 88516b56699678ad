"""The file that a result goes to: replaced whole, a database or a file of the store never."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_SQLITE = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
"""The first bytes of a database, its write-ahead log (either byte order) and its journal."""


class UnwritableError(Exception):
    """A file that may not be written. The message is a sentence for people."""


def refuse_new(name: str, own: Iterable[Path]) -> None:
    """Raise UnwritableError unless a new file can be called ``name``. ``own`` are the names that the store may use."""
    if name.endswith(os.sep):
        raise UnwritableError(f"There is no folder {name}. Choose a file.")
    file = real(name)
    if not file.parent.is_dir():
        raise UnwritableError(f"{name} cannot be written: there is no folder {file.parent}.")
    for one in own:  # in any spelling
        if one.name.casefold() == file.name.casefold() and one.parent.exists() and one.parent.samefile(file.parent):
            raise UnwritableError(f"{name} belongs to the store. Choose another file.")


def refuse_kind(name: str, found: os.stat_result) -> None:
    """Raise UnwritableError for a folder or a disk."""
    if stat.S_ISDIR(found.st_mode):
        raise UnwritableError(f"{name} is a folder. Choose a file in it.")
    if stat.S_ISBLK(found.st_mode):
        raise UnwritableError(f"{name} is a disk. Choose a file.")


def refuse_existing(name: str, found: os.stat_result, own: Iterable[Path]) -> None:
    """Raise UnwritableError unless an existing file may be replaced, should a person want that."""
    for one in own:
        if one.exists() and os.path.samestat(one.stat(), found):
            raise UnwritableError(f"{name} belongs to the store and was not replaced. Choose another file.")
    with Path(name).open("rb") as file:
        if file.read(16).startswith(_OF_SQLITE):
            raise UnwritableError(f"{name} is a database and was not replaced. Choose another file.")
    if not os.access(real(name), os.W_OK):
        raise UnwritableError(f"You may not write to {name}. Choose another file.")


def real(name: str) -> Path:
    """Return the file that a name leads to, links resolved."""
    return Path(os.path.realpath(name))
