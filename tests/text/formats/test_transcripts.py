"""Transcripts: every word as in the file, in its speaker's turn, at its time."""

from __future__ import annotations

import pytest

from newstext import read
from newstext.formats import UnreadableError
from newstext.spans import Span
from newstext.turns import clock, clock_at
from tests.text.formats.transcript_files import FILES, TIMED, hearing, turns

HEARING = hearing(200)


@pytest.mark.parametrize("kind", FILES)
def test_every_word_is_in_the_turn_of_its_speaker(kind: str) -> None:
    (article,) = read(FILES[kind](HEARING).encode(), "download")
    said = [(who.upper(), " ".join(cue.words for cue in of)) for who, of in turns(HEARING)]
    read_as = [((turn.speaker or "").upper(), " ".join(turn.span.of(article.body).split())) for turn in article.turns]
    assert read_as == said


@pytest.mark.parametrize("kind", TIMED)
def test_every_word_has_its_time(kind: str) -> None:
    (article,) = read(FILES[kind](HEARING).encode(), "download")
    for _, of in turns(HEARING):
        for cue in of:
            at = article.body.index(cue.words)
            # Otter gives one time for each turn.
            spoken = of[0] if kind == "otter" else cue
            assert clock_at(article.turns, Span(at, at + 5)) == clock(spoken.start)


def test_a_document_whose_first_line_is_a_label_loses_none_of_its_turns() -> None:
    said = [(who, of[0]) for who, of in turns(HEARING)][:6]
    lines = (line for who, cue in said for line in (f"{who}   {clock(cue.start)}", cue.words))
    paragraphs = "\\par ".join(lines)
    (article,) = read(f"{{\\rtf1\\ansi {paragraphs}\\par}}".encode(), "hearing.rtf")
    assert [(turn.speaker, turn.start_ms) for turn in article.turns] == [
        (who, cue.start // 1000 * 1000) for who, cue in said
    ]


@pytest.mark.parametrize(
    "text",
    [
        "LONDON: Fog.\n\nPARIS: Rain.\n\nROME: Sun, and a wind from the sea that nobody had expected.",
        "13:52 GMT\nThe bridge is open.\n\n13:40 GMT\nPM: “We will mend it.”\n\n13:31 GMT\nA lorry stands across it.",
        "14:20\nThe bridge is open again.\n\n14:02\nThe bridge is shut.\n\n13:40\nA lorry stands across both lanes.",
        "14:20 Ada Lind\nThe bridge is open.\n\n14:02 Rune Hagen\nShut.\n\n13:40 Ada Lind\nA lorry stands across it.",
        "The board met.\n\nNote: it meets on Fridays.\n\nNote: not in August.\n\nPhoto: Ada Lind\n\nPhoto: Port Wire",
    ],
    ids=["places", "live page", "times alone", "posts", "notes"],
)
def test_a_story_with_colons_and_times_is_no_transcript(text: str) -> None:
    (article,) = read(text.encode(), "download.txt")
    assert article.turns == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("silent.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\n\n"),
        ("silent.json", '{"segments": [{"start": 0, "end": 1, "text": " "}]}'),
        ("silent.xml", "<TEI><text><body><u who='#a'><seg/></u></body></text></TEI>"),
    ],
)
def test_a_transcript_without_words_is_refused(name: str, text: str) -> None:
    with pytest.raises(UnreadableError, match=r"without (?:words|speeches)|no story"):
        read(text.encode(), name)
