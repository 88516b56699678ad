"""An article's web address opens in the browser, and the desk says no more about it than is known."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from tests.screens.driver import at_the_desk
from tests.terminal import DEADLINE
from tui.terminal.browser import NO_ADDRESS, OPENED, SENT, open_address

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive

ADDRESS = "https://portwire.example/harbour"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the browser's answer as long as a slow machine takes."""
    monkeypatch.setattr("tui.terminal.browser._PATIENCE", DEADLINE)


@pytest.mark.parametrize("before", [(), ("enter",)], ids=["stack", "reader"])
async def test_the_articles_address_is_opened_from_stack_and_reader(
    before: tuple[str, ...], archive: Archive, opened: Path
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press(*before, "g", "x")
        assert desk.says == OPENED
    address, _, words = opened.read_text().partition("#")
    assert address.strip() == ADDRESS
    assert words.startswith(":~:text=") is bool(before), "a quotation under the cursor is where the page opens"


async def test_an_article_without_an_address_says_so(archive: Archive, opened: Path) -> None:
    archive.add([Article(headline="Newest of all", body="Nothing more is known.")], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.open("Newest of all")
        await desk.press("g", "x")
        assert desk.says == NO_ADDRESS
    assert not opened.exists()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "javascript:alert(1)",
        "mailto:desk@portwire.example",
        "-https://portwire.example",
        "https:///nowhere",
        "https://portwire.example/\x1b[31m",
        "https://portwire.example/a b",
        "http://[",
    ],
)
async def test_only_addresses_of_the_web_are_opened(url: str, opened: Path) -> None:
    assert await open_address(url) == f"Only http and https addresses are opened. This one is {url}"
    assert not opened.exists()


@pytest.mark.parametrize(
    ("status", "said"), [(0, OPENED), (2, SENT), (1, f"No browser opens here. The address is {ADDRESS}")]
)
async def test_what_is_said_is_what_the_browser_said(status: int, said: str) -> None:
    tool = (sys.executable, "-c", f"import sys; sys.exit({status})")

    assert await open_address(ADDRESS, tool) == said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("false %s", f"No browser opens here. The address is {ADDRESS}"),
        ("sh -c 'sleep 1' %s &", SENT),
        ("lynx %s", f"No browser opens here. The address is {ADDRESS}"),
    ],
    ids=["one that fails", "one in the background", "one that needs the terminal"],
)
async def test_a_browser_that_cannot_be_asked_is_not_vouched_for(
    command: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lynx = tmp_path / "lynx"
    lynx.write_text("#!/bin/sh\nexit 0\n")
    lynx.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("BROWSER", command)

    assert await open_address(ADDRESS) == said
