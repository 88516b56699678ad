"""An invented hearing of any length, and its files as programs and parliaments write them."""

from __future__ import annotations

import json
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

SPEAKERS = ("Mira Holt", "Councillor Berit Aas", "Edda Sand", "Owen Pell")
OPENINGS = ("We counted", "Nobody moved", "They sold", "I signed for", "You were shown")
THINGS = ("the receipts", "eleven lamps", "the pilots’ roster", "a rudder", "both charts", "the fare tables")
ENDINGS = ("before the gale", "at Kell Point", "for R&D", "on the night ferry", "and not one <new> chain", "that week")


class Cue(NamedTuple):
    """Words of one speaker, from ``start`` to ``end`` in milliseconds."""

    speaker: str
    words: str
    start: int
    end: int


def hearing(cues: int) -> list[Cue]:
    """Return a hearing of ``cues`` cues of about ten words; every speaker has three in a row."""
    found = []
    for n in range(cues):
        words = f"{OPENINGS[n % 5]} {THINGS[n % 6]} {ENDINGS[n // 6 % 6]}, as I said, in shed {n}."
        found.append(Cue(SPEAKERS[n // 3 * 7 % 4], words, 3_600 * n, 3_600 * n + 3_400))
    return found


def clock(ms: int, point: str = ".") -> str:
    """Return milliseconds as ``01:14:02.500``."""
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{ms:03}"


def turns(cues: list[Cue]) -> list[tuple[str, list[Cue]]]:
    """Group successive cues by speaker."""
    return [(speaker, list(said)) for speaker, said in groupby(cues, key=lambda cue: cue.speaker)]


def vtt(cues: list[Cue]) -> str:
    """Return WebVTT with voices."""
    said = [f"{clock(c.start)} --> {clock(c.end)}\n<v {c.speaker}>{escape(c.words)}</v>\n" for c in cues]
    return "\n".join(["WEBVTT\n", *said])


def srt(cues: list[Cue]) -> str:
    """Return SRT with a name wherever the speaker changes; each cue has two lines."""
    found, last = [], ""
    for number, cue in enumerate(cues, 1):
        name, last = ("" if cue.speaker == last else f"{cue.speaker.upper()}: "), cue.speaker
        lines = cue.words.replace(", ", ",\n", 1)
        found.append(f"{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n{name}{lines}\n")
    return "\n".join(found)


def whisperx(cues: list[Cue]) -> str:
    """Return WhisperX's JSON."""
    said = [{"start": c.start / 1000, "end": c.end / 1000, "text": f" {c.words}", "speaker": c.speaker} for c in cues]
    return json.dumps({"segments": [segment | {"words": []} for segment in said], "language": "en"})


def rev(cues: list[Cue]) -> str:
    """Return Rev's JSON, word by word."""
    found = []
    for speaker, said in turns(cues):
        elements: list[dict[str, object]] = []
        for cue in said:
            for word in cue.words.split():
                elements += [{"type": "text", "value": word, "ts": cue.start / 1000, "end_ts": cue.end / 1000}]
                elements += [{"type": "punct", "value": " "}]
        found.append({"speaker": SPEAKERS.index(speaker), "elements": elements})
    return json.dumps({"speakers": [{"id": n, "name": name} for n, name in enumerate(SPEAKERS)], "monologues": found})


def otter(cues: list[Cue]) -> str:
    """Return Otter's text: a name and a time above the words."""
    said = [f"{who}  {clock(of[0].start)[1:8]}\n{' '.join(c.words for c in of)}\n" for who, of in turns(cues)]
    return "\n".join(
        ["Harbour hearing", "Tue, Nov 24, 2026 9:14AM • 42:10", "", *said, "Transcribed by https://otter.ai"]
    )


def labelled(cues: list[Cue]) -> str:
    """Return the record of a hearing: names in capitals before the words."""
    return "\n\n".join(f"{who.upper()}: {' '.join(c.words for c in of)}" for who, of in turns(cues))


def akoma_ntoso(cues: list[Cue]) -> str:
    """Return an Akoma Ntoso debate: a paragraph for each cue, the speaker by reference."""
    people = "".join(f"<TLCPerson eId='p{n}' href='/p' showAs='{name}'/>" for n, name in enumerate(SPEAKERS))
    said = "".join(
        f"<speech by='#p{SPEAKERS.index(who)}'>{''.join(f'<p>{escape(c.words)}</p>' for c in of)}</speech>"
        for who, of in turns(cues)
    )
    return (
        "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><debate><meta><references>"
        f"{people}</references></meta><debateBody>{said}</debateBody></debate></akomaNtoso>"
    )


def parlamint(cues: list[Cue]) -> str:
    """Return TEI as ParlaMint has it: an utterance for each turn, a segment for each cue, the surname first."""
    people = "".join(
        f"<person xml:id='p{n}'><persName><surname>{name.split()[-1]}</surname>"
        f"<forename>{' '.join(name.split()[:-1])}</forename></persName></person>"
        for n, name in enumerate(SPEAKERS)
    )
    said = "".join(
        f"<u who='#p{SPEAKERS.index(who)}'>{''.join(f'<seg>{escape(c.words)}</seg>' for c in of)}</u>"
        for who, of in turns(cues)
    )
    return (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><profileDesc><particDesc><listPerson>"
        f"{people}</listPerson></particDesc></profileDesc></teiHeader><text><body><div>{said}</div></body></text></TEI>"
    )


TIMED = {"vtt": vtt, "srt": srt, "whisperx": whisperx, "rev": rev, "otter": otter}
FILES = TIMED | {"labelled": labelled, "akoma ntoso": akoma_ntoso, "parlamint": parlamint}
