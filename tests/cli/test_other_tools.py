"""Datasette and sqlite-utils open the store and show what docs/datasette.md says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine

DOCS = Path(__file__).parents[2] / "docs"
DEADLINE = 60


@pytest.fixture
def pullquote_db(run: CommandLine, copy: Path, store: Path) -> Path:
    """A store under the name that the metadata expects, scanned by the finder."""
    run("import", copy)
    run("find")
    return store.rename(store.with_name("pullquote.db"))


def told(*command: str | Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", *map(str, command)], capture_output=True, text=True, timeout=DEADLINE
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def datasette(db: Path, page: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        told("datasette", db, "--metadata", DOCS / "datasette.json", "--get", f"/pullquote/{page}")
    )
    return rows


def test_datasette_shows_quotations_with_speaker_and_article(pullquote_db: Path) -> None:
    [row] = datasette(pullquote_db, "quotation.json?_shape=array&speaker=Mira+Holt")

    assert (row["words"], row["headline"]) == ("“We will sail again tonight,”", "Night ferry survives")


def test_datasette_searches_the_texts_of_articles(pullquote_db: Path) -> None:
    found = datasette(pullquote_db, "article_text.json?_shape=array&_search=auditor")

    assert [row["headline"] for row in found] == ["Bridge audit clears ministry"]


def test_the_questions_of_the_metadata_have_answers(pullquote_db: Path) -> None:
    [said] = datasette(pullquote_db, "said_by.json?_shape=array&name=holt")
    unnamed = datasette(pullquote_db, "unnamed_sources.json?_shape=array")

    assert said["words"] == "“We will sail again tonight,”"
    assert "a warden" in [row["descriptor"] for row in unnamed]


def test_sqlite_utils_reads_quotations_and_searches(pullquote_db: Path) -> None:
    rows = json.loads(told("sqlite_utils", "rows", pullquote_db, "quotation"))
    query = "select headline from article_text where number in (select rowid from article_fts('auditor'))"

    assert "Mira Holt" in [row["speaker"] for row in rows]
    assert json.loads(told("sqlite_utils", pullquote_db, query)) == [{"headline": "Bridge audit clears ministry"}]
