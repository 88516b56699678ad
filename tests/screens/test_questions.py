"""The questions that a key asks the store: no article is read twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.questions import Questions
from tests.screens.driver import at_the_desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from store import Archive

OPENING = ["current", "annotations", "finder_runs"]


async def test_opening_an_article_reads_it_once_also_when_the_finder_has_something(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(archive) as desk:
        questions = Questions(archive, monkeypatch)
        await desk.open("Harbour")
        new = [asked for asked in questions.asked if asked not in ("search_as_typed", "speakers")]
        assert desk.quotations
        assert new[:6] == [*OPENING, "mark_read", "reanchor", "finder_runs"]
        assert sorted(new[6:]) == [
            "annotations",
            "apply",
            "articles_with",
            "finder_runs",
            "totals",
        ]  # after the finder

        await desk.press("q")
        questions.asked.clear()
        await desk.press("enter")
        assert questions.asked == [*OPENING, "reanchor", "finder_runs"]


async def test_a_quotation_is_accepted_without_reading_its_article(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        questions = Questions(archive, monkeypatch)
        await desk.press("a")
        assert questions.asked == ["annotation", "speakers_named", "apply", "articles_with", "totals"]

        questions.asked.clear()
        await desk.press("u")
        assert questions.asked[:3] == ["step_to_undo", "annotations_with", "apply"]
        assert not set(OPENING) & set(questions.asked)


async def test_from_a_draft_to_the_article_it_is_read_once(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“nobody here wants a fourth week,” said Mira Holt.\n")
    async with at_the_desk(archive) as desk:
        await desk.press("g", "c")
        await desk.fill(str(draft))
        await desk.press("enter")
        questions = Questions(archive, monkeypatch)
        await desk.press("enter")
        assert questions.asked[:3] == OPENING
        assert [questions.asked.count(name) for name in ("current", "article", "revision")] == [1, 0, 0]


async def test_a_review_reads_each_article_on_its_way_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
    async with at_the_desk(archive) as desk:
        questions = Questions(archive, monkeypatch)
        await desk.press("r")
        open_count = archive.articles.totals().open_articles
        while "All " not in desk.says and archive.articles.totals().open_articles:
            await desk.press("x")
        assert open_count > 1
        assert questions.asked.count("current") == open_count
