"""How long a large revision takes: texts of about 100 kB and 1 MB, and marks in proportion."""

from __future__ import annotations

import random
import time
from statistics import median
from typing import TYPE_CHECKING

from bench.anchors.edits import change_word, move_paragraph, negate
from newstext.anchors import Passage, follow, paired

if TYPE_CHECKING:
    from bench.anchors.edits import Case

_RUNS = 3


def time_a_big_pair(every: list[Case], seed: int) -> None:
    """Print the CPU time of following marks and of comparing, for two sizes: ten times the text, ten times the time."""
    for size, marks in ((100_000, 500), (1_000_000, 5_000)):
        old, new, passages = _pair(every, size, marks, random.Random(seed))
        followed = median(_timed(lambda: follow(old, new, passages)) for _ in range(_RUNS))  # noqa: B023
        compared = median(_timed(lambda: paired(old, new)) for _ in range(_RUNS))  # noqa: B023
        sizes = f"{len(old):>9,} code points, {len(passages):>5,} marks"
        print(f"{sizes}: {followed:.2f} s CPU to follow them, {compared:.2f} s to compare the texts")


def _timed(work: object) -> float:
    assert callable(work)
    began = time.process_time()
    work()
    return time.process_time() - began


def _pair(every: list[Case], size: int, marks: int, rng: random.Random) -> tuple[str, str, list[Passage]]:
    """Texts one after another, from the first again when they are used up; one quotation in each is edited."""
    by_text: dict[str, list[Case]] = {}
    for case in every:
        by_text.setdefault(case.text, []).append(case)
    old, new = "", ""
    passages: list[Passage] = []
    while len(old) < size:
        for text, cases in by_text.items():
            if len(old) >= size:
                break
            for case in cases:
                content, beside = (tuple(span.shifted(len(old)) for span in spans) for spans in case.passage)
                passages.append(Passage(content, beside))
            edited = rng.choice((change_word, negate, move_paragraph))(rng.choice(cases), rng) or text
            old, new = f"{old}{text}\n\n", f"{new}{edited}\n\n"
    return old, new, rng.sample(passages, min(marks, len(passages)))
