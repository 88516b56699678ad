"""The desk after an update: it shows the changes, and every quotation that an update changed can be settled."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from newstext.spans import Span
from store import Archive
from store.articles.updates import Updates
from store.model.annotations import SpanRole, Status
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tests.terminal import DEADLINE

if TYPE_CHECKING:
    from pathlib import Path

    from store.model.lists import Page
    from store.model.updates import StaleQuotation
    from tests.screens.driver import Driver

CALL = "“We want a phone call.”"
NEGATED = HARBOUR.body.replace("We want", "We do not want")


def update(archive: Archive, body: str) -> None:
    archive.add([replace(HARBOUR, body=body)], reader="test", reader_version="1")


def settled(archive: Archive, *stretches: str) -> str:
    """Settle stretches of the harbour story as quotations; return the story's id."""
    row = next(row for row in archive.articles.page().rows if row.headline == HARBOUR.headline)
    revision = archive.open_article(row.id).revision
    for words in stretches:
        start = revision.article.body.index(words)
        archive.decisions.add_quotation(revision, [Span(start, start + len(words))])
    return row.id


def shown(desk: Driver) -> str:
    """Return the visible rows of the comparison."""
    return "\n".join(line.rstrip() for line in desk.lines("comparison"))


async def test_the_stack_says_that_an_update_changed_a_quotation(archive: Archive) -> None:
    settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        lines = desk.entry(HARBOUR.headline or "")
        assert "1 open" in lines[0]
        assert "updated, 1 quotation changed" in lines[1]


@pytest.mark.parametrize("reviewing", [False, True], ids=["in the reader", "in a review"])
async def test_nobody_accepts_words_that_an_update_changed_without_seeing_how(
    archive: Archive, reviewing: bool
) -> None:
    article_id = settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        [stale] = desk.stored(Status.STALE)
        await desk.go_to_quotation(stale)
        if reviewing:
            await desk.press("r")
        for _ in range(3 if reviewing else 0):
            if "›!" not in desk.sees:
                await desk.press("j")
        await desk.press("a")
        assert desk.where == "updates"
        assert "We do not want a phone call." in shown(desk)
        assert archive.articles.row(article_id).stale_count == 1
        await desk.press("a")
        assert archive.articles.row(article_id).stale_count == 0


async def test_both_versions_are_shown_and_the_newer_words_accepted_with_one_key(archive: Archive) -> None:
    article_id = settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        await desk.press("U")
        assert "1 of 1" in desk.title
        assert "A negation was added or removed." in shown(desk)
        assert "Revision 1, seen" in shown(desk)
        assert "We do not want a phone call." in shown(desk)
        await desk.press("a")
        [now] = archive.open_article(article_id).annotations
        assert (now.state.status, now.words) == (Status.ACCEPTED, "“We do not want a phone call.”")
        assert "Nothing left to review" in shown(desk)
        await desk.press("u")
        assert "1 of 1" in desk.title
        assert archive.articles.row(article_id).stale_count == 1
        await desk.press("q")
        assert desk.where in ("stack", "reader")


async def test_the_older_revision_is_kept_with_one_key(archive: Archive) -> None:
    article_id = settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        await desk.press("U", "o")
        assert archive.articles.row(article_id).open_count == 0
        [kept] = archive.open_article(article_id).elsewhere
        assert (kept.state.status, kept.words) == (Status.ACCEPTED, CALL)


async def test_a_quotation_can_be_rejected_and_moving_decides_nothing(archive: Archive) -> None:
    article_id = settled(archive, CALL, "“The offer stands,”")
    update(archive, NEGATED.replace("The offer stands", "The offer still stands"))
    async with at_the_desk(archive) as desk:
        await desk.press("U", "j")
        assert "2 of 2" in desk.title
        await desk.press("k", "space", "k")
        assert archive.articles.row(article_id).stale_count == 2
        await desk.press("x")
        assert "1 of 1" in desk.title
        assert archive.articles.row(article_id).stale_count == 1


async def test_words_are_attached_anew_in_the_reader(archive: Archive) -> None:
    article_id = settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        await desk.press("U", "e")
        assert desk.where in ("stack", "reader")
        assert desk.selected == "“We do not want a phone call.”"
        await desk.press("i", "q", "enter")
        [now] = [a for a in archive.open_article(article_id).annotations if a.state.status is Status.ACCEPTED]
        assert [p.exact for p in now.pieces(SpanRole.CONTENT)] == ["We do not want a phone call."]
        assert archive.articles.row(article_id).stale_count == 0


