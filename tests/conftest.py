"""Isolation: no test reads the home, clipboard or environment of the machine it runs on."""

from __future__ import annotations

import gc
import importlib
import os
import re
import signal
import sys
from contextlib import suppress
from enum import Enum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from store import Archive
from tests.browser import BrowserPage, opened_page, started_browser
from tests.postgres import begin_run, end_run

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import Browser

_OF_THE_MACHINE = (
    "COLORFGBG",
    "COLORTERM",
    "COLUMNS",
    "DISPLAY",
    "FORCE_COLOR",
    "LANG",
    "LC_",
    "LINES",
    "NO_COLOR",
    "PULLQUOTE_",
    "SSH_",
    "STY",
    "TERM_PROGRAM",
    "TEXTUAL",
    "TMUX",
    "WAYLAND_DISPLAY",
    "XDG_",
)

_OF_THE_TESTS = "TEXTUAL_SNAPSHOT_"
"""The prefix of the picture plugin's own variables."""

# Textual reads some of these on import, before any fixture runs.
for _name in [n for n in os.environ if n.startswith(_OF_THE_MACHINE) and not n.startswith(_OF_THE_TESTS)]:
    del os.environ[_name]

# The desk draws in the colours of the terminal: all of them here.
os.environ["COLORTERM"], os.environ["TERM"] = "truecolor", "xterm-256color"

# nohup, and a shell that runs the suite in the background, make the programs that tests start ignore signals. A handler
# is not inherited: the programs get the system's default again, and the suite still ignores the signals.
for _number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, lambda *_: None)

# A person's own Python code must not be imported by the programs that tests start.
os.environ.pop("PYTHONPATH", None)

# Tests start the program a hundred times: compiled code is kept, here and there.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A slow example is a busy machine's fault, not ours. `make test-fast` selects the second profile.
settings.register_profile("whole", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("whole"), max_examples=10)
settings.load_profile("whole")


_GUARDIAN = pytest.StashKey[Any]()

LONGEST_ID = 120
"""Characters of a test's parameters in its id, which every worker sends to the others."""
_LONGEST_VALUE = 20
_QUOTES = "\"'"


def pytest_make_parametrize_id(val: object) -> str | None:
    """Shorten a long parameter to its beginning and its length."""
    if isinstance(val, str | bytes) and not isinstance(val, Enum) and len(ascii(val)) > _LONGEST_VALUE + 2:
        return f"{ascii(val).lstrip('b').strip(_QUOTES)[:_LONGEST_VALUE]}...{len(val)}"
    return None


@pytest.hookimpl(optionalhook=True)  # some runs are without xdist
def pytest_xdist_auto_num_workers() -> int:
    """Start one worker more than there are processors: tests of programs and threads wait for a fifth of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the run's PostgreSQL server, which the first test that needs it starts."""
    if not hasattr(config, "workerinput"):
        config.stash[_GUARDIAN] = begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's PostgreSQL server."""
    if _GUARDIAN in config.stash:
        end_run(config.stash[_GUARDIAN])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Collect no garbage while tests are imported, nor look for it in them later: they live to the end."""
    gc.disable()
    try:
        if hasattr(session.config, "workerinput"):
            _import_in_turn(session.config)
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def _import_in_turn(config: Any) -> None:
    """Import the tests, each worker beginning at another: in a new checkout one compiles what the others then load."""
    number, workers = int(config.workerinput["workerid"].removeprefix("gw")), config.workerinput["workercount"]
    files = [file for folder in config.args for file in sorted(Path(folder).resolve().rglob("test_*.py"))]
    first = len(files) * number // workers
    for file in files[first:] + files[:first]:
        with suppress(Exception, pytest.skip.Exception):  # reported when it is collected
            importlib.import_module(".".join(file.relative_to(config.rootpath).with_suffix("").parts))


_SLOW = re.compile(
    r"screens/(?!test_(actions|driver|every_action|key_counts|late_reads|layout)\.)"
    r"|cli/test_(check_files|clipboard|completion|docs\w*|doctor|end_to_end|faults|film|find_processes|hangup)\."
    r"|cli/test_(hostile_\w+|learn|loading|looking|lsp|mcp|odd_files|other_tools|output_file|program|real_terminal)\."
    r"|cli/test_(recipes|report|serve\w*|standard_streams|terminal_cursor|untrusted|watch|wheel|where_it_draws)\."
    r"|engines/test_(empty_fields|export|finding|learning|lists|model|move|postgres_\w+|register_model|restored)\."
    r"|engines/test_(search_\w+|sqlite_\w+|together|undo|watcher)\."
    r"|text/.*test_(any_text|draft_places|formats|growth|guard|wire_hostile)\."
)
"""Tests that start programs or servers, drive the desk at length, or try very many texts: `make test-fast` leaves them
out, and the second engine too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark slow tests, and refuse ids that are still too long: give such tests ids."""
    for item in items:
        if _SLOW.search(item.path.as_posix()) or "[postgres" in item.nodeid:
            item.add_marker(pytest.mark.slow)
        _, _, values = item.nodeid.partition("[")
        if len(values) > LONGEST_ID:
            raise pytest.UsageError(f"The name of this test is longer than {LONGEST_ID}: {item.nodeid[:300]}")


_FOLDERS = count()


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own. pytest's fixture looks through those of all earlier tests to number it."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    folder = tmp_path_factory.getbasetemp() / f"{name}-{next(_FOLDERS)}"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder of the test's own, with the name for its decisions.

    The test fails if it leaves a report of an unexpected error there: the desk survives most of them.
    """
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)  # else it would keep the folder of another test
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.setenv("PULLQUOTE_USER", "ada")
    yield folder
    reports = [file.read_text() for file in folder.glob("state/pullquote/report-*.txt")]
    assert not reports, "\n".join(reports)


@pytest.fixture(autouse=True)
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in place of the clipboard: every copy goes there, and nowhere else."""
    file = tmp_path / "copied.txt"
    monkeypatch.setenv("PULLQUOTE_COPY_COMMAND", f"tee {file}")
    return file


@pytest.fixture(autouse=True)
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in place of the browser: every address opened goes there, and nowhere else."""
    file = tmp_path / "opened.txt"
    monkeypatch.setenv("BROWSER", f"sh -c 'echo \"$0\" > {file}' %s")
    return file


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store to copy: creating one takes longer than most tests on it."""
    file = tmp_path_factory.mktemp("empty") / "store.db"
    Archive.open(file, actor="nobody").close()
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one module. None of them may be asynchronous: Playwright's own loop runs here."""
    with started_browser() as started:
        yield started


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[BrowserPage]:
    """An empty page of the browser."""
    with opened_page(browser) as page:
        yield page
