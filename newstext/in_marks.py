"""Words set in double quotation marks: those they have themselves become single."""

from __future__ import annotations

import re

# Compiled when first used: the desk starts without it.
_OPENS = r"\"(?=\w)(?<![\w.,!?…]\")"
_INNER = str.maketrans('“”„‟«»"', "‘’‚‛‹›’")


def inner(words: str) -> str:
    """Return words to stand inside double marks, their own double marks single. Its length is that of ``words``."""
    return re.sub(_OPENS, "‘", words).translate(_INNER)


def in_marks(words: str) -> str:
    """Return words in double marks: ``“Foreman ‘told them’ twice”``. For people only: never for a verbatim export."""
    return f"“{inner(words)}”"
