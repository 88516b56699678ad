"""What may name a store: the path of a file, and nothing that a person meant otherwise."""

from __future__ import annotations

import os
import re
from pathlib import Path

from store.errors import ForeignFileError

LONGEST_ENDING = "-lock-index"
"""The longest of what is added to the store's name to name the files beside it."""

# A Path has made one slash of two. A drive of Windows is one letter.
_ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]+):/", re.IGNORECASE)
_CREDENTIALS = re.compile(r"\bpassword\s*=", re.IGNORECASE)


def file_named(name: str | Path) -> Path:
    """Return the absolute path that ``name`` means; ForeignFileError, without any password, when it means none."""
    refuse_what_names_no_file(os.fspath(name))
    try:
        # Absolute, so that a change of folder or a name like ":memory:" means no other file.
        path = Path(name).absolute()
    except OSError as error:
        raise ForeignFileError(
            f"The folder you are in was deleted, so {name} is nowhere. Name the store by its whole path."
        ) from error
    try:
        path.with_name(path.name + LONGEST_ENDING).lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:
        trouble = error.strerror if isinstance(error, OSError) else "it names no file"
        raise ForeignFileError(f"The store cannot be at {_shortened(path)} ({trouble}). Name another place.") from error
    return path


def refuse_what_names_no_file(text: str) -> None:
    """Refuse an address, a login and what no file is called."""
    if found := _ADDRESS.match(text):
        raise ForeignFileError(
            f"A store is a file on this machine, and “{found[1]}:” begins an address. Name a file instead."
        )
    if _CREDENTIALS.search(text):
        raise ForeignFileError("A store is a file on this machine, and this reads like a login. Name a file instead.")
    if not text.strip():
        raise ForeignFileError("The name of the store is empty. Name a file.")
    if "\0" in text:
        raise ForeignFileError(
            "The name of the store holds a NUL character, which no file name may. Name another file."
        )


def _shortened(path: Path) -> str:
    text = str(path)
    return text if len(text) <= 200 else f"{text[:99]}…{text[-100:]}"
