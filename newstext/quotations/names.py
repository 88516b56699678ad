"""Finds names in a text: runs of capitalised words, split into titles and name, people and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from newstext.quotations import lexicon
from newstext.quotations.given_names import is_given_name
from newstext.quotations.lexicon import word_set
from newstext.quotations.name_edges import NO_NAMES, Vocabulary, Words, is_epithet, is_title, starts_sentence, trimmed

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
"""Abbreviated titles, and the role of each."""

ORGANISATIONS = (
    word_set(
        "ministry department council court committee commission agency association union university college school"
        " company bank group party government parliament senate house office authority board foundation institute"
        " centre center club federation society trust service services police force forces army navy corps inc ltd plc"
        " corp llc co dept pac poll airlines airways hospital church network alliance movement front coalition"
        " administration bureau campaign team organisation organization league assembly congress archive museum firm"
        " newspaper station airline regulator ministry's united athletic relief securities power copper front"
        " intelligence steel mining shipping foods pharmaceuticals pharma biotech telecom railways breweries stores"
        " supermarkets logistics robotics electronics aerospace chemicals cement textiles studios"
    )
    | lexicon.OUTLETS
)

_SURNAMES_TOO = word_set(
    "steel house church bank force power front copper guard star sun post mail times group team light"
)
_ADJECTIVES = word_set("christian virginia georgia carolina paris israel jordan victoria sydney austin florence")
_ACRONYM = regex.compile(r"(?<![\w.])\p{Lu}{3,}(?![\w.])")
_COMPANY_ENDS = frozenset(["AB", "AG", "AS", "ASA", "BV", "GmbH", "KG", "NV", "Oy", "Oyj", "SA", "SE", "SpA"])
FIRM = regex.compile(
    r",? (?:A/S|S\.A\.|N\.V\.|(?:plc|PLC|Inc|Ltd|Limited|LLC|LLP|Corp)(?!\w))"
    r"|[^(\n]{0,12} \([A-Z]{2,10}: ?[A-Z.]{1,6}\)"
)
"""Words behind the name of a company, never behind a person's."""

_SHORT = "|".join(word.title() for word in ABBREVIATED)
_ARTICLE = r"(?<!\w)(?:al|el|an|as|ash|ar|ad)-"
_PART = rf"(?:(?:{_SHORT})\.|{_ARTICLE}\p{{Lu}}\w+|\p{{Lu}}[\w\u00ad’'‑-]*\w|\p{{Lu}}\.(?:\p{{Lu}}\.)*|\p{{Lu}}(?=\s))"
_PARTICLE = "(?:de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|al|el|bin|bint|ibn|ben|abu)"
_NUMBERED = "Local|Channel|Radio|Unit|Lodge|Chapter|Division|Route|Highway|Flight"
_NAME = regex.compile(
    rf"{_PART}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]|&[ \u00a0]){{0,2}}{_PART})*(?:(?<=\b(?:{_NUMBERED})) \d{{1,4}}\b)?"
)
WORDS = regex.compile(r"[\w-]+")
_WORD = regex.compile(r"[^ \u00a0]+")
_POSSESSIVE = regex.compile(r"['’]s?$")
_OF = regex.compile(r" (?:of|for)(?: the)? $")
_SUFFIXES = frozenset(["Jr", "Sr", "II", "III", "IV"])
_LONGEST_NAME = 80
_NICKNAME_MARKS, _MARKED = frozenset("“\"‘'("), 2
_LONGEST_OFFICE = 40
_OFFICES = word_set("secretary minister president ambassador director chief chairman chairwoman commissioner speaker")


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


def mentions(text: str, plain: frozenset[str]) -> list[Mention]:
    """Find all names in ``text``, in their order; ``plain`` are the words that it has in lower case."""
    runs = [
        (match.start(), words, i == 0 and starts_sentence(text, match.start()))
        for match in _NAME.finditer(text)
        if match.group().lower() not in NO_NAMES
        for i, words in enumerate(_pieces(match.group()))
    ]
    vocabulary = Vocabulary(plain)
    vocabulary.learn((words, opens) for _, words, opens in runs)
    found: list[Mention] = []
    for start, words, opens in runs:
        before = text[max(0, start + words[0][0] - _LONGEST_OFFICE) : start + words[0][0]]
        words = trimmed(words, before, vocabulary, opens=opens)
        mention = _mention(start, words, before, vocabulary)
        if mention is None and words and found:
            office = _whole(start, words)  # "Bureau of Fisheries": part of a name after all
            mention = office if _continues(found[-1], office, text) else None
        if mention is None:
            continue
        if found and _continues(found[-1], mention, text):
            found[-1] = _merged(found[-1], mention, text)
        elif len(found) > 1 and _is_nickname(found[-2], found[-1], mention, text):
            given = found[-2]
            found[-2:] = [Mention(given.start, mention.end, f"{given.name} {mention.name}", given.titles)]
        else:
            found.append(mention)
    return found


