"""A long transcript at the desk: it opens, shows speakers and times, and its words are quoted without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext import read
from newstext.quotations.model import QuotationKind
from store import Archive
from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tests.text.formats.transcript_files import hearing, vtt

if TYPE_CHECKING:
    from pathlib import Path

CUES = hearing(600)


async def test_a_long_transcript_is_quoted_by_its_turns_and_settled(path: Path) -> None:
    text = vtt(CUES).replace("WEBVTT", "WEBVTT - Harbour hearing", 1)
    with Archive.open(path, actor="ada") as archive:
        archive.add(read(text.encode(), "hearing.vtt"), reader="captions", reader_version="1")
        async with at_the_desk(archive) as desk:
            await desk.open("Harbour hearing")
            assert "held back (gs)" in desk.says
            words = CUES[235].words
            await desk.go_to(words)
            assert desk.says.startswith(f"{CUES[235].speaker}, 14:06 · No quotations found in this article")
            await desk.go_to(f"{CUES[234].speaker}: {CUES[234].words}")
            assert desk.says.startswith(f"{CUES[234].speaker}, 14:02 · ")
            await desk.press("V")
            assert desk.selected == CUES[234].words
            await desk.press("escape", "v", "i", "q")
            assert desk.selected == " ".join(cue.words for cue in CUES[234:237])
            assert desk.says.endswith(f"selected · {CUES[234].speaker}, 14:02")
            await desk.press("enter")
            assert desk.says.startswith(f"Saved as a quotation of {CUES[234].speaker}, who speaks here.")
            (made,) = desk.stored(Status.ACCEPTED)
            assert (made.state.speaker, made.state.quotation_kind) == (CUES[234].speaker, QuotationKind.DIRECT)
            await desk.press("enter")
            assert "14:02" in desk.sees
            await desk.press("q", "g", "s")
            assert desk.says.startswith("Also suggested: ")
            assert len(desk.stored(Status.SUGGESTED)) > 150
