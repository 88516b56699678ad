"""Which version of everything reads a file."""

from __future__ import annotations

from importlib.metadata import version

from newstext import __version__

_LIBRARIES = ("trafilatura", "feedparser", "lxml")


def reader_version() -> str:
    """Return the versions of all that decides what text a file gives: ours, and the libraries' that read with us."""
    others = [f"{library} {version(library)}" for library in _LIBRARIES]
    return f"{__version__} ({', '.join(others)})"
