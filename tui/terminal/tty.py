"""The terminal that the desk is drawn on: whether there is one, and what it says of itself."""

from __future__ import annotations

import os
import sys

_CANNOT_DRAW = ("", "dumb", "unknown")


def is_there() -> bool:
    """Whether there is a terminal to type at and to draw on."""
    can_draw = sys.platform == "win32" or os.environ.get("TERM", "") not in _CANNOT_DRAW
    return sys.stdin.isatty() and sys.stdout.isatty() and can_draw


def has_only_ascii() -> bool:
    """Whether the terminal's language has no other signs: LANG=C, or an encoding that is not Unicode."""
    return _language() in ("C", "POSIX") or "utf" not in (getattr(sys.stdout, "encoding", None) or "utf").lower()


def _language() -> str:
    """Return the locale as the person set it: where that is C, Python sets LC_CTYPE to C.UTF-8 by itself (PEP 538)."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or ""
    language = os.environ.get("LANG", "")
    is_pythons = not os.environ.get("LC_ALL") and named == "C.UTF-8" and language in ("C", "POSIX")
    return language if is_pythons or not named else named
