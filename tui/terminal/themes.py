"""The desk's themes: four palettes, each chosen by hand for the terminal's number of colours.

A terminal with 256 or 16 colours would turn a palette of millions into whatever is nearest, which glares. So those
palettes are lists of the terminal's own colours by number, and are drawn exactly.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.theme import Theme

from tui.terminal.theme_names import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Depth(IntEnum):
    """The number of colours that a terminal draws."""

    SIXTEEN = 16
    EIGHT_BIT = 256
    TRUE = 2**24


_DEPTHS = {"standard": Depth.SIXTEEN, "windows": Depth.SIXTEEN, "256": Depth.EIGHT_BIT}


def depth(color_system: str | None) -> Depth:
    """Return the depth of one of Rich's colour systems; true colour where it names none."""
    return _DEPTHS.get(color_system or "", Depth.TRUE)


class Palette(NamedTuple):
    """The colours of a theme. ``open_text``, ``settled_text`` and ``found_text`` stand on their marks."""

    background: str
    panel: str
    cursor_row: str
    rule: str
    foreground: str
    muted: str
    accent: str
    secondary: str
    warning: str
    error: str
    success: str
    open: str
    open_text: str
    settled: str
    settled_text: str
    selected: str
    found: str
    found_text: str

    def theme(self, name: str, *, dark: bool) -> Theme:
        """Return these colours as a Textual theme."""
        return Theme(
            name=name,
            primary=self.accent,
            secondary=self.secondary,
            accent=self.accent,
            warning=self.warning,
            error=self.error,
            success=self.success,
            foreground=self.foreground,
            background=self.background,
            surface=self.background,
            panel=self.panel,
            dark=dark,
            variables={
                "muted": self.muted,
                "cursor-row": self.cursor_row,
                "rule": self.rule,
                "mark-open": self.open,
                "mark-open-text": self.open_text,
                "mark-settled": self.settled,
                "mark-settled-text": self.settled_text,
                "selected": self.selected,
                "hit": self.found,
                "hit-text": self.found_text,
                **self._mixed(),
            },
        )

    def _mixed(self) -> dict[str, str]:
        """Return the colours that Textual would mix, which a terminal may not have."""
        return {
            "text": self.foreground,
            "text-muted": self.muted,
            "text-disabled": self.muted,
            "block-cursor-background": self.cursor_row,
            "block-cursor-blurred-background": self.cursor_row,
            "block-hover-background": self.cursor_row,
            "block-cursor-foreground": self.foreground,
            "block-cursor-blurred-foreground": self.foreground,
            "block-cursor-text-style": "none",
            "input-selection-background": self.selected,
            "scrollbar": self.rule,
            "scrollbar-hover": self.muted,
            "scrollbar-active": self.muted,
            "scrollbar-background": self.background,
        }


def _sixteen(*numbers: int) -> Palette:
    return Palette(*(_hex(_STANDARD[number]) for number in numbers))


def _eight_bit(*numbers: int) -> Palette:
    return Palette(*(_hex(_rgb(number)) for number in numbers))


_DIM, _BRIGHT = (0, 170), (85, 255)
_STANDARD = [
    *((_DIM[n & 1], _DIM[n >> 1 & 1] if n != 3 else 85, _DIM[n >> 2 & 1]) for n in range(8)),
    *((_BRIGHT[n & 1], _BRIGHT[n >> 1 & 1], _BRIGHT[n >> 2 & 1]) for n in range(8)),
]
"""The terminal's sixteen colours as Rich knows them; the third is brown."""
_CUBE = (0, 95, 135, 175, 215, 255)
_FIRST_OF_CUBE, _FIRST_GREY = 16, 232


