"""Labels in the text of a transcript: lines that begin with a speaker's name, a time, or both."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats.transcripts.clock import STAMP, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTICLE = "de|del|della|di|da|dos|du|van|von|der|den|ten|la|le|el|al|bin|ibn|of|the|for|and|y|zu"
_WORD = r"[^\W\d_a-zà-öø-ÿ][\w.’'&/-]*"
_NAME = rf"(?:(?:{_WORD}|\d{{1,3}})(?:[ \u00a0](?:{_WORD}|\d{{1,3}}|{_PARTICLE})){{0,6}})"
_CLOCK = rf"[\[(]?{STAMP}[\])]?"
_WHAT = r"(?:,[^\n:：]{1,60}|\s?\((?!\d{1,3}:)[^()\n]{1,60}\))"
_NAMED = re.compile(
    rf"[ \t]*(?:>>+[ \t]*)?(?:\*\*)?(?:(?P<before>{_CLOCK})(?:[ \t]*[–—|-][ \t]*|[ \t]+))?"
    rf"(?P<open>[\[(])?(?P<name>{_NAME})(?(open)[\])])(?P<what>{_WHAT})?(?:[ \t]+(?P<beside>{_CLOCK}))?"
    rf"(?P<colon>(?:\*\*)?[ \t]?[:：](?:\*\*)?(?=\s|$)|(?<=\b[QA])\.(?=\s))?(?:[ \t]*(?P<behind>{_CLOCK}))?[ \t]*"
)
_TIMED = re.compile(
    rf"[ \t]*(?:[\[(](?P<start>{STAMP})(?:[ \t]*(?:-->|[–-])[ \t]*(?P<end>{STAMP}))?[\])]"
    rf"|(?P<alone>{STAMP})(?=[ \t]*$))[ \t]*(?:[–—|-][ \t]+)?",
    re.MULTILINE,
)
_PART = re.compile(
    r"(?:speaker|sprecher(?:in)?|spk|interlocuteur|hablante|unknown|unidentified)[ _-]?\w{0,3}", re.IGNORECASE
)
_LONGEST = 80
_FEWEST_WORDS = 2
_NOT_SPEAKERS = (
    "from to cc subject date where when what how why rating verdict pros cons ingredients method cast headline title"
    " standfirst summary byline author dateline publisher agency credit published language url id version state status"
    " embargo caption standort quelle foto fuente http https"
)


class Label(NamedTuple):
    """What a line begins with. ``start`` and ``end`` are code points of the text: of the line, and behind the label.

    ``speaker`` is None where there is only a time.
    """

    speaker: str | None
    start_ms: int | None
    start: int
    end: int
    end_ms: int | None = None


def label_at(text: str, start: int, end: int) -> Label | None:
    """Return the label of the line at ``start`` to ``end``, whether or not its name is one; None without any."""
    named = _NAMED.match(text, start, min(end, start + 2 * _LONGEST))
    if named is not None and (found := _named(named, end)):
        return found
    timed = _TIMED.match(text, start, end)
    if timed is None:
        return None
    begins, ends = milliseconds(timed["start"] or timed["alone"]), timed["end"] and milliseconds(timed["end"])
    return Label(None, begins, start, timed.end(), ends or None)


def _named(found: re.Match[str], end: int) -> Label | None:
    """A name counts before a colon, or beside a time and by itself on its line."""
    stamps = [found[name] for name in ("behind", "beside", "before") if found[name]]
    is_whole = found.end() >= end
    from newstext.quotations.genres.labelled import names_nobody

    if not found["colon"] and not (stamps and is_whole and not found["behind"]):
        return None
    what = found["what"] or ""
    # A name's role stays in the text; “Chair (Mira Holt)” names somebody only as a whole.
    name = found["name"] + (what if what.strip().startswith("(") and names_nobody(found["name"]) else "")
    ms = milliseconds(stamps[0].strip("[]()")) if stamps else None
    return Label(name.strip(), ms, found.start(), found.end())


def of_speakers(labels: Iterable[Label]) -> list[Label]:
    """Return the labels that name a speaker or a time: a name that comes back, beside a time, or in capitals."""
    from newstext.quotations.lexicon import LABELS, word_set

    labels = list(labels)
    no_speaker = LABELS | word_set(_NOT_SPEAKERS)
    counts = Counter(label.speaker for label in labels)
    asked = counts["Q"] > 0 and counts["A"] > 0

    def is_speaker(label: Label) -> bool:
        name = label.speaker
        if name is None:
            return True
        words = name.casefold().replace(".", "").split()
        if words[0].strip(",(") in no_speaker or (len(words) == 1 and name in ("Q", "A") and not asked):
            return False
        is_sure = label.start_ms is not None or counts[name] > 1 or name.isupper() or _PART.fullmatch(name)
        return bool(is_sure) or len(words) >= _FEWEST_WORDS

    return [label for label in labels if is_speaker(label)]
