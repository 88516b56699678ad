"""Two calm themes, one accent colour each."""

from __future__ import annotations

from textual.theme import Theme

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
        "muted": "#6b6e72",
        "mark-open": "#f5e9c4",
        "mark-settled": "#dcebe0",
        "selected": "#c5dcef",
        "hit": "#f0cf6a",
    },
)
