"""The terminal: whether the desk can be drawn on it, and which signs it has."""

from __future__ import annotations

import os
import sys

_CANNOT_DRAW = ("", "dumb", "unknown")


def is_there() -> bool:
    """Whether there is a terminal that can be drawn on."""
    can_draw = sys.platform == "win32" or os.environ.get("TERM", "") not in _CANNOT_DRAW
    return sys.stdin.isatty() and sys.stdout.isatty() and can_draw


def has_only_ascii() -> bool:
    """Whether signs must be ASCII: LANG=C, or an encoding other than Unicode."""
    return _language() in ("C", "POSIX") or "utf" not in (getattr(sys.stdout, "encoding", None) or "utf").lower()


def _language() -> str:
    """Return the locale as the person set it. Where that is C, Python sets LC_CTYPE to C.UTF-8 (PEP 538)."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or ""
    language = os.environ.get("LANG", "")
    is_pythons = not os.environ.get("LC_ALL") and named == "C.UTF-8" and language in ("C", "POSIX")
    return language if is_pythons or not named else named
