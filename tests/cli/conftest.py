"""A command line on a store of its own, and articles to import into it."""

from __future__ import annotations

from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.cli.command_line import CommandLine, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The path of the store."""
    return tmp_path / "stack.db"


@pytest.fixture
def run(store: Path) -> CommandLine:
    """The program."""
    return CommandLine(store)


@pytest.fixture
def archive(store: Path, empty_store: Path) -> Iterator[Archive]:
    """The same store, for a test to read or prepare."""
    if not store.exists():
        copyfile(empty_store, store)
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
