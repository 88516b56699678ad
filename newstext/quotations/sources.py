"""Trims a source to the words for the speaker, and restores what was cut off by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations import lexicon
from newstext.quotations.anonymity import before_comma
from newstext.quotations.tokens import OUT

if TYPE_CHECKING:
    from newstext.quotations.clauses import Range
    from newstext.quotations.tokens import Paragraph

_OPENERS = lexicon.word_set("that but and or when then however")
_DANGLING = lexicon.word_set("and or but that which who")
_DETERMINERS = lexicon.word_set("the a an his her their its our my these those this")
_PARTICIPLES = lexicon.word_set("asked told pressed according citing quoting")
_DAYS = lexicon.word_set("today yesterday tonight monday tuesday wednesday thursday friday saturday sunday")
_COMPANY_ENDS = lexicon.word_set("inc ltd llc llp plc corp limited")
_IN_NAMES = frozenset([",", "/", "&", "of", "and", "plc"])
_GENITIVES = frozenset(["'s", "’s"])
_ARTICLES = frozenset(["the", "a", "an"])
_VERBS = lexicon.word_set("has have had is was are were be been will would did does do could might may can should must")
_SUBORDINATING = lexicon.word_set("while as although though when")
_SURNAMES_TOO = frozenset(["May", "Will"])
_EMPTY = _DETERMINERS | lexicon.AUXILIARIES | lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS
_FIRM = lexicon.SAYING - lexicon.WEAK
_TOLD = frozenset(word for word in lexicon.CUES if word.endswith("ed")) | lexicon.word_set("said says wrote told")
"""Verbs of speaking: their subject does not own a message."""
_INSERTED = lexicon.word_set("including who which")
_RELATIVE = lexicon.word_set("who whose which that where whom")
_OCCASIONAL = frozenset(["in", "on", "at", "during", "meanwhile", "however", "though", "too"])
_OCCASION, _OCCASIONS = (
    3,
    lexicon.word_set("statement interview email e-mail letter tweet post speech briefing release"),
)
_LONGEST_OCCASION = 4
"""Tokens of ``, in German`` and ``, meanwhile`` behind a name, which are not part of it."""
_NOUN_NEXT = 3
"""Tokens between a lone determiner and its verb that may be the noun it belongs to."""


def tidy(p: Paragraph, source: Range, cue: Range | None) -> Range | None:
    """The same speaker with better edges; None when no speaker is left."""
    first, end = _cut(p, *_without_time(p, *_without_lead(p, *source)))
    if p.lower[first].rstrip(".") in _COMPANY_ENDS and end - first == 1:
        first = _company(p, first)
    if cue is not None:
        first, end = _antecedent(p, (first, end), cue)
    if cue is not None and p.lower[end - 1] in _ARTICLES:
        end = _with_noun(first, end, cue)
    if first >= end or not (
        p.lower[first] in _SOLE
        or any(_names(w) for w in (*p.lower[first:end], *_SURNAMES_TOO & set(p.words[first:end])))
    ):
        return None
    if end - first > 1 and p.lower[end - 1] in _DETERMINERS - {"this", "that", "these", "those", "her"}:
        return None
    if p.words[first].isdigit() and p.lower[first + 1 : first + 2] == [","]:
        return None
    end = _without_occasion(p, first, end)
    lone = end - first == 1 and p.lower[first] in _PARTICIPLES
    if lone or (p.lower[first] in _VERBS and p.words[first].islower()):
        return None
    if cue is not None and end - first > 1 and is_genitive(p, end - 1) and p.lower[cue[1] - 1] == ":":
        end -= 1
    while first > p.body and p.lower[first - 1] in _DETERMINERS and p.place[first - 1] == OUT:
        first -= 1
    if cue is not None and p.lower[first] in ("his", "her") and end == cue[0] and p.lower[end] in lexicon.UTTERANCES:
        end = first + 1  # "Her stock answer was: “…”"
    return first, end


def _without_occasion(p: Paragraph, first: int, end: int) -> int:
    """``The army in a statement``: the manner of speaking is not part of the source."""
    spoken = end - first > _OCCASION and p.lower[end - 1] in _OCCASIONS and p.lower[end - 2] in ("a", "an")
    return end - _OCCASION if spoken and p.lower[end - _OCCASION] == "in" else end


def _without_time(p: Paragraph, first: int, end: int) -> Range:
    """``Quay Line, the operator of ferries, today announced`` and ``Lyle Holdings (LSE: LHH) today reported``."""
    stop = end
    while (
        stop > first and p.lower[stop - 1] in _DAYS and (p.words[stop - 1].islower() or not p.words[stop - 2].islower())
    ):
        stop -= 1
    if stop == end or p.words[end - 1] == "Today":
        return first, end
    if stop > first and not (p.lower[first] in ("a", "an") and p.lower[first - 1] == ","):
        return first, stop - (p.lower[stop - 1] == ",")
    named = _named_before(p, min(stop, first))
    if named is None:
        return first, end
    return named[0], (stop - (p.lower[stop - 1] == ",") if stop > first else named[1])


def _named_before(p: Paragraph, end: int) -> Range | None:
    """The name before token ``end``, commas and brackets passed over."""
    while end > p.body and p.lower[end - 1] in (",", ")"):
        opening = next((i for i in range(end - 1, p.body, -1) if p.lower[i] == "("), end)
        end = opening if p.lower[end - 1] == ")" and opening < end else end - 1
    first = _company(p, end)
    return (first, end) if first < end else None


def _company(p: Paragraph, end: int) -> int:
    """Return where the capitals of a company's name begin before token ``end``."""
    first = end
    while first > p.body and p.place[first - 1] == OUT:
        joins = p.lower[first - 1] in _IN_NAMES and first - 1 > p.body and p.words[first - 2][0].isupper()
        if not (p.words[first - 1][0].isupper() or joins):
            break
        first -= 1
    return first


