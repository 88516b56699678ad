"""The names that typed words match."""

from __future__ import annotations

import pytest

from newstext.name_match import corrected, is_meant, name_words

NAMES = ["Mira Holt", "Aud Eskholt-Marsh", "Seán O’Brien", "العربي بن مهيدي", "中川健"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("holt", ["Mira Holt"]),
        ("Holt, Mira", ["Mira Holt"]),
        ("marsh", ["Aud Eskholt-Marsh"]),
        ("sean o'b", ["Seán O’Brien"]),
        ("عربي", ["العربي بن مهيدي"]),
        ("川健", ["中川健"]),
        ("kholt", []),
    ],
)
def test_each_word_begins_a_word_of_the_name(typed: str, meant: list[str]) -> None:
    assert [name for name in NAMES if is_meant(name_words(typed), name)] == meant


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hotl", "holt"),
        ("holtt", "holt"),
        ("eskohlt", "eskholt"),
        ("mira xyz", None),
        ("o hxlt", "o holt"),
        ("zq", None),
    ],
)
def test_a_slip_in_a_word_is_forgiven(typed: str, read: str | None) -> None:
    words = corrected(typed.split(), NAMES)

    assert (words and " ".join(words)) == read
