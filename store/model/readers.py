"""Who has which article open. A plain value."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

LASTS = timedelta(minutes=1)
"""How long it is known that somebody reads an article, unless their desk says so again."""


class Reader(NamedTuple):
    """Somebody at another desk, and the article that is open there."""

    name: str
    article_id: str