@lru_cache(maxsize=20_000)
def is_organisation(name: str) -> bool:
    """Whether a name's own words show that it is not a person."""
    parts = name.lower().split()
    if name.rpartition(" ")[2] in _COMPANY_ENDS:
        return True
    if len(parts) == 2 and parts[1] in _SURNAMES_TOO and is_given_name(name.split()[0]) and parts[0] not in _ADJECTIVES:
        return False
    if any(part in ORGANISATIONS for part in parts) or (len(parts) == 1 and len(name) > 1 and name.isupper()):
        return True
    return not name.isupper() and bool(_ACRONYM.search(name))


def names_an_outlet(name: str) -> bool:
    """Whether a name is that of a paper, a station or an agency."""
    parts = name.lower().split()
    return any(part in lexicon.OUTLETS for part in parts) or name in lexicon.AGENCIES


def role_words(titles: str) -> set[str]:
    """The words of a role in lower case, abbreviations written out."""
    words = WORDS.findall(titles.lower())
    return {ABBREVIATED.get(word, word) for word in words} - {""}


def _pieces(run: str) -> list[Words]:
    """Cut a run of capitals behind each possessive: ``Velmora’s Deputy Minister Pavel Drozd`` is two names."""
    if " " not in run and "\u00a0" not in run:
        return [[(0, run)]]
    pieces: list[Words] = [[]]
    for match in _WORD.finditer(run):
        pieces[-1].append((match.start(), match.group()))
        if _POSSESSIVE.search(match.group()) or match.group() == "I.":
            pieces.append([])
    return [piece for piece in pieces if piece]


def _mention(start: int, words: Words, before: str, vocabulary: Vocabulary) -> Mention | None:
    if not words:
        return None
    last_title = _last_title(words)
    if last_title >= 0 and is_organisation(" ".join(word for _, word in words[last_title + 1 :])):
        last_title = -1 if words[0][1].lower() not in lexicon.ROLES else 0
    last_title += is_epithet(words[last_title + 1 :], vocabulary)
    named = words[last_title + 1 :]
    name = " ".join(word for _, word in named)
    name = _POSSESSIVE.sub("", name)
    if not name or _is_office(name, before, vocabulary):
        return None
    begin = start + named[0][0]
    titles = " ".join(word for _, word in words[: last_title + 1])
    return Mention(begin, begin + len(name), name.replace("\u00ad", ""), titles)


def _whole(start: int, words: Words) -> Mention:
    """All of ``words`` as one name."""
    name = _POSSESSIVE.sub("", " ".join(word for _, word in words))
    begin = start + words[0][0]
    return Mention(begin, begin + len(name), name, "")


def _last_title(words: Words) -> int:
    """The last word that is a title: not so ``King`` behind the given name of ``Martin King Jr.``."""
    last, named = -1, False
    for i, (_, word) in enumerate(words[:-1]):
        if is_title(word) and (not named or is_given_name(words[i + 1][1])):
            last = i
        named = named or is_given_name(word)
    return last


def surname(name: str) -> str:
    """The word of a full name that somebody is called by: ``Hurt`` of ``Harry Hurt III``."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].rstrip(".") in _SUFFIXES:
        parts.pop()
    return parts[-1]


def _is_office(name: str, before: str, vocabulary: Vocabulary) -> bool:
    """``Minister``, ``U.S. Secretary``: an office without its holder, unless it is the surname of somebody here."""
    last = name.rpartition(" ")[2]
    if last.lower().rstrip(".") not in lexicon.TITLES:
        return False
    if last == name:
        return last not in vocabulary.surnames or before.lower().endswith("the ")
    return last.lower() in _OFFICES and not is_given_name(name)


def _continues(before: Mention, after: Mention, text: str) -> bool:
    """``University of Port Lyle``: an organisation's name that runs on over "of"."""
    gap = text[before.end : after.start - (len(after.titles) + 1 if after.titles else 0)]
    if len(gap) > len(" for the ") or before.end - before.start > _LONGEST_NAME:
        return False
    if gap == " and " and " of " in before.name and not after.titles:
        return before.name.split(" of ")[0].split()[-1].lower() in ORGANISATIONS and not is_given_name(
            after.name.split()[0]
        )
    return bool(_OF.match(gap)) and before.name.split()[-1].lower() in ORGANISATIONS


def _is_nickname(given: Mention, nickname: Mention, surname: Mention, text: str) -> bool:
    """``Ulf “Sunny” Brandauer``: a nickname in marks or brackets between the names of one person."""
    near = nickname.start - given.end == _MARKED and surname.start - nickname.end == _MARKED and not surname.titles
    return near and text[nickname.start - 1] in _NICKNAME_MARKS and is_given_name(given.name.rpartition(" ")[2])


def _merged(before: Mention, after: Mention, text: str) -> Mention:
    return Mention(before.start, after.end, text[before.start : after.end], before.titles)