_SOLE = _DETERMINERS - _ARTICLES | {"that"} | lexicon.SUBJECT_PRONOUNS


def is_genitive(p: Paragraph, i: int) -> bool:
    """``’s``, or the apostrophe of ``James’ answer``."""
    return p.lower[i] in _GENITIVES or (p.lower[i] in ("’", "'") and p.lower[i - 1].endswith("s") and p.place[i] == OUT)


def is_owned(p: Paragraph, source: Range) -> bool:
    """Whether it is a thing of somebody's, as ``Holt’s reply to the letter``, and not ``Holt’s lawyer``."""
    first, end = source
    ends = [i - 1 for i in (*range(first + 1, end), end) if i == end or p.lower[i] == ","]
    person = any(p.words[i][0].isupper() or p.lower[i] in lexicon.ROLES | lexicon.UNNAMED for i in ends)
    return not person and any(is_genitive(p, i) for i in range(first + 1, end))


def owner_before(p: Paragraph, first: int, colon: int) -> tuple[Range, Range] | None:
    """``The ministry’s message to parents: “…”``: the owner of the message, and the words for it."""
    genitive = next((i for i in range(first + 1, colon - 1) if is_genitive(p, i)), None)
    if genitive is None or any(p.place[i] != OUT or p.lower[i] in _TOLD for i in range(first, colon)):
        return None
    return (first, genitive), (genitive + 1, colon + 1)


def author_before(p: Paragraph, colon: int) -> Range | None:
    """``a blurb by Lord Averill: “…”``: who wrote it stands right before the colon."""
    first = colon
    while first > p.body and p.words[first - 1][0].isupper():
        first -= 1
    return (first, colon) if p.body < first < colon and p.lower[first - 1] == "by" else None


def _with_noun(first: int, end: int, cue: Range) -> int:
    """``The statement noted``, ``The report:``: an article takes the noun behind it, from the cue if it is there."""
    if end - first == 1 and 1 < cue[0] - first <= _NOUN_NEXT:
        return cue[0]
    return max(end + 1, cue[1] - 1) if cue[0] == end else end


def _names(word: str) -> bool:
    return word[0].isalnum() and word not in _EMPTY


def _antecedent(p: Paragraph, source: Range, cue: Range) -> Range:
    """``Holt, who lives in Sandrey, said``: the clause behind "who" is over before the verb comes."""
    first, end = source
    if p.lower[first] == "who" and end - first == 1 and cue[0] > end and "," in p.lower[end : cue[0]]:
        return before_comma(p, first) or source
    lead = p.lower[first - 1 : first] == [","] and p.words[first][0].islower() and p.lower[end - 1] == ","
    if lead and cue[0] >= end and p.lower[first] not in _DETERMINERS | lexicon.SUBJECT_PRONOUNS:
        return before_comma(p, first) or source  # "Margaux Petit, scorer of both goals, was modest:"
    return source


def _without_lead(p: Paragraph, first: int, end: int) -> Range:
    """``11:40 Mayor Kray``, ``At her headquarters, the mayor``, ``that Mr Dray``."""
    while first < end - 1 and (
        p.lower[first] in _OPENERS or (p.words[first].isdigit() and first > 0 and p.lower[first - 1] == ":")
    ):
        first += 1
    if p.lower[first] in _SUBORDINATING and first < end - 1:
        first += 1
    elif p.lower[first] in lexicon.PREPOSITIONS - {"about", "over"}:
        comma = next((i for i in range(first, end - 1) if p.lower[i] == ","), None)
        first = first if comma is None or p.lower[comma + 1] in _INSERTED else comma + 1
    if p.lower[first] in lexicon.SUBJECT_PRONOUNS - {"who", "we", "they"} and p.lower[first + 1 : first + 2] not in (
        ["and"],
        ["or"],
    ):
        end = min(end, first + 1)
    return first, end


def _cut(p: Paragraph, first: int, end: int) -> Range:
    """``Sallow said``, ``the campaign denies any wrongdoing and``: the subject ends where its verb begins."""
    for i in range(first + 1, end):
        if p.lower[i] in _RELATIVE or p.place[i] != OUT:
            break
        verb = p.lower[i] in _FIRM and p.words[i].islower() and not p.lower[i].endswith("ing")
        if (verb and p.lower[i + 1 : i + 2] != ["by"]) or p.words[i] in _VERBS:
            end = i
            break
    inserted = next((i for i in range(first + 1, end - 1) if p.lower[i] == "," and p.lower[i + 1] in _OCCASIONAL), end)
    if p.lower[first] not in lexicon.PREPOSITIONS and end - inserted <= _LONGEST_OCCASION:
        end = inserted
    while end - first > 1 and p.lower[end - 1] in _DANGLING and p.place[end - 1] == OUT:
        end -= 1
    return first, end
