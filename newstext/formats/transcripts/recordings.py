"""The JSON of transcription programs: Whisper, WhisperX, Rev, Otter, Trint, Descript and similar ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from newstext.formats.encoding import decode
from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load, string
from newstext.formats.times import stated_time, unix_time
from newstext.formats.transcripts.clock import scaled
from newstext.formats.transcripts.script import Script

if TYPE_CHECKING:
    from newstext.article import Article

_SECOND, _MILLISECOND, _SAMPLE = 1000.0, 1.0, 1 / 16
_MINUTE = 60_000
"""Milliseconds in one unit of time; a sample is one of 16,000 a second."""
_PLACES = (
    # The paths of the words in the programs' files, tried in order, each with the unit of ``start`` and ``end``.
    ("monologues", _SECOND),
    ("results.utterances", _SECOND),
    ("utterances", _MILLISECOND),
    ("segments", _SECOND),
    ("transcription", _SECOND),
    ("transcripts", _SECOND),
    ("speech.transcripts", _SECOND),
    ("transcript.segments", _SECOND),
    ("paragraphs", _SECOND),
    ("transcript.paragraphs", _SECOND),
    ("words", _SECOND),
    ("transcript.words", _SECOND),
)
# Other names of the beginning and the end of a stretch, and their units.
_TIMES = {
    "start": (
        (_MILLISECOND, "start_ms startMs offsets.from time"),
        (_SECOND, "ts startTime timestamp timestamps.from"),
    ),
    "end": ((_MILLISECOND, "end_ms endMs offsets.to"), (_SECOND, "end_ts endTime end_timestamp timestamps.to")),
}
_TEXTS = ("text", "transcript", "body", "punctuated_word", "value", "word", "content")
_PARTS = ("sentences", "elements", "words", "terms")
_SPEAKERS = (
    *("speaker_name", "speakerName", "speaker_info", "speaker", "speaker_label", "speakerLabel", "speaker_id"),
    *("speakerId", "speaker_model_label", "label"),
)
_NAMES = ("display_name", "displayName", "speaker_name", "speakerName", "name", "label")
_IDS = ("id", "speaker_id", "speakerId", "uuid", "key")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")
_BEFORE_NO_SPACE = re.compile(r"[.,;:!?…%)\]}”’»。、，！？]")


class _Stretch(NamedTuple):
    """A stretch of a transcript: its words, and what the file says of them."""

    speaker: str | None
    words: str
    start_ms: int | None
    end_ms: int | None


def read(data: bytes, name: str) -> list[Article]:
    """Read the transcript in a JSON file."""
    text, guessed = decode(data)
    loaded = load(text.strip())
    root: Any = {"segments": loaded} if isinstance(loaded, list) else loaded
    found = next(((items, unit) for path, unit in _PLACES if (items := _get(root, path)) and _is_listed(items)), None)
    if found is None:
        raise UnreadableError(f"{name} is JSON without a transcript that is known; export it as text or WebVTT.")
    items, unit = found
    recording = _Recording(root, unit)
    script = Script()
    for item in _with_their_words(items, root, recording):
        for number, stretch in enumerate(recording.stretches(item)):
            is_paragraph = number == 0 and any(part in item for part in _PARTS[:2])
            script.say(*stretch, paragraph=is_paragraph)
    return [replace(script.article(name, "a transcript", **_head(root)), guessed_encoding=guessed)]


class _Recording:
    """The names of the speakers in one file, and the units of its times."""

    def __init__(self, root: Any, unit: float) -> None:
        self._unit = unit
        self._names = _names(_get(root, "speakers")) | _names(_get(root, "speech.speakers"))
        offset = _offset_unit(root)
        self._keys = {
            which: [
                (which, unit),
                (f"{which}_offset", offset),
                *((key, u) for u, keys in known for key in keys.split()),
            ]
            for which, known in _TIMES.items()
        }
        """The names of the beginning and the end of a stretch, with their units."""

    def stretches(self, item: Any, speaker: str | None = None) -> Iterator[_Stretch]:
        """Yield the words of an item: whole, or sentence by sentence where it holds only single words."""
        if not isinstance(item, Mapping):
            return
        speaker = self.speaker(item) or speaker
        whole = next((text for name in _TEXTS if isinstance(text := item.get(name), str) and text.strip()), None)
        if whole is not None and (speaker or not self._are_attributed(item.get("words"))):
            yield _Stretch(speaker, whole, self.time(item, "start"), self.time(item, "end"))
        elif isinstance(sentences := item.get("sentences"), list):
            for sentence in sentences:
                yield from self.stretches(sentence, speaker)
        else:
            parts: list[Any] = next((item[name] for name in _PARTS if isinstance(item.get(name), list)), [])
            tokens = [self._token(part, speaker) for part in parts if isinstance(part, Mapping)]
            yield from _sentences(tokens, is_spaced="elements" in item)

    def _are_attributed(self, words: Any) -> bool:
        """Whether single words say who speaks, as WhisperX does where a stretch does not."""
        return isinstance(words, list) and any(isinstance(word, Mapping) and self.speaker(word) for word in words)

    def _token(self, part: Mapping[str, Any], speaker: str | None) -> _Stretch:
        # A token of white space is one too: Rev puts spaces between its words.
        text = next((text for name in _TEXTS if isinstance(text := part.get(name), str)), "")
        return _Stretch(self.speaker(part) or speaker, text, self.time(part, "start"), self.time(part, "end"))

    def speaker(self, item: Mapping[str, Any]) -> str | None:
        """Return who speaks as stated; a number without a name is ``Speaker 1``."""
        for key in _SPEAKERS:
            value = item.get(key)
            if isinstance(value, Mapping):
                value = next((value[name] for name in (*_NAMES, *_IDS) if value.get(name) not in (None, "")), None)
            stated = string(value)
            if stated is not None:
                return self._names.get(stated) or (f"Speaker {stated}" if stated.isdigit() else stated)
        return None

    def time(self, item: Mapping[str, Any], which: str) -> int | None:
        """Return when an item begins or ends (``start`` or ``end``), in milliseconds; None where it does not say."""
        stated = ((_get(item, key) if "." in key else item.get(key), unit) for key, unit in self._keys[which])
        times = (scaled(value, unit) for value, unit in stated if value is not None)
        found = next((ms for ms in times if ms is not None), None)
        if found is None and which == "end" and (start := self.time(item, "start")) is not None:
            lasts = scaled(item.get("duration"), _MILLISECOND if "time" in item else self._unit)
            return None if lasts is None else start + lasts
        return found


def _sentences(tokens: list[_Stretch], *, is_spaced: bool) -> Iterator[_Stretch]:
    """Join single words to sentences, each with its time and of one speaker."""
    sentence: list[_Stretch] = []
    for token in tokens:
        if sentence and sentence[0].speaker != token.speaker:
            yield _joined(sentence, is_spaced=is_spaced)
            sentence = []
        sentence.append(token)
        if _SENTENCE_END.search(token.words):
            yield _joined(sentence, is_spaced=is_spaced)
            sentence = []
    if sentence:
        yield _joined(sentence, is_spaced=is_spaced)


def _joined(tokens: list[_Stretch], *, is_spaced: bool) -> _Stretch:
    words = ""
    for token in tokens:
        gap = "" if is_spaced or not words or _BEFORE_NO_SPACE.match(token.words) else " "
        words += gap + token.words
    starts = [token.start_ms for token in tokens if token.start_ms is not None]
    ends = [token.end_ms for token in tokens if token.end_ms is not None]
    return _Stretch(tokens[0].speaker, words, min(starts, default=None), max(ends, default=None))


def _with_their_words(items: list[Any], root: Any, recording: _Recording) -> Iterator[Mapping[str, Any]]:
    """Yield the stretches of a file; paragraphs that have only times get the words that are spoken between them."""
    listed = [item for item in items if isinstance(item, Mapping)]
    words = [word for word in _get(root, "words") or _get(root, "transcript.words") or () if isinstance(word, Mapping)]
    if listed and words and listed[0] is words[0]:
        yield {"words": words}
        return
    if not words or any(name in item for item in listed for name in (*_TEXTS, *_PARTS)):
        yield from listed
        return
    at = 0
    for item, following in zip(listed, [*listed[1:], None], strict=True):
        until = recording.time(following, "start") if following is not None else None
        first = at
        while at < len(words) and (until is None or (recording.time(words[at], "start") or 0) < until):
            at += 1
        yield {**item, "words": words[first:at]}


def _head(root: Any) -> dict[str, Any]:
    """Return the fields that a file states of the whole recording."""
    about = root.get("speech") if isinstance(root.get("speech"), Mapping) else root
    made = about.get("created_at", about.get("created"))
    is_number = isinstance(made, (int, float)) and not isinstance(made, bool)
    stated = unix_time(made) if is_number else stated_time(made) if isinstance(made, str) and made.strip() else None
    language = about.get("language")
    return {
        "headline": string(about.get("title")),
        "published": stated,
        "language": language
        if isinstance(language, str) and re.fullmatch(r"[a-z]{2,3}(?:-\w{2,8})*", language)
        else None,
    }


def _names(listed: Any) -> dict[str, str]:
    """Return the names of speakers by their ids, from a list of them or a mapping."""
    if isinstance(listed, Mapping):
        return {str(key): name for key, name in listed.items() if isinstance(name, str) and name.strip()}
    found: dict[str, str] = {}
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, Mapping):
            name = next((name for key in _NAMES if (name := string(item.get(key))) is not None), None)
            found |= {str(item[key]): name for key in _IDS if name and isinstance(item.get(key), (str, int))}
    return found


def _offset_unit(root: Any) -> float:
    """Return the unit of Otter's offsets: samples, unless as milliseconds they fit the length in seconds."""
    about = root.get("speech") if isinstance(root.get("speech"), Mapping) else root
    lasts = scaled(about.get("duration"), _SECOND)
    listed = about.get("transcripts")
    ends = [item.get("end_offset") for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    latest = max((end for end in ends if isinstance(end, int)), default=0)
    return _MILLISECOND if lasts is not None and latest <= lasts + _MINUTE else _SAMPLE


def _get(value: Any, path: str) -> Any:
    """Return the value at a path of names (``speech.transcripts``); None without it."""
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _is_listed(items: Any) -> bool:
    return isinstance(items, list) and any(isinstance(item, Mapping) for item in items)
