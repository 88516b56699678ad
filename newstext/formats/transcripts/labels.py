"""Labels in the text of a transcript: lines that begin with a speaker's name, a time, or both."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats.transcripts.clock import STAMP, milliseconds
from newstext.turns import ASKS_AND_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTICLE = "de|del|della|di|da|dos|du|van|von|der|den|ten|la|le|el|al|bin|ibn|of|the|for|and|y|zu"
_WORD = r"[^\W\d_a-zà-öø-ÿ][\w.’'&/-]*"
_COUNT = r"\d{1,3}(?![:\d])"
_NAME = rf"(?:(?:{_WORD}|{_COUNT})(?:[ \u00a0](?:{_WORD}|{_COUNT}|{_PARTICLE})){{0,6}})"
_CLOCK = rf"[\[(]?{STAMP}(?:[ \t]*(?:-->|[–—-])[ \t]*{STAMP})?[\])]?"
_WHAT = r"(?:,[^\n:：|]{1,60}(?!\d|:\d)|(?:\s?\((?!\d{1,3}:)[^()\n]{1,60}\)){1,2})"
_COLON = r"(?:\*\*)?[ \t]?[:：](?:\*\*)?(?=\s|$)|(?<=\b[QA])(?:\.(?=\s)|(?=[ ]{2}|\t))"
_NAMED = re.compile(
    rf"[ \t]*(?:>>+[ \t]*)?(?:\*\*)?(?:(?P<before>{_CLOCK})(?:[ \t]*[–—|-][ \t]*|[ \t]+))?"
    rf"(?P<open>[\[(])?(?P<name>{_NAME})(?(open)[\])])(?P<what>{_WHAT})?"
    rf"(?:(?:[ \t]*[,|–—-])?[ \t]+(?P<beside>{_CLOCK}))?(?P<colon>{_COLON})?(?:[ \t]*(?P<behind>{_CLOCK}))?[ \t]*"
)
_TIMED = re.compile(
    rf"[ \t]*(?:(?P<bracketed>[\[(]{STAMP}(?:[ \t]*(?:-->|[–-])[ \t]*{STAMP})?[\])])"
    rf"|(?P<alone>{STAMP})(?=[ \t]*$))[ \t]*(?:[–—|-][ \t]+)?",
    re.MULTILINE,
)
_STAMPS = re.compile(STAMP)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Gov|Senator|Representative|Chair(?:man|woman)?|Secretary|Governor|Judge)\b"
_PLAIN = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*"
_OFFICE = r"The (?:Chair(?:man|woman)?|Speaker|President|Clerk|Court|Witness)"
_STOPPED = re.compile(
    rf"[ \t]*(?P<name>{_TITLE}\.?(?: {_PLAIN}){{1,3}}|{_OFFICE}|(?:{_PLAIN} ){{0,3}}[A-ZÀ-Þ]{{3}}[A-ZÀ-Þ’'-]*)"
    r"\.[ \t]+(?=[\"“A-Z])"
)
"""Names as records of the US Congress set them: ``Mr. SMITH.``, ``Senator Smith.``, ``The Chairman.``"""
_SURNAME_FIRST = re.compile(rf", {_WORD}(?: {_WORD}){{0,2}}")
MAY_STOP = re.compile(rf"[ \t]*(?:[QA](?:\.|[ ]{{2}}|\t)|{_TITLE}|The [A-Z])")
"""The beginning of a line whose label has no colon."""
_PART = re.compile(
    r"(?:speaker|sprecher(?:in)?|spk|interlocuteur|hablante|unknown|unidentified)[ _-]?\w{0,3}", re.IGNORECASE
)
_OF_THE_DAY = re.compile(r"[AP]\.?M\.?|[A-Z]{1,3}[SD]?T|UTC|Uhr", re.IGNORECASE)
"""The zone behind a time of day, as in ``13:52 GMT``."""
_LONGEST = 80
_NOT_SPEAKERS = (
    "from to cc subject date where when what how why rating verdict pros cons ingredients method cast headline title"
    " standfirst summary byline author dateline publisher agency credit published language url id version state status"
    " embargo caption standort quelle foto fuente http https new key tip deal sale"
    # The fields of packages, licences and other records of programs.
    " package priority section installed-size maintainer architecture provides replaces conflicts conffiles depends"
    " pre-depends recommends suggests enhances breaks homepage essential multi-arch files copyright license licence"
    " source upstream-name upstream-contact comment comments classifier requires-dist requires-python name"
    " metadata-version license-file license-expression provides-extra keywords author-email maintainer-email"
    " description description-content-type dynamic project-url home-page platform type types choices template document"
    " abstract index uris suites components signed-by filename size checksum md5sum sha1 sha256 bug bugs origin"
    " forwarded reviewed-by last-update signed-off-by description-md5 default extended_description generator tag"
)


class Label(NamedTuple):
    """The label of a line.

    ``start`` is where the line begins, ``end`` where the label ends, in code points of the text.

    ``speaker`` is None if there is only a time; ``is_doubtful`` says that the name counts only if it comes back.
    """

    speaker: str | None
    start_ms: int | None
    end_ms: int | None
    start: int
    end: int
    is_doubtful: bool = False


def label_at(text: str, start: int, end: int) -> Label | None:
    """Return the label of the line at ``start`` to ``end``, whether or not its name is one; None without any."""
    named = _NAMED.match(text, start, min(end, start + 2 * _LONGEST))
    if named is not None and (found := _named(named, end)):
        return found
    stopped = _STOPPED.match(text, start, end)
    if stopped is not None:
        return Label(stopped["name"], None, None, start, stopped.end(), is_doubtful=True)
    timed = _TIMED.match(text, start, end)
    return Label(None, *_times(timed[0]), start, timed.end()) if timed else None


def _named(found: re.Match[str], end: int) -> Label | None:
    """A name counts before a colon, or beside a time and by itself on its line."""
    from newstext.quotations.genres.labelled import names_nobody

    stamp = found["behind"] or found["beside"] or found["before"]
    is_heading = stamp and found.end() >= end and not found["behind"]
    if (found["colon"] is None and not is_heading) or (stamp and _OF_THE_DAY.fullmatch(found["name"])):
        return None
    what = found["what"] or ""
    # A name's role stays in the text. “Chair (Mira Holt)” and “Holt, Mira” name somebody only as a whole.
    name, is_office = found["name"], found["name"].startswith("The ") or names_nobody(found["name"])
    is_part = is_office if what.strip().startswith("(") else _SURNAME_FIRST.fullmatch(what.rstrip()) is not None
    name = name + (what.rstrip() if is_part else "")
    return Label(name, *_times(stamp or ""), found.start(), found.end())


def _times(stamp: str) -> tuple[int | None, int | None]:
    """Return the beginning and the end that a stamp or a pair of them states, in milliseconds."""
    start, end, *_ = [*map(milliseconds, _STAMPS.findall(stamp)), None, None]
    return start, end


def of_speakers(labels: Iterable[Label]) -> list[Label]:
    """Return the labels that name a speaker or a time: a name that comes back, beside a time, or in capitals.

    Among those, a name of two words counts though it comes once.
    """
    no_speaker = _no_speakers()
    labels = [label for label in labels if label.speaker is None or _first_word(label.speaker) not in no_speaker]
    counts = Counter(label.speaker for label in labels)

    def is_sure(label: Label) -> bool:
        name = label.speaker or ""
        if name in ASKS_AND_ANSWERS:
            return all(counts[each] for each in ASKS_AND_ANSWERS)
        stands_out = label.start_ms is not None or name.isupper() or _PART.fullmatch(name) is not None
        return counts[name] > 1 or (stands_out and not label.is_doubtful)

    # A missed label would give its words to the previous speaker.
    has_sure = any(label.speaker and is_sure(label) for label in labels)
    has_stopped = any(label.is_doubtful and is_sure(label) for label in labels)
    return [
        label
        for label in labels
        if label.speaker is None
        or is_sure(label)
        or (has_stopped if label.is_doubtful else has_sure and " " in label.speaker)
    ]


@cache
def _no_speakers() -> frozenset[str]:
    from newstext.quotations.lexicon import LABELS, word_set

    return LABELS | word_set(_NOT_SPEAKERS)


def _first_word(name: str) -> str:
    return name.casefold().replace(".", "").split()[0].strip(",(")
