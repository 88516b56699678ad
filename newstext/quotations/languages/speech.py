"""Finds speech that marks alone do not show: behind a dash, and around a “said so-and-so” that stands inside marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.languages.cues import cues_of
from newstext.quotations.languages.subjects import Subjects
from newstext.quotations.languages.tokens import Quoted, add_quoted, is_long
from newstext.quotations.languages.words import DASHES, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.tokens import Line, Range

_LONGEST_INCISE = 40
_LONGEST_SPEECH = 400
"""Tokens of speech that are searched for its speaker."""
_LONGEST_LEAD = 4
"""Tokens between a comma and the verb of an incise: small pronouns and adverbs."""


def find_speech(line: Line, pack: Pack) -> None:
    """Add speech behind dashes to a paragraph, and split words in marks around a “said so-and-so”."""
    if pack.has("speaker inside marks"):
        parted = [part for quoted in line.quoted for part in (_parts(line, quoted, pack) if quoted.long else [quoted])]
        line.quoted = parted
    if pack.dashes:
        _find_dashed(line, pack)
    line.quoted.sort(key=lambda quoted: quoted.first)
    for number, quoted in enumerate(line.quoted):
        line.quote[quoted.first : quoted.end] = [number] * (quoted.end - quoted.first)


def _parts(line: Line, quoted: Quoted, pack: Pack) -> list[Quoted]:
    """``« Nous partons, a dit Holt. Demain. »``: the words between are the reporter's."""
    inner, end = quoted.first + 1, quoted.end - quoted.closed
    line.quote[inner:end] = [-1] * (end - inner)
    parts, at = list[Quoted](), quoted.first
    while (incise := _incise(line, max(at, inner) + 1, end, pack)) is not None:
        long = is_long(line, at, incise[0], closed=False) or line.words[incise[0]] == ","
        parts.append(Quoted(at, incise[0], long, closed=False))
        at = incise[1]
    if any(line.is_word(i) for i in range(at, end)):
        closed = quoted.closed
        parts.append(Quoted(at, quoted.end, is_long(line, at, quoted.end, closed=closed), closed) if parts else quoted)
    else:
        line.quote[end : quoted.end] = [-1] * (quoted.end - end)
    return parts


def _incise(line: Line, low: int, high: int, pack: Pack) -> Range | None:
    """The first “, said so-and-so,” of words spoken: from its comma or dash to behind the sign that ends it."""
    for i in range(low, min(high, low + _LONGEST_SPEECH) - 1):
        if line.words[i] in DASHES or line.words[i] in (",", "?", "!"):
            end = _incise_end(line, i, high, pack)
            if end is not None:
                return (i + (line.words[i] in "?!"), end)
    return None


def _incise_end(line: Line, i: int, high: int, pack: Pack) -> int | None:
    """Return where an incise that begins with the sign at ``i`` ends; None if none begins."""
    verb = i + 1
    while (
        verb < min(high, i + 1 + _LONGEST_LEAD)
        and line.kinds[verb] & (Kind.BACK | Kind.ADVERB)
        and line.names[verb] < 0
    ):
        verb += 1
    if verb >= high or line.words[verb][0].isupper():
        return None
    cue = next(iter(cues_of(line, verb, min(high, verb + 8), pack)), None)
    if cue is None or cue.verb != verb or cue.hanging:
        return None
    phrases = Subjects(line, pack)
    dashed = line.words[i] in DASHES
    stop = min(high, i + _LONGEST_INCISE)
    source = (cue.subject, cue.subject + 1) if cue.subject is not None else phrases.subject_after(cue.end, stop)
    ends = cue.end < high and (line.words[cue.end] in DASHES or line.ends_sentence(cue.end))
    if source is None and not (dashed and ends):
        return None
    end = max(cue.end, source[1] if source else 0)
    while (
        end < stop
        and (line.is_word(end) or line.words[end][0] == "-" or (dashed and line.words[end] == ","))
        and line.words[end] not in DASHES
    ):
        end += 1
    while end < high and (line.words[end] in DASHES or line.words[end] in ",.;:"):
        end += 1
    return end


def _find_dashed(line: Line, pack: Pack) -> None:
    """Speech behind a dash that begins a paragraph or a sentence, where somebody is named as saying it."""
    i = searched = 0
    while i + 2 < len(line):
        opens = (
            line.words[i] in pack.dashes
            and line.quote[i] < 0
            and (i == 0 or line.ends_sentence(i - 1) or line.words[i - 1] == ":")
        )
        if opens and (line.words[i + 1][0].isupper() or line.words[i + 1] in "¿¡…" or line.words[i + 1].isdigit()):
            end = _dashed(line, i + 1, searched, pack)
            searched = max(searched, i + _LONGEST_SPEECH) if end == i + 1 else searched
            i = end
        else:
            i += 1


def _dashed(line: Line, first: int, searched: int, pack: Pack) -> int:
    """Take in speech from token ``first``; return where the search goes on.

    Up to ``searched`` nobody is named as saying anything.
    """
    most = min(len(line), first + _LONGEST_SPEECH)
    high = next((j for j in range(first, most) if line.quote[j] >= 0), most)
    incise = _incise(line, max(first + 1, searched - 1), high, pack)
    if incise is None:
        return first
    add_quoted(line, first, incise[0], dashed=True)
    line.quoted[-1].long = True
    resumed = incise[1]
    closed_by_dash = any(line.words[j] in pack.dashes for j in range(incise[0] + 1, resumed))
    if resumed < high and closed_by_dash and any(line.is_word(j) for j in range(resumed, high)):
        further = _incise(line, resumed + 1, high, pack)
        add_quoted(line, resumed, further[0] if further else high, dashed=True)
        line.quoted[-1].long = True
        return further[1] if further else high
    return resumed
