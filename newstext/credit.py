"""A name and a role as a paper prints them together."""

from __future__ import annotations

import re

# Compiled when first used: the desk starts without it.
_TITLE = (
    r"(?P<title>(?:(?:Dame|Sir|Lord|Lady|Baroness|Baron|Dr|Prof|Professor|Rev|Reverend|Mr|Mrs|Ms|Miss|Mx)\b\.?\s*)+)"
    r"(?:,\s*|$)(?P<rest>.*)"
)


def credit(name: str | None, role: str | None) -> str:
    """Return ``Mira Holt, union secretary``; a title stands before the name: ``Dame Rosamund Ekeland``.

    Without a name it is the role; empty without either.
    """
    if not name or not role or role == name:
        return name or role or ""
    if (found := re.fullmatch(_TITLE, role, re.DOTALL)) is None:
        return f"{name}, {role}"
    title, rest = found["title"].strip(), found["rest"].strip()
    titled = name if name.startswith(f"{title} ") else f"{title} {name}"
    return f"{titled}, {rest}" if rest else titled
