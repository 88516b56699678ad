"""The doctor reports what is sound and what is not, and repairs the search index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from newstext import guard
from store.sqlite.file.disk import network_warning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.command_line import CommandLine

DOCTOR = ("doctor", "--no-clipboard")


@pytest.fixture
def filled(run: CommandLine, copy: Path, store: Path) -> Path:
    run("import", copy)
    return store


@pytest.fixture(autouse=True)
def _readers_load(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Report the readers as loaded, except where a test is about that: loading all of them takes a second."""
    if "reader" not in request.node.name:
        monkeypatch.setattr(guard, "unloadable", lambda: ())


def change(store: Path, *statements: str) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def unsound(run: CommandLine, *more: str) -> dict[str, str]:
    return {row["checked"]: row["words"] for row in run(*DOCTOR, "--json", *more).objects if not row["sound"]}


def test_a_store_as_we_leave_it_is_sound(run: CommandLine, filled: Path) -> None:
    ran = run(*DOCTOR)
    assert ran.status == 0
    assert ran.out.count(": OK.") == 7
    assert unsound(run) == {}


@pytest.fixture
def _own_reader() -> Iterator[None]:
    """A readers' process of the test's own, which imports what the test has it import."""
    guard._reader.end()
    yield
    guard._reader.end()


@pytest.mark.usefixtures("_own_reader")
def test_a_reader_that_cannot_be_loaded_is_named_with_how_to_mend_it(
    run: CommandLine, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "lxml_html_clean.py").write_text(
        "raise ModuleNotFoundError('No module named lxml_html_clean')"
    )
    monkeypatch.syspath_prepend(tmp_path / "broken")
    ran = run(*DOCTOR)

    assert ran.status == 3
    [html] = [line for line in ran.out.splitlines() if line.startswith("The reader for html: ")]
    assert "(ImportError: lxml.html.clean module is now a separate project" in html
    assert "reinstall Pullquote" in html
    assert "The reader for feed" not in ran.out


def test_every_reader_is_sound(run: CommandLine, filled: Path) -> None:
    assert "The readers: OK.\n" in run(*DOCTOR).out


def test_a_store_that_others_may_read_is_told_and_left_so(run: CommandLine, filled: Path) -> None:
    filled.chmod(0o644)
    assert f"may read the store {filled} (mode 644)" in unsound(run)["Its place"]
    filled.chmod(0o660)
    assert "may write to the store" in unsound(run)["Its place"]
    assert filled.stat().st_mode & 0o777 == 0o660


def test_without_a_store_there_is_nothing_to_check(run_anew: CommandLine) -> None:
    assert run_anew(*DOCTOR).status == 1


@pytest.mark.parametrize(
    ("statement", "what", "words"),
    [
        ("UPDATE article SET number = number + 1000", "The counts", "the count of articles in all is"),
        ("UPDATE tally SET open_articles = open_articles + 2", "The counts", "the count of open articles is"),
        (
            "INSERT INTO flag VALUES ('ada', 'nowhere', '2026')",
            "The references",
            "a row of “flag” refers to a missing one of “article”",
        ),
        ("DELETE FROM article_head", "The search index", "pullquote doctor --reindex"),
        ("UPDATE vocabulary SET texts = texts + 1", "The search index", "pullquote doctor --reindex"),
        ("UPDATE article_head SET headline = 'other'", "The search index", "pullquote doctor --reindex"),
        ("UPDATE search_index SET version = 0", "The search index", "pullquote doctor --reindex"),
    ],
)
def test_what_does_not_agree_is_named(run: CommandLine, filled: Path, statement: str, what: str, words: str) -> None:
    change(filled, statement)
    if "search_index" in statement:
        # Opening the store completes the index.
        assert unsound(run) == {}
        return
    assert words in unsound(run)[what]
    assert run(*DOCTOR).status == 4


def test_the_index_is_made_anew(run: CommandLine, filled: Path) -> None:
    change(filled, "DELETE FROM article_head", "DELETE FROM vocabulary", "DELETE FROM article_respelled")
    assert "The search index" in unsound(run)
    assert unsound(run, "--reindex") == {}
    assert run("search", "auditor").status == 0


def test_the_clipboard_is_told_of_and_tried_only_when_asked_for(
    run: CommandLine, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    monkeypatch.setenv("PULLQUOTE_COPY_COMMAND", f"tee {taken}")
    [told] = [row for row in run("doctor", "--json").objects if row["checked"] == "The clipboard"]
    assert told["words"] == "copies go to your copy command, tee."
    assert not taken.exists()
    [told] = [row for row in run("doctor", "--try-clipboard", "--json").objects if row["checked"] == "The clipboard"]
    assert told["words"] == "Copied."
    assert taken.exists()


@pytest.mark.parametrize(("kind", "warned"), [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False)])
def test_a_store_across_a_network_is_warned_of(tmp_path: Path, kind: str, warned: bool) -> None:
    folder = tmp_path / "our desk"
    folder.mkdir()
    mounts = tmp_path / "mounts"
    escaped = str(folder).replace(" ", "\\040")
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/desk {escaped} {kind} rw 0 0\nbroken\n", "utf-8")
    warning = network_warning(folder / "stack.db", mounts)
    assert (warning is not None) == warned
    assert network_warning(tmp_path / "stack.db", mounts) is None
    assert network_warning(folder / "stack.db", tmp_path / "none") is None


def test_the_log_is_compared_with_a_head_that_was_written_down(run: CommandLine, filled: Path) -> None:
    assert run("log", "--head").status == 1
    run("find", "--all")
    head, _, entry = run("log", "--head").out.partition(" ")
    [as_json] = run("log", "--head", "--json").objects
    assert (head, entry.strip()) == (as_json["head"], f"entry {as_json['seq']}")
    run("settle", run("show", run("list", "--json").objects[0]["id"], "--json").objects[0]["id"], "accept")

    sound = run(*DOCTOR, "--head", f" {head.upper()} ")
    assert (sound.status, f"The log up to this head: OK. It is entry {as_json['seq']} of" in sound.out) == (0, True)

    change(filled, "DROP TRIGGER event_unchanged", "UPDATE event SET actor = 'Eve' WHERE seq = 1")
    forged = run(*DOCTOR, "--head", head)
    assert (forged.status, "No entry leads to it: an entry up to it was changed" in forged.out) == (4, True)
    assert "The log: OK." in forged.out, "nothing else notices it"
    refused = run(*DOCTOR, "--head", "abc")
    assert (refused.status, refused.out) == (2, "")
