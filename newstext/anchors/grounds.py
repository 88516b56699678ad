"""Why a person should look at a change: negations, numbers, names and others, by urgency."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newstext.anchors.model import Reason
from newstext.quotations.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

NEGATIONS = word_set(
    "no not never none nobody nothing nowhere neither nor cannot without hardly barely scarcely deny denies denied"
    " denying refuse refuses refused refusing reject rejects rejected rejecting fail fails failed unlikely"
)
MODALS = word_set(
    "will would shall should can could may might must ought need if unless until only likely perhaps maybe possibly"
    " probably certainly would've could've should've"
)
_NUMBERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands"
    " million millions billion billions trillion trillions half third quarter dozen dozens twice double triple percent"
    " per-cent first second both"
)
_DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january"
    " february march april june july august september october november december jan feb mar apr jun jul aug sep sept"
    " oct nov dec"
)
_PERSONS = word_set("i he she they we it you who his her their him them our my")
_SENTENCE_STARTERS = word_set(
    "a an the this that these those but and or so in on at by for from with as if when while after before since until"
    " there here then now also still yet however meanwhile asked told according speaking both all some many most few"
    " more other another such each every what where why how because although though during about under over"
)
_DIGIT = re.compile(r"\d")


def is_negation(word: str) -> bool:
    """Whether a word negates."""
    return word.lower() in NEGATIONS or word.lower().endswith("n't")


def is_number(word: str) -> bool:
    """Whether a word counts or measures, a compound like ``Forty-three`` too."""
    return _DIGIT.search(word) is not None or any(part in _NUMBERS for part in (word.lower(), *word.lower().split("-")))


def is_name(word: str) -> bool:
    """Whether a word is capitalised like a name, as the first word of a sentence also is."""
    lower = word.lower()
    return word[:1].isupper() and lower not in _SENTENCE_STARTERS and lower not in _PERSONS and word != "I"


def is_attributing(word: str) -> bool:
    """Whether a word bears on who said a sentence, or whether it was said: a name, a person, a negation."""
    lower = word.lower()
    return lower in _PERSONS or is_negation(word) or (is_name(word) and lower not in _DAYS)


def is_incidental(word: str) -> bool:
    """Whether a word next to a name does not change the attribution: an article, a day."""
    return word.lower() in ("a", "an", "the", "on") or word.lower() in _DAYS


def gravest(old: Sequence[str], new: Sequence[str]) -> Reason:
    """Return the most serious kind of word that occurs in only one of two wordings."""
    ours, theirs = Counter(old), Counter(new)
    changed = [*(ours - theirs), *(theirs - ours)]
    if [w.lower() for w in old if w[0].isalnum()] == [w.lower() for w in new if w[0].isalnum()]:
        return Reason.PUNCTUATION
    if any(is_negation(word) for word in changed):
        return Reason.NEGATION
    if any(is_number(word) for word in changed):
        return Reason.NUMBER
    if any(is_name(word) for word in changed):
        return Reason.NAME
    if any(word.lower() in MODALS for word in changed):
        return Reason.MODAL
    return Reason.WORDS
