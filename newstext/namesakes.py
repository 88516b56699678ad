"""Judges whether two names may be one person's: a shared surname is not enough where both give more."""

from __future__ import annotations

import re
from itertools import product

from newstext.folding import fold
from newstext.quotations.given_names import gender_of
from newstext.quotations.lexicon import ROLES, TITLES, word_set
from newstext.quotations.names import ABBREVIATED, ORGANISATIONS, is_organisation, role_words

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w-]+")
_BELONGING = re.compile(r",| (?:of|for|at|from|in|with|who|whose|that|near|familiar) ")
_DETERMINERS = word_set("the a an one another its his her their our this that some")
_PERSON = re.compile(r"(?<=[a-z]{4})(?:man|woman|person|men|women|people)$")
"""The end of spokesman and spokesperson, chairwoman and chairman, which papers set each in their own way."""
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "qc", "kc", "mp"])
_MEN, _WOMEN = frozenset(["mr", "sir", "lord"]), frozenset(["mrs", "ms", "miss", "dame", "lady"])
_RELATED = re.compile(r"['’]s? ([a-z]+)$")
_VOICES = frozenset(["office", "team", "campaign", "camp", "statement", "letter", "account"])
"""Bodies and papers that speak for the person they belong to."""
_DEMONYMS = {"french": "france", "dutch": "netherland", "danish": "denmark", "irish": "ireland", "welsh": "wale"}
_STEM_OF_A_PLACE = 4
"""Letters that a place and its people share: Tavarra, Tavarran; Norway, Norwegian."""
_SHORT_FORM = 3
"""Letters from which the beginning of a given name may stand for it: ``Rob`` for ``Robert``."""
_NICKNAMES: dict[str, set[str]] = {}
for _names in (
    "robert bob bobby rob robbie",
    "william bill billy will liam",
    "richard dick rick ricky",
    "james jim jimmy jamie",
    "john jack johnny jon",
    "thomas tom tommy",
    "michael mike mick micky",
    "leonard len lenny",
    "edward ed eddie ted ned",
    "charles charlie chuck",
    "joseph joe joey",
    "anthony tony",
    "andrew andy drew",
    "henry harry hank",
    "elizabeth liz lizzie beth betty eliza",
    "margaret maggie peggy meg",
    "katherine catherine kathryn kate kathy cathy katie",
    "susan sue susie",
    "deborah debbie deb",
    "jennifer jenny jen",
    "rebecca becky",
    "patricia pat patty trish",
    "stephen steven steve",
    "lawrence laurence larry",
    "alexander alexandra alex sandy sasha",
    "samuel samantha sam sammy",
    "daniel dan danny",
    "nicholas nick nicky",
    "matthew matt",
    "benjamin ben",
    "gregory greg",
    "kenneth ken kenny",
    "ronald ron ronnie",
    "donald don donnie",
    "gerald jerry gerry",
    "peter pete",
    "francis frank frankie",
    "frederick fred freddie",
    "christopher christine christina chris",
    "david dave",
    "philip phillip phil",
    "timothy tim",
    "geoffrey jeffrey geoff jeff",
    "vincent vince",
    "barbara barb",
    "pamela pam",
    "judith judy",
    "mikhail misha",
):
    for _name_of_one in _names.split():
        _NICKNAMES.setdefault(_name_of_one, set()).add(_names.partition(" ")[0])
"""Each given name with the names that it may be short for."""
_VAGUE = word_set(
    "official officials source sources person people man men woman women one somebody someone spokesman spokeswoman"
    " spokesperson insider witness expert analyst a an the this that of for in at to with and by who he she they his"
    " her their its former acting senior local"
)
"""Words of a description that say too little to tell anybody apart."""


def may_be_one(first: str, second: str) -> bool:
    """Whether two names may be one person's or body's, titles, initials, accents and double surnames allowed for."""
    a, b = _words(first), _words(second)
    if _differ_in_gender(a, b) or _relation(first) != _relation(second):
        return False
    one, other = _name(a), _name(b)
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    if is_organisation(first) or is_organisation(second):
        return one[-1:] == other[-1:] and one[-1] not in ORGANISATIONS
    surnames = one[-1] in other[1:] or other[-1] in one[1:]
    return surnames and any(_same_given(x, y) for x, y in product(one[:-1], other[:-1]))


