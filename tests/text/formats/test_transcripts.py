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


@pytest.mark.parametrize("name", ["status", "copyright.txt"])
def test_the_fields_of_a_programs_records_are_no_speakers(name: str) -> None:
    said = "".join(
        f"Upstream-Name: {what}\nCopyright: the {what} authors, who wrote it over many years\n"
        f"License: free to use by anybody who wants it\nComment: it was written for the harbour of Port Verrin\n\n"
        for what in ("quay", "fog", "pier")
    )
    (article,) = read(said.encode(), name)
    assert article.turns == ()


def test_records_under_a_programs_ending_are_refused_and_interviews_are_not() -> None:
    said = "".join(f"Ada: Why {n}?\nBo: Because {n} boats came in late from the sound, as we all saw.\n" for n in "123")
    with pytest.raises(UnreadableError, match="log"):
        read(said.encode(), "quay.log")
    assert read(said.encode(), "quay.interview")[0].turns
    with pytest.raises(UnreadableError, match="without sentences"):
        read(b"Types: deb\nUris: x\nAda: 1\nBo: 2\nAda: 3\nBo: 4\n", "quay.sources")


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5000, "1e400", "-1"])
def test_a_number_that_is_no_time_is_left_out_and_the_words_stay(number: str) -> None:
    files = {
        "a.tsv": f"start\tend\ttext\n0\t{number}\tNobody came.\n{number}\t{number}\tWe waited for the tide.\n",
        "a.json": f'{{"segments": [{{"start": {number}, "end": 2, "text": "Nobody came."}},'
        f' {{"start": 3, "end": {number}, "text": "We waited for the tide."}}]}}',
        "otter.json": f'{{"transcripts": [{{"transcript": "Nobody came.", "start_offset": {number}, "end_offset": 1}},'
        f' {{"transcript": "We waited for the tide.", "start_offset": 2, "end_offset": {number}}}],'
        f' "duration": {number}}}',
    }
    for name, text in files.items():
        (article,) = read(text.encode(), name)
        assert "Nobody came." in article.body
        assert "We waited for the tide." in article.body
