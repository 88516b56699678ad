"""Nobody who opens the file with another tool can rewrite the log, or decide without it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newstext.stated import State
from store.model.annotations import Status
from tests.engines.newsroom import FIRST_QUOTE, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(open_sqlite, tmp_path / "stack.db")
    desk = room.desk()
    opened = story(desk)
    desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    desk.decisions.name_speaker(desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE]), "Mira Holt")
    yield room
    room.close()


@pytest.fixture
def db(room: Newsroom) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(room.path, isolation_level=None)) as connection:
        yield connection


NEXT = "version = version + 1, change_id = 'mine', changed_by = 'Eve', action = 'forge'"


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DELETE FROM article", "Articles are kept"),
        ("UPDATE revision SET body = 'better'", "A revision is never changed"),
        ("DELETE FROM revision", "A revision is never deleted"),
        ("INSERT OR REPLACE INTO revision SELECT * FROM revision", "A revision follows the one before it"),
        ("UPDATE OR REPLACE revision SET seq = 1", "A revision is never changed"),
        ("UPDATE span SET exact = 'better'", "A span is never changed"),
        ("DELETE FROM span", "A span is never deleted"),
        ("INSERT OR REPLACE INTO span SELECT * FROM span", "Spans are written before"),
        (
            'INSERT INTO span SELECT annotation_id, span_set, 9, role, 9, revision_id, start, "end", exact, prefix,'
            " suffix, state FROM span",
            "Spans are written before",
        ),
        ("UPDATE event SET actor = 'nobody'", "The log is never changed"),
        ("DELETE FROM event", "The log is never shortened"),
        ("INSERT OR REPLACE INTO event SELECT * FROM event", "The log is written by the store itself"),
        (
            "INSERT INTO event SELECT 99, at, 'Eve', action, 'mine', undoes, article_id, annotation_id, version,"
            " before, after, login FROM event",
            "The log is written by the store itself",
        ),
        (
            "INSERT INTO event SELECT 99, at, 'Eve', action, 'mine', undoes, article_id, annotation_id, version + 1,"
            " before, after, login FROM event",
            "The log is written by the store itself",
        ),
        ("DELETE FROM annotation", "An annotation is never deleted"),
        ("INSERT OR REPLACE INTO annotation SELECT * FROM annotation", "A new annotation has a new id"),
        ("UPDATE annotation SET status = 'rejected', change_id = 'mine'", "raises its version by one"),
        ("UPDATE annotation SET change_id = 'mine', version = version + 2", "raises its version by one"),
        ("UPDATE annotation SET status = 'rejected', version = version + 1", "has a new change_id"),
        (f"UPDATE annotation SET author = 'Eve', {NEXT}", "Who made an annotation"),
        (f"UPDATE annotation SET origin = 'finder', {NEXT}", "Who made an annotation"),
        (f"UPDATE annotation SET confidence = 1, {NEXT}", "Who made an annotation"),
        (f"UPDATE annotation SET id = 'other', {NEXT}", "Who made an annotation"),
        (f"UPDATE annotation SET span_set = 9, {NEXT}", "The span set stays"),
    ],
)
def test_the_file_itself_refuses(db: sqlite3.Connection, statement: str, message: str) -> None:
    before = list(db.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=message):
        db.execute(statement)
    assert list(db.iterdump()) == before


def test_an_honest_change_by_another_tool_is_in_the_log_and_in_the_counts(
    room: Newsroom, db: sqlite3.Connection
) -> None:
    db.execute(
        "UPDATE annotation SET status = 'suggested', version = version + 1, change_id = 'import 7',"
        " changed_by = 'Ben', changed_at = '2026-11-24T09:14:00.000000+00:00', action = 'reopen', undoes = NULL"
        " WHERE speaker = 'Mira Holt'"
    )
    desk = room.desk()
    event = desk.events().rows[-1]
    assert (event.actor, event.action, event.after.status) == ("Ben", "reopen", Status.SUGGESTED)
    assert event.before is not None
    assert event.before.status is Status.ACCEPTED
    assert desk.articles.totals()[:3] == (1, 1, 1)


def test_the_file_makes_sense_without_us(db: sqlite3.Connection) -> None:
    rows = db.execute("SELECT words, speaker, headline, source, status FROM quotation ORDER BY words").fetchall()
    assert rows == [
        ("“Nobody here wants a fourth week,”", None, "Harbour strike enters third week", "Port Wire", "accepted"),
        ("“We want a phone call.”", "Mira Holt", "Harbour strike enters third week", "Port Wire", "accepted"),
    ]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    found = db.execute(
        "SELECT headline FROM article_text"
        " WHERE number IN (SELECT rowid FROM article_fts WHERE article_fts MATCH 'phone')"
    )
    assert found.fetchall() == [("Harbour strike enters third week",)]


def test_the_index_agrees_with_the_text_whatever_one_file_brings(room: Newsroom, db: sqlite3.Connection) -> None:
    bring(
        room.desk(),
        copy(external_id="1", body="Łódź and\x00Straße."),
        copy(external_id="1", body="First update."),
        copy(external_id="2"),
        copy(external_id="1", headline=None, body="Second update."),
    )
    bring(room.desk(), copy(external_id="1", state=State.WITHDRAWN, body=""), copy(external_id="2", body="Over."))
    db.execute("INSERT INTO article_fts(article_fts, rank) VALUES ('integrity-check', 1)")
    db.execute("INSERT INTO article_head_fts(article_head_fts, rank) VALUES ('integrity-check', 1)")
    words = {word for (word,) in db.execute("SELECT word FROM vocabulary")}
    assert {"second", "over"} < words
    assert words.isdisjoint({"first", "lodz", "strasse"})


def test_what_the_manual_says_of_the_file_is_so(db: sqlite3.Connection) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
    named = {name for row in re.findall(r"^\| (`.*?) \|", manual, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    shadows = ("article_fts_", "article_head_fts_", "article_quoted_fts_")
    ours = {name for name in there if not name.startswith(("sqlite_", "_sqlite_", *shadows))}
    assert named == ours - {"quotation", "article_text"}
    queries = re.findall(r'^sqlite-utils stack.db "(.*)"$', manual, re.MULTILINE)
    assert queries
    for query in queries:
        assert db.execute(query).fetchall()
