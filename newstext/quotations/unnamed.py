"""Which words for a speaker mean a source, which of these name it, and which do not even describe it. English only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quotations import lexicon
from newstext.quotations.names import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_PRONOUNS = lexicon.word_set("i we you he she it they this that these those there which who what her him us them")
_THINGS = lexicon.DOCUMENTS | lexicon.word_set(
    "poem song lyric verse psalm prayer hymn book novel essay diary chapter story article column editorial headline"
    " caption advert advertisement ad sign placard banner slogan label leaflet flyer poster notice note message text"
    " tweet post page website site blog video clip film footage recording photo picture chart map list table proverb"
    " saying motto inscription law rule rules act clause contract agreement treaty resolution petition oath ballot"
    " minutes guidance summary estimate index census research analysis evidence test tests result results finding"
    " findings model plan draft proposal announcement advisory warning alert bulletin newsletter brochure manifesto"
    " script screenplay obituary epitaph receipt invoice permit licence license decree constitution circular"
    " memorandum presentation slideshow programme program podcast leaflet ledger logbook"
)
_INSTRUMENTS = lexicon.word_set(
    "gauge sensor meter thermometer camera machine computer satellite radar clock bell siren tannoy loudspeaker"
)
_EVENTS = lexicon.word_set(
    "vote ballot election referendum strike walkout war battle attack meeting hearing trial debate session summit"
    " conference ceremony match game race final tournament concert festival protest march rally demonstration riot"
    " crash collision explosion blast fire storm flood earthquake accident incident outage event campaign merger deal"
    " sale visit speech moment decision move case"
)
_NO_SOURCES = _THINGS | _INSTRUMENTS | _EVENTS
_HEAD_ENDS = lexicon.word_set(
    "of for to at in from on with who that which near by about published seen obtained conducted made between over"
    " against during after before"
)
_NAME_FOLLOWS = re.compile(r"(?:,|\b(?:called|named)) *[^\W\d_a-z]")
_ADDED = lexicon.word_set("itself themselves himself herself alone")
_ROLES = lexicon.TITLES | lexicon.ROLES | lexicon.UNNAMED
_PREPOSITIONS = lexicon.word_set("of for")

_DEFINITE = lexicon.word_set("the this that these those his her its their our")
_BODIES = (
    lexicon.COMPANIES
    | lexicon.OUTLETS
    | lexicon.word_set(
        "council ministry agency government court committee commission board parliament department office university"
        " hospital school bank union association charity party army navy regulator watchdog institute museum authority"
        " embassy railway operator manufacturer retailer insurer church jury management"
    )
)
_CALLINGS = _ROLES | _BODIES
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
    phrase = _phrase(words)
    head = phrase[-1].lower()
    if phrase[-1][0].isupper() and phrase[0].lower() not in _DETERMINERS | _DEFINITE:
        # Peter Storm and Jane Law are people; Storm may be one.
        return len(phrase) > 1 or head not in _THINGS
    return _NO_SOURCES.isdisjoint(_with_singular(head))


def is_unnamed_source(words: str) -> bool:
    """Whether words describe a source without a name: ``Secretary of State Ada Lind`` has one."""
    return is_source(words) and not _has_name(WORDS.findall(words.partition(",")[0]))


def is_description(words: str) -> bool:
    """Whether words for a source say what it is and not its name: ``the company``, ``a ministry official``, ``police``.

    A body with capitals has a name: ``the Harbour Board``.
    """
    if not is_source(words) or _NAME_FOLLOWS.search(words):
        return False
    first, *others = _phrase(words)
    if first.lower() in _DEFINITE:
        return bool(others) and not any(part[0].isupper() for part in others)
    if first.lower() in _DETERMINERS:
        return not others or any(part.islower() for part in others) or _is_calling(others[-1:])
    return first.lower() == first and not any(part[0].isupper() for part in others) and _is_calling([first, *others])


def is_bare(words: str) -> bool:
    """Whether words for an unnamed source say nothing about it: ``a source``, ``two officials``, ``some``."""
    parts = [part.lower() for part in WORDS.findall(words)]
    return all(part in _DETERMINERS or part in _GENERIC or part.isdigit() for part in parts)


def _phrase(words: str) -> list[str]:
    """Return the words up to the noun that says what a source is: ``the mayor’s office`` in Port Ellen, on Monday."""
    parts = WORDS.findall(words.partition(",")[0])
    stop = next((i for i, part in enumerate(parts) if i and part.lower() in _HEAD_ENDS), len(parts))
    while stop > 1 and parts[stop - 1].lower() in _ADDED:
        stop -= 1
    return parts[:stop]


def _is_calling(words: Sequence[str]) -> bool:
    """Whether the last word is a calling or a kind of body, one or several."""
    return bool(words) and not _CALLINGS.isdisjoint(_with_singular(words[-1].lower()))


def _with_singular(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"


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
