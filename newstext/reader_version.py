"""The versions of the readers and their libraries."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from newstext import __version__

_LIBRARIES = ("trafilatura", "feedparser", "lxml", "olefile", "pypdfium2")


def reader_version() -> str:
    """Return the versions that determine what text is read from a file: ours, and the installed libraries'."""
    return f"{__version__} ({', '.join(filter(None, map(_version, _LIBRARIES)))})"


def _version(library: str) -> str | None:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:  # One of an extra.
        return None