@pytest.mark.parametrize("after", ["We do not want a phone call.", None])
async def test_of_several_pieces_only_the_one_that_changed_is_attached_anew(
    archive: Archive, after: str | None
) -> None:
    row = next(row for row in archive.articles.page().rows if row.headline == HARBOUR.headline)
    archive.suggestions.find(row.id)
    two = next(a for a in archive.open_article(row.id).annotations if len(a.pieces(SpanRole.CONTENT)) == 2)
    archive.decisions.settle([two], Status.ACCEPTED)
    update(
        archive,
        HARBOUR.body.replace(CALL[1:-1], after) if after else HARBOUR.body.replace(f" {CALL}", " Then she left."),
    )
    async with at_the_desk(archive) as desk:
        await desk.press("U", "e", *([] if after else ["G", "V"]), "enter")
        [now] = [a for a in archive.open_article(row.id).annotations if a.id == two.id]
        first, second = (piece.exact for piece in now.pieces(SpanRole.CONTENT))
        assert (now.state.status, first) == (Status.ACCEPTED, "“Nobody here wants a fourth week,”")
        assert second == (f"“{after}”" if after else HARBOUR.body.split("\n\n")[-1])


async def test_leaving_the_reader_leaves_it_open_and_the_next_words_are_a_new_quotation(archive: Archive) -> None:
    article_id = settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        await desk.press("U", "e", "escape", "q", "tab", "V", "enter")
        assert archive.articles.row(article_id).stale_count == 1


async def test_words_that_are_gone_are_told_above_the_text_and_cannot_be_accepted(archive: Archive) -> None:
    article_id = settled(archive, CALL)
    update(archive, "It is over.")
    async with at_the_desk(archive) as desk:
        await desk.open(HARBOUR.headline or "")
        assert any("1 quotation is no longer in this text" in line for line in desk.lines("reader"))
        await desk.press("U", "a")
        assert "no longer in the article" in desk.says
        assert archive.articles.row(article_id).stale_count == 1
        await desk.press("e")
        assert desk.where in ("stack", "reader")
        await desk.press("V", "enter")
        assert [a.words for a in archive.open_article(article_id).annotations] == ["It is over."]


async def test_a_desk_with_nothing_changed_says_so(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.press("U")
        assert desk.says == "No settled quotation has been changed by an update."
        await desk.press("d")
        assert "only one revision" in desk.says


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_changed_is_shown_word_by_word_quotations_first(archive: Archive, size: tuple[int, int]) -> None:
    settled(archive, CALL)
    update(archive, NEGATED.replace("pilots played", "pilots had played"))
    async with at_the_desk(archive, size=size) as desk:
        await desk.open(HARBOUR.headline or "")
        await desk.press("d")
        assert desk.where == "difference"
        page = shown(desk)
        assert page.index("A negation") < page.index("The whole article") < page.index("PORT VERRIN")
        assert "had" in page
        assert desk.says == "2 places changed · 1 quotation to review (U)"
        await desk.press("right_square_bracket", "c")
        assert desk.says == "changed quotation 1 of 1"
        await desk.press("n")
        assert desk.says == "change 1 of 2"
        await desk.press("n", "n")
        assert desk.says == "change 2 of 2"
        await desk.press("left_square_bracket", "c")
        assert desk.says == "change 1 of 2"
        await desk.press("G", "g", "g", "ctrl+d", "ctrl+u", "j", "k", "end", "home")
        await desk.press("U")
        assert desk.where == "updates"
        await desk.press("d")
        assert desk.where == "difference"


async def test_of_several_places_with_the_same_words_one_is_stepped_to_and_accepted(archive: Archive) -> None:
    words = "“Nobody here wants a fourth week,”"
    article_id = settled(archive, words)
    told = next(paragraph for paragraph in HARBOUR.body.split("\n\n") if words in paragraph)
    update(archive, f"{HARBOUR.body}\n\nOn Sunday:\n\n{told}\n\nOn Monday:\n\n{told}")
    async with at_the_desk(archive) as desk:
        await desk.press("U")
        assert "appear in 3 places. This is place 1." in shown(desk)
        await desk.press("tab")
        assert "This is place 2." in shown(desk)
        await desk.press("tab", "tab", "tab", "tab", "a")
        opened = archive.open_article(article_id)
        [quotation] = opened.annotations
        assert quotation.state.status is Status.ACCEPTED
        [piece] = quotation.pieces(SpanRole.CONTENT)
        assert piece.span.start == opened.revision.article.body.rindex(words)
        await desk.press("u")
        assert archive.articles.row(article_id).stale_count == 1


async def test_an_update_of_the_article_that_is_read_is_told_and_keeps_the_place(archive: Archive, path: Path) -> None:
    settled(archive, CALL, "The offer stands")
    async with at_the_desk(archive) as desk:
        await desk.open(HARBOUR.headline or "")
        await desk.press("g", "g", "n", "n")
        assert desk.at.startswith("“We want")
        with Archive.open(path, actor="ben") as colleague:
            update(colleague, "Ten more ships came in.\n\n" + NEGATED)
        await desk.until(lambda: "Updated just now" in desk.says)
        assert desk.says.startswith("Updated just now to revision 2. d shows the changes. U settles 1 quotation")
        assert desk.at.startswith("“We do not want")


async def test_the_card_of_a_changed_quotation_says_that_it_waits_and_hangs_what_is_long(archive: Archive) -> None:
    settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive, size=(48, 30)) as desk:
        await desk.open(HARBOUR.headline or "")
        await desk.go_to("We do not want")
        await desk.press("enter")
        lines = [line.rstrip() for line in desk.sees.split("\n")]
        number = next(n for n, line in enumerate(lines) if line.startswith("  status "))
        assert lines[number] == "  status      changed by an update, not"
        assert lines[number + 1] == "              reviewed since"


