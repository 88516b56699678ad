"""Pictures of a terminal, as SVG without a font or a script from elsewhere: stills, and films that play in any browser.

A picture is drawn from the cells of a screen alone, so the same screen gives the same picture, byte for byte.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyte.screens import Char
    from textual.strip import Strip

CELL, LINE, EDGE = 8.4, 18, 14
"""The width of a cell, the height of a line, and the border around a screen, in pixels."""
_BASE = 13.5
"""The distance of the letters' base from the top of a line."""
_PAPER, _INK, _RULE, _ACCENT, _QUIET = "#16181d", "#d8d4ca", "#2c3036", "#8fb8a8", "#9a9fa3"
_FONT = "ui-monospace,'SF Mono',Menlo,'Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace"


class Look(NamedTuple):
    """The look of a cell; None is the terminal's own colour."""

    ink: str | None = None
    paper: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


class Run(NamedTuple):
    """Cells of one look beside each other."""

    words: str
    look: Look


Row = tuple[Run, ...]


class Frame(NamedTuple):
    """A screen, with what is said below it: the keys pressed, and what they do."""

    rows: tuple[Row, ...]
    keys: str = ""
    does: str = ""

    @property
    def text(self) -> str:
        """The words on the screen."""
        return "\n".join("".join(run.words for run in row).rstrip() for row in self.rows)

    def replaced(self, pattern: re.Pattern[str], words: str) -> Frame:
        """Return the screen with other words of the same width."""
        rows = (tuple(run._replace(words=pattern.sub(words, run.words)) for run in row) for row in self.rows)
        return self._replace(rows=tuple(rows))

    @property
    def width(self) -> int:
        """Its cells in a row."""
        return max(sum(cell_len(run.words) for run in row) for row in self.rows)


def row_of(cells: Iterable[Char]) -> Row:
    """Return a row of pyte's screen."""
    looks = [(cell.data, _look_of(cell)) for cell in cells]
    return tuple(Run("".join(data for data, _ in run), look) for look, run in groupby(looks, key=lambda one: one[1]))


def _look_of(cell: Char) -> Look:
    ink, paper = (None if colour == "default" else f"#{colour}" for colour in (cell.fg, cell.bg))
    if cell.reverse:
        ink, paper = paper or _PAPER, ink or _INK
    return Look(ink, paper, cell.bold, cell.italics, cell.underscore, cell.strikethrough)


def frame_of(strips: Iterable[Strip]) -> Frame:
    """Return a screen of Textual's."""
    return Frame(tuple(tuple(_run_of(*segment[:2]) for segment in strip) for strip in strips))


def _run_of(words: str, style: object) -> Run:
    from rich.style import Style

    if not isinstance(style, Style):
        return Run(words, Look())
    ink, paper = (colour.get_truecolor().hex if colour else None for colour in (style.color, style.bgcolor))
    if style.reverse:
        ink, paper = paper or _PAPER, ink or _INK
    marks = (style.bold, style.italic, style.underline, style.strike)
    return Run(words, Look(ink, paper, *map(bool, marks)))


def still(frame: Frame, title: str) -> str:
    """Draw one screen."""
    rows: dict[Row, str] = {}
    drawn = _frame(frame, rows, 0)
    return _document(frame, title, "", rows, drawn, captioned=False)


def film(frames: Sequence[tuple[Frame, float]], title: str, *, chosen: int) -> str:
    """Draw screens one after another, each for so many seconds, again and again.

    People who want no motion see the ``chosen`` one alone.
    """
    rows: dict[Row, str] = {}
    width = _width(frames[0][0])
    strip = "".join(_frame(frame, rows, number * width) for number, (frame, _) in enumerate(frames))
    whole = sum(seconds for _, seconds in frames)
    begun, steps = 0.0, []
    for number, (_, seconds) in enumerate(frames):
        steps.append(f"{begun / whole:.3%}{{transform:translateX({-number * width:g}px)}}")
        begun += seconds
    style = (
        f"@keyframes play{{{''.join(steps)}}}"
        f".film{{transform:translateX({-chosen * width:g}px);animation:play {whole:g}s step-end infinite}}"
        "@media (prefers-reduced-motion:reduce){.film{animation:none}}"
    )
    return _document(frames[0][0], title, style, rows, f'<g class="film">{strip}</g>', captioned=True)


