"""The finder's time grows linearly with the text, whatever it contains."""

from __future__ import annotations

import random
import sys
from itertools import count
from time import process_time
from typing import TYPE_CHECKING

import pytest

from newstext.quotations import find_quotations

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL, TIMES, MOST = 4_000, 6, 12
SAID = "“We will go there now,” "
DRAWN = random.Random(2)


def word() -> str:
    return "".join(DRAWN.choices("abcdefghijklmnopqrstuvwxyz", k=7))


SHAPES: dict[str, Callable[[int], str]] = {
    "an open mark and empty lines": lambda n: "“a" + "\n" * n,
    "open marks and empty lines": lambda n: "“a\n\n" * (n // 4),
    "opening marks": lambda n: "“" * n,
    "single opening marks": lambda n: "‘" * n,
    "guillemets": lambda n: "« " * (n // 2),
    "an open mark and no end": lambda n: "“" + "we go on and on " * (n // 16),
    "an open single mark and no end": lambda n: "‘" + "we go on and on " * (n // 16),
    "single marks that may be apostrophes": lambda n: "‘the dockers’ " * (n // 14),
    "nested marks": lambda n: "“a " * (n // 6) + "” " * (n // 4),
    "one word": lambda n: "a" * n,
    "names": lambda n: ", ".join(f"{word().title()} {word().title()}" for _ in range(n // 16)),
    "spaces inside a source": lambda n: f"{SAID}said Mira{' ' * n}Holt.",
    "one person with ever new roles": lambda n: "".join(
        f"The {word()} {word()} secretary Mira Holt sat. " for _ in range(n // 11)
    ),
    "a capital that speaks": lambda n: f"{SAID}Ankara said.\n\n" * (n // 38),
    "pull quotes": lambda n: (
        "“We will go there.”\n\n" * (n // 21) + "“We will go there now,” Holt said.\n\n" * (n // 36)
    ),
    "capitals that might be a dateline": lambda n: "Port Lyle, " * (n // 22) + "\n\n" + "JanMay" * (n // 12),
    "lines that break off in an open mark": lambda n: "“We\n" + "Will go on and\n" * (n // 15) + "Now.”",
    "lines with ever new labels, each twice": lambda n: "".join(
        2 * f"{word().title()}: We will go.\n" for _ in range(n // 42)
    ),
    "lines with ever new labels": lambda n: "".join(f"{word().title()}: We will go.\n" for _ in range(n // 21)),
    "questions and answers": lambda n: "We met mate Edda Sand.\n\n" + "Who calls?\n\nI do.\n\n" * (n // 21),
    "headings of speeches": lambda n: "Statement by Edda Sand:\n\nWe will go.\n\n" * (n // 38),
    "headlines": lambda n: "".join(f"Mayor: ‘We {word()} it’\n" for _ in range(n // 24)),
    "letters": lambda n: "Sir, – We saw your ferry there.\n\n" * (n // 34) + "Edda Sand",
    "sentences about somebody": lambda n: "Edda Sand was cross. “We go.” " * (n // 31),
    "names above the words": lambda n: "Edda Sand — Mate\nWe go.\n\nOwen Dray — Cook\nWhere?\n\n" * (n // 52),
    "labelled lines": lambda n: "HOLT: We will go.\n" * (n // 18),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_six_times_the_text_takes_less_than_twelve_times_as_long(shape: Callable[[int], str]) -> None:
    small, large = shape(SMALL), shape(TIMES * SMALL)
    find_quotations("“We go,” said Mira Holt.")  # loads the model

    # A very short time counts as 10 ms, and a busy machine gets another try: only real growth fails again.
    assert any(_seconds(large) < MOST * max(0.01, _seconds(small)) for _ in range(3))


def test_a_mark_without_its_partner_costs_no_more_than_the_text_behind_it() -> None:
    small, large = ("He said “a b c d e f g h i. " * times for times in (300, 1_200))
    find_quotations("“We go,” said Mira Holt.")

    assert _calls(large) < 5 * _calls(small)


def _calls(text: str) -> int:
    """Return the number of Python calls while the finder reads a text."""
    calls = count()
    sys.setprofile(lambda *_: next(calls) and None)
    try:
        find_quotations(text)
    finally:
        sys.setprofile(None)
    return next(calls)


def _seconds(text: str) -> float:
    began = process_time()
    find_quotations(text)
    return process_time() - began
