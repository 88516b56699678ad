"""Short articles of fifteen kinds in many house styles, labelled before the finder had read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.learning.yardstick import GENRES, articles_of, outcomes

if TYPE_CHECKING:
    from pathlib import Path

KINDS = sorted(GENRES.glob("*.txt"))
FEWEST = {"letters": 0.75, "nested": 0.75, "reviews": 0.75}
"""The share of labels found, for kinds below the common minimum."""


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_of_every_kind_of_copy_at_least_four_labels_in_five_are_read_rightly(path: Path) -> None:
    done = [outcome for text, labels in articles_of(path) for outcome in outcomes(text, labels)]
    assert sum(outcome.right for outcome in done) >= FEWEST.get(path.stem, 0.8) * len(done)
