"""Unexpected errors: each is written to a private report and told in one sentence."""

from __future__ import annotations

import traceback
from collections import Counter
from zlib import crc32

from tui.settings import paths

EXIT_FAULT = 70
"""The exit status after an unexpected error, as sysexits.h has it."""

_MOST_REPEATS = 3


class Faults:
    """The unexpected errors of one session, to notice one that comes back at once, as from painting."""

    def __init__(self) -> None:
        self._since_key: Counter[str] = Counter()

    def forgive(self) -> None:
        """Count anew: the person has pressed a key."""
        self._since_key.clear()

    def repeats(self, error: BaseException) -> bool:
        """Count an error; True when it comes back again and again by itself."""
        name = _name(error)
        self._since_key[name] += 1
        return self._since_key[name] >= _MOST_REPEATS


def told(error: BaseException) -> str:
    """Write the report of an error, and return the sentence for a person. The same error has the same report."""
    return f"Unexpected error ({type(error).__name__}). What was saved is safe. {reported(error)}"


def reported(error: BaseException) -> str:
    """Write the report of an error, and say where it is."""
    from store.filesystem import write_whole

    try:
        file = paths.state_folder() / f"report-{_name(error)}.txt"
        write_whole(file, _report(error), private=True)
    except Exception as trouble:  # noqa: BLE001 - without a home, or on a full disk, the sentence is told all the same
        return f"No report could be written: {trouble}"
    return f"The report is in {file}"


def _report(error: BaseException) -> str:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    import newstext

    try:
        textual = version("textual")
    except PackageNotFoundError:
        textual = "unknown"
    made_of = f"Python {platform.python_version()}, Textual {textual}, {platform.platform()}"
    return f"Pullquote {newstext.__version__}, {made_of}\n\n{''.join(traceback.format_exception(error))}"


def _name(error: BaseException) -> str:
    """Name an error by its kind and place: the same for each time that it comes."""
    steps = traceback.extract_tb(error.__traceback__)
    place = f"{steps[-1].filename}:{steps[-1].lineno}" if steps else ""
    return f"{crc32(f'{type(error).__qualname__} {place}'.encode('utf-8', 'replace')):08x}"
