"""Parses untrusted JSON within bounds, into strings that can be stored."""

from __future__ import annotations

import json
import re
from typing import Any

from newstext.formats.encoding import storable
from newstext.formats.errors import UnreadableError

_MAX_DIGITS = 400
_HALF = re.compile(r"\\u[dD]")


def load(text: str) -> Any:
    """Return the value that ``text`` is the JSON of; UnreadableError when it is none, or nested too
    deeply.

    A lone surrogate (``"\\ud800"``) cannot be stored as UTF-8; it becomes U+FFFD.
    """
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"This is not complete JSON: {error.msg} at line {error.lineno}, column {error.colno}; fetch it again."
        ) from None
    except RecursionError:
        raise UnreadableError("This JSON is nested too deeply; save its text as .txt and import that.") from None
    # Only an escape can make half a character, and most copy has none.
    return _mended(value) if _HALF.search(text) else value


def load_at(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at ``at``, and where it ends; JSONDecodeError when it is not all there."""
    value, end = _DECODER.raw_decode(text, at)
    return _mended(value) if _HALF.search(text, at, end) else value, end


def string(value: Any) -> str | None:
    """Return ``value`` as words: a string that is not blank, or a number; anything else is None."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return None


def _int(digits: str) -> int | str:
    """Python refuses numbers of thousands of digits; such a number stays text."""
    return int(digits) if len(digits) <= _MAX_DIGITS else digits


_DECODER = json.JSONDecoder(parse_int=_int, strict=False)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return value
