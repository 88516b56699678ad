"""Two desks and a command line on one file at once; and tampering with the log is detected."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bench.together import together
from newstext.spans import Span
from store import Archive
from tests.engines.newsroom import story
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from pathlib import Path


def test_no_decision_is_lost_and_the_log_replays_to_what_stands(tmp_path: Path) -> None:
    acknowledged, lost, wrong, _ = together(tmp_path / "stack.db", 600, seed=7)
    assert acknowledged > 100
    assert (lost, wrong) == (0, [])


@pytest.mark.parametrize(
    ("trigger", "tampering", "told"),
    [
        ("annotation_version", "UPDATE annotation SET note = 'x'", "differs from the last state in the log"),
        ("event_unchanged", "UPDATE event SET before = after WHERE version = 2", "does not go on"),
        ("event_kept", "DELETE FROM event WHERE version = 1", "does not go on"),
        ("speaker_signed", "UPDATE speaker SET name = 'Somebody'", "differs from the last state in the log"),
        ("speaker_signed", 'UPDATE speaker SET fields = \'{"region":"x"}\'', "differs from the last state in the log"),
        ("register_event_kept", "DELETE FROM register_event", "is not in the log"),
    ],
)
def test_what_was_changed_past_the_log_is_found(tmp_path: Path, trigger: str, tampering: str, told: str) -> None:
    path = tmp_path / "stack.db"
    with Archive(open_sqlite(path), actor="Ada") as desk:
        quote = desk.decisions.add_quotation(story(desk).revision, [Span(0, 9)])
        desk.decisions.name_speaker(quote, "Mira Holt")
        assert not [check for check in desk.integrity.checks() if check.trouble]
    with closing(sqlite3.connect(path)) as db:
        for name in {trigger, "annotation_signed", "annotation_logged", "speaker_logged", "annotation_version"}:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(tampering)
        db.commit()
    with Archive.open(path, actor="Ada") as desk:
        [log] = [check for check in desk.integrity.checks() if check.what == "The log"]
        assert log.trouble is not None
        assert told in log.trouble
