"""A desk killed at any moment has lost nothing that it called saved; many may save at once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

from bench.crash import faults, kills
from tests.engines.newsroom import Newsroom, story
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from pathlib import Path

SAVE_TEN = """
import sys
from pathlib import Path
from newstext.spans import Span
from store import Archive
with Archive.open(Path(sys.argv[1]), actor=sys.argv[3]) as desk:
    revision = desk.open_article(sys.argv[2]).revision
    for number in range(10):
        made = desk.decisions.add_quotation(revision, [Span(number, number + 5)])
        desk.decisions.name_speaker(made, f"Speaker {number}")
"""


def test_no_acknowledged_save_is_lost_when_a_desk_is_killed(tmp_path: Path) -> None:
    saves, lost, wrong = kills(tmp_path / "stack.db", 4)
    assert (lost, wrong) == (0, [])
    assert saves


def test_processes_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    room = Newsroom(open_sqlite, tmp_path / "stack.db")
    desk = room.desk()
    opened = story(desk)
    people = ["Ada", "Ben", "Cleo"]
    running = [
        subprocess.Popen([sys.executable, "-c", SAVE_TEN, str(room.path), opened.row.id, person]) for person in people
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert desk.articles.row(opened.row.id).quotation_count == 30
    changes = {(event.actor, event.change_id) for event in desk.events(limit=999).rows}
    assert Counter(actor for actor, _ in changes) == dict.fromkeys(people, 20)
    assert len(desk.register.speakers()) == 10
    room.close()
    assert faults(room.path) == []
