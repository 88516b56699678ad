"""The recipes of CONTRIBUTING.md are complete: following them in a copy of the program is enough."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

HOUSE = Path(__file__).parents[2]
STORY = {
    "uri": "urn:a",
    "type": "text",
    "headline": "Port strike ends",
    "desk": "Harbour desk",
    "body_text": "It is over.",
}
OLDER = {"headline": "Ferry sails", "body": "It sails again."}
MIGRATION = '''
"""A revision says which desk ran it."""


def upgrade(db):
    db.execute("ALTER TABLE revision ADD COLUMN desk TEXT")
'''


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program to change."""
    for package in ("newstext", "store", "tui"):
        shutil.copytree(HOUSE / package, tmp_path / package)
    return tmp_path


@pytest.fixture
def pullquote(copy: Path) -> Callable[..., str]:
    """Run the copy's command line and return what it prints."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "tui", *arguments, "--db", str(copy / "stack.db")]
        env = os.environ | {"PYTHONPATH": str(copy), "XDG_STATE_HOME": str(copy / "state")}
        ran = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    return run


def insert(file: Path, before: str, added: str) -> None:
    """Insert a line into a file, before the only occurrence of ``before``."""
    replace(file, before, added + before)


def replace(file: Path, words: str, others: str) -> None:
    """Replace the only occurrence of ``words`` in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(words) == 1, words
    file.write_text(text.replace(words, others), encoding="utf-8")


def test_a_field_of_an_article_goes_from_its_reader_to_every_list(copy: Path, pullquote: Callable[..., str]) -> None:
    (copy / "older.jsonl").write_text(json.dumps(OLDER))
    pullquote("import", "older.jsonl")

    insert(copy / "newstext/article.py", "    captions: tuple", "    desk: str | None = None\n")
    insert(
        copy / "newstext/formats/wire/ninjs.py",
        '        credit=_words(item, "creditline"),',
        'desk=_words(item, "desk"),',
    )
    (copy / "store/sqlite/migrations/m9999_desk.py").write_text(dedent(MIGRATION))
    table = "LABELS: dict[str, str] = {"
    replace(copy / "store/model/lists.py", table, f'{table}"desk": "desk",')

    (copy / "story.json").write_text(json.dumps(STORY))
    pullquote("import", "story.json")
    [new, old] = map(json.loads, pullquote("list", "--json").splitlines())
    assert (new["desk"], "desk" in old) == ("Harbour desk", False)
    assert "  Harbour desk\n" in pullquote("list")
    assert "desk: Harbour desk" in pullquote("show", new["id"])
    shown = json.loads(pullquote("show", "--json", new["id"]))
    assert (shown["desk"], shown["article"]["desk"]) == ("Harbour desk", "Harbour desk")
