"""Files come in and go out at the desk: by a path or an address, off the event loop, and nothing is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bench.watch.sites import HERE, Reply, Sites
from store.exchange import FORMATS
from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tui.settings.config import Config, WatchConfig
from tui.transfer.export_run import FORM_WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from tests.screens.driver import Driver

STORY = "Eels counted again\n\n“There are nine,” said the warden, Iva Brandt, on Monday.\n"


async def imported(desk: Driver, place: str) -> None:
    """Import what is at a place, and wait for the result."""
    await desk.press("g", "i")
    assert desk.title == "Import"
    await desk.fill(place)
    await desk.press("enter")


async def exported(desk: Driver, form: str, path: str) -> None:
    await desk.press("g", "e")
    await desk.type(form)
    await desk.press("enter")
    await desk.fill(path)
    await desk.press("enter")


def settled(archive: Archive) -> None:
    """Accept every quotation that the finder sees in the first article."""
    article_id = archive.articles.page().rows[0].id
    archive.suggestions.find(article_id)
    archive.decisions.settle(archive.open_article(article_id).annotations, Status.ACCEPTED)


async def test_a_folder_is_imported_and_what_was_refused_is_said(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "eels.txt").write_text(STORY)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200))
    async with at_the_desk(archive) as desk:
        await imported(desk, str(folder))
        assert "Eels counted again" in desk.shown
        assert desk.says.startswith(f"Imported: 1 article added. {folder / 'photo.jpg'}: ")
        assert desk.says.endswith("F finds their quotations.")
        assert desk.aside == "1 imported, 1 refused"

        await imported(desk, str(folder / "eels.txt"))
        assert desk.says == "Imported: 1 article unchanged."
        await imported(desk, str(folder / "none.txt"))
        assert desk.says == f"Nothing was imported. {folder / 'none.txt'}: There is no such file."


async def test_an_update_that_comes_in_says_what_it_changed(archive: Archive, tmp_path: Path) -> None:
    settled(archive)
    newer = HARBOUR.body.replace("fourth week", "fifth week")
    file = tmp_path / "wire.jsonl"
    file.write_text(json.dumps({"headline": HARBOUR.headline, "url": HARBOUR.url, "body": newer}))
    async with at_the_desk(archive) as desk:
        await imported(desk, str(file))
        assert desk.says == "Imported: 1 new revision. 1 settled quotation changed: U shows them."


async def test_a_page_is_imported_by_its_address(archive: Archive) -> None:
    page = f"<html><head><title>Eels</title></head><body><article><h1>Eels counted</h1><p>{STORY * 5}</p></article>"
    with Sites(lambda asked: Reply(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())) as sites:
        async with at_the_desk(archive, Config(watch=WatchConfig(allow=(HERE,)))) as desk:
            address = sites.address(HERE, "/eels")
            await imported(desk, address)
            assert desk.says == "Imported: 1 article added. F finds their quotations."
            assert address in [
                archive.open_article(row.id).revision.article.url for row in archive.articles.page().rows
            ]


async def test_a_private_address_is_refused(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await imported(desk, "http://127.0.0.1:9/eels")
        assert "127.0.0.1 is a private address" in desk.says


async def test_settled_quotations_are_exported_and_a_file_is_replaced_only_on_a_yes(
    archive: Archive, tmp_path: Path
) -> None:
    settled(archive)
    file = tmp_path / "out.csv"
    async with at_the_desk(archive) as desk:
        await exported(desk, "csv", str(file))
        assert desk.says == f"Exported 3 quotations from 1 article to {file}."
        assert "Nobody here wants" in file.read_text()

        file.write_text("mine")
        await exported(desk, "csv", str(file))
        assert desk.title == "out.csv exists. Replace it?"
        await desk.press("enter")
        assert desk.title == "Export to"
        await desk.press("escape")
        assert file.read_text() == "mine"

        await exported(desk, "csv", str(file))
        await desk.type("replace")
        await desk.press("enter")
        assert "Nobody here wants" in file.read_text()


async def test_the_store_is_not_exported_over_and_nothing_settled_writes_no_file(
    archive: Archive, path: Path, tmp_path: Path
) -> None:
    async with at_the_desk(archive) as desk:
        await exported(desk, "markdown", str(path))
        assert desk.says == f"{path} belongs to the store and was not replaced. Choose another file."
        await exported(desk, "markdown", f"{path}-journal")
        assert desk.says.endswith("-journal belongs to the store. Choose another file.")
        await exported(desk, "markdown", str(tmp_path / "out.md"))
        assert desk.says == "Nothing was exported: no quotation of all articles is settled."
        assert not (tmp_path / "out.md").exists()


async def test_a_path_is_completed_from_its_folder(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "eels.txt").write_text(STORY)
    async with at_the_desk(archive) as desk:
        await desk.press("g", "i")
        await desk.fill(f"{tmp_path}/co")
        await desk.press("tab")
        assert desk.offered == [f"{tmp_path}/copy/eels.txt"]
        await desk.press("tab", "enter")
        assert "Eels counted again" in desk.shown


async def test_import_is_found_from_a_review_and_done_at_the_desk(archive: Archive) -> None:
    settled(archive)
    async with at_the_desk(archive) as desk:
        await desk.press("W", "colon", *"import")
        assert "in stack and reader" in desk.offered[0]
        await desk.press("enter")
        assert desk.title == "Import"
        await desk.press("escape")
        assert desk.where == "stack"


def test_every_format_is_described_and_has_an_ending() -> None:
    assert set(FORM_WORDS) == set(FORMATS)