async def test_settling_a_quotation_does_not_change_how_many_places_an_update_changed(archive: Archive) -> None:
    settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        await desk.open(HARBOUR.headline or "")
        await desk.press("d")
        assert desk.where == "difference"
        assert desk.says == "1 place changed · 1 quotation to review (U)"
        await desk.press("q", "U", "a", "q", "d")
        assert desk.where == "difference"
        assert desk.says == "1 place changed"


async def test_every_pair_of_revisions_can_be_looked_at(archive: Archive) -> None:
    settled(archive, CALL)
    update(archive, NEGATED)
    update(archive, HARBOUR.body.replace("Tuesday", "Wednesday"))
    async with at_the_desk(archive) as desk:
        await desk.open(HARBOUR.headline or "")
        await desk.press("d")
        assert "revision 2 to 3 of 3" in desk.title
        await desk.press("left_square_bracket", "r")
        assert "revision 1 to 2 of 3" in desk.title
        await desk.press("left_square_bracket", "r")
        assert desk.says == "These are the first two revisions."
        await desk.press("right_square_bracket", "r", "right_square_bracket", "r")
        assert desk.says == "These are the last two revisions."


async def test_foreign_text_is_never_obeyed(archive: Archive) -> None:
    settled(archive, CALL)
    update(archive, NEGATED.replace("phone", "\x1b[31mphone\x9b[/b]"))
    async with at_the_desk(archive) as desk:
        await desk.press("U")
        assert "␛[31mphone" in shown(desk)
        assert "\x1b" not in shown(desk)


async def test_a_page_is_turned_among_what_updates_changed(archive: Archive) -> None:
    settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive, size=(40, 7)) as desk:
        await desk.press("U", "ctrl+d")
        assert desk.where == "updates"
        assert desk.top("comparison") > 0
        await desk.press("ctrl+u")
        assert desk.top("comparison") == 0


async def test_news_that_comes_before_the_first_look_at_a_difference_shows_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(archive, CALL)
    update(archive, NEGATED)
    async with at_the_desk(archive) as desk:
        waiting, began, may_end = Updates.waiting, Event(), Event()

        def slow_at_first(updates: Updates, *args: Any, **kwargs: Any) -> Page[StaleQuotation]:
            if not began.is_set():
                began.set()
                assert may_end.wait(DEADLINE)
            return waiting(updates, *args, **kwargs)

        monkeypatch.setattr(Updates, "waiting", slow_at_first)
        try:
            await desk.hurry("d")
            # The news must not ask first: it would be the one that waits.
            await desk.until(began.is_set)
            await desk.hear()
            assert "We do not want" in shown(desk)
        finally:
            may_end.set()
