"""The stack: what an editor sees first, and how to move in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from store import Archive
from store.model.lists import ArticleOrder
from store.searching import patterns
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_articles_are_listed_the_newest_first(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert desk.shown == [
            "Harbour strike enters third week",
            "Bridge audit clears ministry, report says",
            "Mayor to resign",
            "Tea house writes to its neighbours",
        ]


async def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "new.db", actor="ada") as archive:
        async with at_the_desk(archive) as desk:
            assert desk.shown == []
            assert "gi imports files, a folder or a web page." in "".join(desk.lines("stack"))


async def test_an_article_without_a_headline_is_shown_by_how_its_text_begins(archive: Archive) -> None:
    post = Article(body=f"The night ferry is cancelled. {'Nobody sails. ' * 20}", external_id="p1")
    archive.add([post], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        number = desk.shown.index("")
        assert "The night ferry is cancelled. Nobody" in desk.lines("stack")[number * 2]
        await desk.press(*(["j"] * number))
        assert desk.says.startswith("The night ferry is cancelled. Nobody")


async def test_j_and_k_move_and_a_count_repeats_them(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("2", "j")
        assert desk.says.startswith("Mayor to resign")
        await desk.press("k")
        assert desk.says.startswith("Bridge audit")
        await desk.press("G")
        assert desk.says.startswith("Tea house")
        await desk.press("g", "g")
        assert desk.says.startswith("Harbour strike")


async def test_the_last_article_of_a_long_stack_is_one_key_away(archive: Archive) -> None:
    archive.add(
        [Article(headline=f"Brief {n}", body=f"Text {n}.", url=f"https://portwire.example/{n}") for n in range(450)],
        reader="test",
        reader_version="1",
    )
    async with at_the_desk(archive) as desk:
        await desk.press("G")
        assert len(desk.shown) == 454
        assert desk.place == 453
        assert len(set(desk.shown)) == 454


async def test_search_forgives_a_slip_and_escape_brings_the_stack_back(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j", "slash")
        await desk.type("harbuor")
        assert desk.shown == ["Harbour strike enters third week"]
        await desk.press("escape")
        assert len(desk.shown) == 4
        assert desk.says.startswith("Bridge audit")


async def test_search_reads_the_body_and_opens_the_article_at_the_words(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.type("pilots cards")
        await desk.press("enter")
        assert desk.article is not None
        assert desk.at.startswith(("pilots", "cards"))


async def test_the_footer_names_the_keys_of_the_search_only_while_it_has_them(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        footer = desk.hints
        assert "escape end search" in footer
        assert "next unread" not in footer
        await desk.press("escape")
        assert "next unread" in desk.hints


async def test_no_character_typed_into_search_is_an_error(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        for character in "\"'*()[]{}:^-+~`\\/|&%$#@!?.,;<>=":
            await desk.fill(f"{character}harbour{character}")
            # A minus before a word leaves out the articles that have it.
            assert ("Harbour strike enters third week" in desk.shown) is (character != "-")
        await desk.fill("AND OR NOT NEAR(")
        assert desk.says == "" or "error" not in desk.says.lower()


async def test_a_withdrawn_article_says_so_without_colour(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        headline, detail = desk.entry("Mayor to resign")
        assert headline.startswith(" ✕ Mayor to resign")
        assert "withdrawn" in detail


async def test_one_pane_at_a_time_where_there_is_no_room_for_two(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        assert desk.width("stack") > 70
        await desk.press("enter")
        assert desk.width("reader") > 70
        assert not desk.is_shown("stack")
        await desk.press("q")
        assert desk.is_shown("stack")
        await desk.resize(120, 40)
        assert desk.is_shown("stack")
        assert desk.is_shown("reader")


async def test_what_is_typed_ahead_belongs_to_the_search(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.hurry("slash", *"harbour")
        await desk.idle()
        assert desk.typed == "harbour"


async def test_what_is_typed_ahead_of_an_article_is_done_in_the_article(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j")
        await desk.hurry("enter", "G", "v", "i", "p", "enter")
        await desk.idle()
        assert desk.says == "Saved as a quotation. @ names the speaker."
        assert [a.words for a in desk.stored() if a.author == "ada"] == ["The bridge opened in 2019."]


async def test_the_stack_knows_after_a_search_what_was_settled_meanwhile(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"bridge", "enter", "V", "enter", "q", "escape")
        await desk.press("g", "g", "j")
        assert "no quotations marked yet" not in desk.says


async def test_help_can_be_left_by_quitting(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("question_mark", "Q")
        assert not desk.is_open


def _briefs(archive: Archive, count: int) -> None:
    archive.add(
        [Article(headline=f"Brief {n}", body=f"Text {n}.", url=f"https://portwire.example/{n}") for n in range(count)],
        reader="test",
        reader_version="1",
    )


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetch the stack in pages of twenty, so that three hundred articles make a long one."""
    monkeypatch.setattr("tui.stack.window._PAGE", 20)
    monkeypatch.setattr("tui.stack.list.MARGIN", 10)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("way", [("g", "g", "j"), ("G", "k")], ids=["down", "up"])
