"""A quotation of a thousand words is compared like one of ten, in time that does not grow with its square."""

from __future__ import annotations

import random
import time

import pytest

from newstext.draft_check import Body, Passage, Verdict, compare

WORDS = [f"word{n}" for n in range(2000)]
MOST_SECONDS = 15.0
"""Of CPU. Comparing every word with every other takes minutes."""


def speech(length: int, seed: int = 1) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def test_one_word_changed_in_a_long_speech_is_found() -> None:
    printed = speech(900)
    drafted = [*printed[:400], "never", *printed[401:]]
    compared = compare(Passage(" ".join(drafted)), Body(f"The mayor spoke. {' '.join(printed)} Nobody clapped."))

    assert compared.verdict is Verdict.CHANGED
    [difference] = compared.differences
    assert (difference.draft, difference.printed) == ("never", printed[400])


def test_a_long_speech_that_was_never_printed_is_not_found() -> None:
    body = Body(" ".join(f"other{n}" for n in range(5000)))
    assert compare(Passage(" ".join(speech(900))), body).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("drafted", "printed"),
    [
        (" ".join(speech(3000)), " ".join(speech(9000, seed=2))),
        ("a " * 3000 + "b", "a " * 9000),
        ("a " * 3000 + "b", "a b " * 4500),
        ("a" * 9000 + " b", "a" * 8000 + " b" * 20_000),
    ],
    ids=["other words", "one word", "two words", "one long word"],
)
def test_the_time_to_compare_a_long_quotation_is_bounded(drafted: str, printed: str) -> None:
    began = time.process_time()
    compare(Passage(drafted), Body(printed))
    assert time.process_time() - began < MOST_SECONDS
