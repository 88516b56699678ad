"""Recognises turns: lines that begin with a speaker and a colon, or follow one, as in transcripts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newstext.quotations.attributions import Attribution
from newstext.quotations.clauses import TRANSCRIPT
from newstext.quotations.genres.copy import interviewed
from newstext.quotations.given_names import gender_of
from newstext.quotations.lexicon import LABELS, ROLES, word_set
from newstext.quotations.names import names_an_outlet
from newstext.spans import Span

if TYPE_CHECKING:
    from newstext.quotations.genres.copy import Copy

_STAMP = r"(?:[\[(]?\d{1,2}(?::\d\d){1,2}(?:[.,]\d{1,3})?[\])]?\s+)?"
_CAPITALS = r"[A-ZÀ-Þ][\w.’'-]*(?:[ ](?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|la|\d{1,2})){0,4}"
_DESCRIBED = r"(?P<what>,[^\n:]{1,60}|(?:\s?\([^\n:()]{1,40}\)){1,2})?"
_LABEL = re.compile(
    rf"\s*(?:<\w{{1,6}}>|\*\*)?[\"“]?{_STAMP}(?P<label>[QA](?=[.:]\s|\s\s)|@\w+|{_CAPITALS}(?: [a-z]+)?){_DESCRIBED}"
    r"(?P<colon>:(?:\*\*)?(?=\s)|\*\*:(?=\s)|(?<=[QA])\.(?=\s)|(?<=\bQ)(?=\s\s)|(?<=\bA)(?=\s\s))\s*(?=\S)"
    r"|\s*<v(?:\.\w+)* (?P<voice>[^>\n]{1,60})(?P<tag>>)\s*(?=\S)"
)
_HEADING = re.compile(
    rf"\s*(?P<bold>\**)(?P<stamp>{_STAMP})(?P<label>{_CAPITALS})"
    r"(?P<what>\s+(?:[—–|]|--?)\s+[^\n.?!]{2,80}|,\s[^\n.?!:]{2,60}|\s\([^)\n]{1,60}\))?\**\s*"
)
_ASIDE = re.compile(r"\s*[\"“]?(?:\([^()\n]*\)|\[[^\[\]\n]*\]|Replying to @.*|[A-Z][a-z]+ \d{1,2}, \d{4})\s*$")
_NO_LABELS = LABELS | word_set("from to where when what how why rating verdict pros cons ingredients method cast")
_ROLES = ROLES | word_set(
    "caller handler operator host moderator interviewer presenter man woman voice speaker chair court guest audience"
    " narrator dispatcher question answer counsel"
)
_NOBODY = _ROLES | word_set("the unidentified unknown male female q a")
_OF_LABEL = re.compile(r"[^\W_]+")
_SURNAME = re.compile(r"\b[A-Z][\w’'-]+ (?=([A-Z][\w’'-]+))")
_INSIDE = re.compile(r" ([A-Z][\w’'-]*)")
_IN_BRACKETS = re.compile(r"\((?P<name>(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]+)(?:, [^)\n]{1,40})?\)")
_INITIALED = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,5}")
_WORD = re.compile(r"[\w’'-]+")
_HEAD = 1_500
_FEWEST, _FEWEST_OF_ONE, _FEWEST_DESCRIBED = 3, 2, 2
_LONG_WORD, _LONGEST_HEADING = 4, 5


class _Label(NamedTuple):
    """The words before a turn: ``span`` and ``colon`` in code points; the turn's own words begin at ``end``."""

    words: str
    span: Span
    colon: Span
    end: int
    what: str

    @property
    def who(self) -> str:
        """One word that two labels of one speaker share: ``Ada Merrow`` and ``Merrow``."""
        return self.words if self.words in ("Q", "A") else self.words.upper().split()[-1]


def labelled_turns(copy: Copy) -> tuple[list[Attribution], set[int]]:
    """Return each turn as words of its speaker, and the numbers of the paragraphs that are part of one.

    None unless several lines are labelled and one label comes back, or all of them say who somebody is: a single
    colon is no transcript.
    """
    labels = {n: label for n in range(len(copy.found)) if (label := _label(copy, n)) is not None}
    named = _of_speakers(copy, {n: label for n, label in labels.items() if _says_words(copy, n, label)})
    if named and _is_title(copy.words(min(named), named[min(named)].end).of(copy.text)):
        del named[min(named)]  # "Pence: Debate Will Go On", above the transcript
    counts = Counter(label.who for label in named.values())
    asked = "Q" in counts and "A" in counts
    again = max(counts.values(), default=0)
    if len(named) >= _FEWEST and (again > 1 or asked) and len(counts) > 1:
        named |= _once(labels, named)
        return _turns(copy, named, _questions(copy, named) if asked else set())
    if len(counts) == 1 and len(named) >= _FEWEST_OF_ONE and (questions := _questions_before(copy, named)):
        return _turns(copy, named, questions)
    headings = _headings(copy)
    if headings:
        return _turns(copy, headings, set())
    return _turns(copy, _round(copy, named), None)