async def test_only_five_pages_of_a_long_stack_are_held_wherever_one_goes(archive: Archive, way: list[str]) -> None:
    _briefs(archive, 300)
    everything = [row.headline for row in archive.articles.page(limit=500).rows]
    *to_the_end, step = way
    async with at_the_desk(archive) as desk:
        for keys in (to_the_end, *[["1", "5", step]] * 12, ["9", "9", "9", step], ["ctrl+u"], ["1", "5", "0", "j"]):
            await desk.press(*keys)
            assert desk.at == everything[desk.place]
            assert len(desk.rows) <= 60 + 4 * 20  # the first page is larger here
        assert desk.title_of("stack").startswith("Stack · 304 articles")


@pytest.mark.usefixtures("small_pages")
async def test_the_scrollbar_reaches_the_middle_and_the_cursor_waits_where_it_was(archive: Archive) -> None:
    _briefs(archive, 300)
    everything = [row.headline or "" for row in archive.articles.page(limit=500).rows]
    async with at_the_desk(archive) as desk:
        for row in (150, 280, 90):
            await desk.scroll("stack", row * 2)
            assert everything[row] in desk.lines("stack")[0]
        assert desk.place == 0
        await desk.press("j")
        assert desk.at == everything[1]
        assert 0 <= desk.row < 11


@pytest.mark.usefixtures("small_pages")
async def test_what_arrives_meanwhile_leaves_a_deep_place_as_it_is(archive: Archive, path: Path) -> None:
    _briefs(archive, 300)
    async with at_the_desk(archive) as desk:
        await desk.press("2", "0", "0", "j")
        here, line = desk.at, desk.row
        with Archive.open(path, actor="ben") as colleague:
            _briefs(colleague, 305)
        await desk.until(lambda: desk.title_of("stack").startswith("Stack · 309 articles"))
        await desk.idle()
        assert (desk.at, desk.row) == (here, line)


async def test_the_cursor_stays_in_sight_when_the_terminal_shrinks(archive: Archive) -> None:
    _briefs(archive, 300)
    async with at_the_desk(archive, size=(120, 50)) as desk:
        await desk.press("2", "0", "j")
        await desk.resize(60, 12)
        assert 0 <= desk.row < 6
        assert desk.place == 20


async def test_what_is_searched_for_is_underlined_where_it_stands(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"strike", "space", *"cards")
        assert desk.drawn("underline") == ["strike", "cards"]


async def test_a_hit_that_needed_forgiving_says_why_it_is_there(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"harbuor")
        assert "“harbuor” read as “Harbour”" in desk.lines("stack")[1]


async def test_the_last_keystroke_wins_and_enter_opens_what_it_found(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.hurry("slash", *"harbour", *["backspace"] * 7, *"bridge", "enter", "V", "enter")
        await desk.idle()
        assert desk.article is not None
        assert desk.article.row.headline == "Bridge audit clears ministry, report says"
        assert [a.author for a in desk.stored()].count("ada") == 1


async def test_keys_are_not_held_for_good_when_nothing_is_found(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"qqqqzzzz", "enter", "q")
        assert len(desk.shown) == 4


async def test_an_article_that_is_not_fetched_yet_opens_all_the_same(archive: Archive) -> None:
    _briefs(archive, 1500)
    last = archive.articles.page(order=ArticleOrder.OLDEST, limit=1).rows[0]
    async with at_the_desk(archive) as desk:
        await desk.hurry("G", "enter")
        await desk.idle()
        assert desk.article is not None
        assert desk.article.row.id == last.id


async def test_what_narrows_a_search_narrows_it_as_typed(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.fill("is:withdrawn")
        assert desk.shown == ["Mayor to resign"]


async def test_an_enter_typed_before_the_desk_has_the_terminal_opens_the_article(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("ctrl+j")
        assert desk.article is not None


async def test_a_search_that_finds_nothing_says_what_it_did_not_understand(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.type("is:opn before:soon zzz")
        assert "\n".join(line.strip() for line in desk.lines("stack")).strip() == (
            "Nothing found. Try fewer words.\nUnknown filter is:opn. Did you mean is:open?"
            "\nbefore:soon is not a day; write it as in before:2026-11-24 or before:7d."
        )


async def test_what_a_search_did_not_understand_is_said_once_and_not_with_every_hit(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.fill("strike is:opn")
        assert "Unknown filter is:opn. Did you mean is:open?" in desk.says
        assert desk.shown
        assert not any("opn" in line for line in desk.lines("stack"))


async def test_two_lines_pasted_into_the_search_are_one_query(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        desk.paste("bridge audit\r\n  clears\x1b ministry\n")
        await desk.idle()
        assert desk.typed == "bridge audit clears ministry"
        assert desk.shown == ["Bridge audit clears ministry, report says"]
        await desk.fill("")
        desk.paste("mayor\n\x07resign")
        await desk.idle()
        assert desk.typed == "mayor resign"


async def test_a_pattern_is_searched_for_as_it_is_typed(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.type(r"re:fourth\s(week|month)")
        assert desk.shown == ["Harbour strike enters third week"]
        await desk.press("enter")
        assert desk.at.startswith("fourth week,”")
        assert desk.title_of("reader") == "Reader · “fourth week” 1 of 1"


async def test_a_pattern_that_fails_says_where(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("slash")
        await desk.type("re:fourth(")
        assert "The pattern fails at character 8: missing )." in " ".join(desk.lines("stack"))


async def test_a_pattern_that_takes_too_long_is_stopped(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_PATIENCE", 0.05)
    archive.add([Article(headline="Ledger", body="a" * 60 + "!")], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.type("re:^(a|aa)+$")
        assert desk.says.startswith("This pattern takes too long in “Ledger”.")
        assert desk.shown == []
