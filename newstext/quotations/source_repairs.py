"""Repairs sources that are not speakers: an adverb, a year, an addressee, half a name, another verb's subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quotations import lexicon
from newstext.quotations.anonymity import before_comma
from newstext.quotations.callings import is_calling
from newstext.quotations.descriptions import INDEFINITE
from newstext.quotations.names import ABBREVIATED, ORGANISATIONS
from newstext.quotations.phrases import head_of_sentence, subject_after, subject_before
from newstext.quotations.sources import tidy
from newstext.quotations.tokens import OUT
from newstext.quotations.verb_forms import IRREGULAR_PASTS

if TYPE_CHECKING:
    from newstext.quotations.clauses import Clause, Range
    from newstext.quotations.tokens import Paragraph

_ADVERBS = lexicon.word_set(
    "instead meanwhile afterwards afterward later earlier then also again once twice recently finally however still"
    " nonetheless nevertheless therefore thus otherwise elsewhere together alone soon often sometimes even just only"
    " ever never yet already simply now here there today yesterday tonight"
)
_TAIL = (
    _ADVERBS | (lexicon.CONJUNCTIONS - {"how", "what", "why"}) | (lexicon.PREPOSITIONS - {"in", "on"}) | lexicon.TIMES
)
_NOBODY = lexicon.word_set("neither nobody none nothing")
_DUMMIES = frozenset(["it", "there"])
_BE = lexicon.word_set("is are was were be been being ’s 's")
_NO_CONTENT = lexicon.word_set("anything something nothing much more about of so")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_HAVE = frozenset(["has", "have", "had"])
_OBJECT_BEFORE = lexicon.word_set("behind for against with to about of at on over")
_GIVEN_NAMES = frozenset(["april", "may", "june", "august"])
_OBJECTS = lexicon.word_set("him her them me us")
_NO_SUBJECTS = lexicon.word_set("his her who their its")
_RELATIVES = lexicon.word_set("who which whose whom that")
_PARTICIPLES = frozenset(word for word in lexicon.SAYING | lexicon.FRAMING if word.endswith("ing"))
_PLAIN = lexicon.word_set("said says told tells asked wrote added announced replied answered insisted argued warned")
_HEADS = ORGANISATIONS | lexicon.ROLES | lexicon.UNNAMED
_LEADING_UP = lexicon.word_set("asked pressed told questioned speaking")
_TOLD = lexicon.word_set("told informed advised assured reminded")
_PARTICLES = lexicon.word_set("out up off down on back over away")
_DETERMINERS = lexicon.word_set("the a an his her their its")
_ARTICLES = frozenset(["the", "a", "an", "its", "their"])
_NEAR = 6
_FARTHEST = 40
"""Tokens before a participle in which its sentence begins."""


def repaired(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    """Return the clauses of ``p`` with better sources, without those that say that nobody spoke."""
    for clause in clauses:
        if clause.source is None and clause.cue is not None:
            clause.source = _subject_of(p, clause.cue, clause.content)
        elif clause.source is not None and clause.cue is not None:
            _with_whole_name(p, clause)
            _with_head(p, clause)
            _before_predicate(p, clause)
            _of_asked(p, clause)
            _with_apposed_name(p, clause)
            _without_tail(p, clause)
            _without_clause(p, clause)
            _of_person_shown(p, clause)
            _of_main_verb(p, clause)
            _behind_with(p, clause)
            _of_nearest_subject(p, clause)
            _of_teller(p, clause)
            _without_relative_clause(p, clause)
        if clause.source is not None and _names_nothing(p, clause):
            clause.source = None
    return [c for c in clauses if not (_denies(p, c) or _asks(p, c) or _is_dateline(p, c))]


def _names_nothing(p: Paragraph, clause: Clause) -> bool:
    """``The | has raised its warning``: no words for anybody."""
    return all(word in _ARTICLES for word in p.lower[slice(*(clause.source or (0, 0)))])


def _subject_of(p: Paragraph, cue: Range, content: list[Range]) -> Range | None:
    """``She greeted the crowd and told them``, ``Miller, a retired worker, said``: the subject of a plain verb."""
    verb = cue[1] - 1
    while verb > cue[0] and p.lower[verb] not in _PLAIN:
        verb -= 1
    if p.lower[verb] not in _PLAIN or any(w in _BE for w in p.lower[max(0, verb - 2) : verb]):
        return None
    start = _sentence_start(p, verb)
    behind = p.place[verb - 1] != OUT or p.lower[verb - 1] == ","
    if behind and verb + 1 < len(p) and p.words[verb + 1][0].isupper():
        found = subject_after(p, verb + 1, len(p))
    else:
        subject = subject_before(p, verb, start)
        found = (subject.first, subject.end) if subject is not None else head_of_sentence(p, start, verb)
        if found is not None and p.lower[found[0]] in lexicon.CONJUNCTIONS | _OBJECTS:
            found = head_of_sentence(p, start, verb)
    source = tidy(p, found, cue) if found is not None else None
    if source is None or any(source[0] < r[1] and r[0] < source[1] for r in content):
        return None
    return None if all(_is_no_speaker(p, i) for i in range(*source)) else source


def _sentence_start(p: Paragraph, at: int) -> int:
    """The first token outside marks of the sentence of token ``at``."""
    while at > p.body and p.sentence[at - 1] == p.sentence[at] and p.place[at - 1] == OUT:
        at -= 1
    return at


def _before_predicate(p: Paragraph, clause: Clause) -> None:
    """``effusively praised Pask``: a verb and its object are not a source; the verb's subject is before them."""
    first, end = clause.source or (0, 0)
    verb = first
    while verb < end - 1 and p.lower[verb].endswith("ly") and p.words[verb].islower():
        verb += 1
    past = p.lower[verb] in IRREGULAR_PASTS or p.lower[verb].endswith("ed") or p.lower[verb] in _PARTICIPLES
    if not p.words[verb].islower() or not past or verb + 1 >= end:
        return
    behind = verb + 1 + (p.lower[verb + 1] in _PARTICLES and verb + 2 < end)
    if not (p.words[behind][0].isupper() or p.lower[behind] in _OBJECTS | _DETERMINERS):
        return
    head = head_of_sentence(p, _sentence_start(p, first), first)
    if head is not None and clause.cue is not None:
        clause.source = tidy(p, head, clause.cue) or clause.source


