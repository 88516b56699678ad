"""SQLite's query plans for words in few or many articles: the cheapest is used, and all find the same."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

import pytest

from newstext.stated import Precision, StatedTime
from store.model.lists import ArticleFilter
from store.searching import search
from store.searching.memory import Memory
from store.searching.texts import SearchRequest
from store.sqlite import SqliteEngine
from store.sqlite.file.access import TO_WRITE, connect
from store.sqlite.search import filter_sets, matches
from store.sqlite.search.texts import SqliteTexts
from tests.engines.newsroom import SECOND_QUOTE, Newsroom, bring, copy
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store import Archive
    from store.model.lists import Hit

WORDS = ("okafor", "okafor strike", "harbour", "h", "strike harbour", "harbuor strike", "phone call", "qwertz", "hrbr")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    room = Newsroom(open_sqlite, tmp_path / "stack.db")
    desk = room.desk()
    sources = ["Common"] * 9 + ["Rare"]
    bring(
        desk,
        *(
            copy(external_id=str(i), source=sources[i % 10], headline=f"Harbour strike {i}" if i % 3 else "Elsewhere")
            for i in range(300)
        ),
    )
    # A name that is in no text is found in heads only.
    for row in desk.articles.page(limit=20).rows:
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
        monkeypatch.setattr(matches, cost, 0 if cost == cheapest else sys.maxsize)
    for words in WORDS:
        everything = desk.search(words, limit=400)
        those = [hit for hit in everything if (hit.article.source or "").lower() == source]
        assert desk.search(words, ArticleFilter(source=source), limit=400) == those


@pytest.fixture
def asked(desk: Archive) -> list[str]:
    """The SQL of all searches from now on."""
    statements: list[str] = []
    cast(SqliteEngine, desk._engine)._searching()._db.set_trace_callback(statements.append)
    return statements


def test_sqlite_looks_for_one_article_after_another_only_for_few_terms(
    desk: Archive, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matches, "_A_LOOK", 4)
    assert len(desk.search("strike ", ArticleFilter(source="rare"))) == 20
    assert any("rowid = few.value" in statement for statement in asked)
    asked.clear()
    # A misspelt word stands for three terms.
    assert len(desk.search("striek", ArticleFilter(source="rare"))) == 20
    assert not any("rowid = few.value" in statement for statement in asked if '"strike"' in statement)


def test_old_articles_are_found_by_a_common_word_without_going_over_all_newer_ones(
    desk: Archive, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (matches, filter_sets):
        monkeypatch.setattr(module, "CANDIDATES", 1)
    times = [StatedTime(f"{year}", f"{year}", Precision.YEAR, zoned=False) for year in (1998, 1999, 2000)]
    bring(desk, *(copy(external_id=f"old {i}", headline=f"Strike {i}", published=times[i % 3]) for i in range(150)))
    asked.clear()
    hits = desk.search("strike", ArticleFilter(before="2000"))
    assert len(hits) == 30
    assert {hit.article.sorted_at for hit in hits} == {"1999"}
    assert not any("article_head_fts MATCH" in statement for statement in asked)


def test_a_search_that_is_cancelled_is_left_between_two_hits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Newsroom(open_sqlite, tmp_path / "stack.db")
    bring(room.desk(), *(copy(external_id=str(i)) for i in range(9)))
    made: list[Hit] = []
    make = search._hit

    def noting(*of: Any) -> Hit:
        made.append(make(*of))
        return made[-1]

    monkeypatch.setattr(search, "_hit", noting)
    with closing(connect(room.path, TO_WRITE, 1.0)) as db:
        asked = SearchRequest("strike", ArticleFilter(), "Ada", 9)
        search.search(SqliteTexts(db), Memory(), asked, lambda: len(made) == 3)
    room.close()
    assert len(made) == 3


class Door:
    """A lock that reports when somebody wants it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.knocked = threading.Event()

    def __enter__(self) -> None:
        self.knocked.set()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_a_keystroke_ends_no_search_but_that_of_an_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Newsroom(open_sqlite, tmp_path / "stack.db")
    desk = room.desk()
    bring(desk, *(copy(external_id=str(i)) for i in range(9)))
    searching = cast(SqliteEngine, desk._engine)._searching()
    searching._turns._running = door = Door()  # type: ignore[assignment]
    answers: list[list[Hit] | None] = []
    typing = threading.Thread(target=lambda: answers.append(desk.search_as_typed("harbour")))
    make = search._hit

    def while_somebody_types(*of: Any) -> Hit:
        if not typing.ident:
            door.knocked.clear()
            typing.start()
            assert door.knocked.wait(60)
        return make(*of)

    monkeypatch.setattr(search, "_hit", while_somebody_types)
    assert len(desk.search("strike")) == 9
    typing.join()
    assert [len(hits or ()) for hits in answers] == [9]
    room.close()
