"""Subtitles with the words of a recording: WebVTT, SRT and SBV."""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats.encoding import decode, unix_lines
from newstext.formats.transcripts.clock import STAMP, milliseconds
from newstext.formats.transcripts.labels import Label, label_at, of_speakers
from newstext.formats.transcripts.script import Script, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.article import Article

_TIMES = re.compile(rf"[ \t]*(?P<start>{STAMP})(?:[ \t]*-->[ \t]*|,(?=\d:))(?P<end>{STAMP})(?P<settings>[ \t].*)?")
_COUNTER = re.compile(r"[ \t]*\d{1,7}[ \t]*")
_VTT = re.compile(r"\s*WEBVTT(?:[ \t]+[–—-]*[ \t]*(?P<title>.*?)[ \t]*)?")
_LANGUAGE = re.compile(r"Language:[ \t]*([a-z]{2,3}(?:-\w{2,8})*)[ \t]*")
_APART = re.compile(r"(?P<what>NOTE|STYLE|REGION)(?:[ \t]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,40})*[ \t]+(?P<name>[^>\n]{1,200})>|</v>")
_TAG = re.compile(
    r"</?(?:i|b|u|s|c|em|font|lang|ruby|rt|v)(?:[.\s][^<>\n]{0,80})?>|<\d[\d:.]{3,12}>|\{\\[^{}\n]{1,40}\}",
    re.IGNORECASE,
)
_SOUND = re.compile(r"\s*(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\]|[♪♫][^♪♫]*[♪♫]?)\s*")
"""Sounds other than words: ``(Laughter)``."""
_CHEVRONS = re.compile(r"[ \t]*>>+[ \t]*")
_ANY_NAME = re.compile(r"[ \t]*(?P<name>[^\s:：][^\n:：]{0,50}?)[ \t]*[:：](?=\s)")
_MOST = 0.8
_MOST_ROLLED = 4
"""Lines on a screen at once."""
_DASH = re.compile(r"[ \t]*[-–—][ \t]*(?=\S)")


@dataclass
class _Cue:
    """The text on the screen from ``start_ms`` to ``end_ms``, in the file's lines."""

    start_ms: int | None
    end_ms: int | None
    lines: list[str] = field(default_factory=list)


class _Said(NamedTuple):
    """Words of a cue in one voice; ``other`` says that somebody else begins, named or not."""

    speaker: str | None
    words: str
    other: bool = False


def read(data: bytes, name: str) -> list[Article]:
    """Read the words of subtitles, in turns: by their voices, or by names before the words."""
    text, guessed = decode(data)
    lines = unix_lines(text).strip("\n").split("\n")
    header = _VTT.fullmatch(lines[0])
    is_vtt = header is not None
    script = Script()
    if not is_vtt:
        for line in _above(lines):
            script.tell(line)
    notes: list[str] = []
    cues = _without_repeats([cue for cue in _cues(lines, notes) if any(map(str.strip, cue.lines))])
    for cue, said in _said(cues, is_vtt=is_vtt):
        if _SOUND.fullmatch(said.words):
            script.tell(said.words)
            continue
        script.say(said.speaker, said.words, cue.start_ms, cue.end_ms, other=said.other)
    noted = sum(map(bool, map(str.strip, notes)))
    told = (f"Left out: {noted} lines of notes." if noted > 1 else "Left out: 1 line of notes.",) if noted else ()
    title = header["title"] if header else None
    spoken_in = _language(lines) if is_vtt else None
    article = script.article(name, "subtitles", told, headline=title or None, language=spoken_in)
    return [replace(article, guessed_encoding=guessed)]


def _above(lines: list[str]) -> list[str]:
    """Return the lines above the first cue, without its number."""
    first = next((at for at, line in enumerate(lines) if _TIMES.fullmatch(line)), 0)
    above = [line for line in lines[:first] if line.strip()]
    return above[:-1] if above and _COUNTER.fullmatch(above[-1]) else above


def _language(lines: list[str]) -> str | None:
    """Return the language that the header of WebVTT states."""
    header = lines[: lines.index("")] if "" in lines else lines
    return next((found[1] for line in header if (found := _LANGUAGE.fullmatch(line))), None)


def _cues(lines: list[str], notes: list[str]) -> Iterator[_Cue]:
    """Yield the cues; lines behind a blank one that belong to no other cue are the last one's too."""
    cue: _Cue | None = None
    apart: str | None = None
    was_blank = True
    for line in lines:
        times = _TIMES.fullmatch(line)
        if times is not None:
            if cue is not None:
                _drop_counter(cue)
                yield cue
            cue, apart = _Cue(milliseconds(times["start"]), milliseconds(times["end"])), None
        elif was_blank and (found := _APART.match(line)) is not None:
            apart = found["what"]
            notes += [line.removeprefix("NOTE")] if apart == "NOTE" else []
        elif not line.strip():
            apart = None
        elif apart == "NOTE":
            notes.append(line)
        if cue is not None and times is None and apart is None:
            cue.lines.append(line)
        was_blank = not line.strip()
    if cue is not None:
        yield cue


