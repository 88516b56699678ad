"""The ways in which SQLite is asked for words in few articles or many: whichever costs least, all find the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from store.listing import ArticleFilter
from store.sqlite import SqliteEngine, matching
from tests.engines.newsroom import SECOND_QUOTE, Newsroom, bring, copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store import Archive

WORDS = ("okafor", "okafor strike", "harbour", "h", "strike harbour", "harbuor strike", "phone call", "qwertz", "hrbr")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    room = Newsroom(SqliteEngine, tmp_path / "stack.db")
    desk = room.desk()
    sources = ["Common"] * 9 + ["Rare"]
    bring(
        desk,
        *(
            copy(external_id=str(i), source=sources[i % 10], headline=f"Harbour strike {i}" if i % 3 else "Elsewhere")
            for i in range(300)
        ),
    )
    # A name that stands in no text is found in heads alone.
    for row in desk.articles(limit=20).rows:
        made = desk.decisions.add_quotation(desk.open_article(row.id).revision, [SECOND_QUOTE])
        desk.decisions.name_speaker(made, "Branwen Okafor")
    yield desk
    room.close()


@pytest.mark.parametrize("source", ["common", "rare"])
@pytest.mark.parametrize("cheapest", ["_A_HEAD", "_A_LOOK", "neither"])
def test_a_narrowed_search_finds_what_passes_of_all_that_is_found(
    desk: Archive, monkeypatch: pytest.MonkeyPatch, source: str, cheapest: str
) -> None:
    for cost in ("_A_HEAD", "_A_LOOK"):
        monkeypatch.setattr(matching, cost, 0 if cost == cheapest else sys.maxsize)
    for words in WORDS:
        everything = desk.search(words, limit=400)
        passing = [hit for hit in everything if (hit.article.source or "").lower() == source]
        assert desk.search(words, ArticleFilter(source=source), limit=400) == passing
