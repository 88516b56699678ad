"""Damage to a store on a server by another program: refused, or found."""

from __future__ import annotations

import psycopg
import pytest

from store.errors import StoreError
from store.model.annotations import Status
from tests.engines.newsroom import FIRST_QUOTE, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.postgres_room import store

DECIDED = "change_id = 'another', changed_by = 'Ben', action = 'accept'"
REFUSED = [
    "DELETE FROM article",
    "UPDATE revision SET body = ''",
    "DELETE FROM revision",
    'INSERT INTO revision SELECT * FROM jsonb_populate_record((SELECT r FROM revision AS r LIMIT 1), \'{"id": "x"}\')',
    "UPDATE span SET exact = ''",
    "DELETE FROM span",
    "INSERT INTO span SELECT * FROM jsonb_populate_record((SELECT s FROM span AS s LIMIT 1), '{\"ordinal\": 7}')",
    "UPDATE event SET actor = 'Ben'",
    "DELETE FROM event",
    "TRUNCATE event",
    "INSERT INTO event SELECT * FROM jsonb_populate_record((SELECT e FROM event AS e LIMIT 1),"
    ' \'{"seq": 99, "version": 9}\')',
    "UPDATE register_event SET actor = 'Ben'",
    "DELETE FROM register_event",
    "DELETE FROM annotation",
    "TRUNCATE annotation CASCADE",
    f"UPDATE annotation SET status = 'accepted', {DECIDED}",
    "UPDATE annotation SET status = 'accepted', version = version + 1",
    f"UPDATE annotation SET author = 'Ben', version = version + 1, {DECIDED}",
    f"UPDATE annotation SET span_set = 7, version = version + 1, {DECIDED}",
    "DELETE FROM speaker",
    "UPDATE speaker SET name = 'Somebody'",
    "UPDATE speaker SET name = 'Somebody', version = version + 1",
]


def test_nothing_is_rewritten_whatever_the_program(room: Newsroom) -> None:
    desk = room.desk()
    revision = story(desk).revision
    made = desk.decisions.add_quotation(revision, [FIRST_QUOTE])
    desk.decisions.name_speaker(made, "Mira Holt")
    db = store().connection
    db.execute("SET search_path = pullquote")
    for statement in REFUSED:
        with pytest.raises(psycopg.Error) as refused:
            db.execute(statement)
        assert refused.value.sqlstate in ("PQ001", "PQ002"), statement
    db.execute("RESET search_path")
    assert [check.trouble for check in desk.integrity.checks()] == [None] * 4


def test_a_decision_of_another_program_is_logged_and_counted_like_ours(room: Newsroom) -> None:
    desk = room.desk()
    opened = story(desk)
    first = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    assert not desk.wait(0)
    store().connection.execute(
        f"SET search_path = pullquote; UPDATE annotation SET status = 'suggested', version = version + 1, {DECIDED};"
        " RESET search_path"
    )
    assert desk.wait(10)
    assert desk.articles.row(opened.row.id).open_count == desk.articles.totals().open_quotations == 2
    events = desk.events(limit=99).rows
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert {event.actor for event in events[2:]} == {"Ben"}
    assert desk.annotations.get(first.id).state.status is Status.SUGGESTED
    assert [check.trouble for check in desk.integrity.checks()] == [None] * 4


DAMAGE = {
    "The rules": "ALTER TABLE event DISABLE TRIGGER kept",
    "The counts": "UPDATE tally SET open_quotations = 7",
    "The log": 'UPDATE event SET after = after || \'{"note": "forged"}\'',
    "The search index": "UPDATE article_head SET words = 'other'",
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found(room: Newsroom, what: str) -> None:
    desk = room.desk()
    desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
    db = store().connection
    past = "" if what == "The rules" else "SET session_replication_role = replica;"
    db.execute(f"{past} SET search_path = pullquote; {DAMAGE[what]}; RESET ALL")
    try:
        assert [check.what for check in desk.integrity.checks() if check.trouble] == [what]
    finally:
        db.execute("ALTER TABLE pullquote.event ENABLE TRIGGER kept")


def test_a_rebuilt_index_is_sound_again(room: Newsroom) -> None:
    desk = room.desk()
    bring(desk, copy())
    store().connection.execute(
        "SET session_replication_role = replica; DELETE FROM pullquote.article_head;"
        " DELETE FROM pullquote.article_text; RESET ALL"
    )
    assert desk.search("harbour") == []
    assert list(desk.integrity.reindex())
    assert [check.trouble for check in desk.integrity.checks()] == [None] * 4
    assert len(desk.search("harbour")) == 1


def test_too_long_a_name_is_told_and_not_saved(room: Newsroom) -> None:
    import random

    desk = room.desk()
    made = desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
    name = "".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=20_000))
    with pytest.raises(StoreError, match="too long"):
        desk.remarks.tag(made, [name])
