"""A desk in a browser: pages and downloads are the browser's, and the files of a shared server are nobody's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tests.screens.stories import DRAFT
from tui.kernel.browser import NO_FILES
from tui.terminal.browser import SENT

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive


@dataclass
class KeptBrowser:
    """A browser that keeps what it is asked for."""

    is_shared: bool = True
    opened: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def open(self, url: str) -> None:
        """Keep an address."""
        self.opened.append(url)

    def download(self, file: Path, name: str) -> None:
        """Keep a file, which may be gone afterwards."""
        self.files[name] = file.read_text()


async def test_an_articles_page_opens_in_the_persons_own_browser(archive: Archive, opened: Path) -> None:
    browser = KeptBrowser()
    async with at_the_desk(archive, browser=browser) as desk:
        await desk.press("g", "x")
        assert desk.says == SENT
    assert browser.opened == ["https://portwire.example/harbour"]
    assert not opened.exists()


async def test_an_export_is_a_download_without_a_question_for_a_path(archive: Archive, tmp_path: Path) -> None:
    article_id = archive.articles.page().rows[0].id
    archive.suggestions.find(article_id)
    archive.decisions.settle(archive.open_article(article_id).annotations, Status.ACCEPTED)
    browser = KeptBrowser()
    async with at_the_desk(archive, browser=browser) as desk:
        await desk.press("g", "e")
        await desk.type("csv")
        await desk.press("enter")
        await desk.until(lambda: browser.files)
        await desk.until(lambda: desk.says.startswith("Sent "))
        [(name, text)] = browser.files.items()
        assert desk.says.endswith(f"from 1 article to the browser, as {name}.")
    assert name.startswith("quotations-")
    assert name.endswith(".csv")
    with archive.annotations.exported("csv") as export:
        assert text == export.path.read_text()
    assert [*tmp_path.rglob("quotations-*")] == []


async def test_an_export_of_nothing_is_no_download(archive: Archive) -> None:
    browser = KeptBrowser()
    async with at_the_desk(archive, browser=browser) as desk:
        await desk.press("g", "e", "enter")
        await desk.until(lambda: desk.says.startswith("Nothing was exported"))
    assert browser.files == {}


@pytest.mark.parametrize(("keys", "prompt"), [(("g", "i"), "Import"), (("g", "w", "plus"), "Watch a folder or a feed")])
async def test_a_shared_server_neither_shows_nor_reads_its_files(
    keys: tuple[str, ...], prompt: str, archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "eels.txt").write_text("Eels\n\n“There are nine,” said Iva Brandt.\n")
    articles = archive.articles.totals()
    async with at_the_desk(archive, browser=KeptBrowser()) as desk:
        await desk.press(*keys)
        assert desk.title == prompt
        await desk.fill(f"{tmp_path}/")
        assert desk.offered == []
        await desk.fill(str(tmp_path / "eels.txt"))
        await desk.press("enter")
        await desk.until(lambda: desk.says.startswith(NO_FILES))
    assert archive.articles.totals() == articles
    assert list(archive.watches.all()) == []


async def test_a_shared_server_checks_the_draft_that_is_pasted_and_none_of_its_files(archive: Archive) -> None:
    async with at_the_desk(archive, browser=KeptBrowser()) as desk:
        await desk.press("g", "c")
        assert desk.title == "Check a draft"
        desk.paste("Our draft\n\nShe said:\n“Nobody here wants a fourth week,” and “A sixth week”.\n")
        await desk.until(lambda: desk.where == "checked draft")
        await desk.idle()
        assert "line 4" in desk.sees
        assert "Nobody here wants a fourth week" in desk.sees
        await desk.press("q", "g", "c")
        await desk.fill(str(DRAFT))
        await desk.press("enter")
        await desk.until(lambda: desk.where == "checked draft")
        assert desk.title == "No quotations in this draft."


async def test_ones_own_machine_reads_its_files_as_ever(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "eels.txt").write_text("Eels\n\n“There are nine,” said Iva Brandt.\n")
    async with at_the_desk(archive, browser=KeptBrowser(is_shared=False)) as desk:
        await desk.press("g", "i")
        await desk.fill(f"{tmp_path}/ee")
        await desk.until(lambda: desk.offered)
        await desk.fill(str(tmp_path / "eels.txt"))
        await desk.press("enter")
        await desk.until(lambda: desk.says.startswith("Imported: 1 article added."))
