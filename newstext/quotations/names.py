"""Names in a text: every mention of somebody, and for each the fullest form and the role that go with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from newstext.quotations import words as lexicon

_PARTICLES = "de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|al|el|bin|bint|ibn|ben|abu|e|y"
_PART = r"(?:[^\W\d_a-z][\w’'‑-]*\w|[A-Z]\.(?:[A-Z]\.)*|[A-Z](?=\s))"
_NAME = re.compile(rf"{_PART}(?:[ \u00a0](?:(?:{_PARTICLES})[ \u00a0]){{0,2}}{_PART})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_ABBREVIATED = lexicon.word_set("mr mrs ms dr sen rep gov lt gen maj col capt sgt adm brig prof rev hon st cmdr pres")
_STARTERS = lexicon.word_set(
    "the a an in on at but and or so if when while as for from with by after before since he she they it we i you his"
    " her their its our my this that these those there here what who how why where which not no yes some many most all"
    " both each every one two three four five six seven eight nine ten also still now then later however meanwhile"
    " asked according last next earlier former new old under over during despite because although though once until"
    " nobody everybody everyone somebody anyone nothing something monday tuesday wednesday thursday friday saturday"
    " sunday january february march april may june july august september october november december"
)
_ORGANISATION = (
    lexicon.word_set(
        "ministry department council court committee commission agency association union"
        " university college school company"
        " bank group party government parliament senate house office authority board foundation institute centre center"
        " club federation society trust service services police force forces army navy corps inc ltd plc corp llc co"
        " airlines airways hospital church institute network alliance movement front coalition administration bureau"
        " campaign team organisation organization league assembly congress"
    )
    | lexicon.OUTLET_WORDS
)


@dataclass(slots=True)
class Mention:
    """A run of capitalised words: where it starts and ends, without titles, and the titles before it."""

    start: int
    end: int
    name: str
    titles: str

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


@dataclass(slots=True)
class Person:
    """Somebody the text names in full: the fullest form, every role it prints, and what he or she is called by."""

    name: str
    first_seen: int
    roles: list[str] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    gender: str = ""
    seen: list[int] = field(default_factory=list)


def mentions(text: str) -> list[Mention]:
    """Find all names in ``text``, in order, titles told from names."""
    found = []
    for match in _NAME.finditer(text):
        mention = _mention(match.start(), match.group())
        if mention is not None:
            found.append(mention)
    return found


def is_organisation(name: str) -> bool:
    """Whether a name says itself that it is no person."""
    parts = name.lower().split()
    return any(part in _ORGANISATION for part in parts) or (len(parts) == 1 and name.isupper())


def _mention(start: int, raw: str) -> Mention | None:
    raw = _POSSESSIVE.sub("", raw)
    parts = [(m.start(), m.group()) for m in re.finditer(r"[^ \u00a0]+", raw)]
    skip = 0
    while skip < len(parts) and parts[skip][1].lower() in _STARTERS:
        skip += 1
    first = skip
    while first < len(parts) - 1 and parts[first][1].lower().rstrip(".") in lexicon.TITLES:
        first += 1
    if first >= len(parts):
        return None
    begin = parts[first][0]
    name = raw[begin:].rstrip(".,") if not raw.endswith(("Jr.", "Sr.")) else raw[begin:]
    if not name or name.lower() in lexicon.TITLES:
        return None
    titles = raw[parts[skip][0] : begin].strip()
    return Mention(start + begin, start + begin + len(name), name, titles)


class People:
    """Everybody a text names in full, found by surname, by role and by nearness."""

    def __init__(self, text: str) -> None:
        self.mentions = mentions(text)
        self.starts = [m.start for m in self.mentions]
        self.by_surname: dict[str, list[Person]] = {}
        self.everybody: dict[str, Person] = {}
        self._register(text)

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in ``[start, end)``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def called(self, name: str, before: int) -> Person | None:
        """The person a surname or a full name stands for, the latest introduced before ``before`` first."""
        if name in self.everybody:
            return self.everybody[name]
        people = self.by_surname.get(name.split()[-1], [])
        parts = set(name.split())
        fitting = [p for p in people if parts <= set(p.name.split())]
        earlier = [p for p in fitting if p.first_seen < before]
        return earlier[-1] if earlier else fitting[0] if fitting else None

    def _register(self, text: str) -> None:
        for mention in self.mentions:
            parts = mention.name.split()
            if len(parts) < 2 or is_organisation(mention.name):
                continue
            person = self.everybody.get(mention.name)
            if person is None:
                person = Person(mention.name, mention.start)
                self.everybody[mention.name] = person
                self.by_surname.setdefault(parts[-1], []).append(person)
        for mention in self.mentions:
            person = self.called(mention.name, mention.start + 1)
            if person is None:
                continue
            person.seen.append(mention.start)
            self._add_role(person, mention, text)

    def _add_role(self, person: Person, mention: Mention, text: str) -> None:
        role = mention.titles if not set(mention.titles.lower().replace(".", "").split()) <= _ABBREVIATED else ""
        for found in (role, _lead_role(text, mention), _apposed_role(text, mention)):
            if found and found not in person.roles:
                person.roles.append(found)
                person.role_words.update(re.findall(r"[\w-]+", found.lower()))


_LEAD = re.compile(r"(?:^|[\s(“\"])((?:[\w’'-]+ ){0,6}?[\w’'-]+)[ ,]*$")
_APPOSED = re.compile(
    r",? (?:an? |the |who is (?:the |an? )?)?([^,.;:()“”\"—]{3,90}?)(?=[,.;:()“”\"—]| said| told| added| who| and )"
)


def _lead_role(text: str, mention: Mention) -> str:
    """``the union's secretary Mira Holt``: lower-case words before the name that end in a role."""
    before = text[
        max(0, mention.start - len(mention.titles) - 80) : mention.start
        - (len(mention.titles) + 1 if mention.titles else 0)
    ]
    words = before.split()
    if not words or words[-1].rstrip(",").lower() not in lexicon.ROLES:
        return ""
    first = len(words) - 1
    while first > 0 and len(words) - first < 7 and _belongs_to_role(words[first - 1]):
        first -= 1
    return " ".join(words[first:]).rstrip(",")


def _belongs_to_role(word: str) -> bool:
    plain = word.lower().strip("“”\"'’")
    if word[-1] in ",.;:" or plain in lexicon.CUES:
        return False
    return plain not in lexicon.CONJUNCTIONS | lexicon.PREPOSITIONS | {"the", "a", "an", "and", "is", "was", "said"}


def _apposed_role(text: str, mention: Mention) -> str:
    """``Mira Holt, the union's secretary``: what stands behind the name between commas, when it holds a role."""
    if text[mention.end : mention.end + 1] != ",":
        return ""
    match = _APPOSED.match(text, mention.end, mention.end + 110)
    if match is None:
        return ""
    words = re.findall(r"[\w-]+", match.group(1).lower())
    return match.group(1).strip() if any(word in lexicon.ROLES for word in words) else ""
