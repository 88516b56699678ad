"""Checks whether a store can be at a path, and creates a new file for its owner only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from store.errors import ForeignFileError, ReadOnlyStoreError, StoreError
from store.filesystem import make_folder

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"SQLite format 3\x00"
_LONGEST_ENDING = "-lock-index"


def prepare(path: Path) -> ReadOnlyStoreError | None:
    """Check that a store can be at ``path``, and create an empty file if there is none.

    Return why the store is read-only; None if it can be written.
    """
    _refuse_long(path)
    if path.is_dir():
        raise ForeignFileError(f"{path} is a folder, not a store. Name a file in it.")
    _make_folder(path)
    exists = path.exists()
    if exists and not path.is_file():
        raise ForeignFileError(f"{path} is not a file. Name another place for the store.")
    if exists and not os.access(path, os.R_OK):
        raise ReadOnlyStoreError(f"You have no permission to read the store {path}. Ask for it.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        refusal = ReadOnlyStoreError(
            f"You have no permission to write to the folder {path.parent} of the store {path.name},"
            " so nothing is saved. Ask for it, or work on a copy."
        )
        if not exists:
            raise refusal
        return refusal
    if exists and not os.access(path, os.W_OK):
        return ReadOnlyStoreError(
            f"You have no permission to write to the store {path}, so nothing is saved. Ask for it, or work on a copy."
        )
    if not exists:
        _make_file(path)
    return None


def _refuse_long(path: Path) -> None:
    """Refuse a path that no file can have; the files beside the store are named after it."""
    try:
        path.with_name(path.name + _LONGEST_ENDING).lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:
        trouble = error.strerror if isinstance(error, OSError) else "it names no file"
        raise ForeignFileError(f"The store cannot be at {_shortened(path)} ({trouble}). Name another place.") from error


def _shortened(path: Path) -> str:
    text = str(path)
    return text if len(text) <= 200 else f"{text[:99]}…{text[-100:]}"


def is_foreign(path: Path) -> bool:
    """Whether a file that SQLite cannot read never was a database. Not for a file that is open: see ``OpenFiles``."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) != _MAGIC
    except OSError as error:
        raise StoreError(f"The store {path} cannot be read ({error.strerror}).") from error


def foreign(path: Path) -> ForeignFileError:
    """Return the error for a file that is not a store."""
    return ForeignFileError(f"{path} is not a Pullquote store and was left unchanged. Name another file.")


def _make_folder(path: Path) -> None:
    """Create the store's folders, for their owner only."""
    folder = path.parent
    try:
        make_folder(folder)
    except (FileExistsError, NotADirectoryError) as error:
        raise ForeignFileError(f"{path} cannot be a store, because {folder} is not a folder.") from error
    except OSError as error:
        raise ReadOnlyStoreError(
            f"The folder {folder} for the store cannot be created ({error.strerror}). Name another place."
        ) from error


def _make_file(path: Path) -> None:
    """Create an empty file for its owner only; SQLite gives the files beside it the same rights."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise ReadOnlyStoreError(
            f"The store {path} cannot be created ({error.strerror}). Name another place."
        ) from error
