"""The search in the open article: hits are marked and counted, and a key steps from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from store import Archive
    from tests.screens.driver import Driver

HEADLINE = "Harbour strike"


async def _look_for(desk: Driver, words: str) -> None:
    await desk.open(HEADLINE)
    await desk.press("g", "g", "slash")
    await desk.type(words)


async def test_typing_goes_to_the_first_place_and_counts_them(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _look_for(desk, "SAID")
        assert desk.at.startswith("said on Tuesday")
        assert desk.title_of("reader") == "Reader · “SAID” 1 of 3"


async def test_n_goes_round_while_a_search_is_on_and_escape_gives_it_back_to_the_quotations(
    archive: Archive,
) -> None:
    async with at_the_desk(archive) as desk:
        await _look_for(desk, "said")
        await desk.press("enter", "n")
        assert desk.at.startswith("said. “We want")
        await desk.press("n", "n")
        assert desk.at.startswith("said on Tuesday")
        await desk.press("N")
        assert desk.at.startswith("said, asking")
        await desk.press("escape")
        assert desk.title_of("reader") == "Reader · 3 quotations, 3 open"
        assert desk.where == "reader"
        await desk.press("g", "g", "n")
        assert desk.current == desk.quotations[0]


async def test_quotations_are_a_key_away_while_a_search_is_on(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _look_for(desk, "mole")
        await desk.press("enter", "K")
        assert desk.at.startswith("“The offer stands,”")


async def test_accents_capitals_and_line_ends_do_not_count(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Tea house")
        await desk.press("slash")
        await desk.type("zoe ilkay")
        assert desk.at.startswith("Zoe\u0308 I\u0307lkay")


async def test_escape_in_the_field_goes_back_to_where_one_was(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        before = desk.place
        await desk.press("slash")
        await desk.type("mole")
        assert desk.place != before
        await desk.press("escape")
        assert desk.place == before
        assert desk.title_of("reader").startswith("Reader · 3 quotations")
        assert desk.where == "reader"


async def test_what_is_not_there_is_said_and_moves_nothing(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _look_for(desk, "walrus")
        assert desk.title_of("reader") == "Reader · “walrus” is not in this article"
        assert desk.place == 0


async def test_a_second_slash_searches_all_articles(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("slash", "slash")
        await desk.type("ledger")
        assert desk.shown == ["Bridge audit clears ministry, report says"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["beside", "over"])
async def test_escape_leaves_a_search_for_where_it_was_begun(size: tuple[int, int], archive: Archive) -> None:
    async with at_the_desk(archive, size=size) as desk:
        await desk.open(HEADLINE)
        place = desk.at
        await desk.press("slash", "slash", *"ledger", "escape")
        assert desk.is_reading
        assert desk.at == place
        await desk.press("q", "slash", *"ledger", "escape")
        assert not desk.is_reading
        assert len(desk.shown) == 4


async def test_what_is_typed_ahead_of_a_search_comes_after_it(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g")
        await desk.hurry("slash", "s", "a", "i", "d", "enter", "n")
        await desk.idle()
        assert desk.at.startswith("said. “We want")


async def test_an_article_that_was_searched_for_opens_at_the_words_with_all_of_them_marked(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 12)) as desk:
        await desk.press("slash")
        await desk.type("cutter pilots")
        await desk.press("enter")
        assert desk.at.startswith("pilots played")
        assert desk.title_of("reader") == "Reader · “pilots cutter” 1 of 2"
        await desk.press("n")
        assert desk.at.startswith("cutter.")


async def test_an_article_found_by_a_name_with_an_apostrophe_is_gone_through_by_the_name(archive: Archive) -> None:
    archive.add(
        [Article(headline="Won", body="One of our own often won.\n\nO’Grady won. Then O'Grady left.")],
        reader="test",
        reader_version="1",
    )
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.type("o'grady")
        await desk.press("enter")
        assert desk.title_of("reader") == "Reader · “O Grady” 2 hits"
        await desk.press("n", "n")
        assert desk.at == "Grady left."


async def test_words_without_spaces_between_are_gone_through_too(archive: Archive) -> None:
    archive.add(
        [Article(headline="選挙", body="昨日東京に行った。\n\n結果は東京で。")],
        reader="test",
        reader_version="1",
    )
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.type("東京")
        await desk.press("enter", "n")
        assert desk.at.startswith("東京で。")


async def test_a_search_that_was_left_holds_no_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.type("harbour")
        await desk.press("escape", "slash", "enter")
        assert desk.article is not None
        await desk.press("q", "j")
        assert desk.says.startswith("Bridge audit")


async def test_hits_that_come_after_a_search_was_left_are_not_shown(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        for _ in range(5):
            await desk.hurry("slash", *"bridge", "escape")
            await desk.idle()
            assert len(desk.shown) == 4


async def test_words_are_found_over_break_points_inside_them(archive: Archive) -> None:
    body = "The launch lost its steer-\ning, and the har\u00adbour office\u200b came with power-\nsteering at last."
    archive.add([Article(headline="Launch adrift", body=body)], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        for words, begins, count in (
            ("steering", "steer-", 2),
            ("harbour office", "har\u00adbour", 1),
            ("power", "power-", 1),
            ("powersteering", "power-", 1),
        ):
            await desk.open("Launch adrift")
            await desk.press("g", "g", "slash")
            await desk.type(words)
            assert desk.at.startswith(begins)
            assert desk.title_of("reader") == f"Reader · “{words}” 1 of {count}"
            await desk.press("escape", "escape")
