"""The paths of the store, config.toml and the state folder; the person's name."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Literal, NamedTuple

SET_NAME = "set PULLQUOTE_USER, or name in config.toml"


class NoPlaceError(Exception):
    """A path cannot be determined. The message is a sentence for people."""


class Person(NamedTuple):
    """The name that decisions are logged under. ``is_number``: an account without a login name."""

    name: str
    is_number: bool = False


def store_address(chosen: str | None = None) -> str:
    """Return the store's address: ``chosen``, else PULLQUOTE_DB, else a file in the user's data folder."""
    named = os.environ.get("PULLQUOTE_DB") or None if chosen is None else chosen
    if named is not None:
        return named
    try:
        return str(data_folder() / "pullquote.db")
    except NoPlaceError as error:
        raise NoPlaceError(f"{error} Name the store with --db FILE or PULLQUOTE_DB.") from error


def full_path(written: str) -> Path:
    """Return an absolute path for one that a person wrote; ``~`` is their home folder."""
    from store import filesystem
    from store.errors import StoreError

    try:
        return filesystem.full_path(written)
    except StoreError as error:
        raise NoPlaceError(str(error)) from error


def data_folder() -> Path:
    """Return the system's folder for a user's data."""
    return _folder("data")


def config_path() -> Path:
    """Return the path of config.toml, which need not exist."""
    return _folder("config") / "config.toml"


def state_folder() -> Path:
    """Return the system's folder for a program's state between sessions."""
    return _folder("state")


def pending_folder() -> Path:
    """Return the folder of the decisions that wait for a store that is away."""
    return state_folder() / "pending"


def person(configured: str | None = None) -> Person:
    """Return PULLQUOTE_USER, else the configured name, else the login name, else the number of the account."""
    if name := os.environ.get("PULLQUOTE_USER", "").strip() or configured:
        return Person(name)
    try:
        return Person(getpass.getuser())
    except (OSError, KeyError):  # an account without a name, as in some containers
        return Person(f"user {os.getuid()}" if sys.platform != "win32" else "unknown", is_number=True)


def name_warning(person: Person) -> str | None:
    """Return a warning for a person whose decisions are logged under a number; None for others."""
    if not person.is_number:
        return None
    return f"Your account has no login name, so decisions are logged as “{person.name}”. To change that, {SET_NAME}."


def _folder(kind: Literal["data", "config", "state"]) -> Path:
    import platformdirs

    try:
        folder: Path = getattr(platformdirs.PlatformDirs("pullquote", appauthor=False), f"user_{kind}_path")
    except RuntimeError:
        folder = Path()
    if not folder.is_absolute():  # Older versions return a ~ that they cannot expand.
        raise NoPlaceError("There is no home folder: HOME is not set, and your account has none.")
    return folder
