"""A program that opens an address in this machine's browser. Its exit status says whether that is confirmed.

``tui.terminal.browser`` runs it as a separate process: a browser may be slow, and may write to the screen.
"""

from __future__ import annotations

import sys
import webbrowser

OPENED, FAILED, STARTED = 0, 1, 2
"""Exit statuses: the browser confirms the address; it refuses it; it was started, and says nothing."""

_OF_THE_TERMINAL = {"www-browser", "links", "elinks", "lynx", "w3m"}
"""Browsers that would need the terminal, which the desk uses."""


def main(url: str) -> int:
    """Open an address; return the exit status."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return FAILED
    if getattr(browser, "basename", "") in _OF_THE_TERMINAL or not browser.open(url):
        return FAILED
    return STARTED if isinstance(browser, webbrowser.BackgroundBrowser) else OPENED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
