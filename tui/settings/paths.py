"""Where the store lies, and who the person is."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Literal, NamedTuple

SET_NAME = "set PULLQUOTE_USER, or name in config.toml"


class NoPlaceError(Exception):
    """The path of a file cannot be worked out. The message is a sentence for a person."""


class Person(NamedTuple):
    """The name that decisions are logged under, and whether it is only a number, for want of a login name."""

    name: str
    is_number: bool = False


def store_address(chosen: str | None = None) -> str:
    """Return what names the store: ``chosen``, else PULLQUOTE_DB, else a file in the person's own data folder."""
    named = os.environ.get("PULLQUOTE_DB") or None if chosen is None else chosen
    if named is not None:
        return named
    try:
        return str(data_folder() / "pullquote.db")
    except NoPlaceError as error:
        raise NoPlaceError(f"{error} Name the store with --db FILE or PULLQUOTE_DB.") from error


def full_path(written: str) -> Path:
    """Return a path that a person wrote as a whole one: ``~`` is their home folder."""
    from store import filesystem
    from store.errors import StoreError

    try:
        return filesystem.full_path(written)
    except StoreError as error:
        raise NoPlaceError(str(error)) from error


def data_folder() -> Path:
    """Return the folder for what the person made, by the custom of their system."""
    return _folder("data")


def config_path() -> Path:
    """Return where the person's config.toml is, or would be."""
    return _folder("config") / "config.toml"


def state_folder() -> Path:
    """Return the folder for what the program remembers for a person from one day to the next."""
    return _folder("state")


def person(configured: str | None = None) -> Person:
    """Return who decides: PULLQUOTE_USER, else as configured, else the login name, else the number of the account."""
    if name := os.environ.get("PULLQUOTE_USER", "").strip() or configured:
        return Person(name)
    try:
        return Person(getpass.getuser())
    except (OSError, KeyError):  # an account without a name, as in some containers
        return Person(f"user {os.getuid()}" if sys.platform != "win32" else "unknown", is_number=True)


def name_warning(person: Person) -> str | None:
    """Return what to tell a person whose decisions are logged under a number; None for all others."""
    if not person.is_number:
        return None
    return f"You have no login name here, so your decisions are logged as “{person.name}”. To change that, {SET_NAME}."


def _folder(kind: Literal["data", "config", "state"]) -> Path:
    import platformdirs

    try:
        folder: Path = getattr(platformdirs.PlatformDirs("pullquote", appauthor=False), f"user_{kind}_path")
    except RuntimeError:
        folder = Path()
    if not folder.is_absolute():  # older versions leave a ~ that leads nowhere as it is
        raise NoPlaceError("You have no home folder here: HOME is not set, and your account has none.")
    return folder
