"""Recognises acts that are reported rather than words that were said: ``announced plans``, ``added 25 points``."""

from __future__ import annotations

from itertools import pairwise

from newstext.quotations.lexicon import AUXILIARIES, SUBJECT_PRONOUNS, forms_of, word_set
from newstext.quotations.verb_forms import IRREGULAR_PASTS


def _forms(bases: str) -> frozenset[str]:
    return frozenset(form for verb in bases.split() for form in forms_of(verb))


_ACTS = _forms(
    "announce confirm report add agree reveal disclose propose request order approve offer publish begin cite quote"
    " read write"
)
"""With a clause they tell what somebody said, with a noun what somebody did."""
_REFUSED = word_set("access entry permission visa visas bail asylum citizenship service services appeal parole leave")
_DENIALS = _forms("deny")
_SHOWING = _forms("show indicate suggest")
_THINGS = word_set(
    "study studies poll polls survey surveys data figures numbers records tests test results research analysis evidence"
    " photo photos photograph photographs picture pictures image images video videos footage map maps"
)
_CALLING = _forms("call")
_CONVENED = word_set(
    "meeting meetings election elections strike strikes vote referendum conference session summit inquiry poll halt"
    " police ambulance"
)
"""Who calls these says nothing: ``She has called a public meeting``."""
_ASKED_FOR = word_set("asked asks ask asking spoke speaks speaking talked talks talking spoken")
_ARTICLES = frozenset(["a", "an", "the"])
_CLAUSES = word_set("that if whether how why what when where who to there it he she they we i you this these those")
_RELATIVES = word_set("that which who whom whose where when")
_MODIFIERS = word_set("to for in on at by with from of after before about into over against")
_FINITE = AUXILIARIES & word_set(
    "has have had will would is was are were did does do could might may can should must isn't isn’t wasn't wasn’t"
    " won't won’t don't don’t doesn't doesn’t didn't didn’t can't can’t wouldn't wouldn’t 's ’s 'd ’d 'll ’ll 're ’re"
)


def is_narrated(cue: list[str], source: list[str], content: list[str]) -> bool:
    """Whether ``cue`` reports an act of ``source`` or what a thing shows, so that ``content`` was never said.

    All in lower case, without words in quotation marks.
    """
    if not cue or not content:
        return False
    verb = cue[-1]
    if verb in _SHOWING:
        return not _THINGS.isdisjoint(source)
    if verb in _DENIALS:
        return not _REFUSED.isdisjoint(content[:3]) and not is_clause(content)
    if verb in _CALLING:
        return content[0] in _ARTICLES and not _CONVENED.isdisjoint(content[1:4]) and not is_clause(content)
    if verb in _ACTS:
        return not is_clause(content)
    about = verb in ("for", "to", "with", "of", "about") and len(cue) > 1 and cue[-2] in _ASKED_FOR
    return about and not is_clause(content)


def is_clause(words: list[str]) -> bool:
    """Whether ``words`` have a subject and a verb of their own: not so ``plans to build a pier that will last``."""
    if words[0] in _CLAUSES - {"this", "these", "those"} or words[0] in SUBJECT_PRONOUNS:
        return True
    modified, inserted = False, False
    for before, word in pairwise(words):
        if inserted:
            inserted = not word.endswith(",")
        elif word in _RELATIVES and before.endswith(","):
            inserted = True  # "the baker, who lived here, worked as …"
        elif word in _RELATIVES or word == "to" or (before.endswith(",") and word in ("and", "but")):
            return False
        elif word in _FINITE | IRREGULAR_PASTS or (word.endswith("ed") and not modified and before not in _ARTICLES):
            return True
        modified = modified or word in _MODIFIERS
    return False
