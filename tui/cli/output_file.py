"""Where a command's result goes: standard output, a device or pipe, or a file that is replaced whole.

No file is replaced that nobody asked to replace, and never a database.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tui.cli.common import Trouble, store_address, tell
from tui.cli.exits import EXIT_USAGE
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

_OF_SQLITE = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
"""How a database begins, its write-ahead log (in both byte orders) and its journal."""


class Unwritable(Trouble):
    """The file to write cannot be written."""

    exit_code = EXIT_USAGE


class OutputFile(NamedTuple):
    """What ``-o`` names. ``file`` is the file to replace, links followed; None where what is named is written to."""

    name: str | None
    file: Path | None = None

    @property
    def folder(self) -> Path | None:
        """Where to prepare the result, so that it can be moved into its place; None where it does not matter."""
        return self.file and self.file.parent

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Tell in a sentence why the result cannot be written."""
        try:
            yield
        except OSError as error:
            where = self.name if self.name is not None else "The temporary folder"
            raise Unwritable(f"{where} cannot be written: {error.strerror or error}.") from error

    def take(self, result: Path, *, private: bool) -> None:
        """Hand over a finished result; a ``private`` file is for its owner only."""
        if self.file is not None:
            from store.filesystem import replace

            replace(result, self.file, private=private)
            if private:
                tell(f"{self.name} holds words that are not on the record, so only you may read it.")
        elif self.name is None:
            _pour(result, sys.stdout.buffer)
        else:
            with Path(self.name).open("wb") as device:
                _pour(result, device)


def output_file(name: str | None, *, force: bool) -> OutputFile:
    """Return where the result goes. A file that is there already is replaced with ``force`` or a person's yes."""
    if name is None or name == "-":
        return OutputFile(None)
    with OutputFile(name).writing():
        file = Path(os.path.realpath(name))
        try:
            found = Path(name).stat()
        except FileNotFoundError:
            _refuse_new(name, file)
            return OutputFile(name, file)
        if _is_standard_output(found):
            return OutputFile(None)
        if not stat.S_ISREG(found.st_mode):
            _refuse_kind(name, found)
            return OutputFile(name)
        _refuse_database(name, found)
        if not os.access(file, os.W_OK):
            raise Unwritable(f"{name} may not be written. Name another file.")
        if not force:
            _ask(name)
        return OutputFile(name, file)


def _refuse_new(name: str, file: Path) -> None:
    if name.endswith(os.sep):
        raise Unwritable(f"{name} is a folder that is not there. Name a file.")
    if not file.parent.is_dir():
        raise Unwritable(f"{name} cannot be written: there is no folder {file.parent}.")
    # A name of the store's that is free just now is its own still, however it is spelled.
    for own in store_address().files():
        if own.name.casefold() == file.name.casefold() and own.parent.exists() and own.parent.samefile(file.parent):
            raise Unwritable(f"{name} belongs to the store. Name another file.")


def _refuse_kind(name: str, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise Unwritable(f"{name} is a folder. Name a file in it.")
    if stat.S_ISBLK(found.st_mode):
        raise Unwritable(f"{name} is a disk. Name a file.")


def _refuse_database(name: str, found: os.stat_result) -> None:
    for own in store_address().files():
        if own.exists() and os.path.samestat(own.stat(), found):
            raise Unwritable(f"{name} belongs to the store, and was left as it is. Name another file.")
    with Path(name).open("rb") as file:
        if file.read(16).startswith(_OF_SQLITE):
            raise Unwritable(f"{name} is a database, and was left as it is. Name another file.")


def _is_standard_output(found: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(sys.stdout.fileno()), found)
    except OSError:  # a test's own stream
        return False


def _ask(name: str) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Unwritable(f"{name} is there already, and was left as it is. --force replaces it.")
    if not click.confirm(visible(f"{name} is there already. Replace it?"), err=True):
        raise Unwritable(f"{name} was left as it is.")


def _pour(result: Path, out: IO[Any]) -> None:
    """Print a result: as it is for a program, and for a person so that their terminal obeys none of it."""
    if out.isatty():
        with result.open(encoding="utf-8", newline="") as lines:
            for line in lines:
                out.write(visible(line.rstrip("\r\n")).encode(errors="replace") + b"\n")
    else:
        with result.open("rb") as data:
            shutil.copyfileobj(data, out)
