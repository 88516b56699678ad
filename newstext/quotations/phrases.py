"""Finds the phrase that names a speaker beside a reporting verb, by stepping over tokens, without a parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.quotations import lexicon
from newstext.quotations.tokens import OUT

if TYPE_CHECKING:
    from newstext.quotations.tokens import Paragraph

_LONGEST_SUBJECT = 14
_LONGEST_APPOSITION = 16
_VERBS_LIKE_NOUNS = lexicon.word_set("state report question read show note claim demand post call label")
_LEADING_NOISE = lexicon.word_set("that but and then when however still yet as while •")
_ARTICLES = lexicon.word_set("a an the who whose his her their its our my")


_SURNAMES_TOO = frozenset(["may", "will", "might"])
_OBJECTS = lexicon.word_set("him her them me us you reporters lawmakers journalists supporters investors")
_CLAUSE_STARTS = lexicon.word_set(
    "that the a an he she it they we i his her its their there this these those he’d he'd"
)
_LONGEST_ADDRESSEE = 14
_OWNERS = lexicon.word_set("the his her their its our")
_OPENERS = lexicon.word_set("to if whether of how why what when he she it they we i there")


class Subject(NamedTuple):
    """A speaker before a verb: tokens ``first`` to ``end``, and where the verb with its auxiliaries starts."""

    first: int
    end: int
    verb: int


def subject_before(p: Paragraph, cue: int, low: int) -> Subject | None:
    """Find the subject of the verb at token ``cue``, looking back no further than token ``low``."""
    end = cue
    while end > low and p.place[end - 1] == OUT and _is_auxiliary(p, end - 1):
        end -= 1
    verb = end
    if end > low and p.lower[end - 1] == ",":
        return _apposed_subject(p, end, low, verb)
    first = end
    while first > low and end - first <= _LONGEST_SUBJECT and not _ends_subject(p, first - 1, first, end):
        first -= 1
        if p.lower[first] in ("who", "which"):
            break
    first = _after_leading_phrase(p, first, end)
    return Subject(first, end, verb) if first < end else None


def subject_after(p: Paragraph, start: int, high: int) -> tuple[int, int] | None:
    """Find the speaker that starts at token ``start``, as after ``said``, with an apposition if there is one."""
    end = start
    while end < high and not _ends_inverted(p, end):
        end += 1
    while end < high and p.lower[end] == "of":
        end += 1
        while end < high and not _ends_inverted(p, end):
            end += 1
    if end == start:
        return None
    if end + 1 < high and p.lower[end] == "," and _opens_apposition(p, end + 1):
        end = _apposition_end(p, end + 1, high)
    elif p.lower[start] in _OWNERS and all(word.islower() for word in p.words[start:end]):
        end = _name_behind(p, end, high)
    return start, end


def _name_behind(p: Paragraph, end: int, high: int) -> int:
    """``the accused, Dennis Rourke``: where the name behind a comma ends, or ``end``."""
    name = end + 1
    while end < name < high and p.lower[end] == "," and p.place[name] == OUT and p.words[name][0].isupper():
        name += 1
    stops = name >= len(p) or p.lower[name] in (",", ".", ";", ":") or p.place[name] != OUT
    return name if name - end > len(", X") - 1 and stops else end


def behind_addressee(p: Paragraph, first: int, high: int) -> int:
    """Return where what was said begins behind a verb that takes the person spoken to before it.

    ``told | Radio Northmere | the pier was shut``, ``warned | his employers three times | that``; ``first`` when
    nobody is spoken to.
    """
    if first >= high or p.place[first] != OUT:
        return first
    far = min(high, first + _LONGEST_ADDRESSEE)
    that = next((i for i in range(first, far) if p.lower[i] == "that" or p.lower[i] in lexicon.STOPS), far)
    if that < far and p.lower[that] == "that" and p.lower[first] not in _OPENERS:
        return that
    if p.lower[first] in _OBJECTS and not (p.lower[first] == "her" and first + 1 < high and _is_noun(p, first + 1)):
        return first + 1
    stop = first + (p.lower[first] in ("the", "a", "an", "his", "her", "their"))
    while stop < high and p.place[stop] == OUT and (p.words[stop][0].isupper() or first < stop < first + 2):
        stop += 1
    return stop if first < stop < high and p.lower[stop] in _CLAUSE_STARTS else first


def _is_noun(p: Paragraph, i: int) -> bool:
    """``told her client he``, and not ``told her he``."""
    return p.lower[i] not in _CLAUSE_STARTS and p.place[i] == OUT and p.words[i].islower()


def head_of_sentence(p: Paragraph, first: int, stop: int) -> tuple[int, int] | None:
    """Return the words a sentence begins with from token ``first`` up to its verb: its subject."""
    while first < stop and p.lower[first] in ("then", "but", "and"):
        first += 1
    if first < stop and (p.lower[first] in lexicon.PREPOSITIONS or _is_participle(p, first)):
        comma = next((i for i in range(first, stop) if p.lower[i] == "," and _closes_phrase(p, i)), None)
        first = first + 1 if comma is None else comma + 1
    end = first
    while end < stop and end - first < _LONGEST_SUBJECT and not _begins_predicate(p, end):
        named = end > first and p.words[end - 1][0].isupper() and p.words[end].islower()
        joins = p.lower[end] in ("and", "of", "’s", "'s") or p.lower[end] in lexicon.ROLES | lexicon.UNNAMED
        if named and p.lower[end] not in lexicon.PREPOSITIONS and not joins:
            break
        end += 1
    return (first, end) if first < end < stop else None


def _is_participle(p: Paragraph, i: int) -> bool:
    """``Asked about it``, and not ``Ted Holm``."""
    return p.lower[i].endswith(("ed", "ing")) and not (i + 1 < len(p) and p.words[i + 1][0].isupper())


def _closes_phrase(p: Paragraph, comma: int) -> bool:
    """Not so the first comma of ``San Bernardino, Calif., a voice``."""
    return p.place[comma] == OUT and not (p.lower[comma + 1].endswith(".") and p.lower[comma + 2 : comma + 3] == [","])


def _begins_predicate(p: Paragraph, i: int) -> bool:
    word = p.lower[i]
    if p.place[i] != OUT or (word in lexicon.STOPS and word not in ("(", ")", "-")):
        return True
    if word in ("'s", "’s") or not p.words[i].islower():
        return False
    verbs = lexicon.CUES | lexicon.THINKING | lexicon.AUXILIARIES
    return (word in verbs and word not in _VERBS_LIKE_NOUNS) or (word.endswith("ed") and len(word) > 4)


def _is_auxiliary(p: Paragraph, i: int) -> bool:
    word = p.lower[i]
    if word in _SURNAMES_TOO and p.words[i][0].isupper():
        return False  # "May said", "Ms. Will said"
    return word in lexicon.AUXILIARIES or (word.endswith("ly") and p.words[i].islower() and len(word) > 4)


def _apposed_subject(p: Paragraph, comma: int, low: int, verb: int) -> Subject | None:
    """``Holt, the union's secretary, said``: the subject is before the first of two commas."""
    opening = comma - 2
    while opening > low and p.lower[opening] != "," and p.place[opening] == OUT:
        if comma - opening > _LONGEST_APPOSITION:
            return None
        opening -= 1
    if opening <= low or p.lower[opening] != ",":
        return None
    first = opening
    while first > low and not _ends_subject(p, first - 1, first, opening):
        if opening - first > _LONGEST_SUBJECT:
            break
        first -= 1
    first = _after_leading_phrase(p, first, opening)
    return Subject(first, comma, verb) if first < opening else None


