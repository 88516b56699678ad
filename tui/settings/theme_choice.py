"""The desk's theme: the one named in config.toml, else the one last switched to, which is kept between sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.filesystem import write_whole
from tui.settings import paths
from tui.terminal import themes
from tui.terminal.theme_names import NAMES

if TYPE_CHECKING:
    from textual.theme import Theme

    from tui.settings.config import Config


def available(config: Config, drawn: themes.Depth = themes.Depth.TRUE) -> dict[str, Theme]:
    """Return every theme by the name people give it, in the colours of a terminal."""
    own = {name: themes.own(name, wanted, drawn) for name, wanted in config.themes.items()}
    return {**themes.built_in(drawn), **own}


def first(config: Config) -> str:
    """Return the name of the theme at startup."""
    if config.theme is not None:
        return config.theme
    try:
        kept = (paths.state_folder() / "theme").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError, paths.NoPlaceError):
        return "dark"
    return kept if kept in NAMES or kept in config.themes else "dark"


def keep(name: str) -> bool:
    """Keep a choice for the next start; False when it could not be kept."""
    try:
        write_whole(paths.state_folder() / "theme", f"{name}\n")
    except (OSError, paths.NoPlaceError):
        return False
    return True
