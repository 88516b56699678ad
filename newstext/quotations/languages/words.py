"""The classes of words in a language pack, and one pack's words and endings."""

from __future__ import annotations

from enum import IntFlag

_SHORTEST_STEM = 2


class Kind(IntFlag):
    """The classes of a word by the lists of its pack; a word may have several."""

    CLAUSE = 1
    """A verb of saying that takes a clause: *sagte, dass*."""
    QUOTE = 2
    """A verb that goes with words in marks only: *lächelte*."""
    CALL = 4
    """A verb that names a thing in somebody's words: *nannte es „…“*."""
    FINITE = 8
    PARTICIPLE = 16
    HANGING = 32
    """A form that takes the subject of the verb before it: *explicando que*."""
    AUXILIARY = 64
    PRONOUN = 128
    """A pronoun that can be the subject."""
    ARTICLE = 256
    OF = 512
    """Joins a noun to the one before: *de*, *von*."""
    PREPOSITION = 1024
    THAT = 2048
    RELATIVE = 4096
    AND = 8192
    TIME = 16384
    ADVERB = 32768
    """A word that can stand between a verb and its subject, and is part of neither."""
    TITLE = 65536
    """Stands before a name but is not a role: *Herr*, *Mme*."""
    ROLE = 131072
    ORGANISATION = 262144
    OUTLET = 524288
    UNNAMED = 1048576
    """Describes a person without a name: *portavoz*."""
    PARTICLE = 2097152
    """A small word inside a name: *von*, *de la*."""
    BREAK = 4194304
    """Begins another clause: *aber*, *mientras*."""
    REPORTED = 8388608
    """A verb form that marks a sentence as somebody else's words: *sei*."""
    BACK = 16777216
    """Refers back to the words before: *das* sagte, *lo* ha detto."""
    GENITIVE = 33554432
    """An article that joins its noun to the one before: *des*."""
    AS = 67108864
    """*wie* die Polizei mitteilte."""
    OBLIQUE = 134217728
    """An article that no subject begins with: *dem*."""
    DEFINITE = 268435456
    """An article that points at somebody known: *der*."""
    INNER = 1 << 30
    """A preposition that can join a thing to a word for people: the minister *für* Verkehr."""
    PASSIVE = 1 << 31
    """An auxiliary behind which nobody says anything: *wurde* gesagt."""
    PERHAPS_REPORTED = 1 << 32
    """A verb form that is reported only behind other reported words: *hätten*."""
    WITHIN = 1 << 34
    """A preposition before what says something where nobody does: *in* der Mitteilung heißt es."""
    CITE = 1 << 35
    """A verb whose object speaks, and whose subject reports it: *zitiert* den Minister."""
    REPORT = 1 << 36
    """A noun for a statement or finding: nach ersten *Angaben*."""
    STAND_IN = 1 << 33
    """A word for somebody just named, whatever the role: *l'élu*, *die 47-Jährige*."""
    THOUGHT = 536870912
    """A verb of believing, hoping or fearing, which takes a clause and says nothing aloud: *glaubt*."""


NOTHING = Kind(0)
DASHES = frozenset(["—", "–", "-", "--", "―"])
SAYING = Kind.CLAUSE | Kind.QUOTE | Kind.CALL


def folded(word: str) -> str:
    """A word as packs compare it: in lower case, with straight apostrophes, ``ss`` for ``ß``."""
    return word.lower().replace("’", "'").replace("ß", "ss")


class Words:
    """Words of one sort, and endings of words (``*ministerin``)."""

    def __init__(self) -> None:
        self._known: dict[str, Kind] = {}
        self._ends: dict[str, Kind] = {}
        self._longest = 0

    def add(self, word: str, kind: Kind) -> None:
        """Add a word, or an ending when it begins with an asterisk."""
        table, key = (self._ends, word[1:]) if word[0] == "*" else (self._known, word)
        table[key] = table.get(key, NOTHING) | kind
        if table is self._ends:
            self._longest = max(self._longest, len(key))

    def kind(self, word: str) -> Kind:
        """Return the classes of a word in lower case: its own, else those of its longest known ending."""
        known = self._known.get(word)
        if known is not None:
            return known
        for length in range(min(self._longest, len(word) - _SHORTEST_STEM), 1, -1):
            if (found := self._ends.get(word[-length:])) is not None:
                return found
        return NOTHING

    def having(self, kind: Kind) -> list[str]:
        """All words that can be of a kind, the longest first."""
        return sorted(
            (word for word, known in self._known.items() if known & kind), key=lambda word: (-len(word), word)
        )
