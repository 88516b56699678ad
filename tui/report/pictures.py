"""Pictures of a report: inline SVG of our own, which styles colour and every theme and printer can show.

Marks differ in shape, not only in colour: what is open is short, what has no name is hatched or hollow. A library of
charts would bring a renderer for a few lines and rectangles.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from newstext.in_marks import inner
from tui.report.limits import HEADLINE, NAME, WORDS
from tui.report.markup import text
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.figures.figures import DayCount
    from store.figures.period import Period
    from store.figures.sources import SourceCount
    from tui.report.contents import Drawn, Line

_WIDTH, _LINE, _TIP = 420, 20, 300
_BAR = 220
_DAYS_HEIGHT = 110
_MARKS = '“”„«»" '


def time_line(line: Line, span: Period) -> str:
    """Draw a speaker's line: a tick for each quotation, with its words on hover and on focus; open ones are short."""
    earlier = "".join(f"M{_x(span, day):g} 6v12" for day in line.earlier)
    marks = [f'<path class="e" d="{earlier}"/>'] if earlier else []
    by_day: dict[str, list[Drawn]] = {}
    for one in line.drawn:
        by_day.setdefault(one.tick.day, []).append(one)
    for day, several in by_day.items():
        marks += [_tick(one, _x(span, day, (i + 1) / (len(several) + 1))) for i, one in enumerate(several)]
    return (
        f'<svg class="l" viewBox="0 0 {_WIDTH} {_LINE}" width="{_WIDTH}" height="{_LINE}" role="group"'
        f' aria-label="{text(line.speaker.who, NAME)}">'
        f'<path class="g" d="M0 19h{_WIDTH}"/>{"".join(marks)}</svg>'
    )


def _x(span: Period, day: str, part: float = 0.5) -> float:
    return round(span.at(day, part) * _WIDTH, 1)


def _tick(one: Drawn, x: float) -> str:
    height = "M{0:g} 10v8" if one.tick.status.is_open else "M{0:g} 2v16"
    left = min(max(x - _TIP / 2, 0), _WIDTH - _TIP)
    return (
        f'<a href="#q{one.number}" class="t"><path class="h" d="M{x:g} 0v20"/><path d="{height.format(x)}"/>'
        f'<foreignObject x="{left:g}" y="22" width="{_TIP}" height="1"><div class="tip">{words_of(one)}</div>'
        "</foreignObject></a>"
    )


def words_of(one: Drawn) -> str:
    """Return a quotation's words, speaker, article and day, as markup."""
    when = describe.day(date.fromisoformat(one.tick.day))
    quoted = text(inner(one.words.strip(_MARKS)), WORDS)
    return f"“{quoted}” {text(one.speaker, NAME)}, {text(one.headline, HEADLINE)}, {when}"


def days(counts: Sequence[DayCount], label: str) -> str:
    """Draw quotations a day as columns, the open part of each hollow; the oldest day first."""
    shown = list(reversed(counts))
    most = max((one.quotations for one in shown), default=0) or 1
    wide = _WIDTH / max(len(shown), 1)
    columns = []
    for i, one in enumerate(shown):
        x, width = i * wide + wide * 0.15, wide * 0.7
        open_, settled = (_DAYS_HEIGHT * n / most for n in (one.open, one.quotations - one.open))
        columns.append(
            f"<g><title>{text(one.day)}: {describe.count(one.quotations, 'quotation')}, {one.open:,} open</title>"
            f'<rect class="s" x="{x:.1f}" y="{_DAYS_HEIGHT - settled:.1f}" width="{width:.1f}" height="{settled:.1f}"/>'
            f'<rect class="o" x="{x:.1f}" y="{_DAYS_HEIGHT - settled - open_:.1f}" width="{width:.1f}"'
            f' height="{open_:.1f}"/></g>'
        )
    return (
        f'<svg viewBox="0 -2 {_WIDTH} {_DAYS_HEIGHT + 4}" width="{_WIDTH}" height="{_DAYS_HEIGHT + 4}" role="img"'
        f' aria-label="{text(label)}"><path class="g" d="M0 {_DAYS_HEIGHT}h{_WIDTH}"/>{"".join(columns)}</svg>'
    )


def naming(count: SourceCount, most: int) -> str:
    """Draw the sources of a group as a bar: named solid, described hatched, bare hollow. ``most`` fills the width."""
    x, parts = 0.0, []
    for kind, number in (("a", count.named), ("d", count.described), ("b", count.bare)):
        width = _BAR * number / max(most, 1)
        if number:
            parts.append(f'<rect class="{kind}" x="{x:.1f}" y="2" width="{width:.1f}" height="10"/>')
        x += width
    label = f"{count.named:,} named, {count.described:,} described, {count.bare:,} bare"
    size = f'viewBox="0 0 {_BAR} 14" width="{_BAR}" height="14"'
    return f'<svg {size} role="img" aria-label="{label}">{"".join(parts)}</svg>'


PATTERNS = (
    '<svg class="p" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="4" height="4"'
    ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="d2" d="M0 0v4"/></pattern></defs></svg>'
)
"""Shared by all pictures of a page."""
