"""The finder's processes end with the program, whatever happens to it, and silently."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from tests.processes import descendants, runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store import Archive

DEADLINE = 120
F_SETPIPE_SZ = 1031
ARTICLES = [Article(headline=f"Strike, day {n}", body="“It goes on,” Mira Holt said.") for n in range(120)]


@pytest.fixture
def finding(archive: Archive, store: Path) -> subprocess.Popen[bytes]:
    """``pullquote find --all`` in a process group of its own, with more output than fits into an unread pipe."""
    archive.add(ARTICLES, reader="test", reader_version="1")
    program = subprocess.Popen(
        [sys.executable, "-m", "tui", "--db", str(store), "find", "--all", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        process_group=0,
    )
    assert program.stdout
    fcntl.fcntl(program.stdout, F_SETPIPE_SZ, 4096)
    program.stdout.readline()
    return program


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize(
    ("tell", "status"),
    [
        (lambda pid: os.kill(pid, signal.SIGKILL), -signal.SIGKILL),
        (lambda pid: os.kill(pid, signal.SIGTERM), -signal.SIGTERM),
        (lambda pid: os.kill(pid, signal.SIGINT), 130),
        (lambda pid: os.killpg(pid, signal.SIGINT), 130),
    ],
    ids=["killed", "told to end", "interrupted alone", "ctrl-C"],
)
def test_no_finder_outlives_the_program(
    finding: subprocess.Popen[bytes], tell: Callable[[int], None], status: int
) -> None:
    finders = descendants(finding.pid)
    tell(finding.pid)
    _, err = finding.communicate(timeout=DEADLINE)

    assert finding.returncode == status
    assert finders
    while any(map(runs, finders)):  # a hang here is the failure
        time.sleep(0.01)
    assert b"Traceback" not in err
    assert b"leaked" not in err