def _ends_subject(p: Paragraph, i: int, first: int, end: int) -> bool:
    """Whether token ``i``, just before a subject found so far, is no longer part of it."""
    word = p.lower[i]
    if p.place[i] != OUT or word in lexicon.STOPS:
        return True
    if word in lexicon.CONJUNCTIONS:
        joins_names = (
            word == "and" and i > 0 and first < end and p.words[first][0].isupper() and p.words[i - 1][0].isupper()
        )
        return not joins_names
    return word in lexicon.CUES and word not in _VERBS_LIKE_NOUNS and not p.words[i][0].isupper()


def _after_leading_phrase(p: Paragraph, first: int, end: int) -> int:
    """Step over ``In a speech on Monday`` and the like at the head of a subject."""
    if first < end and p.lower[first] in lexicon.PREPOSITIONS:
        if p.lower[end - 1] in lexicon.SUBJECT_PRONOUNS:
            return end - 1
        name = end
        while name > first and p.words[name - 1][0].isupper() and p.lower[name - 1] not in lexicon.TIMES:
            name -= 1
        first = name
    while first < end and p.lower[first] in _LEADING_NOISE:
        first += 1
    return first


def _ends_inverted(p: Paragraph, i: int) -> bool:
    word = p.lower[i]
    if p.place[i] != OUT or word in lexicon.STOPS or word in lexicon.PREPOSITIONS or word in lexicon.TIMES:
        return True
    return word in lexicon.CONJUNCTIONS and word != "and"


def _opens_apposition(p: Paragraph, i: int) -> bool:
    word = p.lower[i]
    is_age = word.isdigit() and p.lower[i + 1 : i + 2] in ([","], [])
    if word in _ARTICLES or word in lexicon.ROLES or is_age:
        return True
    other = lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS | lexicon.TIMES | lexicon.CUES
    return p.words[i][0].islower() and word not in other and not word.endswith(("ing", "ly"))


def _apposition_end(p: Paragraph, start: int, high: int) -> int:
    end = start
    while end < high and p.place[end] == OUT and p.lower[end] not in (".", ";", "—", "--", ":"):
        next_is_name = end + 1 < high and p.words[end + 1][0].isupper()
        if p.lower[end] == "," and not next_is_name:
            break
        if end - start > _LONGEST_APPOSITION:
            break
        end += 1
    return end
