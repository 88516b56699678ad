"""Random keys on any article: no unexpected error is reported, and the store stays sound."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from bench.random_keys import hostile_articles, type_at
from store import Archive

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.drawn

KEYS = 150


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("copy", ["invented", "hostile"])
async def test_whatever_is_typed_nothing_falls_over(copy: str, seed: int, archive: Archive, path: Path) -> None:
    chance = random.Random(seed)
    if copy == "hostile":
        archive.add(hostile_articles(chance, 25), reader="random", reader_version="1")
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    assert await type_at(archive, chance, lambda pressed: pressed < KEYS) == KEYS
    with Archive.open(path, actor="nobody") as anybody:
        assert [check for check in anybody.integrity.checks() if check.trouble] == []
