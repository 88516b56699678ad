"""A folder packed by an attacker: an answer for each file, in bounded time and memory, and no good file lost."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.cli.command_line import story
from tests.processes import runs

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = [sys.executable, "-m", "tui"]
DEADLINE = 120
MAX_MEMORY = 700 * 1024
"""Kilobytes for the program, with files of up to 300 MB; its readers' process has a limit of its own."""

LAUGHS = b'<!DOCTYPE r [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
FEED = (
    "<rss version='2.0'><channel><title>Port Wire</title>"
    "<item><title>Fog</title><guid>same</guid><link>https://a.example/1</link>"
    "<pubDate>Fri, 31 Dec 9999 23:59:59 -1200</pubDate><description>Fog came.</description></item>"
    "<item><title>Ice</title><guid>same</guid><link>https://a.example/2</link>"
    "<pubDate>Mon, 31 Feb 2026 25:00:00 MARS</pubDate><description>Ice came.</description></item></channel></rss>"
)
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.xml": (lambda: LAUGHS + b"]><nitf><body>&j;</body></nitf>", "declares entities"),
    "outside.xml": (
        lambda: b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf>&x;</nitf>',
        "declares entities",
    ),
    "deep.html": (lambda: b"<html>" + b"<div>" * 200_000 + b"<p>x", "nested too deeply"),
    "deep.json": (lambda: b"[" * 200_000, "."),
    "line.txt": (lambda: b"word " * 20_000_000, "more than 64 MB"),
    "bomb.gz": (lambda: gzip.compress(b"a" * 300_000_000, 1), "more than 64 MB"),
    "cut.gz": (lambda: gzip.compress(os.urandom(5_000))[:2_000], "damaged or cut short"),
    "cut.xml": (lambda: b"<nitf><body><hl1>Fo", "not complete XML"),
    "empty.txt": (lambda: b"", "empty"),
    "blank.txt": (lambda: b" \r\n\t" * 100, "empty"),
    "noise.bin": (lambda: bytes(range(256)) * 400, "binary data"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    folder.mkdir()
    for name, (data, _) in REFUSED.items():
        (folder / name).write_bytes(data())
    (folder / "feed.rss").write_text(FEED)
    os.mkfifo(folder / "pipe")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "a.txt").write_text(story("Night ferry survives", "It will sail again, the pilot said."))
    (folder / "m.txt").write_text(story("Bridge audit clears ministry", "Nothing was found, the auditor said."))
    Path(os.fsdecode(os.fsencode(folder) + b"/z-na\xefve.txt")).write_text(story("Eels counted", "There are nine."))
    return folder


def test_a_hostile_folder_is_answered_file_by_file_in_little_memory_and_its_good_copy_kept(
    folder: Path, store: Path, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("wb") as to_out, (tmp_path / "err").open("wb") as to_err:
        program = subprocess.Popen(
            [*PROGRAM, "--db", str(store), "import", "--json", str(folder)], stdout=to_out, stderr=to_err
        )
        _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    out, err = (tmp_path / "out").read_bytes(), (tmp_path / "err").read_bytes()
    said = [json.loads(line) for line in out.splitlines()]
    refused = {Path(line["file"]).name: line["reason"] for line in said if line["outcome"] == "refused"}

    assert program.returncode == 3
    assert used.ru_maxrss < MAX_MEMORY
    assert refused.keys() == {*REFUSED, "pipe", "nowhere.txt"}
    assert all(why in refused[name] for name, (_, why) in REFUSED.items())
    assert "pipe" in refused["pipe"]
    assert "link" in refused["nowhere.txt"]
    assert all(reason.endswith(".") and "\n" not in reason and len(reason) < 300 for reason in refused.values())
    assert b"Traceback" not in err
    assert err.decode().endswith("Total: 5 added, 13 files refused.\n")
    with Archive.open(store, actor="ada") as archive:
        assert {row.headline for row in archive.articles.page().rows} == {
            "Night ferry survives",
            "Bridge audit clears ministry",
            "Eels counted",
            "Fog",
            "Ice",
        }


def test_ctrl_c_keeps_what_was_done_and_leaves_no_process_behind(tmp_path: Path, store: Path) -> None:
    """A named pipe blocks the program, after a page that its readers' process has read."""
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>Strike goes on</h1><p>No end in sight.</p></body></html>")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    lines = tmp_path / "many.jsonl"
    lines.write_text("".join(json.dumps({"headline": f"Story {n}", "body": f"Body {n}."}) + "\n" for n in range(450)))
    with subprocess.Popen(
        [*PROGRAM, "--db", str(store), "import", str(page), str(lines), str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as program:
        try:
            writing = pipe.open("wb", buffering=0)  # returns once the program has reached the pipe
            program.send_signal(signal.SIGINT)
            out, err = program.communicate(timeout=DEADLINE)
            writing.close()
        finally:
            program.kill()

    assert program.returncode == 130
    assert b"Traceback" not in err
    assert [line.partition(": ")[2] for line in out.decode().splitlines()] == [
        "added",
        "450 stories in this file, 450 added",
        "stopped early",
        "451 added.",
    ]
    with Archive.open(store, actor="ada") as archive:
        assert archive.articles.totals().articles == 451


@pytest.fixture
def reader_of() -> Callable[[str], int]:
    """Runs a script that starts a readers' process, and returns the id of that once the script has ended."""

    def run(then: str) -> int:
        script = (
            "import os, signal, newstext\n"
            "from newstext import guard\n"
            "newstext.read(b'<html><body><h1>Strike goes on</h1><p>No end.</p></body></html>', 'page.html')\n"
            "print(guard._reader._process.pid, flush=True)\n"
            f"{then}\n"
        )
        ended = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=DEADLINE, check=False)
        return int(ended.stdout)

    return run


@pytest.mark.parametrize(
    "then", ["guard.end_reader()", "pass", "os.kill(os.getpid(), signal.SIGKILL)"], ids=["told to", "over", "killed"]
)
def test_the_readers_process_ends_with_the_reading_or_with_who_asked(
    reader_of: Callable[[str], int], then: str
) -> None:
    pid = reader_of(then)
    while runs(pid):  # a hang here is the failure
        time.sleep(0.01)
