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


def config_path() -> Path:
    """Return where the person's config.toml is, or would be."""
    import platformdirs

    return platformdirs.user_config_path("pullquote", appauthor=False) / "config.toml"


def state_folder() -> Path:
    """Return the folder for what the program remembers for a person from one day to the next."""
    import platformdirs

    return platformdirs.user_state_path("pullquote", appauthor=False)


def person(configured: str | None = None) -> str:
    """Return the name that decisions are logged under: PULLQUOTE_USER, else as configured, else the login name."""
    if name := os.environ.get("PULLQUOTE_USER", "").strip() or configured:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "unknown"
