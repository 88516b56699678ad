"""The stack's views and sort orders, unread articles, flags, and saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.spans import Span
from store import Archive
from store.model.annotations import Status
from store.model.lists import ArticleFilter, ArticleState
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_an_article_is_read_once_it_is_opened(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert "4 unread" in desk.title_of("stack")
        await desk.press("enter", "q")
        assert "3 unread" in desk.title_of("stack")
        assert [line[1] for line in desk.lines("stack", 8)[::2]] == ["○", "●", "✕", "●"]


async def test_n_and_p_go_to_unread_articles_and_n_in_capitals_makes_one_unread(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j", "N", "g", "g", "n")
        assert desk.says.startswith("Mayor to resign")
        await desk.press("p")
        assert desk.says.startswith("Harbour strike")
        await desk.press("p")
        assert desk.says == "No unread article above."
        await desk.press("j", "N", "g", "g", "n")
        assert desk.says.startswith("Bridge audit")


async def test_the_next_unread_article_is_found_however_far_down_it_is(archive: Archive) -> None:
    archive.add(
        [Article(headline=f"Brief {n}", body=f"Text {n}.", url=f"https://portwire.example/{n}") for n in range(900)],
        reader="test",
        reader_version="1",
    )
    *others, last = archive.articles.page(limit=2000).rows
    archive.articles.mark_read(others)
    async with at_the_desk(archive) as desk:
        await desk.press("n")
        assert desk.says.startswith(str(last.headline))
        assert desk.place == 903
        await desk.press("n")
        assert desk.says == "No unread article below."
        # The key for the next open article opens it, and none on its way there.
        archive.suggestions.find(last.id)
        opened = archive.open_article(last.id)
        archive.decisions.add_quotation(opened.revision, [Span(0, 4)])
        [made] = archive.open_article(last.id).annotations
        archive.decisions.settle([made], Status.SKIPPED)
        await desk.press("g", "g", "greater_than_sign")
        assert desk.says.startswith(f"“{desk.chosen}”: ")
        assert desk.says.endswith(" open.")
        assert desk.is_reading
        assert desk.body == opened.revision.article.body


async def test_a_flag_shows_and_its_view_lists_it(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j", "asterisk")
        assert desk.lines("stack")[3].startswith(" * Northern Post")
        assert desk.says == "Flagged."
        await desk.press("N", "N")
        assert desk.says == "Marked as unread."
        await desk.press("f", *"flag", "enter")
        assert desk.shown == ["Bridge audit clears ministry, report says"]
        assert desk.title_of("stack") == "Flagged · 1 article"
        await desk.press("asterisk")
        assert desk.lines("stack")[1].startswith("   Northern Post")
        await desk.press("q")
        assert len(desk.shown) == 4


async def test_sorting_keeps_the_cursor_on_its_article(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("j", "s", "o")
        assert desk.shown[0] == "Tea house writes to its neighbours"
        assert desk.says.startswith("Bridge audit")
        await desk.press("s")
        assert "enter sort   letter sort at once   escape cancel" in desk.sees
        await desk.press("s")
        assert desk.shown[0] == "Tea house writes to its neighbours"
        assert desk.shown[-1] == "Mayor to resign"
        assert desk.says.startswith("Bridge audit")
        assert "by source" in desk.title_of("stack")
        await desk.press("s", "escape")
        assert "by source" in desk.title_of("stack")


async def test_the_most_open_come_first_when_asked_for(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    async with at_the_desk(archive) as desk:
        await desk.press("s", "m")
        opens = [row.open_count for row in desk.rows]
        assert opens == sorted(opens, reverse=True)
        assert opens[0] > opens[-1]


async def test_a_filter_is_typed_as_in_a_search(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("f")
        await desk.hurry(*"source:port", "space", *"is:withdrawn", "enter")
        await desk.idle()
        assert desk.shown == ["Mayor to resign"]
        assert desk.title_of("stack") == "withdrawn, source “port” · 1 article"
        await desk.press("q")
        assert desk.title_of("stack").startswith("Stack · 4 articles")


async def test_a_filter_that_nothing_passes_says_so(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("f", *"settled", "enter")
        assert desk.shown == []
        assert "No articles here." in "".join(desk.lines("stack"))
        await desk.press("f", *"nonsense")
        assert [line.split("  ")[0] for line in desk.offered] == [
            "quoted “nonsense”",
            "said “nonsense”",
            "source “nonsense”",
        ]
        await desk.press("escape")
        assert desk.title_of("stack") == "Settled · 0 articles"


async def test_a_view_is_kept_under_a_name_and_can_be_forgotten(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("f", *"source:port", "enter", "s", "o", "S")
        await desk.press("ctrl+u", *"Harbour", "enter")
        assert desk.says == "Saved as “Harbour”. f shows it again."
    with Archive.open(path, actor="ada") as later:
        async with at_the_desk(later) as desk:
            await desk.press("f", *"harb", "enter")
            assert desk.shown == ["Mayor to resign", "Harbour strike enters third week"]
            assert desk.title_of("stack") == "Harbour · 2 articles, oldest first"
            await desk.press("f", "up", "delete", "escape")
            assert later.views.all() == []


async def test_the_menu_of_views_counts_what_each_holds(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("f")
        assert {"Unread  4", "Withdrawn  1", "Open today  0"} <= set(desk.offered)


async def test_changed_since_i_settled_it_lists_what_an_update_questioned(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge audit")
        await desk.press("a", "q")
        [row] = [row for row in archive.articles.page().rows if "Bridge" in (row.headline or "")]
        archive.add(
            [
                Article(
                    headline="Bridge audit clears ministry, report says",
                    source="Northern Post",
                    url="https://northernpost.example/bridge",
                    body='ESKHOLT (Northern Post) - "We found a second ledger," auditor Jonas Pike told reporters.',
                )
            ],
            reader="test",
            reader_version="1",
        )
        archive.suggestions.find(row.id)
        assert archive.articles.count(ArticleFilter(states=(ArticleState.CHANGED,))) == 1
        await desk.press("f", *"changed", "space", *"since", "enter")
        assert desk.shown == ["Bridge audit clears ministry, report says"]


async def test_unread_articles_that_were_read_meanwhile_stay_until_the_view_is_shown_anew(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("f", *"unread", "enter", "enter", "q")
        assert len(desk.shown) == 4
        await desk.press("f", *"unread", "enter")
        assert len(desk.shown) == 3


async def test_after_an_articles_last_quotation_one_key_opens_the_next_with_something_open(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("9", "n")
        await desk.press("n")
        assert desk.says == "No quotation below. > opens the next article with open quotations."
        await desk.press("9", "p", "p")
        assert desk.says == "No quotation above."
        await desk.press("A", "enter", "9", "n")
        assert desk.says.startswith("All settled, > next article · quotation ")
        await desk.press("greater_than_sign")
        assert desk.is_reading
        assert desk.article is not None
        assert desk.article.row.headline == desk.chosen == "Bridge audit clears ministry, report says"
        await desk.press(*("A", "enter", "greater_than_sign") * 2)
        finds = "F finds quotations in articles not scanned yet."
        assert desk.says == f"No article with open quotations below. {finds}"


async def test_the_stack_says_which_key_finds_quotations_until_its_articles_are_searched(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert desk.title_of("stack") == "Stack · 4 articles, F finds quotations, 4 unread"
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
        opened = archive.open_article(row.id)
        archive.decisions.settle([a for a in opened.annotations if a.state.status.is_open], Status.REJECTED)
    async with at_the_desk(archive) as desk:
        assert desk.title_of("stack") == "Stack · 4 articles, no quotations open, 4 unread"


async def test_the_article_under_the_cursor_is_seen_before_it_is_opened_and_stays_unread(archive: Archive) -> None:
    row = archive.articles.page().rows[0]
    archive.suggestions.find(row.id)
    async with at_the_desk(archive, size=(120, 30)) as desk:
        assert desk.title_of("preview").startswith("Preview · ")
        assert desk.sees.count("Harbour strike enters third week") == 3  # row, preview, status line
        assert "Port says 40 sailings lost" in desk.sees
        assert any(" ? " in line and "Nobody here wants" in line for line in desk.sees.split("\n"))
        # However fast the cursor moves, the article under it is shown; and none counts as read.
        await desk.burst("j", "j", "j", "k")
        assert "The mayor will resign on Friday" in desk.sees
        assert archive.articles.totals().unread_articles == 4
        # The open article returns with the keys; beside its own row there is nothing to preview.
        await desk.press("enter", "q", "j")
        assert "The owner, Zo" in desk.sees
        await desk.press("tab")
        assert desk.is_reading
        assert "The mayor will resign on Friday" in desk.sees
        await desk.press("tab", "g", "g")
        assert "Port says 40 sailings lost" in desk.sees
        await desk.resize(100, 30)
        assert "Port says 40 sailings lost" not in desk.sees
        await desk.resize(120, 30)
        assert "Port says 40 sailings lost" in desk.sees


async def test_unsure_indirect_speech_is_counted_and_a_key_away(path: Path) -> None:
    body = "Mira Holt said that the gate will stay shut until Friday."
    with Archive.open(path, actor="ada", indirect_from=1.0) as archive:
        archive.add([Article(headline="The gate", body=body)], reader="test", reader_version="1")
        async with at_the_desk(archive) as desk:
            await desk.open("The gate")
            assert not desk.quotations
            assert desk.says.startswith("No quotations found in this article, 1 held back (gs).")
            await desk.press("g", "s")
            assert [q.words for q in desk.quotations] == ["that the gate will stay shut until Friday"]
            assert desk.says == "Also suggested: 1 quotation that the finder held back."
            await desk.press("g", "s")
            assert desk.says == "The finder holds nothing back in this article."


async def test_the_desk_says_at_its_start_how_many_articles_are_not_searched(archive: Archive) -> None:
    for number, row in enumerate(archive.articles.page().rows, 1):
        archive.suggestions.find(row.id)
        left = len(archive.articles.page().rows) - number
        async with at_the_desk(archive) as desk:
            said = f"F finds quotations in {left} {'article' if left == 1 else 'articles'}"
            assert desk.aside == (said if left else "")


async def test_the_offer_of_the_finder_counts_beyond_the_rows_that_are_loaded(archive: Archive) -> None:
    archive.suggestions.find(archive.articles.page().rows[0].id)
    left = archive.articles.totals().articles - 1
    more = [Article(headline=f"Brief {n}", body=f"Text {n}.", url=f"https://portwire.example/{n}") for n in range(90)]
    archive.add(more, reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        assert desk.aside == f"F finds quotations in {left + 90} articles"


async def test_an_offer_that_is_withdrawn_leaves_what_is_said_since(archive: Archive) -> None:
    archive.suggestions.find(archive.articles.page().rows[0].id)
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("F")
        outcome = desk.aside
        assert "suggestion" in outcome
        await desk.press("enter")
        assert desk.aside == outcome


async def test_on_a_narrow_screen_the_offer_of_the_finder_leaves_the_readers_keys_their_room(archive: Archive) -> None:
    archive.suggestions.find(archive.articles.page().rows[0].id)
    async with at_the_desk(archive, size=(80, 24)) as desk:
        assert desk.aside == "F finds quotations"
        await desk.press("enter")
        assert desk.aside == ""
        assert "@ speaker" in desk.hints
        assert "ya copy" in desk.hints
