"""The review's text: the article around each quotation, the speaker below its words, the warnings on top."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newstext.stated import Precision, State, StatedTime
from store.model.annotations import Record, SpanRole
from tests.screens.driver import at_the_desk
from tests.screens.invented import BRIDGE, HARBOUR

if TYPE_CHECKING:
    from store import Archive
    from tests.screens.driver import Driver

LONG = replace(
    HARBOUR,
    url="https://portwire.example/long",
    headline="Long strike",
    body="\n\n".join([*["The quay lay empty."] * 30, HARBOUR.body, *["The tide came in."] * 30]),
)


def drawn(desk: Driver) -> list[str]:
    """Return the painted rows of the screen."""
    return [row.rstrip() for row in desk.sees.split("\n")]


def text(desk: Driver) -> list[str]:
    """Return the article's rows in a review."""
    return [row.rstrip() for row in desk.lines("review")]


def row_of(rows: list[str], words: str) -> int:
    """Return the first row with these words."""
    return next(number for number, row in enumerate(rows) if words in row)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_who_said_it_stands_under_the_words_and_the_article_around_them(
    archive: Archive, size: tuple[int, int]
) -> None:
    archive.add([LONG], reader="test", reader_version="1")
    async with at_the_desk(archive, size=size) as desk:
        await desk.open("Long strike")
        await desk.press("r", "j")
        rows = text(desk)
        last = row_of(rows, "call.”")
        assert rows[last + 1].strip() == "│ Mira Holt, union secretary · direct, 2 pieces"
        assert rows[last + 2].strip().startswith(("│ Sure: ", "│ Likely: ", "│ Unsure: "))
        assert not any("terms" in row for row in rows)
        # The article fills the height, with the next quotations beside it; the status line repeats none of it.
        assert row_of(rows, "The quay lay empty.") < last < row_of(rows, "The offer stands")
        assert all(rows[at] or rows[at + 1] for at in range(size[1] - 10))
        assert any("Next in this article" in row for row in drawn(desk)) is (size[0] >= 120)
        assert desk.says == "This article: 3 quotations, 3 open"


async def test_the_text_stays_where_it_is_from_one_quotation_to_the_next(archive: Archive) -> None:
    archive.add([LONG], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.open("Long strike")
        await desk.press("r")
        before = row_of(text(desk), "“Nobody here")
        await desk.press("j")
        assert row_of(text(desk), "“Nobody here") == before
        await desk.press("ctrl+d", "ctrl+d")
        assert not any("Nobody here" in row for row in text(desk))
        await desk.press("k")
        assert any("The dispute has cost" in row for row in text(desk))


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"state": State.WITHDRAWN}, "Withdrawn by its publisher."),
        ({"state": State.CORRECTED}, "Corrected by its publisher."),
        ({"state": State.EMBARGOED, "embargo": "2026-11-25T00:01"}, "Under embargo until 25 Nov 2026 00:01."),
        ({"state": State.EMBARGOED, "embargo": "2026-11-20T00:01"}, "Embargo ended 20 Nov 2026 00:01."),
    ],
)
async def test_what_must_be_known_first_stands_at_the_top(
    archive: Archive, changes: dict[str, object], warning: str
) -> None:
    if isinstance(embargo := changes.get("embargo"), str):
        changes = changes | {"embargo": StatedTime(embargo, embargo, Precision.MINUTE)}
    archive.add([replace(BRIDGE, **changes)], reader="test", reader_version="1")  # type: ignore[arg-type]
    row = next(row for row in archive.articles.page().rows if row.headline == BRIDGE.headline)
    archive.suggestions.find(row.id)
    archive.remarks.set_record(archive.open_article(row.id).annotations[0], Record.OFF)
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.open("Bridge")
        await desk.press("r")
        rows = drawn(desk)
        assert [row.strip() for row in rows[2:5]] == ["OFF THE RECORD", warning, BRIDGE.headline]


async def test_source_and_cue_are_marked_in_the_text_as_in_the_reader(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        await desk.press("J")
        assert desk.current is not None
        [cue] = desk.current.pieces(SpanRole.CUE)
        in_reader = [segment.style for segment in desk.segments if segment.text == cue.exact]
        await desk.press("r", "j")
        assert in_reader
        assert [segment.style for segment in desk.segments if segment.text == cue.exact] == in_reader


@pytest.mark.parametrize("size", [(80, 24), (120, 32)])
@pytest.mark.parametrize("way", [["J"], ["r", "j"]], ids=["reader", "review"])
async def test_a_question_covers_neither_the_words_nor_who_said_them(
    archive: Archive, size: tuple[int, int], way: list[str]
) -> None:
    archive.add([LONG], reader="test", reader_version="1")
    async with at_the_desk(archive, size=size) as desk:
        for asking in ("at", "t", "R"):
            # Each from the stack: what one question moved into sight would be in sight for the next.
            await desk.open("Long strike")
            await desk.press("g", "g", *way, asking)
            for words in ("“Nobody here wants a fourth", "Holt said", "call.”"):
                assert any(words in row for row in desk.above), asking
            await desk.press("escape", *("escape" for step in way if step == "r"), "escape")
            assert desk.where == "stack"
