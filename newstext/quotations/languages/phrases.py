"""Reads noun phrases: the words that name somebody, beside a verb of saying or behind “according to”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.languages.words import DASHES, SAYING, Kind

if TYPE_CHECKING:
    from newstext.quotations.languages.pack import Pack
    from newstext.quotations.languages.tokens import Line, Range

_LONGEST = 24
_MOST_SMALL_WORDS = 7
_LONGEST_ASIDE = 14
_LONGEST_BRACKET = 8
_BEHIND_AGE = {",", ".", "!", "?", ":", ";", *DASHES}
_LONGEST_TITLE = 4
"""Words in marks inside a phrase that are somebody's name: the station “Silverbird”."""
_LONGEST_INNER = 10
"""Tokens between a preposition inside a phrase and the name that it leads up to."""
_INFLECTED = ("te", "ten", "ne", "nen", "nde", "nden", "ige", "igen", "iche", "ichen", "are", "aren", "ame", "amen")
"""Endings of an adjective between article and noun, in a language with capital nouns."""
_STOPS = (
    Kind.AUXILIARY | Kind.THAT | Kind.RELATIVE | Kind.PRONOUN | Kind.TIME | Kind.ADVERB | Kind.BREAK | Kind.BACK
    | Kind.AS | Kind.REPORTED
)  # fmt: skip
SPEAKING = Kind.ROLE | Kind.TITLE | Kind.UNNAMED | Kind.ORGANISATION | Kind.OUTLET
DETERMINING = Kind.ARTICLE | Kind.GENITIVE