def _rgb(number: int) -> tuple[int, int, int]:
    """Return what Rich draws in the colour ``number`` (16 to 255) of a terminal with 256."""
    if number >= _FIRST_GREY:
        # Rich takes the grey whose number is nearest to 25 times the lightness; that is not always the nearest grey.
        grey = round((number - _FIRST_GREY + 1) / 25 * 255)
        return grey, grey, grey
    place = number - _FIRST_OF_CUBE
    return _CUBE[place // 36], _CUBE[place // 6 % 6], _CUBE[place % 6]


def _hex(rgb: Sequence[int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


_DARK = Palette(
    *("#16181b", "#1f2226", "#30343a", "#2e3136", "#d6d3cb", "#9a9ea3"),
    *("#8fb8a8", "#c9b27c", "#d9a05b", "#d9776b", "#8fb88a"),
    *("#3a3423", "#d6d3cb", "#22332c", "#d6d3cb", "#2c4a63", "#6b561a", "#d6d3cb"),
)
_LIGHT = Palette(
    *("#faf8f3", "#efece4", "#e2ddd0", "#d5d0c3", "#25272a", "#5f6266"),
    *("#2f6b57", "#755a19", "#9a5b12", "#a33b30", "#2f6b3a"),
    *("#f5e9c4", "#25272a", "#dcebe0", "#25272a", "#c5dcef", "#f0cf6a", "#25272a"),
)
_CONTRAST_DARK = Palette(
    *("#000000", "#1a1a1a", "#0b3d66", "#8a8a8a", "#ffffff", "#d0d0d0"),
    *("#7fe0ff", "#ffd75f", "#ffb45f", "#ff9d94", "#9cf09c"),
    *("#3d3000", "#ffffff", "#003a1c", "#ffffff", "#004c99", "#ffd700", "#000000"),
)
_CONTRAST_LIGHT = Palette(
    *("#ffffff", "#eeeeee", "#bfe0ff", "#6e6e6e", "#000000", "#3a3a3a"),
    *("#003f73", "#5a3d00", "#7a3a00", "#8a0000", "#00521a"),
    *("#ffeb99", "#000000", "#c4f0cd", "#000000", "#9fd0ff", "#ffd000", "#000000"),
)
_PALETTES: dict[Depth, tuple[Palette, Palette, Palette, Palette]] = {
    Depth.TRUE: (_DARK, _LIGHT, _CONTRAST_DARK, _CONTRAST_LIGHT),
    Depth.EIGHT_BIT: (
        _eight_bit(234, 235, 237, 239, 252, 248, 108, 180, 215, 174, 108, 236, 187, 236, 151, 24, 178, 16),
        _eight_bit(231, 255, 254, 250, 235, 240, 23, 94, 94, 124, 22, 230, 235, 194, 235, 153, 221, 16),
        _eight_bit(16, 234, 18, 245, 231, 252, 123, 221, 215, 217, 157, 236, 229, 236, 157, 19, 220, 16),
        _eight_bit(231, 255, 153, 241, 16, 237, 17, 52, 52, 88, 22, 229, 16, 194, 16, 117, 220, 16),
    ),
    Depth.SIXTEEN: (
        _sixteen(0, 0, 4, 8, 15, 7, 14, 11, 11, 9, 10, 0, 11, 0, 2, 4, 3, 15),
        _sixteen(15, 15, 14, 7, 0, 8, 4, 1, 1, 1, 4, 15, 1, 15, 4, 14, 11, 0),
        _sixteen(0, 0, 4, 7, 15, 15, 14, 11, 11, 9, 10, 0, 11, 0, 10, 4, 11, 0),
        _sixteen(15, 15, 14, 0, 0, 0, 4, 1, 1, 1, 4, 15, 1, 15, 4, 14, 11, 0),
    ),
}


def _palettes(drawn: Depth) -> dict[str, Palette]:
    return dict(zip(NAMES, _PALETTES[drawn], strict=True))


def _is_dark(name: str) -> bool:
    return not name.endswith("light")


def built_in(drawn: Depth = Depth.TRUE) -> dict[str, Theme]:
    """Return the themes that come with the program, by name, in the colours of a terminal."""
    return {name: palette.theme(f"pullquote-{name}", dark=_is_dark(name)) for name, palette in _palettes(drawn).items()}


DARK, LIGHT = (built_in()[name] for name in ("dark", "light"))

_FIELDS = {"cursor": "cursor_row"}
"""The fields of a palette that people know by other names."""
_TEXTS = ("open_text", "settled_text", "found_text")


def own(name: str, wanted: Mapping[str, Any], drawn: Depth = Depth.TRUE) -> Theme:
    """Return a person's own theme: a built-in one with their colours (``tui.settings.config.THEME_COLOURS``)."""
    base = wanted.get("base", NAMES[0])
    colours = {_FIELDS.get(key, key): colour for key, colour in wanted.items() if key != "base"}
    texts = dict.fromkeys(_TEXTS, wanted["foreground"]) if "foreground" in wanted else {}
    return _palettes(drawn)[base]._replace(**texts, **colours).theme(f"own-{name}", dark=_is_dark(base))