def _behind_with(p: Paragraph, clause: Clause) -> None:
    """``…, with Holt recently promising to stay``: she promises, whatever the subject of the sentence."""
    cue = clause.cue
    if cue is None or _PARTICIPLES.isdisjoint((p.lower[cue[0]], p.lower[cue[1] - 1])):
        return
    end = cue[0]
    while end > p.body and p.lower[end - 1].endswith("ly"):
        end -= 1
    first = end
    while first > p.body and p.words[first - 1][0].isupper() and p.place[first - 1] == OUT:
        first -= 1
    if first < end and p.lower[first - 1] == "with":
        clause.source = (first, end)


def _with_whole_name(p: Paragraph, clause: Clause) -> None:
    """``Ms. | May said``: the words of a name that were taken for the verb's."""
    (first, end), cue = clause.source or (0, 0), clause.cue
    if cue is None or cue[0] != end or p.lower[end - 1].rstrip(".") not in ABBREVIATED:
        return
    named = end
    while named < cue[1] - 1 and p.words[named][0].isupper():
        named += 1
    clause.source, clause.cue = (first, named), (named, cue[1])


def _with_head(p: Paragraph, clause: Clause) -> None:
    """``The Indian | army in a statement said``, ``One | critic called``: the noun belongs to the source."""
    (first, end), cue = clause.source or (0, 0), clause.cue
    if cue is None or end > cue[0] or end >= len(p):
        return
    if p.lower[end - 1] == "of" and p.lower[end] == "state" and p.lower[end + 1 : end + 2] and cue == (end, end + 1):
        said = p.lower[end + 1] in _PLAIN
        clause.source, clause.cue = (first, end + 1), (end + 1, end + 2) if said else clause.cue
    elif end < cue[0] and p.words[end - 1][0].isupper() and p.words[end].islower():
        described = p.lower[end] in _HEADS or (p.lower[end - 1] in INDEFINITE and is_calling(p.lower[end]))
        clause.source = (first, end + described)
    elif end == cue[0] and p.lower[first:end] in (["one"], ["a"], ["another"], ["the"]):
        described = is_calling(p.lower[end]) or p.lower[end] in lexicon.UNNAMED
        (start, until), verb_end = clause.content[0], max(cue[1], end + 2)
        if described and (until <= first or verb_end < until):
            clause.source, clause.cue = (first, end + 1), (end + 1, verb_end)
            clause.content[0] = (start if until <= first else max(start, verb_end), until)


