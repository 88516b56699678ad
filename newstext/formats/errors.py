"""The errors of readers."""

from __future__ import annotations


class UnreadableError(ValueError):
    """A file that cannot be read. Its message is one sentence for a person: what happened and what to do."""


class BrokenReaderError(Exception):
    """A reader that failed: a fault of ours or of the installation, never of the file.

    ``what`` names the error; ``report`` is its traceback, for developers.
    """

    def __init__(self, what: str, report: str) -> None:
        super().__init__(
            f"The reader for this file failed ({what}). The fault is in Pullquote or its installation, "
            "not in the file; run pullquote doctor."
        )
        self.what = what
        self.report = report
        self.add_note(report)