def _drop_counter(cue: _Cue) -> None:
    """Drop the number or name of the next cue, which stands right above its times: a number, or behind a blank line."""
    *above, last = ["", *cue.lines]
    if last.strip() and (_COUNTER.fullmatch(last) or (len(above) > 1 and not above[-1].strip())):
        del cue.lines[-1]


def _without_repeats(cues: list[_Cue]) -> list[_Cue]:
    """Drop the lines that subtitles which roll up show again in the next cue, where most cues do so."""
    shown = [[line for line in map(_plain, cue.lines) if line] for cue in cues]
    repeats = [bool(a and b) and a[-1] == b[0] for a, b in itertools.pairwise(shown)]
    if not cues or 2 * sum(repeats) < len(repeats) or len(repeats) < 2:
        return cues
    kept = []
    for cue, lines, before in zip(cues, shown, [[], *shown], strict=False):
        size = next(
            (n for n in range(min(len(lines), len(before), _MOST_ROLLED), 0, -1) if before[-n:] == lines[:n]), 0
        )
        if lines[size:]:
            kept.append(_Cue(cue.start_ms, cue.end_ms, [line for line in cue.lines if _plain(line)][size:]))
    return kept


def _plain(line: str) -> str:
    return folded(_TAG.sub("", _VOICE.sub("", line)))


def _said(cues: list[_Cue], *, is_vtt: bool) -> Iterator[tuple[_Cue, _Said]]:
    """Yield the words of each cue in order, with the speaker.

    A name before the words holds until the next one; a voice only for the words that it spans.
    """
    if any(_VOICE.search(line) for cue in cues for line in cue.lines):
        for cue in cues:
            for said in _voices("\n".join(cue.lines)):
                yield cue, said._replace(words=_text(said.words, is_vtt=is_vtt))
        return
    for cue in cues:
        cue.lines = [_text(line, is_vtt=is_vtt) for line in cue.lines]
    lines = [(cue, line, dashed) for cue in cues for line, dashed in _dashed(cue)]
    labels = [label for _, line, dashed in lines if (label := _label(line, dashed))]
    names = {label.speaker for label in (labels if _name_all(cues) else of_speakers(labels)) if label.speaker}
    speaker: str | None = None
    for cue, line, dashed in lines:
        said = _spoken(line, names, speaker, dashed)
        speaker = said.speaker
        yield cue, said


def _voices(text: str) -> Iterator[_Said]:
    at, speaker = 0, None
    for tag in _VOICE.finditer(text):
        yield _Said(speaker, text[at : tag.start()])
        at, speaker = tag.end(), tag["name"] and html.unescape(tag["name"])
    yield _Said(speaker, text[at:])


def _name_all(cues: list[_Cue]) -> bool:
    """Whether most cues begin with what may be a name, and few names take turns, as meetings are written down.

    People choose their names there: ``mira.h: Good morning.``
    """
    found = [named["name"] for cue in cues if cue.lines and (named := _ANY_NAME.match(cue.lines[0]))]
    return len(found) >= _MOST * len(cues) and 2 * len(set(found)) <= len(found) + 1


def _label(line: str, start: int) -> Label | None:
    """Return the label of a line, or of what stands behind a dash; a name in small letters counts too."""
    label = label_at(line, start, len(line))
    if label is None and (named := _ANY_NAME.match(line, start)):
        return Label(named["name"], None, None, start, named.end(), is_doubtful=True)
    return label


def _dashed(cue: _Cue) -> list[tuple[str, int]]:
    """Return the lines of a cue, each with where its words begin behind the dash that says that somebody else speaks.

    0 without one; a single dash in a cue says nothing of the sort.
    """
    dashes = [dash.end() if (dash := _DASH.match(line)) else 0 for line in cue.lines]
    takes_turns = sum(map(bool, dashes)) > 1
    return [(line, dash if takes_turns else 0) for line, dash in zip(cue.lines, dashes, strict=True)]


def _spoken(line: str, names: set[str], speaker: str | None, dashed: int) -> _Said:
    """Return the words of a line, without the signs that somebody else speaks; by default its ``speaker`` goes on."""
    label = _label(line, dashed)
    if label is not None and label.speaker in names:
        return _Said(label.speaker, line[label.end :])
    if chevrons := _CHEVRONS.match(line):
        return _Said(None, line[chevrons.end() :], other=True)
    if dashed:
        return _Said(None, line[dashed:], other=True)
    return _Said(speaker, line)


def _text(words: str, *, is_vtt: bool) -> str:
    words = _TAG.sub("", words)
    return html.unescape(words) if is_vtt else words
