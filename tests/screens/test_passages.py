"""Wherever a quotation is judged, the sentence around its words is visible, and a wrong one is corrected there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.annotations import Record, Status
from store.model.speakers import Attribution
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tests.screens.test_review_text import drawn
from tests.screens.test_updates import CALL, NEGATED, settled, update

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive

OFFER = "“The offer stands,” a senior official said, asking not to be named because talks are under way."


async def test_a_card_shows_the_sentence_around_the_words(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour strike")
        await desk.press("J", "J", "enter")
        assert any(OFFER in row for row in drawn(desk)[:4])


async def test_accepting_all_shows_sentences_and_a_wrong_speaker_is_named_there(archive: Archive) -> None:
    async with at_the_desk(archive, size=(110, 24)) as desk:
        await desk.open("Harbour strike")
        await desk.press("A")
        rows = drawn(desk)
        assert any(OFFER in row for row in rows)
        assert rows[0].strip().startswith("Accept 3 quotations?")
        await desk.press("G", "at")
        assert desk.where == "speaker"
        # The list ends above the dialog, with the line that it asks about visible.
        assert any(OFFER in row for row in desk.above)
        await desk.press(*"Nora Lund", "enter")
        assert desk.where == "accept all"
        [named] = desk.stored(Status.ACCEPTED)
        assert (named.state.speaker, named.words) == ("Nora Lund", "“The offer stands,”")
        assert drawn(desk)[0].strip().startswith("Accept 2 quotations?")
        await desk.press("u")
        assert drawn(desk)[0].strip().startswith("Accept 3 quotations?")
        await desk.press("g", "g", "g", "k", *"mixed", "enter", "g", "g", "x", "enter")
        assert {a.words.split()[0] for a in desk.stored(Status.ACCEPTED)} == {"“Nobody", "“The"}
        assert [str(a.state.quotation_kind) for a in desk.stored(Status.SUGGESTED)] == ["mixed"]


async def test_an_unnamed_source_is_seen_in_its_sentence_and_named_there(archive: Archive) -> None:
    row = next(row for row in archive.articles.page().rows if row.headline == HARBOUR.headline)
    archive.suggestions.find(row.id)
    [offer] = [a for a in archive.open_article(row.id).annotations if "The offer" in a.words]
    archive.decisions.attribute(offer, Attribution(descriptor="a senior official"))
    async with at_the_desk(archive, size=(110, 24)) as desk:
        await desk.press("W", "a")
        assert desk.where == "answers"
        assert any(OFFER in row for row in drawn(desk)[-8:])
        await desk.press("at")
        assert any(OFFER in row for row in desk.above)
        await desk.press(*"Nora Lund", "enter")
        assert archive.annotations.get(offer.id).state.speaker == "Nora Lund"
        assert drawn(desk)[0].strip() == "Unnamed sources · 0"
        assert not any(OFFER in row for row in drawn(desk))


async def test_a_check_shows_what_was_published_and_its_speaker_is_corrected_there(
    archive: Archive, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“The offer stands,” said Mira Holt.\n\n“Ships that were due on Monday lay at anchor,” he said.\n")
    row = next(row for row in archive.articles.page().rows if row.headline == HARBOUR.headline)
    archive.suggestions.find(row.id)
    async with at_the_desk(archive, size=(110, 30)) as desk:
        await desk.press("g", "c")
        await desk.fill(str(draft))
        await desk.press("enter")
        assert any(OFFER in row for row in drawn(desk)[-8:])
        await desk.press("at", *"Nora Lund", "enter")
        [named] = [a for a in archive.open_article(row.id).annotations if "The offer" in a.words]
        assert named.state.speaker == "Nora Lund"
        await desk.press("j", "at")
        assert "No quotation is stored for this line." in desk.says
        assert any("their lights on all night" in row for row in drawn(desk)[-8:])


async def test_somebodys_words_are_seen_in_their_sentence_and_corrected_there(archive: Archive) -> None:
    row = next(row for row in archive.articles.page().rows if row.headline == HARBOUR.headline)
    archive.suggestions.find(row.id)
    [offer] = [a for a in archive.open_article(row.id).annotations if "The offer" in a.words]
    archive.decisions.attribute(offer, Attribution("Nora Lund"))
    async with at_the_desk(archive, size=(110, 24)) as desk:
        await desk.press("W")
        assert not any(OFFER in row for row in drawn(desk))
        await desk.press("tab")
        assert any(OFFER in row for row in drawn(desk)[-8:])
        await desk.press("R", *"off", "enter")
        assert archive.annotations.get(offer.id).state.record is Record.OFF
        await desk.press("y", "a")
        assert desk.clipboard.copies[0].endswith("[OFF THE RECORD: not to be printed]")
        await desk.press("at", *"Edda Voss", "enter")
        assert archive.annotations.get(offer.id).state.speaker == "Edda Voss"


async def test_words_that_an_update_changed_are_seen_in_their_sentence_and_corrected_there(archive: Archive) -> None:
    article_id = settled(archive, "“The offer stands,”", CALL)
    update(archive, NEGATED.replace("The offer stands", "The offer still stands"))
    said = "“The offer still stands,” a senior official said, asking not to be named because talks are under way."
    async with at_the_desk(archive, size=(110, 30)) as desk:
        await desk.press("U")
        while "still stands" not in (desk.current.words if desk.current else ""):
            await desk.press("j")
        assert any(said in row for row in drawn(desk)[-6:])
        # A decision that leaves the status also leaves the quotation in the queue, refreshed.
        await desk.press("R", *"off", "enter")
        assert "of 2" in desk.title
        assert "OFF THE RECORD · " in desk.sees
        await desk.resize(80, 24)
        await desk.press("at")
        assert any("The offer still stands" in row for row in desk.above)
        assert any("a senior official said" in row for row in desk.above)
        await desk.press(*"Nora Lund", "enter")
        annotations = archive.open_article(article_id).annotations
        [named] = [a for a in annotations if a.state.status is Status.ACCEPTED]
        assert (named.state.speaker, named.words) == ("Nora Lund", "“The offer still stands,”")
        assert "1 of 1" in desk.title
        assert archive.articles.row(article_id).stale_count == 1


async def test_older_words_of_a_checked_draft_are_seen_in_their_sentence(archive: Archive, tmp_path: Path) -> None:
    article_id = settled(archive, CALL)
    update(archive, HARBOUR.body.replace(f" {CALL}", " Then she left."))
    draft = tmp_path / "draft.txt"
    draft.write_text("“We want a phone call,” said Mira Holt.\n")
    async with at_the_desk(archive, size=(110, 30)) as desk:
        await desk.press("g", "c")
        await desk.fill(str(draft))
        await desk.press("enter")
        [row] = [row for row in drawn(desk)[-6:] if "In revision 1: " in row]
        assert "said. “We want a phone call.”" in row or "In revision 1: “We want a phone call.”" in row
        await desk.press("at", *"Mira Holt", "enter")
        [named] = [a for a in archive.open_article(article_id).elsewhere if a.words == CALL]
        assert named.state.speaker == "Mira Holt"
