"""The destination of a result: standard output, a device or pipe, or a file that is replaced whole.

A file is replaced only if a person said so, a database never.
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

from tui.cli.common import CommandError, store_address, tell
from tui.cli.exits import EXIT_USAGE
from tui.terminal.safe_text import visible
from tui.transfer import target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any


class UnwritableError(CommandError):
    """The output file cannot be written."""

    exit_code = EXIT_USAGE


class OutputFile(NamedTuple):
    """The destination that ``-o`` names.

    ``file`` is the file to replace, links resolved; None for one written in place.
    """

    name: str | None
    file: Path | None = None

    @property
    def folder(self) -> Path | None:
        """The folder to prepare the result in, so that it can be moved into place; None if any folder will do."""
        return self.file and self.file.parent

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn an OSError into a sentence on why the result cannot be written."""
        try:
            yield
        except target.UnwritableError as error:
            raise UnwritableError(str(error)) from error
        except OSError as error:
            where = self.name if self.name is not None else "The temporary folder"
            raise UnwritableError(f"{where} cannot be written: {error.strerror or error}.") from error

    def take(self, result: Path, *, private: bool) -> None:
        """Deliver a finished result. A ``private`` file is for its owner only."""
        if self.file is not None:
            from store.filesystem import replace

            replace(result, self.file, private=private)
            if private:
                tell(f"{self.name} contains words that are not on the record, so only you can read it.")
        elif self.name is None:
            _pour(result, sys.stdout.buffer)
        else:
            with Path(self.name).open("wb") as device:
                _pour(result, device)


def output_file(name: str | None, *, force: bool) -> OutputFile:
    """Return where the result goes. An existing file needs ``force`` or a person's yes."""
    if name is None or name == "-":
        return OutputFile(None)
    with OutputFile(name).writing():
        own = store_address().files()
        try:
            found = Path(name).stat()
        except FileNotFoundError:
            target.refuse_new(name, own)
            return OutputFile(name, target.real(name))
        if _is_standard_output(found):
            return OutputFile(None)
        if not stat.S_ISREG(found.st_mode):
            target.refuse_kind(name, found)
            return OutputFile(name)
        target.refuse_existing(name, found, own)
        if not force:
            _ask(name)
        return OutputFile(name, target.real(name))


def _is_standard_output(found: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(sys.stdout.fileno()), found)
    except OSError:  # a test's own stream
        return False


def _ask(name: str) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UnwritableError(f"{name} exists and was not replaced. --force replaces it.")
    if not click.confirm(visible(f"{name} exists. Replace it?"), err=True):
        raise UnwritableError(f"{name} was not replaced.")


def _pour(result: Path, out: IO[Any]) -> None:
    """Copy a result to ``out``; on a terminal, with control characters made visible."""
    if out.isatty():
        with result.open(encoding="utf-8", newline="") as lines:
            for line in lines:
                out.write(visible(line.rstrip("\r\n")).encode(errors="replace") + b"\n")
    else:
        with result.open("rb") as data:
            shutil.copyfileobj(data, out)
