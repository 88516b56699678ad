"""A real browser: the system's Chromium without a window, driven by Playwright.

A module of tests asks for ``browser_page``. It records every request and every complaint of the console, and asks
axe-core what a reader of the page could trip over. ``make browser`` fetches axe-core, ``apt install chromium`` the
browser. Where one is missing the tests are skipped, and say so; where ``CI`` is set they fail.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[1] / ".venv" / "axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_DEADLINE = 60_000
"""Milliseconds: only a hang takes longer."""
_WORTH_MENDING = ("serious", "critical")


class BrowserPage:
    """A page of the browser. ``page`` is Playwright's own; go on with that."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        """The addresses asked for, in order; that of the page itself is the first."""
        self.complaints: list[str] = []
        """Errors and warnings of the console, errors of scripts, and requests that failed."""
        page.set_default_timeout(_DEADLINE)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"{request.url}: {request.failure}"))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def barriers(self) -> list[str]:
        """Return what axe-core finds serious or critical on the page as it is now: the rule, and each element."""
        found = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{one['id']}: {one['help']}: {node['html'][:200]}"
            for one in found
            if one["impact"] in _WORTH_MENDING
            for node in one["nodes"]
        ]


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Start Chromium with a home of its own, and no way to any host but this machine."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        _absent("Chromium is not installed: apt install chromium")
    if not AXE.exists():
        _absent("axe-core is not here: make browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("Playwright is not installed: make test")
    # Chromium's sockets need a short path.
    with (
        tempfile.TemporaryDirectory(prefix="pq-", dir="/tmp", ignore_cleanup_errors=True) as home,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
            env={"HOME": home, "TMPDIR": home, "PATH": os.environ["PATH"]},
            timeout=_DEADLINE,
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened_page(browser: Browser, **options: Any) -> Iterator[BrowserPage]:
    """Open an empty page in a context of its own; ``options`` are those of Playwright's ``new_context``."""
    context = browser.new_context(**options)
    context.add_init_script(path=AXE)
    try:
        yield BrowserPage(context.new_page())
    finally:
        context.close()


def _absent(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
