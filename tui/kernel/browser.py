"""The browser that shows a desk, as rooms see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

NO_FILES = "This desk runs on a server, and its files are not yours to read."


class Browser(Protocol):
    """The browser of one person."""

    is_shared: bool
    """Whether the desk's machine serves other people: its files are not this person's to read."""

    def download(self, file: Path, name: str) -> None:
        """Have the browser download a file, which may be removed afterwards."""

    def open(self, url: str) -> None:
        """Have the browser open a page."""


def may_read_files(browser: Browser | None) -> bool:
    """Whether the person may read files of the desk's machine. ``None`` is a desk in a terminal."""
    return browser is None or not browser.is_shared
