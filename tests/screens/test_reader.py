"""The reader: motions in an article, and selection by key and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.article import Article
from newstext.quotations.model import Quotation, QuotationKind
from newstext.spans import Span
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR

if TYPE_CHECKING:
    from store import Archive

HEADLINE = "Harbour strike"


async def test_the_article_is_shown_word_for_word(archive: Archive) -> None:
    async with at_the_desk(archive, size=(120, 50)) as desk:
        await desk.open(HEADLINE)
        rows = [line[4:].rstrip() for line in desk.lines("reader")]
        begins = next(n for n, row in enumerate(rows) if row.startswith("PORT VERRIN: The dispute"))
        assert " ".join(" ".join(rows[begins:]).split()) == " ".join(HARBOUR.body.split())
        assert rows[0] == "Harbour strike enters third week"
        assert rows[1] == "Port Wire · Ada Lind · 24 Nov 2026 09:14 · revision 1 of 1"
        assert "– Port says 40 sailings lost" in rows[:begins]
        assert any(row.startswith("Picture: Idle cranes") for row in rows[:begins])


async def test_the_cursor_goes_to_the_first_open_quotation(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        assert desk.current is not None
        assert desk.says.startswith("quotation 1 of")


async def test_an_unsure_suggestion_has_a_sign_and_a_first_word_of_its_own(archive: Archive) -> None:
    row = next(row for row in archive.articles.page().rows if (row.headline or "").startswith(HEADLINE))
    revision = archive.open_article(row.id).revision
    words = "“Nobody here wants a fourth week,”"
    start = revision.article.body.index(words)
    doubtful = Quotation(
        kind=QuotationKind.DIRECT,
        content=(Span(start, start + len(words)),),
        speaker="Mira Holt",
        confidence=0.4,
        reason="The name is in doubt",
    )
    archive.suggestions.save(revision, [doubtful])
    async with at_the_desk(archive, size=(120, 50)) as desk:
        await desk.open(HEADLINE)
        assert desk.says.startswith("unsure · quotation 1 of 1 · direct · Mira Holt · The name is in doubt")
        [row_there] = [line for line in desk.lines("reader") if words[:20] in line]
        assert "›~" in row_there
        await desk.press("a")
        assert "unsure" not in desk.says
        assert "›✓" in "".join(desk.lines("reader"))


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
        assert desk.current is not None
        assert 0 <= desk.row < len(desk.lines("reader"))


MOTIONS: list[tuple[list[str], str]] = [
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
]
"""Motions from the beginning of the article, and the words that they go to."""


async def test_motions_go_where_hands_expect(archive: Archive) -> None:
    async with at_the_desk(archive, size=(120, 40)) as desk:
        await desk.open(HEADLINE)
        for keys, lands_on in MOTIONS:
            await desk.press("g", "g", *keys)
            assert (keys, desk.at[: len(lands_on)]) == (keys, lands_on)
        await desk.press("g", "g", "right_curly_bracket", "dollar_sign")
        row = desk.lines("reader")[desk.row].rstrip()
        assert "“Nobody here" in row
        assert row.endswith(desk.at.split()[0])


OBJECTS: list[tuple[list[str], str]] = [
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
]
"""Selections from the first letter of the first quotation."""


async def test_words_are_selected_by_motion_and_by_object(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        for keys, words in OBJECTS:
            await desk.press("g", "g", "right_curly_bracket", "l", *keys)
            assert (keys, desk.selected) == (keys, words)
            assert "selected" in desk.says
            await desk.press("escape")
            assert desk.selected == ""


async def test_escape_lets_a_selection_go_and_then_leaves_the_reader(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("v", "e", "escape")
        assert desk.selected == ""
        assert desk.where == "reader"
        await desk.press("escape")
        assert desk.where == "stack"


async def test_a_selection_never_cuts_a_character_in_two(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Tea house")
        await desk.go_to("👨‍👩‍👧", past=2)
        await desk.press("v")
        assert desk.selected == "👨‍👩‍👧"
        await desk.press("l", "l", "l", "l", "l", "l", "l")
        assert desk.selected.startswith("👨‍👩‍👧 and a")
        await desk.press("escape")
        await desk.go_to("e\u0308")
        await desk.press("v")
        assert desk.selected == "e\u0308"


async def test_dragging_selects_and_clicks_select_a_word_and_a_sentence(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.drag("Nobody here", to=10)
        assert desk.selected == "Nobody here"
        await desk.click("“Nobody", past=3, times=2)
        assert desk.selected == "Nobody"
        await desk.click("“Nobody", past=3, times=3)
        assert desk.selected.startswith("“Nobody here wants")


async def test_a_resize_keeps_the_same_words_on_top(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 11)) as desk:
        await desk.open(HEADLINE)
        await desk.press("G")
        first, *_ = desk.lines("reader")[0].split()
        await desk.resize(60, 11)
        assert first in desk.lines("reader")[0].split()


async def test_the_margin_tells_each_state_without_colour(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g", "n", "a")
        margins = [line[:4] for line in desk.lines("reader", 30)]
        assert any("✓" in margin for margin in margins)
        assert any("?" in margin for margin in margins)


FORWARD: list[tuple[list[str], str]] = [
    (["v", "right_parenthesis"], "“Nobody here wants a fourth week,” union secretary Mira Holt said."),
    (["v", "right_parenthesis", "right_parenthesis"], HARBOUR.body.split("\n\n")[1]),
    (["v", "right_curly_bracket"], HARBOUR.body.split("\n\n")[1]),
    (["v", "w", "w"], "“Nobody here"),
    (["v", "4", "i", "w"], "“Nobody here wants"),
]
"""Selections that go forward from the beginning of the second paragraph."""


async def test_a_selection_ends_before_the_next_word_sentence_and_paragraph(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        for keys, words in FORWARD:
            await desk.press("g", "g", "right_curly_bracket", *keys)
            assert (keys, desk.selected) == (keys, words)
            await desk.press("escape")


async def test_the_status_line_says_how_much_is_selected(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Tea house")
        await desk.go_to("👨‍👩‍👧")
        await desk.press("v")
        assert desk.says == "1 character selected"


async def test_quotations_that_lie_over_each_other_are_all_reached(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        opened = desk.article
        assert opened is not None
        start = opened.revision.article.body.index("Nobody here wants")
        inner = archive.decisions.add_quotation(opened.revision, [Span(start, start + len("Nobody here"))])
        outer = archive.decisions.add_quotation(opened.revision, [Span(start, start + len("Nobody here wants"))])
        await desk.hear()
        await desk.go_to("Nobody here wants")
        assert desk.current == inner
        assert desk.says.startswith("1 of 3 here, o lists them")
        await desk.press("o", "j", "enter")
        assert desk.current == outer
        await desk.press("o", "3")
        assert desk.says.startswith("3 of 3 here")
        await desk.press("o", "escape")
        assert desk.says.startswith("3 of 3 here")
        await desk.press("o", "1")
        assert desk.current == inner
        await desk.press("n")
        assert desk.current == outer


async def test_every_line_counts_the_quotations_of_an_article_alike_and_the_rejected_apart(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g", "n", "x")
        assert desk.title_of("reader") == "Reader · 2 quotations, 2 open (and 1 rejected)"
        assert desk.says == "Rejected. u undoes it."
        await desk.press("j")
        assert "2 quotations, 2 open" in desk.says or "quotation 1 of 2" in desk.says
        await desk.press("tab")
        assert desk.says == "Harbour strike enters third week · 2 quotations, 2 open"
        assert desk.entry(HEADLINE)[0].endswith("2 open ")


async def test_what_is_called_open_above_the_stack_is_quotations(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        assert desk.title_of("stack") == "Stack · 4 articles, F finds quotations, 4 unread"
        await desk.open(HEADLINE)
        assert desk.title_of("stack") == "Stack · 4 articles, 3 quotations open, 3 unread"


async def test_an_article_without_quotations_does_not_send_one_to_the_next(archive: Archive) -> None:
    prices = Article(headline="Grain at three-month low", body="Wheat slipped to 188 crowns a tonne.")
    archive.add([prices], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.open("Grain at")
        assert "n goes to" not in desk.says
        assert "a accept" not in desk.hints
        assert "v select" in desk.hints
        await desk.press("a")
        assert desk.says.startswith("No quotations found in this article.")
        assert desk.sees.count("No quotations found in this article.") == 1


async def test_a_drag_over_the_edge_brings_the_text_along(archive: Archive) -> None:
    async with at_the_desk(archive, size=(60, 12)) as desk:
        await desk.open(HEADLINE)
        await desk.press("g", "g")
        top = desk.top("reader") + desk.row
        await desk.scroll("reader", top)
        await desk.hold("PORT VERRIN")
        await desk.drag_out()
        await desk.until(lambda: "Ships that" in desk.selected)
        assert desk.selected.startswith("PORT VERRIN")
        assert desk.top("reader") > top
        await desk.let_go()
        assert "Nobody here" in desk.selected
        assert not desk.holds_the_mouse


async def test_the_article_stays_in_sight_when_the_terminal_narrows(archive: Archive) -> None:
    async with at_the_desk(archive, size=(120, 30)) as desk:
        await desk.open(HEADLINE)
        before = desk.place
        await desk.resize(80, 24)
        assert desk.where == "reader"
        assert desk.is_shown("reader")
        assert not desk.is_shown("stack")
        assert desk.place == before


async def test_a_click_on_a_quotation_opens_its_card_and_one_beside_it_does_not(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.reader.mouse.ANOTHER_CLICK", 0.001)
    async with at_the_desk(archive) as desk:
        await desk.open(HEADLINE)
        await desk.click("Ships that", past=3)
        await desk.click("“Nobody", past=3)
        await desk.until(lambda: desk.where == "card")
        assert "Nobody here" in desk.sees
        await desk.press("escape")
        assert desk.where == "reader"


NESTED = (
    "Ada Lind wrote: “He told me, ‘I’d say no, and don’t ask,’ and then left.” That was all.\n\nShe said 'yes' then."
)


IN_MARKS: list[tuple[str, list[str], str]] = [
    ("I’d say", ["i", "q"], "I’d say no, and don’t ask,"),
    ("I’d say", ["a", "q"], "‘I’d say no, and don’t ask,’"),
    ("I’d say", ["i", "q", "i", "q"], "He told me, ‘I’d say no, and don’t ask,’ and then left."),
    ("then left", ["i", "q"], "He told me, ‘I’d say no, and don’t ask,’ and then left."),
    ("yes", ["i", "q"], "yes"),
]
"""Places within quotation marks, and the words selected from there."""


async def test_the_innermost_quotation_is_meant_and_then_the_one_around_it(archive: Archive) -> None:
    archive.add([Article(headline="Nested", body=NESTED)], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.open("Nested")
        for at, keys, selected in IN_MARKS:
            await desk.go_to(at)
            await desk.press("v", *keys)
            assert (at, keys, desk.selected) == (at, keys, selected)
            await desk.press("escape")
