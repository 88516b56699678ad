"""The desk's theme: as configured, else the one last switched to, which is kept in the state folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.filesystem import write_whole
from tui.settings import paths
from tui.terminal import themes

if TYPE_CHECKING:
    from textual.theme import Theme

    from tui.settings.config import Config


def available(config: Config) -> dict[str, Theme]:
    """Return all themes by the names that people use."""
    return {**themes.BUILT_IN, **{name: themes.own(name, wanted) for name, wanted in config.themes.items()}}


def first(config: Config) -> str:
    """Return the name of the theme to start with."""
    if config.theme is not None:
        return config.theme
    try:
        kept = (paths.state_folder() / "theme").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError, paths.NoPlaceError):
        return "dark"
    return kept if kept in themes.BUILT_IN or kept in config.themes else "dark"


def keep(name: str) -> bool:
    """Keep a choice for the next start; return whether it was kept."""
    try:
        write_whole(paths.state_folder() / "theme", f"{name}\n")
    except (OSError, paths.NoPlaceError):
        return False
    return True
