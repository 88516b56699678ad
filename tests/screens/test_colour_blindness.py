"""Every theme as people see it who do not tell red from green, or blue from yellow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from tests.screens.test_appearance import ON_GROUNDS, contrast
from tui.article.painting import SIGNS, UNSURE_SIGN
from tui.terminal import themes
from tui.terminal.theme_names import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

CARRIES_MEANING = 3.0
"""The contrast that WCAG 2 (1.4.11) requires of what carries meaning."""

SEEN_BY = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""The shares of linear red, green and blue that somebody sees (Machado, Oliveira and Fernandes 2009, severity 1)."""


def seen(colour: Color, rows: Sequence[Sequence[float]]) -> Color:
    """Return a colour as somebody sees it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    left = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in rows]
    red, green, blue = (round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)) for c in left)
    return Color(red, green, blue)


@pytest.mark.parametrize("kind", SEEN_BY)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("depth", themes.Depth, ids=lambda depth: str(depth.name))
def test_what_carries_meaning_is_seen_without_a_kind_of_colour(name: str, depth: themes.Depth, kind: str) -> None:
    theme = themes.built_in(depth)[name]
    colours = {**theme.to_color_system().generate(), **theme.variables}
    found = {
        (text, behind): contrast(*(seen(Color.parse(colours[one]), SEEN_BY[kind]) for one in (text, behind)))
        for text, behind in ON_GROUNDS
    }
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < CARRIES_MEANING} == {}


def test_a_quotations_status_is_told_by_its_sign() -> None:
    assert len({*SIGNS.values(), UNSURE_SIGN}) == len(SIGNS) + 1
