"""The reader: moving over an article, selecting its words by key and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from newstext.spans import Span
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR, LETTERS
from tui.quotations.card import CardScreen
from tui.text.wrapping import RowKind

if TYPE_CHECKING:
    from store import Archive

HEADLINE = "Harbour strike"


async def test_the_article_is_shown_word_for_word(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        shown = [desk.screen.reader.rows.row(n) for n in range(len(desk.screen.reader.rows))]
        rows = [row.shown for row in shown if row.kind is RowKind.BODY]
        assert " ".join(" ".join(rows).split()) == " ".join(HARBOUR.body.split())
        head = [row.shown for row in shown if row.kind is not RowKind.BODY]
        assert head[0] == "Harbour strike enters third week"
        assert head[1] == "Port Wire · Ada Lind · 24 Nov 2026 09:14 · revision 1 of 1"
        assert "– Port says 40 sailings lost" in head
        assert any(line.startswith("Picture: Idle cranes") for line in head)


async def test_the_cursor_goes_to_the_first_open_quotation(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        assert desk.screen.reader.current is not None
        assert desk.says.startswith("quotation 1 of")


@pytest.mark.parametrize("size", [(80, 24), (120, 30), (200, 50)])
@pytest.mark.parametrize("was_found", [True, False], ids=["suggested before", "suggested now"])
async def test_what_a_key_would_decide_about_is_in_sight(
    archive: Archive, size: tuple[int, int], was_found: bool
) -> None:
    quiet = "The pilots kept to the quay and counted forty ships at anchor.\n\n" * 60
    body = f"{quiet}“Nobody here has seen such a winter,” harbour master Lotte Brandt said.\n\n{quiet}"
    [added] = archive.add([Article(headline="Ice closes the quay", body=body)], reader="test", reader_version="1")
    if was_found:
        archive.suggestions.find(added.article_id)
    async with at_the_desk(archive, size=size) as desk:
        await desk.open("Ice closes")
        reader = desk.screen.reader
        assert reader.current is not None
        row = reader.rows.row_of(reader.cursor) - reader.scroll_offset.y
        assert 0 <= row < reader.size.height


@pytest.mark.parametrize(
    ("keys", "lands_on"),
    [
        (["w"], "VERRIN: The"),
        (["3", "w"], "dispute has"),
        (["3", "w", "b"], "The dispute"),
        (["w", "E"], "N: The dispute"),
        (["3", "l"], "T VERRIN"),
        (["3", "l", "h"], "RT VERRIN"),
        (["right_curly_bracket"], "“Nobody here"),
        (["2", "right_curly_bracket", "left_curly_bracket"], "“Nobody here"),
        (["right_square_bracket", "p"], "“Nobody here"),
        (["right_curly_bracket", "right_parenthesis"], "“We want a phone call.”"),
        (["right_curly_bracket", "right_parenthesis", "left_parenthesis"], "“Nobody here"),
        (["right_curly_bracket", "3", "w", "0"], "“Nobody here"),
        (["right_curly_bracket", "dollar_sign"], "“We want a phone call.”"[-1:]),
    ],
)
async def test_motions_go_where_hands_expect(archive: Archive, keys: list[str], lands_on: str) -> None:
    async with at_the_desk(archive, size=(120, 40)) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g", *keys)
        if keys[-1] == "dollar_sign":
            row = desk.screen.reader.rows.row_of(desk.screen.reader.cursor)
            assert desk.screen.reader.cursor == desk.screen.reader.rows.row(row).span.end - 1
        else:
            assert desk.under_cursor.startswith(lands_on)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["v", "i", "w"], "Nobody"),
        (["v", "e"], "Nobody"),
        (["v", "e", "e"], "Nobody here"),
        (["v", "5", "e"], "Nobody here wants a fourth"),
        (["v", "i", "s"], "“Nobody here wants a fourth week,” union secretary Mira Holt said."),
        (["V"], "“Nobody here wants a fourth week,” union secretary Mira Holt said."),
        (["v", "i", "q"], "Nobody here wants a fourth week,"),
        (["v", "a", "q"], "“Nobody here wants a fourth week,”"),
        (["v", "e", "e", "o", "h"], "“Nobody here"),
        (["v", "i", "p"], HARBOUR.body.split("\n\n")[1]),
    ],
)
async def test_words_are_selected_by_motion_and_by_object(archive: Archive, keys: list[str], words: str) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g", "right_curly_bracket", "l", *keys)
        assert desk.selected == words
        assert "selected" in desk.says


async def test_escape_lets_a_selection_go_and_then_leaves_the_reader(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("v", "e", "escape")
        assert desk.selected == ""
        assert desk.screen.reader.has_focus
        await desk.press("escape")
        assert desk.screen.stack.has_focus


async def test_a_selection_never_cuts_a_character_in_two(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Tea house")
        family = LETTERS.body.index("👨‍👩‍👧")
        desk.screen.reader.move_to(family + 2)
        await desk.press("v")
        assert desk.selected == "👨‍👩‍👧"
        await desk.press("l", "l", "l", "l", "l", "l", "l")
        assert desk.selected.startswith("👨‍👩‍👧 and a")
        await desk.press("escape")
        desk.screen.reader.move_to(LETTERS.body.index("e\u0308"))
        await desk.press("v")
        assert desk.selected == "e\u0308"


async def test_dragging_selects_and_clicks_select_a_word_and_a_sentence(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        reader = desk.screen.reader
        row = reader.rows.row_of(HARBOUR.body.index("“Nobody")) - reader.scroll_offset.y
        # One cell of padding and four of margin stand left of the text, one row of padding above it.
        await desk.pilot.mouse_down(reader, offset=(5 + 1, row + 1))
        await desk.pilot.hover(reader, offset=(5 + 11, row + 1))
        await desk.pilot.mouse_up(reader, offset=(5 + 11, row + 1))
        await desk.idle()
        assert desk.selected == "Nobody here"
        await desk.pilot.click(reader, offset=(5 + 3, row + 1), times=2)
        await desk.idle()
        assert desk.selected == "Nobody"
        await desk.pilot.click(reader, offset=(5 + 3, row + 1), times=3)
        await desk.idle()
        assert desk.selected.startswith("“Nobody here wants")


async def test_a_resize_keeps_the_same_words_on_top(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 10)) as desk:
        await desk.open(HEADLINE)
        await desk.press("G")
        reader = desk.screen.reader
        top = reader.rows.row(reader.scroll_offset.y).span.start
        await desk.pilot.resize_terminal(60, 10)
        await desk.idle()
        row = reader.rows.row(reader.scroll_offset.y)
        assert row.span.start <= top <= row.span.end


async def test_the_margin_tells_each_state_without_colour(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g", "n", "a")
        margins = ["".join(s.text for s in desk.screen.reader.render_line(y))[:4] for y in range(30)]
        assert any("✓" in margin for margin in margins)
        assert any("?" in margin for margin in margins)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["v", "right_parenthesis"], "“Nobody here wants a fourth week,” union secretary Mira Holt said."),
        (["v", "right_parenthesis", "right_parenthesis"], HARBOUR.body.split("\n\n")[1]),
        (["v", "right_curly_bracket"], HARBOUR.body.split("\n\n")[1]),
        (["v", "w", "w"], "“Nobody here"),
        (["v", "4", "i", "w"], "“Nobody here wants"),
    ],
)
async def test_a_selection_ends_before_the_next_word_sentence_and_paragraph(
    archive: Archive, keys: list[str], words: str
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g", "right_curly_bracket", *keys)
        assert desk.selected == words


async def test_the_status_line_says_how_much_is_selected(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Tea house")
        desk.screen.reader.move_to(LETTERS.body.index("👨‍👩‍👧"))
        await desk.press("v")
        assert desk.says == "1 character selected"


async def test_quotations_that_lie_over_each_other_are_all_reached(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        opened = desk.screen.reader.opened
        assert opened is not None
        start = opened.revision.article.body.index("Nobody here wants")
        inner = archive.decisions.add_quotation(opened.revision, [Span(start, start + len("Nobody here"))])
        outer = archive.decisions.add_quotation(opened.revision, [Span(start, start + len("Nobody here wants"))])
        await desk.screen.renew([opened.row.id])
        desk.screen.reader.move_to(start)
        await desk.idle()
        assert desk.screen.reader.current == inner
        assert desk.says.startswith("1 of 3 here, o lists them")
        await desk.press("o", "j", "enter")
        assert desk.screen.reader.current == outer
        await desk.press("o", "3")
        assert desk.says.startswith("3 of 3 here")
        await desk.press("o", "escape")
        assert desk.says.startswith("3 of 3 here")
        await desk.press("o", "1")
        assert desk.screen.reader.current == inner
        await desk.press("n")
        assert desk.screen.reader.current == outer


async def test_every_line_counts_the_quotations_of_an_article_alike_and_the_rejected_apart(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g", "n", "x")
        assert desk.screen._reader_title.words == "Reader · 2 quotations, 2 open (and 1 rejected)"
        assert desk.says == "Rejected. u undoes it."
        await desk.press("j")
        assert "2 quotations, 2 open" in desk.says or "quotation 1 of 2" in desk.says
        await desk.press("tab")
        assert desk.says == "Harbour strike enters third week · 2 quotations, 2 open"
        row = "".join(segment.text for segment in desk.screen.stack.render_line(desk.screen.stack.cursor * 2))
        assert row.endswith("2 open ")


async def test_what_is_called_open_above_the_stack_is_quotations(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert desk.screen._stack_title.words == "Stack · 4 articles, no quotations open, 4 unread"
        await desk.open(HEADLINE)
        assert desk.screen._stack_title.words == "Stack · 4 articles, 3 quotations open, 3 unread"


async def test_an_article_without_quotations_does_not_send_one_to_the_next(archive: Archive) -> None:
    prices = Article(headline="Grain at three-month low", body="Wheat slipped to 188 crowns a tonne.")
    archive.add([prices], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.open("Grain at")
        assert "n goes to" not in desk.says
        await desk.press("a")
        assert desk.says.startswith("No quotations in this article yet.")


async def test_a_drag_over_the_edge_brings_the_text_along(archive: Archive) -> None:
    async with at_the_desk(archive, size=(60, 12)) as desk:
        await desk.open(HEADLINE)
        reader = desk.screen.reader
        await desk.press("g", "g")
        row = reader.rows.row_of(reader.cursor)
        reader.scroll_to(y=row, animate=False, immediate=True)
        await desk.pilot.mouse_down(reader, offset=(5, 1))
        await desk.pilot.hover(desk.screen.status, offset=(5, 1))
        for _ in range(200):
            if reader.cursor >= HARBOUR.body.index("Ships that"):
                break
            await desk.pilot.pause(0.01)
        assert desk.selected.startswith("PORT VERRIN")
        assert reader.scroll_offset.y > row
        await desk.pilot.mouse_up(desk.screen.status, offset=(5, 1))
        await desk.idle()
        assert "Nobody here" in desk.selected
        assert not reader.app.mouse_captured


async def test_the_article_stays_in_sight_when_the_terminal_narrows(archive: Archive) -> None:
    async with at_the_desk(archive, size=(120, 30)) as desk:
        await desk.open(HEADLINE)
        before = desk.screen.reader.cursor
        await desk.pilot.resize_terminal(80, 24)
        await desk.idle()
        assert desk.screen.reader.has_focus
        assert desk.screen.reader.is_on_screen
        assert not desk.screen.stack.is_on_screen
        assert desk.screen.reader.cursor == before


async def test_a_click_on_a_quotation_opens_its_card_and_one_beside_it_does_not(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        reader = desk.screen.reader
        for words, opens in (("Ships that", False), ("“Nobody", True)):
            row = reader.rows.row_of(HARBOUR.body.index(words)) - reader.scroll_offset.y
            await desk.pilot.click(reader, offset=(5 + 3, row + 1))
            for _ in range(100):
                if isinstance(desk.app.screen, CardScreen):
                    break
                await desk.pilot.pause(0.01)
            assert isinstance(desk.app.screen, CardScreen) is opens


NESTED = (
    "Ada Lind wrote: “He told me, ‘I’d say no, and don’t ask,’ and then left.” That was all.\n\nShe said 'yes' then."
)


@pytest.mark.parametrize(
    ("at", "keys", "selected"),
    [
        ("I’d say", ["i", "q"], "I’d say no, and don’t ask,"),
        ("I’d say", ["a", "q"], "‘I’d say no, and don’t ask,’"),
        ("I’d say", ["i", "q", "i", "q"], "He told me, ‘I’d say no, and don’t ask,’ and then left."),
        ("then left", ["i", "q"], "He told me, ‘I’d say no, and don’t ask,’ and then left."),
        ("yes", ["i", "q"], "yes"),
    ],
)
async def test_the_innermost_quotation_is_meant_and_then_the_one_around_it(
    archive: Archive, at: str, keys: list[str], selected: str
) -> None:
    archive.add([Article(headline="Nested", body=NESTED)], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.open("Nested")
        desk.screen.reader.move_to(NESTED.index(at))
        await desk.press("v", *keys)
        assert desk.selected == selected
