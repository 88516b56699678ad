"""Exit statuses, and the last sentence on standard error."""

from __future__ import annotations

import sys

from tui.terminal.safe_text import visible

EXIT_NOTHING_FOUND = 1
EXIT_USAGE = 2
EXIT_UNREADABLE = 3
EXIT_STORE = 4
EXIT_INTERRUPTED = 130
"""The status that shells give a program stopped by ctrl-C."""

NO_TERMINAL = "The desk needs a full-screen terminal. pullquote --help lists the commands that work without one."


def refusal(sentence: str, status: int) -> int:
    """Print why the program ends, and return ``status``."""
    sys.stderr.write(f"{visible(sentence)}\n")
    return status
