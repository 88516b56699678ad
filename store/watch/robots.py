"""robots.txt: what a site asks of programs (RFC 9309)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

    from store.watch.addresses import WebAddress

PRODUCT = "Pullquote"
"""The name by which a robots.txt addresses us."""
FRESH_FOR = timedelta(days=1)
"""How long a robots.txt is kept."""
_MOST_BYTES = 500_000
_MOST_DELAY = 60.0


def allows(robots: str, address: WebAddress) -> bool:
    """Whether a robots.txt lets us fetch an address."""
    return bool(_parsed(robots).can_fetch(str(address), PRODUCT))


def delay(robots: str) -> timedelta:
    """Return the time that it wants between two requests, up to a minute."""
    wanted = _parsed(robots).crawl_delay(PRODUCT) if "delay" in robots.lower() else None
    return timedelta(seconds=min(max(float(wanted or 0), 0.0), _MOST_DELAY))


def text(data: bytes) -> str:
    """Return a robots.txt as text; what is beyond its limit does not count."""
    return data[:_MOST_BYTES].decode("utf-8", "replace")


def _parsed(robots: str) -> Protego:
    from protego import Protego

    return Protego.parse(robots)
