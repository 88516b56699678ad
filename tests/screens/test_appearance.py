"""A person's settings at the desk: readable themes, plain signs, rebound keys."""

from __future__ import annotations

import errno
import io
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import pytest
from rich._palettes import EIGHT_BIT_PALETTE, STANDARD_PALETTE
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

from store import filesystem
from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tui.kernel.actions import Scope
from tui.settings import theme_choice
from tui.settings.config import Config
from tui.terminal import themes
from tui.terminal.ascii_signs import plain
from tui.terminal.theme_names import NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from rich.palette import Palette
    from textual.theme import Theme

    from store import Archive
    from tests.screens.driver import Driver

READABLE, HIGH_CONTRAST = 4.5, 7.0
"""The contrast that the accessibility guidelines (WCAG 2, levels AA and AAA) require of text."""


def contrast(first: Color, second: Color) -> float:
    def light(colour: Color) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((light(first), light(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


_BEHIND_WORDS = ("background", "panel", "cursor-row")
ON_GROUNDS = [
    ("foreground", "selected"),
    ("mark-open-text", "mark-open"),
    ("mark-settled-text", "mark-settled"),
    ("hit-text", "hit"),
    *((text, behind) for text in ("foreground", "muted", "secondary") for behind in _BEHIND_WORDS),
    *((text, behind) for text in ("primary", "warning", "error", "success") for behind in ("background", "panel")),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("depth", themes.Depth, ids=lambda depth: str(depth.name))
def test_every_text_can_be_read_on_what_is_behind_it(name: str, depth: themes.Depth) -> None:
    theme = themes.built_in(depth)[name]
    named = {**theme.to_color_system().generate(), **theme.variables}
    poor = {}
    for text, behind in ON_GROUNDS:
        enough = HIGH_CONTRAST if name.startswith("high") and text in ("foreground", "muted") else READABLE
        found = contrast(Color.parse(named[text]), Color.parse(named[behind]))
        if found < enough:
            poor[text, behind] = round(found, 2)
    assert poor == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("depth", "system", "shown"),
    [
        (themes.Depth.EIGHT_BIT, ColorSystem.EIGHT_BIT, EIGHT_BIT_PALETTE),
        (themes.Depth.SIXTEEN, ColorSystem.STANDARD, STANDARD_PALETTE),
    ],
    ids=["256", "16"],
)
def test_the_colours_chosen_for_a_terminal_are_its_own(
    name: str, depth: themes.Depth, system: ColorSystem, shown: Palette
) -> None:
    for colour in _colours_of(themes.built_in(depth)[name]):
        wanted = RichColor.parse(colour).get_truecolor()
        drawn = shown[RichColor.parse(colour).downgrade(system).number or 0]
        # (Rich takes the grey with the nearest number, which is a shade beside.)
        assert max(abs(one - other) for one, other in zip(wanted, drawn, strict=True)) <= 8, colour


@pytest.mark.parametrize(
    ("name", "terminal", "depth", "system"),
    [
        ("high-contrast", "xterm-256color", themes.Depth.EIGHT_BIT, ColorSystem.EIGHT_BIT),
        ("light", "xterm", themes.Depth.SIXTEEN, ColorSystem.STANDARD),
    ],
    ids=["256", "16"],
)
async def test_a_terminal_with_few_colours_draws_only_those_chosen_by_hand(
    name: str,
    terminal: str,
    depth: themes.Depth,
    system: ColorSystem,
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv("TERM", terminal)
    chosen = _colours_of(themes.built_in(depth)[name])
    async with at_the_desk(archive, Config(theme=name)) as desk:
        await desk.open("Harbour")
        for keys in _EVERY_KIND_OF_SCREEN:
            await desk.press(*keys)
            drawn = {colour.downgrade(system).number for colour in _painted(desk)}
            assert drawn <= {RichColor.parse(colour).downgrade(system).number for colour in chosen}, keys


_EVERY_KIND_OF_SCREEN = (
    ["n", "a", "n"],
    ["v", "w", "w"],
    ["escape", "at"],
    ["escape", "enter"],
    ["q", "colon", *"so"],
    ["escape", "question_mark"],
    ["q", "slash", *"said"],
    ["escape", "r"],
    ["q", "W"],
    ["q", "q", "slash", *"harbuor"],
)


def _colours_of(theme: Theme) -> set[str]:
    fixed = (theme.primary, theme.secondary, theme.warning, theme.error, theme.success)
    return {
        c
        for c in (*fixed, theme.foreground, theme.background, theme.panel, *theme.variables.values())
        if c and c.startswith("#")
    }


def _painted(desk: Driver) -> set[RichColor]:
    styles = (s.style for s in desk.segments if s.style)
    return {colour for style in styles for colour in (style.color, style.bgcolor) if colour is not None}


def test_the_colours_of_a_theme_of_ones_own_reach_all_that_is_drawn() -> None:
    wanted = {"base": "light", "foreground": "#101010", "cursor": "#c0c0ff", "muted": "#505050", "accent": "#003080"}
    theme = themes.own("paper", wanted)
    assert (theme.name, theme.dark, theme.foreground, theme.primary) == ("own-paper", False, "#101010", "#003080")
    assert theme.background == themes.LIGHT.background
    for name in ("text", "block-cursor-foreground", "mark-open-text", "mark-settled-text", "hit-text"):
        assert theme.variables[name] == "#101010"
    assert theme.variables["cursor-row"] == theme.variables["block-cursor-background"] == "#c0c0ff"
    assert theme.variables["muted"] == theme.variables["text-muted"] == "#505050"


async def test_t_switches_the_colours_and_the_next_start_has_them_too(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert desk.theme.name == themes.DARK.name
        await desk.press("T")
        assert desk.theme.name == themes.LIGHT.name
        assert desk.says == "Colours: light."
    async with at_the_desk(archive) as desk:
        assert desk.theme.name == themes.LIGHT.name
        await desk.press("T")
        assert desk.says == "Colours: high-contrast."
        await desk.press("T", "T")
        assert desk.theme.name == themes.DARK.name


async def test_a_theme_that_config_toml_names_is_the_one_of_every_start(archive: Archive) -> None:
    theme_choice.keep("light")
    config = Config(theme="night", themes={"night": {"background": "#000010"}})
    for _ in range(2):
        async with at_the_desk(archive, config) as desk:
            assert desk.theme.background == "#000010"
            await desk.press("T")
            assert desk.theme.name == themes.DARK.name
    assert theme_choice.first(Config()) == "light"


@pytest.mark.parametrize("kept", [b"no such theme", b"\xff", b""])
def test_a_choice_that_cannot_be_read_is_passed_over(kept: bytes, home: Path) -> None:
    theme_choice.keep("light")
    [file] = home.rglob("pullquote/theme")
    file.write_bytes(kept)
    assert theme_choice.first(Config()) == "dark"


def test_a_choice_that_cannot_be_written_leaves_the_one_before(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert theme_choice.keep("light")

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(filesystem, "_sync", full)
    assert not theme_choice.keep("dark")
    assert theme_choice.first(Config()) == "light"
    [kept] = [file for file in home.rglob("*") if file.is_file()]
    assert kept.name == "theme"
    assert kept.parent.stat().st_mode & 0o777 == 0o700


async def test_with_plain_signs_nothing_but_ascii_is_drawn_around_the_words(archive: Archive) -> None:
    async with at_the_desk(archive, Config(ascii_only=True)) as desk:
        await desk.open("Bridge audit")
        await desk.press("a", "question_mark")
        assert desk.sees.isascii()
        await desk.press("q", "colon")
        assert desk.sees.isascii()
        await desk.press("escape")
        assert desk.sees.isascii()
        assert "+" in desk.sees


def test_plain_signs_keep_every_column_and_every_letter() -> None:
    text = "│›✓ “Žádný chléb,” – řekla… ⟦見る⟧ ± ▄"
    assert plain(text) == '|>+ "Žádný chléb," - řekla. [見る] ~ #'


async def test_without_colours_the_marks_still_tell_what_is_settled(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("n", "a")
        assert desk.stored(Status.ACCEPTED)
        shown = desk.sees
        assert "✓" in shown
        assert "? " in shown
        colours = {
            segment.style.color.get_truecolor()
            for segment in desk.segments
            if segment.style is not None and segment.style.color is not None
        }
        assert all(len(set(colour)) == 1 for colour in colours)


async def test_without_colours_selected_words_are_reversed_and_the_cursor_in_them_is_not(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(archive, size=(120, 40)) as desk:
        await desk.open("Harbour")
        await desk.press("n", "v", "a", "q")
        assert desk.selected == "“Nobody here wants a fourth week,”"
        assert desk.drawn("reverse") == ["“Nobody here wants a fourth week,"]


async def test_with_colours_only_the_cursor_is_reversed(archive: Archive) -> None:
    async with at_the_desk(archive, size=(120, 40)) as desk:
        await desk.open("Harbour")
        await desk.press("n", "v", "a", "q")
        assert desk.drawn("reverse") == ["”"]


@pytest.mark.parametrize(("keys", "there"), [(["W"], "Jonas Pike"), (["W", "tab"], "We found no second ledger")])
async def test_without_colours_the_registers_cursor_is_reversed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, keys: list[str], there: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("a", *keys)
        assert there in desk.drawn("reverse")[0]


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        (["at", *"Lotte"], "new speaker: Lotte"),
        (["colon", *"sort"], "Sort the stack"),
        (["s"], "newest first"),
        (["a", "g", "h"], "accepted"),
    ],
    ids=["speaker", "palette", "order", "history"],
)
async def test_without_colours_the_line_under_a_lists_cursor_is_underlined(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, keys: list[str], there: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_desk(archive, size=(80, 24)) as desk:
        if "at" in keys or "a" in keys:
            await desk.open("Bridge")
        await desk.press(*keys)
        assert any(there in line for line in desk.drawn("underline"))


async def test_a_key_bound_anew_is_the_key_in_hints_help_and_palette(archive: Archive) -> None:
    config = Config(keys={(Scope.STACK, "open"): ("o",), (Scope.STACK, "last"): ()})
    async with at_the_desk(archive, config) as desk:
        await desk.press("enter")
        assert not desk.is_reading
        assert "o open" in desk.sees
        await desk.press("question_mark")
        assert "o                     Open the article" in desk.sees
        assert "in the palette        Go to the last article" in desk.sees
        await desk.press("q", "o")
        assert desk.is_reading
        await desk.press("q", "G")
        assert desk.place == 0
        await desk.press("colon", *"last", "enter")
        assert desk.place == len(desk.shown) - 1


async def test_an_ascii_terminal_is_drawn_for_without_being_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="latin-1")):
        async with at_the_desk(archive) as desk:
            await desk.open("Bridge audit")
            assert desk.sees.isascii()


@pytest.mark.parametrize(
    ("language", "is_plain"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # as Python sets it by itself
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "POSIX"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, False),
        ({}, False),
    ],
)
async def test_signs_follow_the_language_of_the_terminal(
    language: dict[str, str], is_plain: bool, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in language.items():
        monkeypatch.setenv(name, value)
    async with at_the_desk(archive) as desk:
        assert desk.sees.isascii() is is_plain


async def test_sentences_name_the_keys_that_are_in_force(archive: Archive) -> None:
    own = Config(
        keys={
            (Scope.EVERYWHERE, "undo"): ("Z",),
            (Scope.EVERYWHERE, "leave"): ("f9",),
            (Scope.MOVING, "next"): ("f6",),
            (Scope.MOVING, "next_quotation"): ("f7",),
        }
    )
    async with at_the_desk(archive, own) as desk:
        await desk.press("q")
        assert desk.says == "This is the stack. f9 quits."
        await desk.open("Harbour")
        await desk.press("g", "g")
        assert desk.says.endswith("f6 goes to the next.")
        await desk.press("g", "g", "f7", "x")
        assert desk.says == "Rejected. Z undoes it."
        await desk.press("Z")
        assert desk.says == "Undone: reject."


@pytest.mark.parametrize("way", ["config.toml", "kept from yesterday", "one’s own"])
async def test_the_first_paint_wears_the_theme_that_was_chosen(archive: Archive, way: str) -> None:
    own = {"paper": {"base": "light", "background": "#fffbe6"}}
    match way:
        case "config.toml":
            config = Config(theme="light")
        case "kept from yesterday":
            assert theme_choice.keep("light")
            config = Config()
        case _:
            config = Config(theme="paper", themes=own)
    async with at_the_desk(archive, config) as desk:
        wanted = Color.parse("#fffbe6") if way == "one’s own" else Color.parse(themes.LIGHT.background or "")
        painted = {segment.style.bgcolor for segment in desk.segments if segment.style}
        assert wanted.rich_color in painted
        assert Color.parse(themes.DARK.background or "").rich_color not in painted
        assert not desk.theme.dark
