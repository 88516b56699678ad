"""Files of earlier versions: each is migrated when opened, and keeps its contents."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlite_utils import Database

from newstext.article import Article
from newstext.stated import State
from store import Archive
from store.model.annotations import Status, Tag
from store.model.lists import ArticleFilter, ArticleState, Totals
from store.sqlite.file.versions import APPLICATION_ID, INDEX_VERSION
from store.sqlite.migrations import NAMES, migrations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REVISION = (
    "INSERT INTO revision(id, article_id, seq, state, source, reader, reader_version, seen_at, sha256, standfirst,"
    " captions, respelled, body)"
    " VALUES (:r, :a, 1, :state, :source, 'test', '1', '2026-11-24T09:00:00', '', '[]', '[]', '', 'A text.')"
)
ARTICLE = (
    "INSERT INTO article(id, identity, revision_id, revision_count, sorted_at) VALUES (:a, 'id ' || :a, :r, 1, '2026')"
)
STALE = (
    "INSERT INTO annotation(id, article_id, version, kind, status, record, unnamed, tags, span_set, origin, author,"
    " created_at, changed_at, changed_by, change_id, action) VALUES ('n', 'a1', 1, 'quote', 'stale', 'unknown', 0,"
    " '[]', 1, 'human', 'Ada', '2026', '2026', 'Ada', 'c', 'question')"
)
SPAN = (
    'INSERT INTO span(annotation_id, span_set, ordinal, role, piece, revision_id, start, "end", exact, prefix, suffix,'
    " state) VALUES ('m', 1, 0, 'content', 0, 'r1', 2, 6, 'text', 'A ', '.', 'exact')"
)
MARK = (
    STALE.replace("'n'", "'m'")
    .replace("'stale'", "'accepted'")
    .replace("'c'", "'d'")
    .replace("'2026'", "'2026-11-24T09:00:00'")
)
NEWER = REVISION.replace(":a, 1, :state, :source", ":a, 2, 'live', NULL").replace("'A text.'", "'Before. A text.'")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stack.db"


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [int(name[1:5]) for name in NAMES] == list(range(1, len(NAMES) + 1))


def older_store(
    path: Path, *, stop_before: str, version: int, statements: Iterable[tuple[str, dict[str, Any]]]
) -> None:
    """Create a store as it was before a migration, and fill it."""
    with closing(sqlite3.connect(path)) as db:
        migrations().apply(Database(db, recursive_triggers=False, execute_plugins=False), stop_before=stop_before)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
        for statement, values in statements:
            db.execute(statement, values)
        db.commit()


def test_a_store_from_before_the_lists_is_listed_by_source_and_state_and_all_of_it_is_unread(path: Path) -> None:
    first: dict[str, Any] = {"a": "a1", "r": "r1", "state": "withdrawn", "source": "Port Wire"}
    second = first | {"a": "a2", "r": "r2", "state": "live", "source": None}
    older_store(
        path,
        stop_before="m0002_lists",
        version=1,
        statements=[(REVISION, first), (ARTICLE, first), (REVISION, second), (ARTICLE, second), (STALE, {})],
    )
    with Archive.open(path, actor="Ada") as archive:
        [withdrawn] = archive.articles.page(ArticleFilter(states=(ArticleState.WITHDRAWN,))).rows
        assert (withdrawn.id, withdrawn.source, withdrawn.state) == ("a1", "Port Wire", State.WITHDRAWN)
        assert archive.articles.page(ArticleFilter(source="port")).rows == (withdrawn,)
        assert withdrawn.stale_count == 1
        assert archive.articles.count(ArticleFilter(states=(ArticleState.UNREAD,))) == 2
        archive.articles.mark_read([withdrawn])
        assert archive.articles.count(ArticleFilter(states=(ArticleState.UNREAD,))) == 1


def test_what_an_older_store_left_on_an_older_revision_is_taken_along_when_the_article_is_looked_over(
    path: Path,
) -> None:
    values: dict[str, Any] = {"a": "a1", "r": "r1", "state": "live", "source": None}
    newer = {"a": "a1", "r": "r2"}
    older_store(
        path,
        stop_before="m0003_updates",
        version=2,
        statements=[
            (REVISION, values),
            (ARTICLE, values),
            (SPAN, {}),
            (MARK, {}),
            (NEWER, newer),
            ("UPDATE article SET revision_id = :r, revision_count = 2 WHERE id = :a", newer),
        ],
    )
    with Archive.open(path, actor="Ada") as archive:
        assert archive.articles.row("a1").quotation_count == 0
        archive.suggestions.find("a1")
        [mark] = archive.open_article("a1").annotations
        assert (mark.words, mark.state.status, mark.state.pieces[0].revision_id) == ("text", Status.ACCEPTED, "r2")
        assert archive.articles.row("a1").quotation_count == 1


def test_an_older_store_sorts_by_arrival_what_cannot_be_of_its_time_and_last_what_is_undated(path: Path) -> None:
    sorted_by = {"a1": "3013-01-01", "a2": "2025-03-04", "a3": "0001", "a4": "2026-11-24T09:00:00"}
    statements: list[tuple[str, dict[str, Any]]] = []
    for number, (article, time) in enumerate(sorted_by.items(), 1):
        values = {"a": article, "r": f"r{number}", "state": "live", "source": None}
        published = json.dumps({"raw": time, "iso": time, "precision": "day"}) if article != "a4" else None
        revision = REVISION.replace("body)", "body, published)").replace("'A text.')", "'A text.', :published)")
        statements += [
            (revision, values | {"published": published}),
            (ARTICLE.replace("'2026'", f"'{time}'"), values),
        ]
    older_store(path, stop_before="m0002_lists", version=1, statements=statements)

    with Archive.open(path, actor="Ada") as archive:
        assert {row.id: row.sorted_at for row in archive.articles.page().rows} == {
            "a1": "2026-11-24T09:00:00",
            "a2": "2025-03-04",
            "a3": "2026-11-24T09:00:00",
            "a4": "",
        }


def test_a_store_from_before_the_search_index_is_searched_as_a_new_one(path: Path) -> None:
    one: dict[str, Any] = {"a": "a1", "r": "r1", "state": "live", "source": "Łódź Wire"}
    older_store(path, stop_before="m0004_search_index", version=3, statements=[(REVISION, one), (ARTICLE, one)])
    with Archive.open(path, actor="Ada") as archive:
        assert [hit.article.id for hit in archive.search("text lodz")] == ["a1"]
        assert [hit.article.id for hit in archive.search("wirre")] == ["a1"]


def test_a_store_from_before_second_readers_keeps_its_log_and_counts_its_tags(path: Path) -> None:
    values: dict[str, Any] = {"a": "a1", "r": "r1", "state": "live", "source": None}
    tagged = MARK.replace("'[]'", '\'["strike","port"]\'')
    older_store(
        path,
        stop_before="m0004_search_index",
        version=3,
        statements=[(REVISION, values), (ARTICLE, values), (SPAN, {}), (tagged, {})],
    )
    with Archive.open(path, actor="Ada") as archive:
        assert archive.remarks.tags() == [Tag("port", 1), Tag("strike", 1)]
        [made] = archive.annotations.history("m")
        assert archive.annotations.get("m").state == made.after
        archive.remarks.flag(archive.annotations.get("m"), flagged=True)
        assert [event.after.flagged for event in archive.annotations.history("m")] == [False, True]
        archive.decisions.undo()
        assert archive.annotations.get("m").state == made.after


def test_a_store_from_before_the_registers_log_keeps_its_speakers_with_their_counts_and_names(path: Path) -> None:
    values: dict[str, Any] = {"a": "a1", "r": "r1", "state": "live", "source": None}
    older_store(
        path,
        stop_before="m0004_search_index",
        version=3,
        statements=[
            (REVISION, values),
            (ARTICLE, values),
            (SPAN, {}),
            (MARK, {}),
            ("INSERT INTO speaker VALUES ('s', 'Mira Holt', 'Ada', '2026-11-24T09:00:00')", {}),
            ("INSERT INTO alias VALUES ('s', 'Mira Holt', 'mira holt'), ('s', 'Žofie', 'žofie')", {}),
            (
                "UPDATE annotation SET version = 2, change_id = 'e', speaker_id = 's', speaker = 'Mira Holt',"
                " role = 'union secretary'",
                {},
            ),
        ],
    )
    with Archive.open(path, actor="Ada") as archive:
        for typed in ("holt", "zofie", "secretary"):
            [known] = archive.register.speakers(typed)
            assert (known.name, known.aliases, known.quotations) == ("Mira Holt", ("Žofie",), 1)
        [entered] = archive.register.events().rows
        assert (entered.actor, entered.after) == ("pullquote", known.state)
        archive.register.rename("s", "M. Holt")
        archive.decisions.undo()
        assert archive.register.speaker("s").state == known.state


def test_a_store_that_counted_its_articles_counts_on(path: Path) -> None:
    values: list[dict[str, Any]] = [
        {"a": f"a{number}", "r": f"r{number}", "state": "live", "source": None} for number in (1, 2)
    ]
    revision = REVISION.replace(" respelled,", "").replace("'[]', '', 'A text.'", "'[]', 'A text.'")
    older_store(
        path,
        stop_before="m0009_intake",
        version=8,
        statements=[(statement, one) for one in values for statement in (revision, ARTICLE)],
    )
    with Archive.open(path, actor="Ada") as archive:
        assert archive.articles.totals().articles == archive.articles.count() == 2
        archive.add([Article(body="Another text.")], reader="test", reader_version="1")
        assert archive.articles.totals() == Totals(3, open_articles=0, open_quotations=0, unread_articles=3)


def test_a_store_from_before_the_words_of_quotations_is_narrowed_to_them(path: Path) -> None:
    values: dict[str, Any] = {"a": "a1", "r": "r1", "state": "live", "source": None}
    revision = REVISION.replace(" respelled,", "").replace("'[]', '', 'A text.'", "'[]', 'A text.'")
    statements = [
        revision,
        ARTICLE,
        SPAN,
        MARK,
        "UPDATE annotation SET version = 2, change_id = 'e', speaker = 'Žofie'",
    ]
    older_store(
        path,
        stop_before="m0010_quoted_words",
        version=9,
        statements=[
            *((statement, values if ":" in statement else {}) for statement in statements),
            (f"UPDATE search_index SET version = {INDEX_VERSION}", {}),
        ],
    )
    with Archive.open(path, actor="Ada") as archive:
        assert [row.id for row in archive.articles.page(ArticleFilter(who="zof", said="text")).rows] == ["a1"]
        archive.decisions.settle([archive.annotations.get("m")], Status.REJECTED)
        assert archive.articles.count(ArticleFilter(said="text")) == 0


def test_a_store_from_before_second_readers_had_a_view_shows_what_waits_for_one(path: Path) -> None:
    values: dict[str, Any] = {"a": "a1", "r": "r1", "state": "live", "source": None}
    revision = REVISION.replace(" respelled,", "").replace("'[]', '', 'A text.'", "'[]', 'A text.'")
    statements = [revision, ARTICLE, SPAN, MARK, "UPDATE annotation SET version = 2, change_id = 'e', flagged = 1"]
    older_store(
        path,
        stop_before="m0011_second_reader",
        version=10,
        statements=[(statement, values if ":" in statement else {}) for statement in statements],
    )
    with Archive.open(path, actor="Ada") as archive:
        flagged = ArticleFilter(states=(ArticleState.SECOND_READER,))
        assert [row.id for row in archive.articles.page(flagged).rows] == ["a1"]