class Phrases:
    """The noun phrases of one paragraph."""

    def __init__(self, line: Line, pack: Pack) -> None:
        self.line = line
        self.pack = pack

    def phrase(self, i: int, stop: int, *, aside: bool = True, last: bool = True, bare: bool = False) -> Range | None:
        """The noun phrase that begins at token ``i``, with its apposition; None where none begins.

        ``last`` says that nothing needs to follow: an apposition may end where the sentence does. ``bare`` says that a
        preposition stands before it, so that no article needs to.
        """
        line = self.line
        if i >= stop or line.quote[i] >= 0:
            title = self.title_end(i, stop) if i < stop else i
            return (i, title) if title > i else None
        if line.kinds[i] & Kind.PRONOUN and not self.is_determiner(i, stop):
            return i, i + 1
        j = i
        while j < stop and line.has(j, DETERMINING) and j - i < 3:
            j += 1
        end = self._core_end(j, min(stop, i + _LONGEST))
        if end <= j or not self._has_noun(j, end) or (j == i and not bare and not self._begins_bare(i)):
            return None
        return (i, self._with_aside(i, end, stop, last=last)) if aside else (i, end)

    def _has_noun(self, i: int, end: int) -> bool:
        """Whether a phrase can be one: it begins with no small word, and holds a capital where nouns have capitals."""
        line = self.line
        if not any(line.words[j][-1].isalpha() or line.quote[j] >= 0 for j in range(i, end)):
            return False
        if line.names[i] < 0 and line.kinds[i] & (Kind.AND | Kind.OF) and not line.kinds[i] & Kind.ARTICLE:
            return False
        return not self.pack.has("nouns are capitals") or any(
            not line.words[j].islower() or line.words[j][-1].isdigit() for j in range(i, end)
        )

    def _begins_bare(self, i: int) -> bool:
        """Whether a phrase can begin without an article: with a name or a word for people, in some languages always."""
        line = self.line
        if line.names[i] >= 0 or line.kinds[i] & SPEAKING or not self.pack.has("nouns need articles"):
            return True
        if self.pack.has("nouns are capitals"):
            return True
        return line.words[i][0].isupper() or line.words[i][0].isdigit()

    def is_determiner(self, i: int, stop: int) -> bool:
        """``der`` and ``die`` are pronouns and articles: articles, where a noun follows."""
        follows = i + 1 < stop and (self._is_noun_like(i + 1) or self.title_end(i + 1, stop) > i + 1)
        return self.line.has(i, Kind.ARTICLE) and follows

    def _is_noun_like(self, i: int) -> bool:
        line = self.line
        return line.is_word(i) and line.quote[i] < 0 and (line.names[i] >= 0 or not line.kinds[i] & (_STOPS | SAYING))

    def _core_end(self, j: int, stop: int) -> int:
        """Return where nouns, adjectives, names and their attributes end, without apposition."""
        line, start, small = self.line, j, 0
        while j < stop:
            step = self._step(j, start, stop, small)
            if step <= j:
                break
            small += step - j if line.names[j] < 0 and line.words[j].islower() else 0
            j = step
        while (
            j > start
            and line.kinds[j - 1] & (Kind.OF | Kind.AND | Kind.PREPOSITION | Kind.INNER | DETERMINING)
            and line.names[j - 1] < 0
        ):
            j -= 1
        return j

    def _step(self, j: int, start: int, stop: int, small: int) -> int:
        """Return the token behind the next part of a phrase, or ``j`` where the phrase has ended."""
        line, kind = self.line, self.line.kinds[j]
        if line.quote[j] >= 0:
            return self.title_end(j, stop)
        if line.names[j] >= 0:
            return j + 1
        if not line.is_word(j):
            return self._sign_end(j, stop) if j > start else j
        if kind & Kind.OF and j > start and self._is_noun_like_behind(j + 1, stop):
            return j + 1
        if kind & Kind.AND and j > start:
            return self._joined(j, stop)
        if kind & DETERMINING and j > start:
            return j + 1 if self._takes_article(j, start, stop) else j
        if kind & Kind.PARTICLE and j + 1 < stop and line.names[j + 1] >= 0:
            return j + 1
        if kind & Kind.PREPOSITION:
            return self._preposition_end(j, start, stop)
        return j + 1 if self._is_part(j, start, small) else j

    def _preposition_end(self, j: int, start: int, stop: int) -> int:
        """A preposition ends a phrase, but for one that joins a thing to people, or leads up to their name."""
        line = self.line
        if j == start:
            return self._attribute_end(j, stop)
        if line.kinds[j] & Kind.INNER and line.kinds[j - 1] & SPEAKING and self._is_noun_like_behind(j + 1, stop):
            return j + 1
        return j if self._is_named(j, start) else self._inner(j, stop)

    def _is_named(self, j: int, start: int) -> bool:
        """Whether a person's name, or a bracket behind it, stands right before a token."""
        line = self.line
        named = line.names[j - 1] in line.persons or (
            line.names[j - 1] >= 0 and not self.pack.has("nouns need articles")
        )
        return j > start and (named or line.words[j - 1] == ")")

    def _is_part(self, j: int, start: int, small: int) -> bool:
        """Whether a noun or an adjective belongs to a phrase."""
        line, kind = self.line, self.line.kinds[j]
        capital = line.words[j][0].isupper()
        if capital and kind & Kind.TITLE:
            return True
        noun = j == start and line.has(j - 1, DETERMINING | Kind.PREPOSITION | Kind.OF)  # "el acusado", "em nota"
        if kind & _STOPS or (kind & SAYING and not capital and not noun):
            return False
        if not capital and (self._is_named(j, start) or small >= _MOST_SMALL_WORDS or self._follows_noun(j, start)):
            return False
        before = self.pack.has("adjectives stand before nouns") and not kind
        return not (before and j > start and line.kinds[j - 1] & SPEAKING)

    def _attribute_end(self, j: int, stop: int) -> int:
        """``die von der Partei geführte Behörde``: where nouns have capitals, words between article and noun."""
        line = self.line
        if not self.pack.has("nouns are capitals") or not line.has(j - 1, DETERMINING):
            return j
        for i in range(j + 2, min(stop - 1, j + _LONGEST_INNER)):
            inflected = line.words[i].islower() and line.words[i].endswith(_INFLECTED)
            if inflected and line.words[i + 1][0].isupper() and not line.kinds[i]:
                return i + 1
            if not line.is_word(i):
                return j
        return j

    def _is_noun_like_behind(self, j: int, stop: int) -> bool:
        while j < stop and self.line.has(j, DETERMINING):
            j += 1
        return j < stop and (self._is_noun_like(j) or self.line.quote[j] >= 0)

    def _follows_noun(self, j: int, start: int) -> bool:
        """# In a language with capital nouns, a small word behind a noun is not part of its phrase."""
        return self.pack.has("nouns are capitals") and j > start and self.line.words[j - 1][0].isupper()

    def _takes_article(self, j: int, start: int, stop: int) -> bool:
        """Whether an article inside a phrase goes on with it: behind "of", or as a genitive behind a noun."""
        line = self.line
        if line.kinds[j - 1] & (Kind.OF | Kind.AND | Kind.PREPOSITION | Kind.INNER) and line.names[j - 1] < 0:
            return True
        noun = not (self.pack.has("nouns are capitals") and line.words[j - 1].islower())  # "hier sparte der Minister"
        genitive = line.kinds[j] & Kind.GENITIVE and line.names[j - 1] < 0 and j > start and noun
        return bool(genitive) and j + 1 < stop and self._is_noun_like(j + 1)

    def _joined(self, j: int, stop: int) -> int:
        """``and``: the phrase goes on where another name or noun with its article follows."""
        line = self.line
        follows = j + 1 < stop and (
            line.names[j + 1] >= 0 or line.kinds[j + 1] & (DETERMINING | Kind.ROLE | Kind.UNNAMED)
        )
        if not follows and self.pack.has("nouns are capitals") and j + 1 < stop:
            adjectives = line.words[j - 1].islower() and line.words[j + 1].islower() and not line.kinds[j + 1]
            follows = line.words[j + 1][0].isupper() or adjectives
        return j + 1 if follows else j

    def _inner(self, j: int, stop: int) -> int:
        """A preposition inside a phrase, as in ``the minister for transport, Mira Holt``: only where a name follows."""
        line = self.line
        for end in range(j + 2, min(stop, j + _LONGEST_INNER)):
            if line.quote[end] >= 0 or not (line.is_word(end) or line.words[end] == ","):
                return j
            if (
                end + 1 < stop
                and line.names[end] >= 0
                and line.names[end] == line.names[end + 1] != line.names[end - 1]
            ):
                return j + 1
            if line.kinds[end] & _STOPS or (line.kinds[end] & SAYING and line.words[end].islower()):
                return j
        return j

    def title_end(self, j: int, stop: int) -> int:
        """Return the token behind a short name in marks that begins at ``j``, or ``j``."""
        if self.line.quote[j] < 0:
            return j
        quoted = self.line.quoted[self.line.quote[j]]
        short = quoted.closed and not quoted.dashed and quoted.end - quoted.first <= _LONGEST_TITLE + 2
        return quoted.end if short and not quoted.long and quoted.first == j and quoted.end <= stop else j

    def _sign_end(self, j: int, stop: int) -> int:
        return self.bracket_end(j, stop) if self.line.words[j] == "(" else j + (self.line.words[j] in "&/")

    def bracket_end(self, j: int, stop: int) -> int:
        """Return the token behind a bracket that opens at ``j``, or ``j`` where it closes too late."""
        line = self.line
        end = next((i for i in range(j, min(stop, j + _LONGEST_BRACKET)) if line.words[i] == ")"), None)
        return end + 1 if end is not None else j

    def _with_aside(self, i: int, end: int, stop: int, *, last: bool) -> int:
        """The end of an apposition: ``the minister, Mira Holt``, ``Mira Holt, the minister,`` or ``Mira Holt, 54,``."""
        line, begins = self.line, end + 1
        if begins >= stop or line.words[end] != "," or line.quote[end] >= 0 or line.quote[begins] >= 0:
            return end
        named = any(line.names[j] >= 0 and not self.is_governed(j, i) for j in range(i, end))
        if named and line.words[begins].isdigit():
            aged = begins + 1 >= stop or line.words[begins + 1] in _BEHIND_AGE
            return begins + 1 if aged else end
        if not named:
            return self._core_end(begins, min(stop, begins + _LONGEST_ASIDE)) if self._names_at(begins, stop) else end
        described = self._description_end(begins, min(stop, begins + _LONGEST_ASIDE))
        closed = last if described >= stop else (not line.is_word(described) and line.quote[described] < 0)
        return described if described > begins and closed else end

    def _description_end(self, begins: int, stop: int) -> int:
        """Return where the words that describe somebody end: ``the minister for transport in the new cabinet``."""
        line, j = self.line, begins
        while j < stop and line.has(j, DETERMINING) and j - begins < 2:
            j += 1
        role = line.has(j, Kind.ROLE | Kind.TITLE | Kind.UNNAMED)
        if line.has(j, Kind.PREPOSITION | Kind.PRONOUN | Kind.ADVERB | Kind.AND) and not role:
            return begins  # of a clause: "who is in charge of it"
        if not role and j == begins and line.has(j + 1, Kind.ADVERB | Kind.THAT | Kind.RELATIVE):
            return begins  # a verb: "« Les prix, observe Fabien Roy, augmentent plus vite »"
        if j >= stop or not line.is_word(j) or (line.words[j][0].isupper() and not (role or j > begins)):
            return begins
        if line.kinds[j] & (_STOPS | SAYING) and not role:
            return begins
        if self.pack.has("nouns are capitals"):
            return self._nouns_end(j, stop)
        while j < stop and line.quote[j] < 0 and line.is_word(j) and not line.kinds[j] & Kind.AUXILIARY:
            j += 1
        return j

    def _nouns_end(self, j: int, stop: int) -> int:
        """Return where nouns with their prepositional phrases end, in a language with capital nouns."""
        j = self._core_end(j, stop)
        while j < stop and self.line.kinds[j] & Kind.PREPOSITION and (inner := self.phrase(j + 1, stop, bare=True)):
            j = inner[1]
        return j

    def _names_at(self, j: int, stop: int) -> bool:
        line = self.line
        while j < stop and line.has(j, DETERMINING | Kind.TITLE | Kind.ROLE) and line.names[j] < 0:
            j += 1
        return j < stop and line.names[j] >= 0

    def is_governed(self, j: int, start: int) -> bool:
        """Whether a name hangs on "of" or a preposition: ``the mayor of Port Lyle``."""
        line, number = self.line, self.line.names[j]
        while j > start and line.names[j - 1] == number:
            j -= 1
        return is_governed(line, j, start)


def is_governed(line: Line, i: int, start: int) -> bool:
    """Whether what begins at token ``i`` hangs on "of", a genitive or a preposition that stands behind ``start``."""
    governing = Kind.OF | Kind.PREPOSITION | Kind.GENITIVE
    while i > start and line.kinds[i - 1] & DETERMINING and not line.kinds[i - 1] & governing:
        i -= 1
    return i - 1 > start and bool(line.kinds[i - 1] & governing) and line.names[i - 1] < 0
