"""The CRF's features of each token: words around it, the nearest cues, the rules' labels."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newstext.quotations import labels, lexicon
from newstext.quotations.phrases import subject_after, subject_before
from newstext.quotations.tokens import MARK, OUT, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newstext.quotations.clauses import Clause
    from newstext.quotations.tokens import Paragraph

STRONG_CUE = 3
"""From this tenth of its uses on, a word counts as a cue that its neighbours are measured from."""
FIRM_CUE = 6
"""From here on it is seldom anything else."""

_CLASSES = {
    "d": "the a an this that these those some any no each every another",
    "p": "in on at to of for from with by about over into against through under during after before since until amid",
    "c": "and or but nor",
    "s": "that if because while although though when whether as where whereas unless so than",
    "h": "who which what whom whose how why",
    "n": "he she they it we i you",
    "m": "him her them us me himself herself themselves itself",
    "g": "his her their its our my your",
    "b": "is was are were be been being 's ’s 're ’re",
    "v": "has have had having 've ’ve",
    "w": "will would can could may might must should shall 'll ’ll 'd ’d",
    "o": "do does did not n't n’t never",
}
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
_SUFFIXES = ("ing", "ed", "ly", "ion", "s", "er", "al")


class Kind(NamedTuple):
    """The facts about a word wherever it occurs, and its features at the tokens around it."""

    word_class: str
    here: tuple[str, str, str, str]
    before: str
    behind: str
    second_before: str
    second_behind: str
    third_before: str
    third_behind: str


@lru_cache(maxsize=50_000)
def kind_of(word: str) -> Kind:
    """Shape, coarse word class and last letters of one token, as features."""
    lower = word.lower()
    shape = _shape(word)
    here = ("w=" + lower, "l=" + _stem(lower), "x=" + lower[-3:], "s=" + shape)
    around = (name + lower for name in ("a=", "b=", "A=", "B=", "aa=", "bb="))
    return Kind(_word_class(lower, shape), here, *around)


def _shape(word: str) -> str:
    if word.isalpha():
        return "x" if word.islower() else "X" if word.isupper() and len(word) > 1 else "Xx"
    if word[0].isdigit():
        return "9"
    if any(c.isalpha() for c in word):
        return "Xx-" if word[0].isupper() else "x-"
    return word


def _stem(lower: str) -> str:
    """The stem that the forms of a verb share, roughly: ``blast`` of ``blasted``, ``deni`` of ``denying``."""
    for suffix in ("ying", "ies", "ied", "ing", "ed", "es", "s", "e"):
        if lower.endswith(suffix) and len(lower) > len(suffix) + 2:
            lower = lower[: -len(suffix)] + ("i" if suffix in ("ying", "ies", "ied") else "")
            break
    if lower.endswith("y") and len(lower) > 3:
        return lower[:-1] + "i"
    return lower[:-1] if len(lower) > 4 and lower[-1] == lower[-2] else lower


def _word_class(lower: str, shape: str) -> str:
    if lower in _CLASS_OF:
        return _CLASS_OF[lower]
    if lower in lexicon.TITLES or lower.rstrip(".") in lexicon.TITLES:
        return "T" + shape[0]
    if lower in lexicon.TIMES:
        return "D"
    if shape in ("Xx", "X", "Xx-"):
        return "N"
    if lower in lexicon.SAYING:
        return "Vs"
    if lower in lexicon.FRAMING:
        return "Vf"
    if lower in lexicon.THINKING:
        return "Vt"
    if lower in lexicon.ROLES or lower in lexicon.UNNAMED:
        return "R"
    return next((suffix for suffix in _SUFFIXES if lower.endswith(suffix)), shape[:2])


_START, _END = kind_of("<"), kind_of(">")


def before(p: Paragraph | None) -> str:
    """The state that a paragraph inherits: its quotation marks, and whether they were closed."""
    if p is None:
        return "^"
    ending = ":" if p.lower[-1] == ":" else ""
    if not p.stretches:
        return "-" + ending
    return ("q" if p.stretches[-1].closed else "u") + ending


def speaking(found: Iterable[tuple[Paragraph, list[Clause]]]) -> frozenset[str]:
    """The names, word by word, of those whom the rules see speak anywhere in a text."""
    return frozenset(
        p.words[i]
        for p, ruled in found
        for clause in ruled
        if clause.source is not None
        for i in range(*clause.source)
        if p.words[i][0].isupper()
    )


def features(
    p: Paragraph, ruled: list[Clause], cues: Mapping[str, int], previous: str, speakers: frozenset[str]
) -> list[list[str]]:
    """The features of every token of ``p``.

    ``ruled`` is what the rules found, ``cues`` how often a word is a cue, ``previous`` what :func:`before` says of the
    paragraph before, ``speakers`` the words of :func:`speaking`.
    """
    return _Extractor(p, ruled, cues, previous, speakers).all()


def _bucket(distance: int) -> str:
    return str(distance) if distance < 4 else "4" if distance < 7 else "7" if distance < 12 else "c"


LONGEST = 4_000
"""The longest paragraph to read, in tokens: beyond this linking would take too long, and nobody writes so."""
_BUCKETS = tuple(_bucket(i) for i in range(LONGEST + 1))
_FEW = (0, 1, *[2] * LONGEST)
# Features of a number or two, made once: most of a token's features are looked up.
_FROM_START = tuple("ps=" + bucket for bucket in _BUCKETS)
_TO_END = tuple("pe=" + bucket for bucket in _BUCKETS)
_PLACES = tuple(tuple(f"q={place}|{min(i, 3)}" for i in range(LONGEST + 1)) for place in (OUT, WORDS, MARK))
_STRENGTHS = tuple(tuple(f"c={here}|{before}" for before in range(10)) for here in range(10))
_SIDES = tuple(
    tuple(tuple(f"LR={left}{right}{place}" for place in (OUT, WORDS, MARK)) for right in (0, 1)) for left in (0, 1)
)


class _Extractor:
    def __init__(
        self, p: Paragraph, ruled: list[Clause], cues: Mapping[str, int], previous: str, speakers: frozenset[str]
    ) -> None:
        self.p = p
        n = len(p)
        self.kinds = [_START, _START, _START, *map(kind_of, p.words), _END, _END, _END]
        self.classes = ["^", "^", "^", *(k.word_class for k in self.kinds[3:-3]), "$", "$", "$"]
        self.rules = ["^", *labels.of_clauses(ruled, n), "$"]
        self.patterns = ["-"] * n
        for clause in ruled:
            for first, end in clause.content:
                self.patterns[first:end] = [clause.pattern] * (min(end, n) - first)
        self.strength = [cues.get(w, 0) if place == OUT else 0 for w, place in zip(p.lower, p.place, strict=True)]
        self.commas = [0]
        for w, place in zip(p.lower, p.place, strict=True):
            self.commas.append(self.commas[-1] + (w == "," and place == OUT))
        self.quoted = [0]
        for owner in p.stretch:
            self.quoted.append(self.quoted[-1] + (owner >= 0))
        self.left, self.right = self._nearest_cues(n)
        self.first, self.last = self._sentence_bounds(n)
        self.subjects = ["-", *self._subjects(n), "-"]
        self.speaks = ["s" if word in speakers else "" for word in p.words]
        self.links: dict[tuple[int, int], str] = {}
        self.paragraph = f"pre={previous}{'q' if p.stretches else '-'}"

    def _subjects(self, n: int) -> list[str]:
        """The place of the subject of each strong cue, if it were a verb of saying: before it, or right behind."""
        p, found = self.p, ["-"] * n
        for cue, strength in enumerate(self.strength):
            if strength < STRONG_CUE:
                continue
            force = "w" if strength < FIRM_CUE else "f"
            inverted = cue and (p.lower[cue - 1] == "," or p.place[cue - 1] != OUT)
            behind = subject_after(p, cue + 1, self.last[cue] + 1) if inverted else None
            if behind is not None:
                found[slice(*behind)] = ["a" + force] * (behind[1] - behind[0])
                continue
            subject = subject_before(p, cue, self.first[cue])
            if subject is not None:
                found[subject.first : subject.end] = ["b" + force] * (subject.end - subject.first)
                found[subject.verb : cue + 1] = ["v" + force] * (cue + 1 - subject.verb)
        return found

    def _sentence_bounds(self, n: int) -> tuple[list[int], list[int]]:
        first, last = [0] * n, [n - 1] * n
        for i in range(1, n):
            first[i] = first[i - 1] if self.p.sentence[i] == self.p.sentence[i - 1] else i
        for i in range(n - 2, -1, -1):
            last[i] = last[i + 1] if self.p.sentence[i] == self.p.sentence[i + 1] else i
        return first, last

    def _nearest_cues(self, n: int) -> tuple[list[int], list[int]]:
        """The strong cue nearest before and after each token within its sentence, -1 where there is none."""
        sentence, strength = self.p.sentence, self.strength
        left, right = [-1] * n, [-1] * n
        latest = -1
        for i in range(n):
            if i and sentence[i] != sentence[i - 1]:
                latest = -1
            left[i] = latest
            if strength[i] >= STRONG_CUE:
                latest = i
        latest = -1
        for i in range(n - 1, -1, -1):
            if i < n - 1 and sentence[i] != sentence[i + 1]:
                latest = -1
            right[i] = latest
            if strength[i] >= STRONG_CUE:
                latest = i
        return left, right

    def all(self) -> list[list[str]]:
        return [[*self._around(i), *self._to_cues(i), *self._place(i)] for i in range(len(self.p))]

    def _around(self, i: int) -> list[str]:
        k3, k2, k1, k, l1, l2, l3 = self.kinds[i : i + 7]
        _, s2, s1, t, u1, u2, _ = self.classes[i : i + 7]
        before, rule, after = self.rules[i : i + 3]
        left, subject, right = self.subjects[i : i + 3]
        word = k.here[0]
        return [
            *k.here,
            k1.before,
            l1.behind,
            k2.second_before,
            l2.second_behind,
            k3.third_before,
            l3.third_behind,
            f"{k1.before}|{word}",
            f"{l1.behind}|{word}",
            f"t={s1}|{t}|{u1}",
            f"T={s2}|{s1}|{t}",
            f"U={t}|{u1}|{u2}",
            f"r={before}|{rule}",
            f"R={rule}|{after}",
            f"rw={rule}|{word}",
            "rp=" + self.patterns[i],
            f"rt={rule}|{t}|{u1}",
            f"sb={left}|{subject}|{right}{self.speaks[i]}",
        ]

    def _to_cues(self, i: int) -> list[str]:
        p, lower, row = self.p, self.p.lower, []
        left, right, place = self.left[i], self.right[i], p.place[i]
        if left >= 0:
            cue = lower[left]
            far = _BUCKETS[i - left]
            commas = _FEW[self.commas[i] - self.commas[left + 1]]
            crossed = "q" if place == OUT and self.quoted[i] > self.quoted[left + 1] else ""
            at = (left, min(i, left + 4))
            link = self.links.get(at) or self.links.setdefault(at, self._behind_cue(*at))
            row += [
                "L=" + cue,
                f"Ld={far}|{link}|{commas}",
                f"Lc={commas}|{link}|{crossed}|{place}",
                f"Lw={cue}|{lower[i]}",
                f"Lf={cue}|{far}",
                f"Lp={self.classes[left + 2]}|{self.classes[left + 4]}|{place}|{min(far, '4')}",
            ]
        if right >= 0:
            cue = lower[right]
            far = _BUCKETS[right - i]
            commas = _FEW[self.commas[right] - self.commas[i]]
            tail = _BUCKETS[self.last[i] - right]
            row += [
                "N=" + cue,
                f"Rd={far}|{commas}",
                f"Rc={commas}|{tail}|{place}",
                f"Rt={cue}|{commas}|{tail}",
                f"Rn={self.classes[right + 2]}|{self.classes[right + 4]}|{commas}|{place}",
                f"Rs={cue}|{self.subjects[i + 1]}",
            ]
        row.append(_SIDES[left >= 0][right >= 0][place])
        return row

    def _behind_cue(self, cue: int, i: int) -> str:
        """The word that opens what follows a cue."""
        lower = self.p.lower
        if "that" in lower[cue + 1 : min(i, cue + 4)]:
            return "that"
        following = min(cue + 1, len(lower) - 1)
        if self.p.place[following] != OUT:
            return '"'
        return lower[following] if lower[following] in (",", ":", "to", ".", "in", "on", "by", "for") else "_"

    def _place(self, i: int) -> list[str]:
        p = self.p
        first, place = self.first[i], p.place[i]
        row = [
            _PLACES[place][p.sentence[i]],
            _STRENGTHS[self.strength[i]][self.strength[i - 1] if i else 0],
            _FROM_START[i - first],
            _TO_END[self.last[i] - i],
            f"f={p.lower[first]}|{place}",
            self.paragraph,
        ]
        if not place and p.stretches:
            row += self._to_quotes(i)
        elif place:
            first_token, end = p.bounds[p.stretch[i]]
            behind, then = (*p.lower[end : end + 2], ">", ">")[:2]
            row.append(f"ql={min(6, end - first_token - 2)}|{behind}|{then}")
            row.append(f"qb={p.lower[first_token - 1] if first_token else '<'}|{place}")
        return row

    def _to_quotes(self, i: int) -> list[str]:
        """The distance of a token to the marks before and behind it, and the words at their edges."""
        p, row = self.p, []
        number = bisect_right(p.bounds, (i, 0))
        if number:
            end = p.bounds[number - 1][1]
            same = p.sentence[i] == p.sentence[end - 1]
            last = p.lower[end - 2] if p.stretches[number - 1].closed else "~"
            far = _BUCKETS[i - end]
            long = "l" if p.long[number - 1] else "s"
            row.append(f"pq={last}|{far}|{same:d}{long}")
        if number < len(p.bounds):
            first = p.bounds[number][0]
            same = p.sentence[i] == p.sentence[first]
            far = _BUCKETS[first - i]
            long = "l" if p.long[number] else "s"
            opener = p.lower[first - 1] if first else "<"
            row.append(f"nq={opener if opener in ',:.' else '_'}|{far}|{same:d}{long}")
        return row
