"""Which unnamed sources are sources, and which of them are not even described. English words only."""

from __future__ import annotations

from newstext.quotations import lexicon
from newstext.quotations.names import WORDS

_PRONOUNS = lexicon.word_set("i we you he she it they this that these those there which who what her him us them")
_THINGS = lexicon.DOCUMENTS | lexicon.word_set(
    "poem song lyric verse psalm prayer hymn book novel essay diary chapter story article column editorial headline"
    " caption advert advertisement ad sign placard banner slogan label leaflet flyer poster notice note message text"
    " tweet post page website site blog video clip film footage recording photo picture chart map list table proverb"
    " saying motto inscription law rule rules act clause contract agreement treaty resolution petition oath ballot"
    " minutes guidance summary estimate index census research analysis evidence test tests result results finding"
    " findings model plan draft proposal announcement advisory warning alert bulletin newsletter brochure manifesto"
    " script screenplay obituary epitaph receipt invoice permit licence license decree constitution circular"
)
_HEAD_ENDS = lexicon.word_set("of for to at in from on with who that which near by about published seen obtained")
_ROLES = lexicon.TITLES | lexicon.ROLES | lexicon.UNNAMED
_PREPOSITIONS = lexicon.word_set("of for")

_DETERMINERS = lexicon.word_set(
    "a an the one two three four five six seven eight nine ten some several many most other others another more few"
    " numerous various multiple both any all this that these those second third first"
)
_GENERIC = lexicon.word_set(
    "source sources person people individual individuals man men woman women insider insiders official officials"
    " observer observers figure figures somebody someone anyone everyone else anonymous unnamed unidentified of them"
    " and or"
)


def is_source(words: str) -> bool:
    """Whether words for a speaker mean people or a body: ``a poem``, ``a survey``, ``it`` and ``we`` do not."""
    parts = [part.lower() for part in WORDS.findall(words.partition(",")[0])]
    if not parts or all(part in _PRONOUNS for part in parts):
        return False
    stop = next((i for i, part in enumerate(parts) if i and part in _HEAD_ENDS), len(parts))
    head = parts[stop - 1]
    return head not in _THINGS and head.removesuffix("s") not in _THINGS


def is_unnamed_source(words: str) -> bool:
    """Whether words describe a source without a name: ``Secretary of State Ada Lind`` has one."""
    return is_source(words) and not _has_name(WORDS.findall(words.partition(",")[0]))


def is_bare(words: str) -> bool:
    """Whether words for an unnamed source say nothing about it: ``a source``, ``two officials``, ``some``."""
    parts = [part.lower() for part in WORDS.findall(words)]
    return all(part in _DETERMINERS or part in _GENERIC or part.isdigit() for part in parts)


def _has_name(words: list[str]) -> bool:
    """Whether words end in a name behind an office or a calling."""
    if not words or words[-1].lower() in _ROLES or not words[-1][0].isupper():
        return False
    first = len(words)
    while first and (words[first - 1][0].isupper() or _joins_office(words, first - 1)):
        first -= 1
    if first:
        return words[first - 1].lower() in _ROLES
    return len(words) > 1 and words[0].lower() in _ROLES


def _joins_office(words: list[str], i: int) -> bool:
    """``Secretary of State``: the preposition belongs to an office."""
    before = words[i - 1] if i else ""
    return words[i] in _PREPOSITIONS and before[:1].isupper() and before.lower() in lexicon.TITLES | lexicon.ROLES
