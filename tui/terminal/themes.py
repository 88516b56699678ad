"""The built-in themes, and a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK = Theme(
    name="pullquote-dark",
    primary="#8fb8a8",
    secondary="#c9b27c",
    accent="#8fb8a8",
    warning="#d9a05b",
    error="#d9776b",
    success="#8fb88a",
    foreground="#d6d3cb",
    background="#16181b",
    surface="#16181b",
    panel="#1f2226",
    dark=True,
    variables={
        "muted": "#8b8f94",
        "mark-open": "#3a3423",
        "mark-settled": "#22332c",
        "selected": "#2c4a63",
        "hit": "#6b561a",
    },
)
LIGHT = Theme(
    name="pullquote-light",
    primary="#2f6b57",
    secondary="#7a5f1d",
    accent="#2f6b57",
    warning="#9a5b12",
    error="#a33b30",
    success="#2f6b3a",
    foreground="#25272a",
    background="#faf8f3",
    surface="#faf8f3",
    panel="#efece4",
    dark=False,
    variables={
        "muted": "#63666a",
        "mark-open": "#f5e9c4",
        "mark-settled": "#dcebe0",
        "selected": "#c5dcef",
        "hit": "#f0cf6a",
    },
)

BUILT_IN = {"dark": DARK, "light": LIGHT}
_VARIABLES = {"muted": "muted", "open": "mark-open", "settled": "mark-settled", "selected": "selected", "found": "hit"}


def own(name: str, wanted: Mapping[str, Any]) -> Theme:
    """Return a person's own theme: a built-in one with their colours (``tui.settings.config.THEME_COLOURS``)."""
    base = BUILT_IN[wanted.get("base", "dark")]
    background = wanted.get("background", base.background)
    accent = wanted.get("accent", base.primary)
    return Theme(
        name=f"own-{name}",
        primary=accent,
        secondary=base.secondary,
        accent=accent,
        warning=base.warning,
        error=base.error,
        success=base.success,
        foreground=wanted.get("foreground", base.foreground),
        background=background,
        surface=background,
        panel=wanted.get("panel", base.panel),
        dark=base.dark,
        variables={
            **base.variables,
            **{ours: wanted[theirs] for theirs, ours in _VARIABLES.items() if theirs in wanted},
        },
    )
