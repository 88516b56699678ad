"""Where the store lies, and who the person is."""

from __future__ import annotations

import getpass
import os
from pathlib import Path


def store_path(chosen: str | None = None) -> Path:
    """Return where the store is: ``chosen``, else what PULLQUOTE_DB says, else in the person's own data folder."""
    if named := chosen or os.environ.get("PULLQUOTE_DB"):
        return Path(named).expanduser().absolute()
    return data_folder() / "pullquote.db"


def data_folder() -> Path:
    """Return the folder for what the person made, by the custom of their system."""
    import platformdirs

    return platformdirs.user_data_path("pullquote", appauthor=False)


def person() -> str:
    """Return the name that decisions are logged under: PULLQUOTE_USER, else the login name."""
    if name := os.environ.get("PULLQUOTE_USER", "").strip():
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "unknown"
