"""A draft check at the desk: it asks for the path, and lists each quotation with its verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from tests.screens.driver import Driver

DRAFT = "“Nobody here wants a fifth week,” said Mira Holt.\n\n“Nobody here wants a fourth week,” said Mira Holt.\n"


async def asked(desk: Driver, path: str) -> None:
    await desk.press("g", "c")
    await desk.fill(path)
    await desk.press("enter")
    await desk.idle()


async def test_a_draft_is_checked_by_its_path(archive: Archive, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT)
    async with at_the_desk(archive) as desk:
        await asked(desk, str(draft))
        assert desk.where == "checked draft"
        listed = desk.offered

        assert "! line 1: WORDS CHANGED" in listed[0]
        assert "✓ line 3: " in listed[1]
        colours = {
            words: next(str(s.style.color.name) for s in desk.segments if s.style and s.style.color and words in s.text)
            for words in ("WORDS CHANGED", "± draft", "matches as published")
        }
        assert len(set(colours.values())) == 3
        assert "draft “fifth”, printed “fourth”" in listed[0]
        assert "matches as published by" in listed[1]

        await desk.press("q")
        assert desk.where != "checked draft"


async def test_words_that_an_update_added_are_told_as_added(archive: Archive, tmp_path: Path) -> None:
    newer = replace(HARBOUR, body=HARBOUR.body.replace("We want a phone", "We do not want a phone"))
    archive.add([newer], reader="test", reader_version="1")
    draft = tmp_path / "draft.txt"
    draft.write_text("“We want a phone call,” said Mira Holt.\n")
    async with at_the_desk(archive) as desk:
        await asked(desk, str(draft))
        assert "the current revision adds “do not”" in desk.offered[0]


async def test_a_checked_quotation_is_read_in_its_article(archive: Archive, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "“Purple walruses juggle lanterns,” said Bo Ash.\n\n“nobody here wants a fourth week,” said Mira Holt.\n"
    )
    async with at_the_desk(archive) as desk:
        await asked(desk, str(draft))
        await desk.press("enter")
        await desk.idle()
        assert desk.where == "checked draft"
        assert "No article in the store is near these words." in desk.says

        await desk.press("j", "enter")
        await desk.idle()
        assert desk.at.startswith("Nobody here wants a fourth week")
        assert desk.is_reading


async def test_words_of_an_older_revision_open_the_article_and_say_where_they_stand(
    archive: Archive, tmp_path: Path
) -> None:
    newer = replace(HARBOUR, body=HARBOUR.body.replace("a fourth week", "another week"))
    archive.add([newer], reader="test", reader_version="1")
    draft = tmp_path / "draft.txt"
    draft.write_text("“Nobody here wants a fourth week,” said Mira Holt.\n")
    async with at_the_desk(archive) as desk:
        await asked(desk, str(draft))
        await desk.press("enter")
        await desk.idle()

        assert "another week" in desk.body
        assert "These words are in revision 1, not in the current one" in desk.says


async def test_a_draft_that_cannot_be_read_is_said_so(archive: Archive, tmp_path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await asked(desk, str(tmp_path / "none.docx"))

        assert "none.docx: There is no such file." in desk.says


async def test_words_that_only_an_older_revision_has_are_not_called_verbatim(archive: Archive, tmp_path: Path) -> None:
    counted = replace(HARBOUR, body=HARBOUR.body.replace("a fourth week", "forty-three weeks"))
    for words in ("forty-three", "forty-four"):
        body = counted.body.replace("forty-three", words)
        [imported] = archive.add([replace(counted, body=body)], reader="test", reader_version="1")
    archive.suggestions.find(imported.article_id)
    draft = tmp_path / "draft.txt"
    draft.write_text("“Nobody here wants forty-three weeks,” said Mira Holt.\n")
    async with at_the_desk(archive) as desk:
        await asked(desk, str(draft))
        assert desk.where == "checked draft"
        shown = desk.offered[0]
        assert shown.startswith("! line 1: verbatim, CHANGED SINCE")
        assert "the current revision has “forty-four” for “forty-three”" in shown
        # The quotation is the one that these words have become.
        await desk.press("at", *"lorcan", "enter")
        said = archive.open_article(imported.article_id).annotations
        assert [a.state.speaker for a in said if "forty-four" in a.words] == ["lorcan"]


async def test_the_last_draft_is_checked_again_without_its_path(archive: Archive, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT)
    async with at_the_desk(archive) as desk:
        await asked(desk, "")
        assert desk.where != "checked draft", "nothing was checked yet"

        await asked(desk, str(draft))
        await desk.press("enter")
        await desk.idle()
        assert desk.where != "checked draft"
        draft.write_text(DRAFT.replace("fifth", "sixth"))
        await asked(desk, "")

        assert desk.where == "checked draft"
        assert "draft “sixth”, printed “fourth”" in desk.offered[0]
