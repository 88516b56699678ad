"""Conventions of agency copy: words for a story's state, bylines and datelines in the text."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Caption
from newstext.formats.errors import UnreadableError
from newstext.formats.lines import byline, caption, dateline, lines_of
from newstext.formats.paragraphs import paragraphs
from newstext.stated import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.article import Article
    from newstext.stated import StatedTime

_STATUSES = {
    State.WITHDRAWN: frozenset(
        {
            *("cancel", "canceled", "cancelled", "delete", "deleted", "kill", "killed"),
            *("retracted", "retraction", "withdraw", "withdrawal", "withdrawn"),
        }
    ),
    State.EMBARGOED: frozenset({"embargo", "embargoed", "hold", "withheld"}),
    State.CORRECTED: frozenset({"corrected", "correction", "corrective"}),
    State.LIVE: frozenset({"live", "published", "usable"}),
}
# Only where agencies put such words, at an end or after a comma or bracket and in capitals: a headline may
# speak of correction officers, and of bombs that KILL.
_CORRECTED = re.compile(
    r"(?:^\W*|[,(]\s*)(?:CORRECTED|CORRECTION|CORRECTS|CORR)\s*(?:[-–—:,)]|$)|^Correct(?:ed|ion)\s*[-–—:]"
)
_KILLED = re.compile(r"(?:^\W*|[,(]\s*)(?:KILL|CANCELL?ED|RETRACTED|WITHDRAWN|WITHDRAWAL)\s*(?:[-–—:)]|$)")
_NOTE_CORRECTS = re.compile(
    r"^\W*(?:(?:eds?|editors?(?:['’]s? note)?|note)\s*:\s*)?(?:this\s+)?correct(?:ed|ion)\b|\bcorrects\b",
    re.IGNORECASE,
)
# "(In Jan. 3 story, corrects last paragraph ...)", above the story.
_OPENING_CORRECTS = re.compile(r"\((?:[^()]{0,80}\b)?corrects\b[^()]*\)", re.IGNORECASE)
_NOTE_EMBARGOES = re.compile(
    r"\bembargoed\s+(?:to|till?|until|for)\b|\bnot for (?:release|publication) before\b", re.IGNORECASE
)
# "Kill last paragraph" is an edit; "Kill the story" withdraws the whole story.
_NOTE_KILLS = re.compile(
    r"""^\W*(?:(?:attention|eds?|editors?(?:['’]s?[ ]note)?|note)\b[^:!]{0,40}[:!]\s*)*
    (?:(?:please|mandatory|bulletin)\s+)*
    (?:(?:this|the)\s+(?:above\s+)?(?:story|article|item|report|release)\s+(?:is|was|has\s+been)\s+)?
    (?:kill(?:ed)?|withdrawn|retracted|cancell?ed)\b
    (?=\W*$|\s*[:.!,;–—-]|\s+(?:immediately|mandatory|do\s+not)\b
    |\s+(?:(?:the|this|our|all|earlier|previous|entire)\s+)*(?:story|article|item|report|copy|version|take)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_MEDIA = {
    "picture": "a picture",
    "photo": "a picture",
    "graphic": "a graphic",
    "video": "a video",
    "audio": "a sound recording",
    "animation": "an animation",
    "concept": "a concept",
    "event": "an event",
    "planning": "a planning item",
}
_DATELINE = re.compile(
    r"\s*(?P<words>[^\W\d_][^()\n]{1,60} ?\((?P<agency>[A-Za-z][A-Za-z0-9 /&.-]{1,30})\)) ?(?:--|[-–—_])\s"
)


class Dateline(NamedTuple):
    """The dateline of a story, ``Berlin (dpa) - ...``: as printed, and the agency in it."""

    words: str
    agency: str | None


def state_of(
    status: str | None,
    embargo: StatedTime | None = None,
    *,
    corrects: bool = False,
    labels: Iterable[str | None] = (),
    notes: Iterable[str | None] = (),
    body: Iterable[str] = (),
) -> State:
    """Return the state of a story as its agency states it.

    ``status`` is its publishing status in any format's words (``stat:canceled``, ``Usable``); ``labels`` are
    its headline and slug, where agencies write CORRECTED; ``notes`` are what it tells editors, and the
    first paragraphs of the ``body`` may say in brackets what they correct. A rewrite ("writethru", "update",
    "refile") is a version and corrects nothing by itself.
    """
    stated = state_named(status)
    said = [label.strip() for label in labels if label]
    told = [note.strip() for note in notes if note]
    if stated is State.WITHDRAWN or any(map(_KILLED.search, said)) or any(map(_NOTE_KILLS.search, told)):
        return State.WITHDRAWN
    if stated is State.EMBARGOED or embargo or any(map(_NOTE_EMBARGOES.search, told)):
        return State.EMBARGOED
    if corrects or any(map(_CORRECTED.search, said)) or any(map(_NOTE_CORRECTS.search, told)):
        return State.CORRECTED
    if stated is State.CORRECTED or any(_OPENING_CORRECTS.fullmatch(words.strip()) for words in islice(body, 2)):
        return State.CORRECTED
    return State.LIVE


def state_named(status: str | None) -> State | None:
    """Return the state that a publishing status names, in any format's words; None when it names none of ours."""
    word = (status or "").rpartition(":")[2].strip().casefold()
    return next((state for state, words in _STATUSES.items() if word in words), None)


def messages(pattern: re.Pattern[str], text: str, name: str, kind: str) -> list[re.Match[str]]:
    """Return every message of a text wire; the groups of ``pattern`` are ``head``, ``text`` and ``tail``.

    UnreadableError, naming the file and its ``kind``, when there is none, or one is cut short.
    """
    found = list(pattern.finditer(text))
    if not found:
        raise UnreadableError(f"{name} begins as {kind} does, but holds no text; fetch it again.")
    # Some lines drop the end marks, but none stops in the middle of a line.
    if any(message["tail"] is None and not message["text"].endswith("\n") for message in found):
        raise UnreadableError(f"{name} is cut short in the middle of a line; fetch it again.")
    return found


def full_year(digits: str) -> int:
    """Return the year that a wire's two digits mean."""
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def byline_in(story: Iterable[str]) -> str | None:
    """Return the byline among the first three paragraphs, where it is a paragraph of its own."""
    return next((name for words in islice(story, 3) if (name := byline(words.strip()))), None)


def dateline_in(story: Iterable[str]) -> Dateline | None:
    """Return the dateline that opens one of the first three paragraphs; without an agency, only that of the
    first."""
    opening = list(islice(story, 3))
    found = next((match for words in opening if (match := _DATELINE.match(words))), None)
    if found:
        return Dateline(" ".join(found["words"].split()), found["agency"])
    plain = dateline(opening[0]) if opening else None
    return Dateline(*plain) if plain else None


def captions(text: str | None, credit: str | None = None) -> tuple[Caption, ...]:
    """Return a picture's caption, with the credit at its end when none is given; empty when it has no words."""
    if not text:
        return ()
    return (Caption(text, credit) if credit else caption(text),)


def text_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of plain text (line ends are LF), with their line breaks."""
    return [span.of(text).strip(" \t") for span in paragraphs(lines_of(text), text)]


def without_headline(story: list[str], headline: str | None) -> list[str]:
    """Return the paragraphs without a first one that repeats the headline."""
    return story[1:] if story[:1] == [headline] else story


def body_of(story: Iterable[str]) -> str:
    """Return the paragraphs as an article's body, a blank line between them."""
    return "\n\n".join(story)


def not_blank(articles: list[Article], name: str, kind: str) -> list[Article]:
    """Return the articles with a headline, a body, or the id of a withdrawn story.

    UnreadableError, naming the file and its ``kind``, when there is none.
    """
    said = [
        article
        for article in articles
        if article.headline or article.body or (article.external_id and article.state is State.WITHDRAWN)
    ]
    if not said:
        raise UnreadableError(f"{name} is {kind}, but there is no headline and no text in it.")
    return said


def refuse_other_media(kinds: Iterable[str], name: str) -> None:
    """Raise UnreadableError naming the kinds of media in a file that holds no story."""
    held = [_MEDIA.get(kind, f"something of the type “{kind}”") for kind in dict.fromkeys(kinds)]
    if held:
        raise UnreadableError(f"{name} holds {' and '.join(held)}, and no story.")
