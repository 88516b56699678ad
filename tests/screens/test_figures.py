"""Pictures of what is in the store: each row leads to its quotations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from store.figures.changed_words import ChangedWords
from store.figures.period import Period, period
from store.figures.speakers import Tick
from store.model.annotations import Status
from store.model.lists import ArticleFilter
from tests.engines.newsroom import bring
from tests.engines.newsroom import copy as article
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tests.screens.stories import suggested
from tui.pictures import drawings
from tui.pictures.gathered import Gathered
from tui.pictures.rows import BarRow, ContextRow, TextRow, TimeRow

if TYPE_CHECKING:
    from store import Archive

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 10)


def _tick(day: str, status: Status = Status.ACCEPTED) -> Tick:
    return Tick(day, f"quotation of {day}", "article", status)


def test_a_tick_stands_at_its_day_and_shows_whether_it_is_open() -> None:
    ticks = (_tick("2026-11-10"), _tick("2026-11-05", Status.SUGGESTED), *[_tick("2026-11-01")] * 3, _tick("no date"))
    row = TimeRow("Mira Holt\x1b", ticks, Period(FIRST, LAST, is_cut=False))
    assert row.draw(26 + 10 + 3, None) == "Mira Holt␛                3···╵····│ 6 "
    assert row.draw(26 + 10 + 3, 1) == "Mira Holt␛                3···◆····│ 6 "
    assert row.draw(26 + 10 + 3, 5) == row.draw(26 + 10 + 3, None)


def test_one_article_of_last_year_leaves_room_for_this_week() -> None:
    drawn = period([("2025-03-03", 1), ("2026-11-01", 30), ("2026-11-10", 30), ("no date", 9)])
    assert drawn == Period(FIRST, LAST, is_cut=True)
    row = TimeRow("Mira Holt", (_tick("2025-03-03"), _tick("2026-11-10")), drawn)
    assert row.draw(26 + 10 + 3, None) == "Mira Holt                 │········│ 2 "
    assert period([("no date", 9)]) is None


def test_the_parts_of_a_bar_add_up_and_none_is_lost() -> None:
    row = BarRow("Port Wire", (("■", 98), ("▒", 1), ("□", 1)), 100, "98, 1, 1")
    drawn = row.draw(26 + 30 + 1 + 40, None)
    assert (drawn.count("■"), drawn.count("▒"), drawn.count("□")) == (39, 1, 1)
    assert drawn.endswith(" 98, 1, 1 ")
    assert BarRow("none", (("■", 0),), 0, "").draw(80, None).strip() == "none"


@pytest.mark.parametrize("before", ["", "Nobody here said that the ", "словами и ничего больше чем "])
def test_words_in_context_are_aligned(before: str) -> None:
    drawn = ContextRow(before, "ferries", ",\nwhich sail", ("1",)).draw(60, None)
    assert drawn.index("ferries") == 26
    assert drawn[26:].startswith("ferries, which sail")


def test_changed_words_are_in_brackets_before_and_after() -> None:
    one = ChangedWords("1", "a", "Ada Lind", "“The ferries sail on Monday.”", "“The ferries sail on Friday.”", "", None)
    gone = one._replace(now="", settled=Status.REJECTED)
    rows = drawings.changed(Gathered(changed=[gone, one]), "")
    assert [(row.words, row.right) for row in rows if isinstance(row, TextRow)] == [
        ("Ada Lind", "to be decided"),
        ("was  “The ferries sail on [Monday].”", ""),
        ("now  “The ferries sail on [Friday].”", ""),
        ("Ada Lind", "rejected"),
        ("was  “The ferries sail on Monday.”", ""),
        ("now  gone", ""),
    ]
    assert all(row.annotation_ids == ("1",) for row in rows)


async def test_every_picture_leads_to_its_words(archive: Archive) -> None:
    suggested(archive)
    [harbour] = [one for one in archive.articles.page().rows if "Harbour" in (one.headline or "")]
    holt, _ = archive.open_article(harbour.id).annotations
    archive.remarks.set_via(archive.decisions.settle([holt], Status.ACCEPTED)[0], "Tarn Gazette")
    bring(archive, replace(HARBOUR, body=HARBOUR.body.replace("fourth week", "fifth week")))
    async with at_the_desk(archive, size=(100, 16)) as desk:
        await desk.press("g", "p")
        seen = []
        for _ in drawings.PICTURES:
            seen.append(desk.sees)
            await desk.press("tab")
        who, days, naming, changed, chains, in_print, context = seen
        assert "Mira Holt                 ·····" in who
        assert "1 of 1 · Mira Holt, union secretary: “Nobody here" in who
        assert "2026-11-24                □□□□" in days
        assert "3 articles, 2 of 2 open" in days
        assert "1, 1, 0 · 50 % unnamed" in naming
        assert "1 of 1 · a senior official" in naming, "the cursor is on the first row with quotations"
        assert "was  “Nobody here wants a [fourth] week,”" in changed
        assert "Port Wire\n" in "\n".join(line.rstrip() for line in chains.split("\n"))
        assert "via Tarn Gazette" in chains
        assert "Port Wire · Harbour" in in_print
        assert "revision 2 of 2" in in_print
        assert "Nobody here wants a [fourth] week" in in_print
        assert "Mira Holt, union secretary: “" in context
        await desk.press("slash")
        await desk.type("phone")
        await desk.press("enter")
        assert "Mira Holt, union secretary: “phone”" in desk.sees
        await desk.press("enter")
        assert desk.where == "reader"
        assert "“We want a phone" in desk.sees


async def test_a_quotation_is_shown_in_every_outlet_and_enter_goes_to_the_words_there(archive: Archive) -> None:
    suggested(archive)
    bring(
        archive,
        article(source="Tarn Gazette", headline="Talks", body="Mira Holt said: “Nobody here wants a fifth week.”\n"),
        article(source="Coast Daily", headline="Old", body="“Nobody here wants a fourth week,” she said.\n"),
    )
    async with at_the_desk(archive, size=(100, 16)) as desk:
        await desk.open(HARBOUR.headline or "")
        await desk.press("g", "o")
        assert desk.title == "A quotation in print · 3 articles"
        assert "Mira Holt, union secretary · [changed words] in brackets" in desk.sees
        assert "Nobody here wants a [fifth] week" in desk.sees
        await desk.press("G")
        assert "Coast Daily · Old" in desk.sees
        await desk.press("tab", "shift+tab")
        assert desk.title == "A quotation in print · 3 articles"
        assert "Mira Holt, union secretary · [changed words]" in desk.sees
        await desk.press("G", "enter")
        assert desk.where == "reader"
        assert "“Nobody here wants a" in desk.sees


async def test_a_title_and_a_legend_are_whole_at_80_columns(archive: Archive) -> None:
    suggested(archive)
    async with at_the_desk(archive, size=(80, 16)) as desk:
        await desk.press("g", "p")
        for _ in drawings.PICTURES:
            assert "…" not in "".join(desk.sees.split("\n")[:2])
            await desk.press("tab")


async def test_outlets_that_differ_in_capitals_are_one_in_a_picture_as_in_the_report(archive: Archive) -> None:
    said = "“The offer stands,” Ada Lind said.\n"
    bring(archive, article(source="EWA", body=said, headline="1"), article(source="ewa", body=said, headline="2"))
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    gathered = Gathered()
    gathered.take(archive.figures.page(ArticleFilter(source="ewa"), limit=10).rows)
    assert [one.articles for one in gathered.outlets.counts()] == [2]


async def test_every_picture_is_beside_a_speaker_in_the_register(archive: Archive) -> None:
    suggested(archive)
    [harbour] = [one for one in archive.articles.page().rows if "Harbour" in (one.headline or "")]
    archive.decisions.settle(archive.open_article(harbour.id).annotations, Status.ACCEPTED)
    async with at_the_desk(archive, size=(120, 16)) as desk:
        await desk.press("W", "g", "p")
        titles = []
        for _ in drawings.PICTURES:
            titles.append(desk.title)
            await desk.press("tab")
    assert sorted(title.partition(" · ")[0] for title in titles) == sorted(one.name for one in drawings.PICTURES)
    assert all("quoted “Mira Holt”" in title for title in titles)


async def test_older_articles_are_read_near_the_end(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.pictures.screen.PAGE", 2)
    suggested(archive)
    async with at_the_desk(archive, size=(80, 10)) as desk:
        await desk.press("g", "p", "tab")
        assert desk.title.endswith("the latest 2 articles")
        await desk.press("G")
        assert desk.title.endswith(" · 4 articles")


async def test_pictures_are_of_the_articles_that_the_stack_lists(archive: Archive) -> None:
    suggested(archive)
    async with at_the_desk(archive, size=(80, 10)) as desk:
        await desk.press("f")
        await desk.type("is:flagged")
        await desk.press("enter", "g", "p")
        assert desk.title == "Who said what when · flagged · 0 articles"
        assert "│ settled ╵ open ◆ here" in desk.sees
        assert "No article here has a quotation with a speaker and a date." in desk.sees
