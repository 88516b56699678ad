"""How the program ends: its exit statuses, and the sentence that goes with one."""

from __future__ import annotations

import sys

from tui.terminal.safe_text import visible

EXIT_NOTHING_FOUND = 1
EXIT_USAGE = 2
EXIT_UNREADABLE = 3
EXIT_STORE = 4
EXIT_INTERRUPTED = 130
"""What shells expect of a program that ctrl-C stopped."""

NO_TERMINAL = "The desk needs a terminal that it can draw on. See pullquote --help for what works without one."


def refusal(sentence: str, status: int) -> int:
    """Say why the program ends, and return its exit status."""
    sys.stderr.write(f"{visible(sentence)}\n")
    return status