def _of_asked(p: Paragraph, clause: Clause) -> None:
    """``Lathe, asked by the chair to finish, said``: Lathe speaks, and not the chair."""
    first = clause.source[0] if clause.source else 0
    asked = first - 2
    if asked <= p.body or p.lower[first - 1] != "by" or p.lower[asked] not in _LEADING_UP or p.lower[asked - 1] != ",":
        return
    clause.source = before_comma(p, asked) or head_of_sentence(p, _sentence_start(p, asked), asked) or clause.source


def _with_apposed_name(p: Paragraph, clause: Clause) -> None:
    """``asked counsel to the inquiry, Nora Aldersey``: the name behind an office belongs to it."""
    (first, end), cue = clause.source or (0, 0), clause.cue
    if cue is None or cue[1] != first or not is_calling(p.lower[end - 1]) or end >= len(p):
        return
    comma = next((i for i in range(end, min(len(p), end + _NEAR)) if p.lower[i] == ","), len(p))
    joined = comma == end or p.lower[end] in ("to", "of", "for", "at", "in")
    name = comma + 1
    while joined and name < len(p) and p.words[name][0].isupper() and p.place[name] == OUT:
        name += 1
    if name - comma > 2 and all(place == OUT for place in p.place[end:comma]):
        clause.source = (first, name)


def _without_tail(p: Paragraph, clause: Clause) -> None:
    """``Holt when``, ``Hua Chunying shot back``: a name ends before the words of another clause."""
    first, end = clause.source or (0, 0)
    relative = False
    for i in range(first + 1, end):
        relative = relative or p.lower[i] in _RELATIVES
        named = p.words[i - 1][0].isupper() and p.words[i].islower() and p.place[i] == OUT
        if named and not relative and p.lower[i] in IRREGULAR_PASTS:
            end = i
            break
    while end - first > 1 and p.words[end - 1].islower() and p.lower[end - 1] in _TAIL and p.place[end - 1] == OUT:
        end -= 1
    if end - first > 2 and p.lower[end - 1] in ("who", "whose", "which") and p.words[end - 2] == ",":
        end -= 2
    clause.source = (first, end)


def _without_clause(p: Paragraph, clause: Clause) -> None:
    """``according to the town clerk, turnout | had passed``: behind the comma the sentence goes on."""
    (first, end), cue = clause.source or (0, 0), clause.cue
    comma = next((i for i in range(first, end) if p.lower[i] == ","), None)
    if cue is None or comma is None or "according" not in p.lower[slice(*cue)] or end >= len(p):
        return
    if p.lower[end] not in (",", ".", "?", "!") and p.place[end] == OUT and p.lower[end - 1] != ",":
        clause.source = (first, comma)


def _of_person_shown(p: Paragraph, clause: Clause) -> None:
    """``The paper has Holt saying``: Holt speaks, and the paper reports it."""
    source, cue = clause.source, clause.cue
    if source is None or cue is None or not p.lower[cue[1] - 1].endswith("ing") or source[1] >= cue[1] - 2:
        return
    verb = source[1]
    shown = (verb + 1, cue[1] - 1 - (p.lower[cue[1] - 2] == ","))
    if p.lower[verb] in _HAVE and shown[0] < shown[1] and _is_somebody(p, shown):
        clause.via, clause.source, clause.cue = source, shown, (cue[1] - 1, cue[1])


def _is_somebody(p: Paragraph, r: Range) -> bool:
    last = p.lower[r[1] - 1]
    if r[1] - r[0] == 1 and last in _OBJECTS:
        return True
    if p.words[r[0]][0].islower() and p.lower[r[0]] not in _DETERMINERS:
        return False
    whole = not any(w in lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS for w in p.lower[slice(*r)])
    return whole and (p.words[r[1] - 1][0].isupper() or is_calling(last) or last in lexicon.UNNAMED)


def _of_main_verb(p: Paragraph, clause: Clause) -> None:
    """``Holt threw her support behind Pask, saying …``: Holt says it, although Pask is nearer."""
    source, cue = clause.source, clause.cue
    if source is None or cue is None or p.lower[cue[0]] not in _PARTICIPLES or p.lower[cue[0] - 1] != ",":
        return
    start = _sentence_start(p, cue[0])
    if source[0] <= start + 1 or cue[0] - start > _FARTHEST:
        return
    if p.lower[source[0] - 1] not in _OBJECT_BEFORE and p.lower[source[0]] not in _NO_SUBJECTS:
        return
    head = head_of_sentence(p, start, source[0])
    subject = tidy(p, head, cue) if head is not None else None
    named = subject is not None and (p.words[subject[1] - 1][0].isupper() or p.lower[subject[0]] in ("he", "she"))
    if named and p.lower[start] not in lexicon.CONJUNCTIONS and not _has(p, _PARTICIPLES, (start, source[0])):
        clause.source = subject


