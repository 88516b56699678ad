"""The versions of the readers and their libraries."""

from __future__ import annotations

from importlib.metadata import version

from newstext import __version__

_LIBRARIES = ("trafilatura", "feedparser", "lxml")


def reader_version() -> str:
    """Return the versions that determine what text is read from a file: ours, and the libraries'."""
    others = [f"{library} {version(library)}" for library in _LIBRARIES]
    return f"{__version__} ({', '.join(others)})"
