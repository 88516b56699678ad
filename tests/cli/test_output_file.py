"""The file named by ``-o`` is replaced whole and only on request; a database, link, pipe or device never is."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store import Archive
from store.filesystem import scratch_file, scratch_folder, write_whole
from store.model.annotations import Record, Status
from tests.cli.command_line import CommandLine, Ran, story
from tests.terminal import pullquote

if TYPE_CHECKING:
    from pathlib import Path

SAID = "“The slipway opens in May,” said Orla Fenn, the harbour master."


@pytest.fixture
def settled(run: CommandLine, tmp_path: Path) -> CommandLine:
    """A store with one quotation that Ada accepted."""
    paste = tmp_path / "slipway.txt"
    paste.write_text(story("Slipway opens in May", SAID))
    run("import", paste)
    with Archive.open(run.store, actor="Ada") as archive:
        article_id = archive.articles.page().rows[0].id
        archive.suggestions.find(article_id)
        archive.decisions.settle(archive.open_article(article_id).annotations, Status.ACCEPTED)
    return run


def export(run: CommandLine, target: Path | str, *options: str) -> Ran:
    return run("export", "--format", "csv", "-o", target, *options)


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-lock", "-journal"])
@pytest.mark.parametrize("way", ["name", "relative", "symlink", "hard link", "other case"])
def test_nothing_of_the_store_is_replaced_whatever_it_is_called(
    settled: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, way: str
) -> None:
    own = settled.store.with_name(settled.store.name + ending)
    target: Path | str = own
    if way == "relative":
        monkeypatch.chdir(tmp_path)
        target = f"./{own.name}"
    elif way == "symlink":
        target = tmp_path / "link.csv"
        target.symlink_to(own)
    elif way == "hard link" and own.exists():
        target = tmp_path / "other.csv"
        target.hardlink_to(own)
    elif way == "other case" and not own.exists():
        target = own.with_name(own.name.upper())
    before = own.read_bytes() if own.exists() else None
    ran = export(settled, target, "--force")
    assert ran.status == 2
    assert "belongs to the store" in ran.err
    assert (own.read_bytes() if own.exists() else None) == before
    assert len(settled("list", "--json").objects) == 1


def test_no_other_database_is_replaced(settled: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "ledger.csv"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE ledger (sum)")
    before = other.read_bytes()
    ran = export(settled, other, "--force")
    assert (ran.status, other.read_bytes()) == (2, before)
    assert "is a database" in ran.err


def test_a_file_that_is_there_is_replaced_only_when_asked_to_and_keeps_its_mode(
    settled: CommandLine, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("Dear diary")
    target.chmod(0o640)
    ran = export(settled, target)
    assert (ran.status, target.read_text()) == (2, "Dear diary")
    assert "--force replaces it" in ran.err
    assert export(settled, target, "--force").status == 0
    assert target.read_text(encoding="utf-8-sig").startswith("words,")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("answer", "replaced"), [("y", True), ("n", False)])
def test_at_a_terminal_it_asks(settled: CommandLine, tmp_path: Path, answer: str, replaced: bool) -> None:
    target = tmp_path / "out.csv"
    target.write_text("Dear diary")
    with pullquote("--db", str(settled.store), "export", "--format", "csv", "-o", str(target)) as terminal:
        terminal.see("exists. Replace it?")
        terminal.press(answer, "enter")
        assert terminal.ends() == (0 if replaced else 2)
    assert target.read_text().startswith("Dear diary") is not replaced


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(settled: CommandLine, tmp_path: Path) -> None:
    real, link = tmp_path / "desk" / "out.csv", tmp_path / "latest.csv"
    real.parent.mkdir()
    link.symlink_to(real)
    assert export(settled, link).status == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8-sig").startswith("words,")


def test_a_pipe_and_a_device_are_written_to_as_they_are(settled: CommandLine, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8-sig")))
    reader.start()
    assert export(settled, pipe).status == 0
    reader.join()
    assert read[0].startswith("words,")
    assert pipe.is_fifo()
    assert export(settled, os.devnull).status == 0
    assert not os.path.isfile(os.devnull)  # noqa: PTH113


def test_a_dash_is_standard_output(settled: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = export(settled, "-")
    assert ran.out == settled("export", "--format", "csv").out
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("record", [Record.OFF, Record.DEEP, Record.BACKGROUND])
def test_what_is_not_on_the_record_is_for_its_owner_only(settled: CommandLine, tmp_path: Path, record: Record) -> None:
    public, private = tmp_path / "public.csv", tmp_path / "private.csv"
    assert export(settled, public).status == 0
    with Archive.open(settled.store, actor="Ada") as archive:
        [opened] = [archive.open_article(row.id) for row in archive.articles.page().rows]
        archive.remarks.set_record(opened.annotations[0], record)
    ran = export(settled, private)
    assert "only you can read it" in ran.err
    assert (public.stat().st_mode & 0o777, private.stat().st_mode & 0o777) == (0o666 & ~_umask(), 0o600 & ~_umask())
    export(settled, public, "--force")
    assert public.stat().st_mode & 0o077 == 0


def test_what_a_killed_run_leaves_goes_with_the_next_and_nothing_else_does(
    settled: CommandLine, tmp_path: Path
) -> None:
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from store.filesystem import scratch_file, scratch_folder\n"
        f"with scratch_file(Path({str(tmp_path)!r})), scratch_folder('pullquote-demo'):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False, env={**os.environ, "TMPDIR": str(tmp_path)})
    assert killed.returncode == -signal.SIGKILL
    assert len(_left(tmp_path)) == 2
    with scratch_file(tmp_path) as used, scratch_folder("pullquote-demo") as desk:
        assert export(settled, tmp_path / "out.csv").status == 0
        assert _left(tmp_path) == {used, desk}
    assert not _left(tmp_path)


@pytest.mark.parametrize("name", ["jsonl", "w3c"])
def test_a_full_disk_is_one_sentence_and_the_old_file_stays(settled: CommandLine, tmp_path: Path, name: str) -> None:
    paste = tmp_path / "minutes.txt"
    paste.write_text(story("Minutes of the harbour board", SAID + " It was noted, and noted again." * 20_000))
    settled("import", paste)
    with Archive.open(settled.store, actor="Ada") as archive:
        revision = archive.open_article(archive.articles.page().rows[0].id).revision
        archive.decisions.add_quotation(revision, [Span(20, 40)])
    target = tmp_path / "out"
    target.write_text("Dear diary")
    arguments = ["--db", str(settled.store), "export", "--format", name, "-o", str(target), "--force"]
    ended = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 200; exec "$@"', "sh", sys.executable, "-m", "tui", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stderr.count(b"\n")) == (2, 1), ended.stderr.decode()
    assert b"cannot be written" in ended.stderr
    assert target.read_text() == "Dear diary"
    assert not _left(tmp_path)


def test_a_small_file_is_whole_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "theme"
    write_whole(state, "dark\n")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(state, "light\n")
    assert state.read_text() == "dark\n"
    assert not _left(tmp_path)


def _left(folder: Path) -> set[Path]:
    return {path for path in folder.iterdir() if path.name.startswith((".pullquote-", "pullquote-demo-"))}


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