def _says_words(copy: Copy, number: int, label: _Label) -> bool:
    """Not so ``Edda Sand: 1,769.``"""
    return any(character.isalpha() for character in copy.words(number, label.end).of(copy.text))


def _is_title(words: str) -> bool:
    if words.isupper():
        return True
    long = [word for word in words.split() if len(word) >= _LONG_WORD]
    return len(long) >= _FEWEST and sum(word[0].isupper() or not word[0].isalpha() for word in long) >= 0.8 * len(long)


def _label(copy: Copy, number: int) -> _Label | None:
    match = _LABEL.match(copy.text, *copy.span(number))
    if match is None:
        return None
    name, colon = ("label", "colon") if match["label"] else ("voice", "tag")
    return _Label(match[name], Span(*match.span(name)), Span(*match.span(colon)), match.end(), match["what"] or "")


def _of_speakers(copy: Copy, labels: dict[int, _Label]) -> dict[int, _Label]:
    if not labels:
        return {}
    counts = Counter(label.words.upper() for label in labels.values())
    surnames = {m[1] for m in _SURNAME.finditer(copy.text)}
    taking_turns = {words for words, count in counts.items() if count > 1}
    if len(taking_turns) > 1 and 2 * sum(counts[words] for words in taking_turns) >= len(copy.found):
        surnames |= {label.words for label in labels.values() if label.words.upper() in taking_turns}
    inside = set(_INSIDE.findall(copy.text))
    return {
        n: label
        for n, label in labels.items()
        if _is_speaker(label.words, counts, surnames, inside)
        or (label.what[:1] == "," and gender_of(label.words))
        or _in_brackets(copy, label) is not None
    }


def _is_speaker(label: str, counts: Counter[str], surnames: set[str], inside: set[str]) -> bool:
    words = label.lower().replace(".", "").split()
    again = counts[label.upper()] > 1
    if not _NO_LABELS.isdisjoint(words):
        return False
    if label in ("Q", "A"):
        return counts["A"] > 0
    if label.isupper() or label[0] == "@":
        return True
    if any(word.islower() for word in label.split()[-1:]):
        return again and not _ROLES.isdisjoint(words)
    return len(words) > 1 or label in surnames or (again and (label in inside or label.lower() in _ROLES))


def _once(labels: dict[int, _Label], named: dict[int, _Label]) -> dict[int, _Label]:
    """Labels that come but once and stand among the others of a transcript: ``Usher: Silence.``"""
    first, last = min(named), max(named)
    return {
        n: label
        for n, label in labels.items()
        if first < n < last and {n - 1, n + 1} <= labels.keys() and _NO_LABELS.isdisjoint(label.words.lower().split())
    }


def _questions(copy: Copy, named: dict[int, _Label]) -> set[int]:
    """The paragraphs of an interview that ask though their "Q:" was left out."""
    return {n for n, (p, _) in enumerate(copy.found) if n not in named and p.lower[-1] == "?"}


def _questions_before(copy: Copy, named: dict[int, _Label]) -> set[int]:
    """The paragraph before each turn, where all turns are one person's: what the paper asks without a label."""
    before = {n - 1 for n in named if n} - named.keys()
    asks = any(copy.found[n][0].lower[-1] == "?" for n in before)
    return before if asks and len(before) >= len(named) - (min(named) == 0) else set()


def _headings(copy: Copy) -> dict[int, _Label]:
    """Names on lines of their own above the words: ``00:07 Ada Lind``, ``Ada Lind — Chair``, ``**Ada Lind, 31**``.

    One of them comes back, or all are set in bold and say who somebody is.
    """
    found: dict[int, _Label] = {}
    marked: set[int] = set()
    for n in range(len(copy.found) - 1):
        match = _HEADING.fullmatch(copy.text, *copy.span(n))
        if match is None or n - 1 in found or not _may_head(match["label"]):
            continue
        end = copy.span(n).end
        sure = match["bold"] or "(@" in (match["what"] or "")
        what = match["what"] if sure and not copy.found[n + 1][0].stretches else None
        found[n] = _Label(match["label"], Span(*match.span("label")), Span(end, end), end, what or "")
        marked |= {n} if match["stamp"] or match["what"] else set()
    if len(found) >= _FEWEST_DESCRIBED and all(label.what for label in found.values()):
        return found
    counts = Counter(label.words for label in found.values())
    again = {n: label for n, label in found.items() if counts[label.words] > 1 or label.words.lower() in _ROLES}
    if again.keys() & marked:
        again |= {n: found[n] for n in marked}
    speakers = {label.words for label in again.values()}
    return again if len(again) >= _FEWEST and len(speakers) > 1 and max(counts.values()) > 1 else {}