def is_described(speaker: str) -> bool:
    """Whether a speaker is described and not named: ``a docker``, ``the union’s secretary``."""
    return not any(word[0].isupper() for word in speaker.split()[1:]) and (
        " " in speaker or speaker[:1].islower() or speaker.lower() in ROLES
    )


PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f", "they": "", "we": "", "it": ""}
"""Pronouns for a speaker, and their gender."""


def is_pronoun(credit: str) -> bool:
    """Whether words beside a quotation are only a pronoun."""
    return credit.lower() in PRONOUNS


def is_credited_by_description(credit: str) -> bool:
    """Whether words beside a quotation describe the speaker: ``the president of the Bureau``, ``its Labour leader``."""
    head = _BELONGING.split(credit, maxsplit=1)[0].split()
    return (
        bool(head)
        and not is_pronoun(credit)
        and head[-1][:1].islower()
        and (head[0].lower() in _DETERMINERS or head[0][:1].islower())
    )


def fits_description(description: str, around: str, article: str) -> bool | None:
    """Whether the words that a text prints around a speaker's name fit a description; None when that cannot be told.

    ``around`` holds the speaker's role and the words near each mention of the name, ``article`` the folded words of
    the whole text. A body that the description names must stand near the name too.
    """
    words = _significant(description)
    if not words:
        return None
    near, everywhere = _significant(around), _significant(article)
    bodies = {_stem(word.lower()) for word in _CAPITAL.findall(description.partition(" ")[2])} & words
    if bodies and not any(_is_of(body, word) for body in bodies for word in near):
        return False
    belonging = _significant(" ".join(_BELONGING.split(description)[1:]))
    if belonging and not belonging & everywhere:
        return False
    if words & near:
        return True
    return None if words & everywhere else False


def has_description(description: str, text: str) -> bool:
    """Whether a text has every telling word of a description."""
    words = _significant(description)
    return bool(words) and words <= _significant(text)


def _relation(name: str) -> str | None:
    """Return what a person is to the one named: ``deputy`` in “Holt’s deputy”; None for the one named."""
    found = _RELATED.search(name)
    return found[1] if found and found[1] not in _VOICES else None


def _is_of(body: str, word: str) -> bool:
    """Whether a word names a body, or a place by its people: Tavarran, Tavarra."""
    shared = 3 if body.endswith("ish") else _STEM_OF_A_PLACE
    is_place = len(body) > shared and body.endswith(("n", "ish", "ese", "i", "ch", "ic"))
    return word in (body, _DEMONYMS.get(body)) or (is_place and word[:shared] == body[:shared])


def _significant(text: str) -> set[str]:
    return {_stem(word) for word in role_words(fold(text)) - _VAGUE if len(word) > 1}


def _stem(word: str) -> str:
    return _PERSON.sub("", word).removesuffix("s")


def _words(name: str) -> list[str]:
    return _WORD.findall(fold(name).replace("'s", ""))


def _name(words: list[str]) -> list[str]:
    """Return the words of a name without titles and suffixes; all of them if nothing else is left."""
    known = TITLES | ROLES | ABBREVIATED.keys()
    # “Mr Baker” is not a baker: the last word always stays.
    start = next((i for i, word in enumerate(words) if word not in known and word != "the"), max(0, len(words) - 1))
    end = len(words)
    while end > start + 1 and words[end - 1] in _SUFFIXES:
        end -= 1
    return words[start:end]


def _same_given(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    short, long = sorted((one, other), key=len)
    return (len(short) >= _SHORT_FORM and long.startswith(short)) or bool(
        _NICKNAMES.get(one, {one}) & _NICKNAMES.get(other, {other})
    )


def _differ_in_gender(a: list[str], b: list[str]) -> bool:
    """``Mr Holt`` is not Mira Holt."""
    titled = {_titled(a), _titled(b)} - {""}
    return bool(titled) and {_titled(a) or _given(a), _titled(b) or _given(b)} == {"m", "f"}


def _titled(words: list[str]) -> str:
    return "m" if not _MEN.isdisjoint(words) else "f" if not _WOMEN.isdisjoint(words) else ""


def _given(words: list[str]) -> str:
    name = _name(words)
    return gender_of(name[0]) if len(name) > 1 else ""
