"""Unexpected errors. Each is written to a private report and described in one sentence."""

from __future__ import annotations

import traceback
from collections import Counter
from zlib import crc32

from tui.settings import paths

EXIT_FAULT = 70
"""The exit status after an unexpected error: EX_SOFTWARE of sysexits.h."""

_MOST_REPEATS = 3


class Faults:
    """The unexpected errors of one session. It detects an error that recurs at once, such as one in painting."""

    def __init__(self) -> None:
        self._since_key: Counter[str] = Counter()

    def forgive(self) -> None:
        """Reset the count: the person has pressed a key."""
        self._since_key.clear()

    def repeats(self, error: BaseException) -> bool:
        """Count an error; return True if it keeps recurring without a key."""
        name = _name(error)
        self._since_key[name] += 1
        return self._since_key[name] >= _MOST_REPEATS


def told(error: BaseException) -> str:
    """Write the report of an error, and return the sentence for people. Equal errors share a report."""
    return f"Unexpected error ({type(error).__name__}). What was saved is safe. {reported(error)}"


def reported(error: BaseException) -> str:
    """Write the report of an error, and return the sentence that says where it is."""
    from store.filesystem import write_whole

    try:
        file = paths.state_folder() / f"report-{_name(error)}.txt"
        write_whole(file, _report(error), private=True)
    except Exception as trouble:  # noqa: BLE001 - without a home, or on a full disk, the sentence is still shown
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
    """Return a name for an error from its type and place, equal for every recurrence."""
    steps = traceback.extract_tb(error.__traceback__)
    place = f"{steps[-1].filename}:{steps[-1].lineno}" if steps else ""
    return f"{crc32(f'{type(error).__qualname__} {place}'.encode('utf-8', 'replace')):08x}"