def _may_head(label: str) -> bool:
    """Not so one word that names no part, or a date: ``May 4``."""
    first, *rest = label.lower().split()
    return first in _ROLES or (bool(rest) and not any(word.isdigit() for word in rest))


def _round(copy: Copy, named: dict[int, _Label]) -> dict[int, _Label]:
    """Answers of several people, one line each: ``Rune Hagen, pilot: The old one.``"""
    people = {
        n: label
        for n, label in named.items()
        if (gender_of(label.words) or " " in label.words) and not copy.found[n][0].stretches
    }
    described = {n for n, label in people.items() if label.what}
    beside = {n for n in people if n - 1 in people or n + 1 in people}
    enough = len(beside & described) >= _FEWEST_DESCRIBED or len(beside) >= _FEWEST
    known = all(gender_of(people[n].words) or people[n].what for n in beside)
    return {n: people[n] for n in beside} if enough and known else {}


def _turns(copy: Copy, named: dict[int, _Label], questions: set[int] | None) -> tuple[list[Attribution], set[int]]:
    """Collect the words of each turn; ``questions`` are nobody's, and without any a turn ends with its paragraph."""
    found: list[Attribution] = []
    taken: set[int] = set()
    turn: Attribution | None = None
    marked = False
    for number in range(len(copy.found)):
        label = named.get(number)
        if label is not None:
            turn = _turn(copy, number, label, named)
            marked = copy.is_in_marks(number, label.end)
            if not is_papers(label.words):
                found.append(turn)
        elif turn is None or questions is None or _ends(copy, number, marked=marked):
            turn = None
            continue
        elif number + 1 in named and _is_heading(copy, number):
            taken.add(number)
            continue
        taken.add(number)
        words = copy.words(number, label.end if label else None)
        asks = questions is not None and number in questions
        if not asks and words.start < words.end and not _ASIDE.match(copy.text, words.start, words.end):
            turn.paragraph = number if not turn.content else turn.paragraph
            turn.content.append(words)
    return [each for each in found if each.content], taken


def _is_heading(copy: Copy, number: int) -> bool:
    """``On housing``, between the turns of a debate."""
    line = copy.line(number)
    return line[-1:].isalnum() and len(line.split()) <= _LONGEST_HEADING


def names_nobody(label: str) -> bool:
    """``Caller``, ``SPEAKER_01``, ``THE CHAIR``, ``Q``: an office or a part, and no name."""
    words = _OF_LABEL.findall(label.lower())
    return all(word in _NOBODY or word.isdigit() for word in words)


def is_papers(label: str) -> bool:
    """Whether a label is that of the paper, which asks."""
    return label == "Q" or label.lower() == "interviewer" or names_an_outlet(label)


def _ends(copy: Copy, number: int, *, marked: bool) -> bool:
    """Whether the reporter goes on in a paragraph without a label."""
    return copy.is_narrated(number) or (marked and not copy.is_in_marks(number))


def _turn(copy: Copy, number: int, label: _Label, named: dict[int, _Label]) -> Attribution:
    source = _source(copy, label, named)
    cue = [label.colon] if label.colon.start < label.colon.end else []
    return Attribution([], cue, [source] if source else [], TRANSCRIPT, number, agreed=True, verbatim=True)


def _source(copy: Copy, label: _Label, named: dict[int, _Label]) -> Span | None:
    """The label, the name in its brackets, whose initials it gives; for an A the person whom the text says it asks."""
    if label.words not in ("Q", "A"):
        same = (_in_brackets(copy, other) for other in named.values() if other.words == label.words)
        return next((name for name in same if name), None) or _initialled(label.words, copy.text) or label.span
    asks = {other.words for n, other in named.items() if copy.found[n][0].lower[-1] == "?"}
    asking = frozenset(word.lower() for words in asks for word in words.split())
    head, tail = copy.span(min(named)).start, copy.span(max(named)).end
    before = interviewed(copy, max(0, head - _HEAD), head, asking)
    return before or interviewed(copy, tail, min(len(copy.text), tail + _HEAD), asking)


def _in_brackets(copy: Copy, label: _Label) -> Span | None:
    """Return the holder of an office: ``Chair (Councillor Mary Obe)``, but not ``Mrs. Halloran (Eastgate)``."""
    if _ROLES.isdisjoint(label.words.lower().split()):
        return None
    match = _IN_BRACKETS.search(copy.text, label.span.end, label.end)
    named = match is not None and (" " in match["name"] or gender_of(match["name"]))
    return Span(*match.span("name")) if match is not None and named else None


def _initialled(label: str, text: str) -> Span | None:
    """``MK`` for the Marta Keane of the head."""
    for match in _INITIALED.finditer(text, 0, _HEAD):
        words = list(_WORD.finditer(text, *match.span()))
        for first in range(len(words) - len(label) + 1):
            named = words[first : first + len(label)]
            if len(label) > 1 and "".join(word[0][0] for word in named) == label:
                return Span(named[0].start(), named[-1].end())
    return None
