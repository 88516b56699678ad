"""SQLite's lists: read along an index in every order, however many articles there are."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from store.model.lists import END, ArticleFilter, ArticleOrder, ArticleState
from store.sqlite.articles import lists
from tests.engines.newsroom import MORNING, copy
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALONG_AN_INDEX = [
    ArticleFilter(),
    ArticleFilter(source="coast"),
    ArticleFilter(after="2026", before="2027"),
    ArticleFilter(states=(ArticleState.UNREAD,)),
    ArticleFilter(states=(ArticleState.OPEN,)),
    ArticleFilter(states=(ArticleState.SETTLED,)),
    ArticleFilter(states=(ArticleState.STALE,)),
    ArticleFilter(states=(ArticleState.WITHDRAWN,)),
]


class Explaining(sqlite3.Connection):
    """Records the plan of each statement that reads articles."""

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        if "FROM article" in sql or "few" in sql:
            plan = super().execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
            self.plans.append([step["detail"] for step in plan])
        return super().execute(sql, values)

    plans: list[list[str]]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Explaining]:
    engine = open_sqlite(tmp_path / "stack.db")
    engine.add(
        [copy(external_id=str(n), source=("Coast Daily", "Port Wire")[n % 2]) for n in range(20)],
        reader="test",
        reader_version="1",
        at=MORNING,
    )
    engine.close()
    connection = sqlite3.connect(tmp_path / "stack.db", factory=Explaining)
    connection.row_factory = sqlite3.Row
    connection.plans = []
    yield connection
    connection.close()


@pytest.mark.parametrize("order", ArticleOrder)
def test_no_list_of_all_articles_is_looked_through_or_sorted(db: Explaining, order: ArticleOrder) -> None:
    listed = lists.List(db, ArticleFilter(), order, "ada")
    first = listed.page(after=None, before=None, skip=0, limit=5)
    listed.page(after=first.after, before=None, skip=0, limit=5)
    listed.page(after=None, before=END, skip=3, limit=5)
    listed.place(first.rows[2].id)
    _passes_over_no_table(db.plans)


@pytest.mark.parametrize("narrowed", ALONG_AN_INDEX)
@pytest.mark.parametrize("order", [ArticleOrder.NEWEST, ArticleOrder.OLDEST])
def test_what_has_an_index_by_time_is_not_sorted_when_narrowed(
    db: Explaining, order: ArticleOrder, narrowed: ArticleFilter
) -> None:
    listed = lists.List(db, narrowed, order, "ada")
    listed.page(after=None, before=None, skip=0, limit=5)
    _passes_over_no_table(db.plans)


@pytest.mark.parametrize(
    "state", [None, ArticleState.OPEN, ArticleState.UNREAD, ArticleState.READ, ArticleState.FLAGGED]
)
def test_what_the_title_counts_is_not_counted_anew(db: Explaining, state: ArticleState | None) -> None:
    lists.count(db, ArticleFilter(states=(state,) if state else ()), "ada")
    assert not [step for plan in db.plans for step in plan if f"{step} ".startswith("SCAN article ")]


def test_a_filter_that_few_articles_pass_is_not_looked_for_among_all(
    db: Explaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = ArticleFilter(states=(ArticleState.STALE,))
    lists.List(db, few, ArticleOrder.SOURCE, "ada").page(after=None, before=None, skip=0, limit=5)
    assert not any("article_source" in step for plan in db.plans for step in plan)
    monkeypatch.setattr(lists, "_FEW", -1)
    lists.List(db, few, ArticleOrder.SOURCE, "ada").page(after=None, before=None, skip=0, limit=5)
    assert any("article_source" in step for plan in db.plans for step in plan)


def _passes_over_no_table(plans: list[list[str]]) -> None:
    assert plans
    for step in (step for plan in plans for step in plan):
        assert "TEMP B-TREE" not in step
        assert "article" not in step or "INDEX" in step or "PRIMARY KEY" in step, step
