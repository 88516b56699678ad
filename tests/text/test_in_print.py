"""Words and names as they are set in print: marks within marks, and titles before names."""

from __future__ import annotations

import pytest

from newstext.credit import credit
from newstext.in_marks import in_marks


@pytest.mark.parametrize(
    ("words", "set_"),
    [
        ("Foreman “told them on the Tuesday” that water rose", "“Foreman ‘told them on the Tuesday’ that water rose”"),
        ('"Stay home," governor says of the "wet" week', "“‘Stay home,’ governor says of the ‘wet’ week”"),
        ("„Nein“, sagt «Die Woche»", "“‚Nein‘, sagt ‹Die Woche›”"),
        ("It’s ‘over’", "“It’s ‘over’”"),
    ],
)
def test_marks_within_double_marks_are_single(words: str, set_: str) -> None:
    assert in_marks(words) == set_


@pytest.mark.parametrize(
    ("name", "role", "printed"),
    [
        ("Rosamund Ekeland", "Dame", "Dame Rosamund Ekeland"),
        ("Rosamund Ekeland", "Dame, chair of the inquiry", "Dame Rosamund Ekeland, chair of the inquiry"),
        ("Dr Ivo Lund", "Dr", "Dr Ivo Lund"),
        ("Ada Holt", "Professor Dr.", "Professor Dr. Ada Holt"),
        ("Mira Holt", "Lady mayoress", "Mira Holt, Lady mayoress"),
        ("Mira Holt", "union secretary", "Mira Holt, union secretary"),
        ("Mira Holt", None, "Mira Holt"),
        (None, "union secretary", "union secretary"),
        (None, None, ""),
    ],
)
def test_a_title_stands_before_the_name_and_a_role_behind_it(name: str | None, role: str | None, printed: str) -> None:
    assert credit(name, role) == printed
