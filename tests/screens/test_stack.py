"""The stack: what an editor sees first, and how one gets around in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from newstext.article import Article
from store import Archive
from store.model.lists import ArticleOrder
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
            assert "pullquote import" in desk.screen.stack.empty_words


async def test_an_article_without_a_headline_is_shown_by_how_its_text_begins(archive: Archive) -> None:
    post = Article(body=f"The night ferry is cancelled. {'Nobody sails. ' * 20}", external_id="p1")
    archive.add([post], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        number = next(n for n, entry in enumerate(desk.screen.stack.entries) if entry.row.headline is None)
        assert "The night ferry is cancelled. Nobody" in desk.screen.stack.render_line(number * 2).text
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
        assert desk.screen.stack.cursor == 453
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
        assert desk.screen.reader.opened is not None
        assert desk.under_cursor.startswith(("pilots", "cards"))


async def test_the_footer_names_the_keys_of_the_search_only_while_it_has_them(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        footer = "".join(segment.text for segment in desk.screen.status.render_line(1))
        assert "escape end search" in footer
        assert "next unread" not in footer
        await desk.press("escape")
        assert "next unread" in "".join(segment.text for segment in desk.screen.status.render_line(1))


async def test_no_character_typed_into_search_is_an_error(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        for character in "\"'*()[]{}:^-+~`\\/|&%$#@!?.,;<>=":
            desk.screen.search.value = f"{character}harbour{character}"
            await desk.idle()
            assert "Harbour strike enters third week" in desk.shown
        desk.screen.search.value = "AND OR NOT NEAR("
        await desk.idle()
        assert desk.says == "" or "error" not in desk.says.lower()


async def test_a_withdrawn_article_says_so_without_colour(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        rows = ["".join(segment.text for segment in desk.screen.stack.render_line(y)) for y in range(8)]
        assert rows[4].startswith(" ✕ Mayor to resign")
        assert "withdrawn" in rows[5]


async def test_one_pane_at_a_time_where_there_is_no_room_for_two(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 24)) as desk:
        assert desk.screen.stack.size.width > 70
        await desk.press("enter")
        assert desk.screen.reader.size.width > 70
        assert not desk.screen.stack.is_on_screen
        await desk.press("q")
        assert desk.screen.stack.is_on_screen
        await desk.pilot.resize_terminal(120, 40)
        await desk.idle()
        assert desk.screen.stack.is_on_screen
        assert desk.screen.reader.is_on_screen


async def test_what_is_typed_ahead_belongs_to_the_search(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.pilot.press("slash", *"harbour")
        await desk.idle()
        assert desk.screen.search.value == "harbour"


async def test_what_is_typed_ahead_of_an_article_is_done_in_the_article(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j")
        await desk.pilot.press("enter", "G", "v", "i", "p", "enter")
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
        assert not desk.app.is_running


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
        stack = desk.screen.stack
        for keys in (to_the_end, *[["1", "5", step]] * 12, ["9", "9", "9", step], ["ctrl+u"], ["1", "5", "0", "j"]):
            await desk.press(*keys)
            assert stack.current is not None
            assert stack.current.row.headline == everything[stack.cursor]
            assert len(stack.entries) <= 60 + 4 * 20  # the first page is larger here
        assert stack.total == 304


@pytest.mark.usefixtures("small_pages")
async def test_the_scrollbar_reaches_the_middle_and_the_cursor_waits_where_it_was(archive: Archive) -> None:
    _briefs(archive, 300)
    everything = [row.headline for row in archive.articles.page(limit=500).rows]
    async with at_the_desk(archive) as desk:
        stack = desk.screen.stack
        for row in (150, 280, 90):
            stack.scroll_to(y=row * 2, animate=False)
            await desk.idle()
            entry = stack.entry(row)
            assert entry is not None
            assert entry.row.headline == everything[row]
        assert stack.cursor == 0
        await desk.press("j")
        assert stack.current is not None
        assert stack.current.row.headline == everything[1]
        assert stack.is_cursor_visible


async def test_what_arrives_meanwhile_leaves_a_deep_place_as_it_is(archive: Archive, path: Path) -> None:
    _briefs(archive, 900)
    async with at_the_desk(archive) as desk:
        stack = desk.screen.stack
        await desk.press("6", "0", "0", "j")
        assert stack.current is not None
        here, line = stack.current.row.id, stack.cursor - stack.top
        with Archive.open(path, actor="ben") as colleague:
            _briefs(colleague, 905)
        while stack.total != 909:
            await desk.pilot.pause()
        await desk.idle()
        assert stack.current is not None
        assert (stack.current.row.id, stack.cursor - stack.top) == (here, line)


async def test_the_cursor_stays_in_sight_when_the_terminal_shrinks(archive: Archive) -> None:
    _briefs(archive, 300)
    async with at_the_desk(archive, size=(120, 50)) as desk:
        await desk.press("2", "0", "j")
        await desk.pilot.resize_terminal(60, 12)
        await desk.idle()
        assert desk.screen.stack.is_cursor_visible
        assert desk.screen.stack.cursor == 20


async def test_what_is_searched_for_is_underlined_where_it_stands(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"strike", "space", *"cards")
        lines = [desk.screen.stack.render_line(y) for y in (0, 1)]
        underlined = [s.text for line in lines for s in line if s.style and s.style.underline]
        assert underlined == ["strike", "cards"]


async def test_a_hit_that_needed_forgiving_says_why_it_is_there(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"harbuor")
        assert "“harbuor” read as “Harbour”" in desk.screen.stack.render_line(1).text


async def test_the_last_keystroke_wins_and_enter_opens_what_it_found(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.pilot.press("slash", *"harbour", *["backspace"] * 7, *"bridge", "enter", "V", "enter")
        await desk.idle()
        assert desk.screen.reader.opened is not None
        assert desk.screen.reader.opened.row.headline == "Bridge audit clears ministry, report says"
        assert [a.author for a in desk.stored()].count("ada") == 1


async def test_keys_are_not_held_for_good_when_nothing_is_found(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"qqqqzzzz", "enter", "q")
        assert len(desk.shown) == 4


async def test_an_article_that_is_not_fetched_yet_opens_all_the_same(archive: Archive) -> None:
    _briefs(archive, 1500)
    last = archive.articles.page(order=ArticleOrder.OLDEST, limit=1).rows[0]
    async with at_the_desk(archive) as desk:
        await desk.pilot.press("G", "enter")
        await desk.idle()
        assert desk.screen.reader.opened is not None
        assert desk.screen.reader.opened.row.id == last.id


async def test_what_narrows_a_search_narrows_it_as_typed(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        desk.screen.search.value = "is:withdrawn"
        await desk.idle()
        assert desk.shown == ["Mayor to resign"]


async def test_an_enter_typed_before_the_desk_has_the_terminal_opens_the_article(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("ctrl+j")
        assert desk.screen.reader.opened is not None


async def test_a_search_that_finds_nothing_says_what_it_did_not_understand(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        await desk.type("is:opn before:soon zzz")
        assert desk.screen.stack.empty_words == (
            "Nothing found. Try fewer words.\nUnknown filter is:opn. Did you mean is:open?"
            "\nbefore:soon is not a day; write it as in before:2026-11-24."
        )


async def test_what_a_search_did_not_understand_is_said_once_and_not_with_every_hit(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        desk.screen.search.value = "strike is:opn"
        await desk.idle()
        assert "Unknown filter is:opn. Did you mean is:open?" in desk.says
        assert desk.shown
        assert not any("opn" in entry.why for entry in desk.screen.stack.entries)


async def test_two_lines_pasted_into_the_search_are_one_query(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("slash")
        desk.app.post_message(events.Paste("bridge audit\r\n  clears\x1b ministry\n"))
        await desk.idle()
        assert desk.screen.search.value == "bridge audit clears ministry"
        assert desk.shown == ["Bridge audit clears ministry, report says"]
        desk.screen.search.select_all()
        desk.app.post_message(events.Paste("mayor\n\x07resign"))
        await desk.idle()
        assert desk.screen.search.value == "mayor resign"
