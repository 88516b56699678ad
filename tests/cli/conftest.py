"""A command line on a store of its own, and articles to import into it."""

from __future__ import annotations

from shutil import copy as copy_file
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.cli.command_line import CommandLine, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _reader_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the readers' process for the next command: loading its libraries takes longer than most of them."""
    monkeypatch.setattr("newstext.guard.end_reader", lambda: None)


@pytest.fixture
def new_store(tmp_path: Path) -> Path:
    """The path of a store that the first command creates."""
    return tmp_path / "stack.db"


@pytest.fixture
def store(new_store: Path, empty_store: Path) -> Path:
    """The path of an empty store."""
    copy_file(empty_store, new_store)  # with its rights
    return new_store


@pytest.fixture
def run(store: Path) -> CommandLine:
    """The program."""
    return CommandLine(store)


@pytest.fixture
def run_anew(new_store: Path) -> CommandLine:
    """The program before it has a store."""
    return CommandLine(new_store)


@pytest.fixture
def archive(store: Path) -> Iterator[Archive]:
    """The same store, for a test to read or prepare."""
    with Archive.open(store, actor="ada") as opened:
        yield opened


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with three stories in it, and a hidden file of the system's."""
    folder = tmp_path / "copy"
    (folder / "later").mkdir(parents=True)
    (folder / "bridge.txt").write_text(story("Bridge audit clears ministry", "Nothing was found, the auditor said."))
    (folder / "ferry.txt").write_text(
        story("Night ferry survives", "“We will sail again tonight,” said Mira Holt, pilot.")
    )
    (folder / "later" / "eels.txt").write_text(story("Eels counted again", "There are nine, a warden said on Monday."))
    (folder / ".listing").write_bytes(b"\x00\x01\x02")
    return folder
