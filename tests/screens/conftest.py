"""A store of invented copy, made anew for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.screens.invented import STACK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "desk.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    """A store with four articles in it, opened in Ada's name."""
    with Archive.open(path, actor="ada") as opened:
        opened.add(STACK, reader="test", reader_version="1")
        yield opened
