"""Finds names in a text: runs of capitalised words, split into titles and name, people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from newstext.quotations import lexicon
from newstext.quotations.lexicon import word_set

ABBREVIATED = {
    "lt": "lieutenant",
    "gen": "general",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "sgt": "sergeant",
    "cpl": "corporal",
    "adm": "admiral",
    "cmdr": "commander",
    "brig": "brigadier",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "pres": "president",
    "prof": "professor",
    "dr": "doctor",
    "rev": "reverend",
    "mr": "",
    "mrs": "",
    "ms": "",
    "st": "",
    "hon": "",
}
"""Titles as abbreviated, and the role each stands for."""

ORGANISATIONS = (
    word_set(
        "ministry department council court committee commission agency association union university college school"
        " company bank group party government parliament senate house office authority board foundation institute"
        " centre center club federation society trust service services police force forces army navy corps inc ltd plc"
        " corp llc co airlines airways hospital church network alliance movement front coalition administration bureau"
        " campaign team organisation organization league assembly congress archive museum firm newspaper station"
        " airline regulator ministry's united athletic relief securities power copper front intelligence"
    )
    | lexicon.OUTLETS
)

_COMPANY_ENDS = frozenset(["AB", "AG", "AS", "ASA", "BV", "GmbH", "KG", "NV", "Oy", "Oyj", "SA", "SE", "SpA"])
FIRM = regex.compile(
    r",? (?:A/S|S\.A\.|N\.V\.|(?:plc|PLC|Inc|Ltd|Limited|LLC|LLP|Corp)(?!\w))"
    r"|[^(\n]{0,12} \([A-Z]{2,10}: ?[A-Z.]{1,6}\)"
)
"""What stands behind the name of a company and behind no person's."""

_STARTERS = word_set(
    "the a an in on at but and or so if when while as for from with by after before since he she they it we i you his"
    " her their its our my this that these those there here what who how why where which not no yes some many most all"
    " both each every one two three four five six seven eight nine ten also still now then later however meanwhile"
    " asked according last next earlier new old under over during despite because although though once until second"
    " another other others some someone"
    " nobody everybody everyone somebody anyone nothing something monday tuesday wednesday thursday friday saturday"
    " sunday january february march april may june july august september october november december inside outside"
)
_SHORT = "|".join(word.title() for word in ABBREVIATED)
_ARTICLE = r"(?<!\w)(?:al|el|an|as|ash|ar|ad)-"
_PART = rf"(?:(?:{_SHORT})\.|{_ARTICLE}\p{{Lu}}\w+|\p{{Lu}}[\w’'‑-]*\w|\p{{Lu}}\.(?:\p{{Lu}}\.)*|\p{{Lu}}(?=\s))"
_PARTICLE = "(?:de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|al|el|bin|bint|ibn|ben|abu)"
_NAME = regex.compile(rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_PART})*")
WORDS = regex.compile(r"[\w-]+")
_WORD = regex.compile(r"[^ \u00a0]+")
_POSSESSIVE = regex.compile(r"['’]s?$")
_OF = regex.compile(r" (?:of|for)(?: the)? $")
_LONGEST_NAME = 80
_LOWER_TAIL = regex.compile(r"-\p{Ll}")


@dataclass(slots=True)
class Mention:
    """A name where it stands: ``start`` to ``end`` without titles, in code points, and the titles before it."""

    start: int
    end: int
    name: str
    titles: str

    @property
    def whole(self) -> str:
        """Titles and name as printed."""
        return f"{self.titles} {self.name}" if self.titles else self.name


def mentions(text: str) -> list[Mention]:
    """Find all names in ``text``, in their order."""
    found: list[Mention] = []
    for match in _NAME.finditer(text):
        for start, words in _pieces(match.start(), match.group()):
            mention = _mention(start, words)
            if mention is None:
                continue
            if found and _continues(found[-1], mention, text):
                found[-1] = _merged(found[-1], mention, text)
            else:
                found.append(mention)
    return found


@lru_cache(maxsize=20_000)
def is_organisation(name: str) -> bool:
    """Whether a name says itself that it is no person."""
    parts = name.lower().split()
    if name.rpartition(" ")[2] in _COMPANY_ENDS:
        return True
    return any(part in ORGANISATIONS for part in parts) or (len(parts) == 1 and len(name) > 1 and name.isupper())


def names_an_outlet(name: str) -> bool:
    """Whether a name is that of a paper, a station or an agency."""
    parts = name.lower().split()
    return any(part in lexicon.OUTLETS for part in parts) or name in lexicon.AGENCIES


def is_title(word: str) -> bool:
    """Whether a capitalised word before a name is a title or a role and no part of it."""
    lower = word.lower().rstrip(".")
    return lower in lexicon.TITLES or lower in lexicon.ROLES or bool(_LOWER_TAIL.search(word) and lower.endswith("ed"))


def role_words(titles: str) -> set[str]:
    """The words of a role in lower case, abbreviations written out."""
    words = WORDS.findall(titles.lower())
    return {ABBREVIATED.get(word, word) for word in words} - {""}


def _pieces(start: int, run: str) -> list[tuple[int, list[tuple[int, str]]]]:
    """Cut a run of capitals behind each possessive: ``Velmora’s Deputy Minister Pavel Drozd`` is two names."""
    pieces: list[list[tuple[int, str]]] = [[]]
    for match in _WORD.finditer(run):
        pieces[-1].append((match.start(), match.group()))
        if _POSSESSIVE.search(match.group()):
            pieces.append([])
    return [(start, piece) for piece in pieces if piece]


def _mention(start: int, words: list[tuple[int, str]]) -> Mention | None:
    while words and words[0][1].lower() in _STARTERS:
        words = words[1:]
    if not words:
        return None
    last_title = max((i for i, (_, word) in enumerate(words[:-1]) if is_title(word)), default=-1)
    if any(word.lower() in ORGANISATIONS for _, word in words[last_title + 1 :]) and last_title >= 0:
        last_title = -1 if words[0][1].lower() not in lexicon.ROLES else 0
    named = words[last_title + 1 :]
    name = " ".join(word for _, word in named)
    name = _POSSESSIVE.sub("", name)
    if name.lower().rstrip(".") in lexicon.TITLES or not name:
        return None
    begin = start + named[0][0]
    return Mention(begin, begin + len(name), name, " ".join(word for _, word in words[: last_title + 1]))


def _continues(before: Mention, after: Mention, text: str) -> bool:
    """``University of Port Lyle``: an organisation's name that runs on over "of"."""
    gap = text[before.end : after.start - (len(after.titles) + 1 if after.titles else 0)]
    if len(gap) > len(" for the ") or before.end - before.start > _LONGEST_NAME:
        return False
    return bool(_OF.match(gap)) and before.name.split()[-1].lower() in ORGANISATIONS


def _merged(before: Mention, after: Mention, text: str) -> Mention:
    return Mention(before.start, after.end, text[before.start : after.end], before.titles)
