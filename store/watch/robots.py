"""robots.txt: a site's rules for programs (RFC 9309)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

    from store.watch.addresses import WebAddress

PRODUCT = "Pullquote"
"""The name for us in a robots.txt."""
FRESH_FOR = timedelta(days=1)
"""How long a robots.txt is kept."""
_MOST_BYTES = 500_000
_MOST_DELAY = 60.0


def allows(robots: str, address: WebAddress) -> bool:
    """Whether a robots.txt allows an address."""
    return bool(_parsed(robots).can_fetch(str(address), PRODUCT))


def delay(robots: str) -> timedelta:
    """Return the time between two requests that it demands, up to a minute."""
    wanted = _parsed(robots).crawl_delay(PRODUCT) if "delay" in robots.lower() else None
    return timedelta(seconds=min(max(float(wanted or 0), 0.0), _MOST_DELAY))


def text(data: bytes) -> str:
    """Return a robots.txt as text, cut at its limit."""
    return data[:_MOST_BYTES].decode("utf-8", "replace")


def _parsed(robots: str) -> Protego:
    from protego import Protego

    return Protego.parse(robots)