def _has(p: Paragraph, words: frozenset[str], r: Range) -> bool:
    return any(word in words for word in p.lower[slice(*r)])


def _of_nearest_subject(p: Paragraph, clause: Clause) -> None:
    """``Instead``, ``2015`` and ``It`` of ``It was said`` are nobody: the subject of the verb, or no source."""
    (first, end), cue = clause.source or (0, 0), clause.cue
    if cue is None or p.lower[cue[1] - 1] == ":":
        return  # "MARCH: “…”"
    empty = all(_is_no_speaker(p, i) for i in range(first, end))
    dummy = end - first == 1 and p.lower[first] in _DUMMIES and _is_impersonal(p, first, cue)
    if dummy:
        clause.source = None
    elif empty:
        subject = subject_before(p, cue[0], first)
        again = subject is None or all(_is_no_speaker(p, i) for i in range(subject.first, subject.end))
        clause.source = None if subject is None or again else tidy(p, (subject.first, subject.end), cue)


def _of_teller(p: Paragraph, clause: Clause) -> None:
    """``The jury was told that …``: the addressee says nothing."""
    source, cue = clause.source, clause.cue
    if source is None or cue is None or source[1] > cue[0] or p.lower[cue[1] - 1] not in _TOLD:
        return
    between = p.lower[source[1] : cue[1] - 1]
    passive = not _BE.isdisjoint(between) and all(word in lexicon.AUXILIARIES for word in between)
    if passive:
        clause.source = None


def _is_no_speaker(p: Paragraph, i: int) -> bool:
    if p.lower[i] in _LEADING_UP:
        return True
    return p.lower[i] in _ADVERBS | (lexicon.TIMES - _GIVEN_NAMES) | lexicon.PREPOSITIONS or bool(
        _YEAR.fullmatch(p.words[i])
    )


def _is_impersonal(p: Paragraph, it: int, cue: Range) -> bool:
    """``it was said that`` and ``there were reports that``; not ``it said`` and ``it is calling for``."""
    verb = p.lower[cue[1] - 1]
    passive = (verb == "said" or verb.endswith("ed")) and any(w in _BE for w in p.lower[it + 1 : cue[1] - 1])
    return p.lower[it] == "there" or passive


def _without_relative_clause(p: Paragraph, clause: Clause) -> None:
    """``Holt, whose father was a docker, said``: the description was not said."""
    source, cue = clause.source, clause.cue
    if source is None or cue is None or source[1] > cue[0] or len(clause.content) < 2:
        return
    told = [r for r in clause.content if not (source[1] <= r[0] < cue[0] and p.lower[r[0]] in _RELATIVES)]
    clause.content = told or clause.content


def _denies(p: Paragraph, clause: Clause) -> bool:
    """``Neither of them has said anything``: nothing was said."""
    nobody = clause.source is not None and p.lower[clause.source[0]] in _NOBODY
    return nobody and p.lower[clause.content[0][0]] in _NO_CONTENT and not _marked(p, clause)


def _asks(p: Paragraph, clause: Clause) -> bool:
    """``Asked by the chair to finish, Lathe said``: the question leads up to what somebody else says."""
    cue = clause.cue
    by = clause.source is not None and p.lower[clause.source[0] - 1] == "by"
    if cue is None or not by or p.lower[cue[0]] not in ("asked", "pressed", "urged") or _marked(p, clause):
        return False
    return (cue[0] == p.body or p.sentence[cue[0] - 1] != p.sentence[cue[0]]) and p.words[cue[0]][0].isupper()


def _is_dateline(p: Paragraph, clause: Clause) -> bool:
    """``SANDREY: The oyster bed is closed``: a place at the head of a line, which nobody speaks for."""
    source, cue = clause.source, clause.cue
    if source is None or cue is None or set(p.lower[slice(*cue)]) != {":"} or source[0] or _marked(p, clause):
        return False
    return source[1] <= p.body and all(word.isupper() for word in p.words[slice(*source)])


def _marked(p: Paragraph, clause: Clause) -> bool:
    return any(owner >= 0 for r in clause.content for owner in p.stretch[slice(*r)])
