"""This machine's web browser, started by a separate program that never touches the desk’s terminal."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui.terminal import browser_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PATIENCE = 5.0
"""Seconds to wait for the browser's answer."""
_TOOL = (sys.executable, "-P", "-m", browser_tool.__name__)

NO_ADDRESS = "This article has no web address."
OPENED = "Opened in the browser."
SENT = "Sent to the browser, not confirmed."


async def open_address(
    url: str | None, tool: Sequence[str] = _TOOL, *, elsewhere: Callable[[str], None] | None = None
) -> str:
    """Open an article's address in the browser; return the message. ``tool`` is the program that opens it.

    ``elsewhere`` opens it instead, where the browser is on another machine. Addresses are untrusted: only http and
    https are opened, and no shell sees them.
    """
    if not url:
        return NO_ADDRESS
    if not _is_of_the_web(url):
        return f"Only http and https addresses are opened. This one is {url}"
    if elsewhere is not None:
        elsewhere(url)
        return SENT
    process = await asyncio.create_subprocess_exec(
        *tool, url, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
    )
    try:
        status = await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        return SENT
    said = {browser_tool.OPENED: OPENED, browser_tool.STARTED: SENT}
    return said.get(status, f"No browser opens here. The address is {url}")


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