def shown(frame: Frame) -> str:
    """Return what is drawn of a screen, to compare it with those of a film."""
    rows = [f"{number * LINE + EDGE} {drawn}" for number, row in enumerate(frame.rows) if (drawn := _row(row))]
    return "\n".join((*rows, _caption(frame)))


def screens_of(drawn: str) -> list[str]:
    """Return what a film shows on each screen, as ``shown`` has it."""
    rows = dict(re.findall(r'^<g id="(r\d+)">(.*)</g>$', drawn, re.MULTILINE))
    screens = []
    for line in re.findall(r"^(?:<svg[^>]*><g class=\"film\">)?(<use .*)$", drawn, re.MULTILINE):
        used = [f"{y} {rows[name]}" for name, y in re.findall(r'<use href="#(r\d+)" x="[\d.]+" y="(\d+)"/>', line)]
        caption = re.search(r"<text .*</text>", line)
        screens.append("\n".join((*used, caption[0] if caption else "")))
    return screens


def _document(frame: Frame, title: str, style: str, rows: dict[Row, str], drawn: str, *, captioned: bool) -> str:
    width = _width(frame)
    height = len(frame.rows) * LINE + 2 * EDGE + (2 * LINE if captioned else 0)
    definitions = "".join(f'<g id="{name}">{_row(row)}</g>\n' for row, name in rows.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" role="img" fill="{_INK}">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>text{{font:14px {_FONT}}}.b{{font-weight:700}}.i{{font-style:italic}}{style}</style>\n"
        f"<defs>\n{definitions}</defs>\n"
        f'<rect width="{width:g}" height="{height}" rx="8" fill="{_PAPER}" stroke="{_RULE}"/>\n'
        f'<svg width="{width:g}" height="{height}">{drawn}</svg>\n</svg>\n'
    )


def _width(frame: Frame) -> float:
    return frame.width * CELL + 2 * EDGE


def _frame(frame: Frame, rows: dict[Row, str], left: float) -> str:
    """Draw a screen ``left`` from the first. Each row is drawn once and used wherever it comes again."""
    used = []
    for number, row in enumerate(frame.rows):
        if _row(row):
            name = rows.setdefault(row, f"r{len(rows)}")
            used.append(f'<use href="#{name}" x="{left + EDGE:g}" y="{number * LINE + EDGE}"/>')
    below = len(frame.rows) * LINE + EDGE
    caption = f'<g transform="translate({left + EDGE:g},{below})">{_caption(frame)}</g>' if frame.does else ""
    return "".join(used) + caption + "\n"


def _caption(frame: Frame) -> str:
    if not frame.does:
        return ""
    keys = f'<tspan fill="{_ACCENT}" class="b">{escape(frame.keys)}</tspan>  ' if frame.keys else ""
    return f'<text x="{CELL:g}" y="{LINE + 8}" fill="{_QUIET}">{keys}{escape(frame.does)}</text>'


def _row(row: Row) -> str:
    """Draw a row: what is behind its words, then the words. An empty one is nothing."""
    behind, words, left = [], [], 0.0
    for run in row:
        width = cell_len(run.words) * CELL
        if run.look.paper and run.look.paper != _PAPER:
            behind.append(f'<rect x="{left:g}" width="{width:g}" height="{LINE}" fill="{run.look.paper}"/>')
        if run.words.strip():
            words.append(_words(run, left))
        left = round(left + width, 1)
    return "".join((*behind, *words))


def _words(run: Run, left: float) -> str:
    bare = run.words.lstrip(" ")
    left += (len(run.words) - len(bare)) * CELL
    bare = bare.rstrip(" ")
    look = run.look
    classes = " ".join(name for name, is_so in (("b", look.bold), ("i", look.italic)) if is_so)
    lines = " ".join(name for name, is_so in (("underline", look.underline), ("line-through", look.strike)) if is_so)
    marks = [
        f' class="{classes}"' if classes else "",
        f' fill="{look.ink}"' if look.ink else "",
        f' text-decoration="{lines}"' if lines else "",
    ]
    # The words keep to their cells whatever font a reader has.
    length = f' textLength="{cell_len(bare) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{left:g}" y="{_BASE:g}"{length}{"".join(marks)}>{escape(bare).replace(" ", "&#160;")}</text>'
