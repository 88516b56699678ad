"""Recognises words without marks that belong to a verb and tell nothing: ``it on Friday``, ``by telephone``."""

from __future__ import annotations

from newstext.quotations.lexicon import PREPOSITIONS, TIMES, word_set

_OBJECTS = word_set("it this that these those them him me us so")
_NEVER_SUBJECTS = word_set("himself herself themselves itself whom")
_CIRCUMSTANCES = word_set("in on at by from as after before during into through until over under near between within")
_FINITE = word_set(
    "is was are were has have had will would did does do could might may can should must cannot isn't isn’t wasn't"
    " wasn’t won't won’t don't don’t doesn't doesn’t didn't didn’t can't can’t couldn't couldn’t wouldn't wouldn’t"
    " hasn't hasn’t haven't haven’t 's ’s 'd ’d 'll ’ll 're ’re 've ’ve"
)
_SPEAKING = word_set("spoke speaks speak speaking spoken talked talks talk talking wrote writes written writing")
_TO_WHOM = frozenset(["to", "for", "at", "in", "on", "from"])
_OPENS_CLAUSE = word_set("that if whether how why what when where to")


def is_fragment(content: list[str], cue: list[str]) -> bool:
    """Whether ``content`` is the object or the circumstances of the verb in ``cue`` and no clause.

    Both in lower case. ``confirmed | it on Friday``, ``wrote | by telephone``, ``spoke for | three minutes``; not
    ``said | it sold well``, ``denied | any involvement``, ``according to | in May, …``.
    """
    if not content or not cue or "according" in cue:
        return not content
    first, rest = content[0], content[1:]
    if cue[-1] in _TO_WHOM and not _SPEAKING.isdisjoint(cue) and "that" not in content:
        return True
    if first in _OBJECTS and (
        not rest or (first != "that" and (rest[0] in PREPOSITIONS | TIMES or rest[0].endswith("ly")))
    ):
        return True
    if not _FINITE.isdisjoint(rest) or "to" in rest or (first in _OPENS_CLAUSE and rest):
        return False
    if first in _CIRCUMSTANCES:
        return not any(word.endswith(",") for word in content)
    return first in _NEVER_SUBJECTS
