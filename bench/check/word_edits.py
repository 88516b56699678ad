"""Edits of the words of a quotation: those that alter it, and those that every house makes to its style.

Each takes the words and a random source, and returns other words, or None where it cannot be made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Edit = Callable[[str, random.Random], str | None]

_OTHER_WORDS = [
    "harbour",
    "bicycle",
    "orchard",
    "kitchen",
    "violin",
    "glacier",
    "turnip",
    "staircase",
    "umbrella",
    "lantern",
]
_TENSES = {"is": "was", "are": "were", "was": "is", "were": "are", "has": "had", "have": "had", "do": "did"}
_TENSES |= {"think": "thought", "want": "wanted", "need": "needed", "believe": "believed", "know": "knew"}
_MODALS = {"will": "may", "would": "will", "can": "must", "could": "can", "should": "must", "may": "will"}
_MODALS |= {"might": "will", "must": "could"}
_NUMBERS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "hundred",
    "thousand",
]
_FIGURE = re.compile(r"(?<![\w.,$£€])\d{1,3}(?:,\d{3})*(?![\w.,:]\w)")
_UNITS = {"million": "billion", "billion": "million", "per cent": "points", "percent": "points", "days": "weeks"}
_UNITS |= {"weeks": "months", "months": "weeks", "years": "months", "year": "month", "day": "week", "hours": "minutes"}
_UNITS |= {"miles": "kilometres", "kilometres": "miles", "dollars": "cents", "minutes": "hours"}
_QUALIFIERS = ["only", "almost", "just", "some", "most", "nearly", "about", "perhaps", "probably", "really", "very"]
_PRONOUNS = {"I": "he", "we": "they", "We": "They", "my": "his", "our": "their", "us": "them", "they": "we"}
_PRONOUNS |= {"he": "I", "she": "I", "you": "we"}
_SPELLINGS = "labor/labour honor/honour color/colour favor/favour neighbor/neighbour behavior/behaviour center/centre "
_SPELLINGS += "program/programme defense/defence organize/organise recognize/recognise realize/realise gray/grey "
_SPELLINGS += "traveling/travelling canceled/cancelled check/cheque theater/theatre analyze/analyse toward/towards "
_SPELLINGS += "criticize/criticise apologize/apologise rumor/rumour harbor/harbour liter/litre license/licence"
_PAIRS = [pair.split("/") for pair in _SPELLINGS.split()]
_SPELT = {a: b for one, other in _PAIRS for a, b in ((one, other), (other, one))}
_IN_WORDS = dict(zip(map(str, range(2, 11)), _NUMBERS, strict=False)) | {"12": "twelve", "20": "twenty", "30": "thirty"}
_IN_FIGURES = {word: figure for figure, word in _IN_WORDS.items()}


def _some(words: str, rng: random.Random, pattern: str, replace: Callable[[str], str | None]) -> str | None:
    """Replace one match of a pattern, at random; None where there is none."""
    places = list(re.finditer(pattern, words))
    rng.shuffle(places)
    for match in places:
        other = replace(match[0])
        if other is not None and other != match[0]:
            return words[: match.start()] + other + words[match.end() :]
    return None


def _like(other: str, word: str) -> str:
    return other.capitalize() if word[:1].isupper() else other


def _mapped(table: dict[str, str]) -> Edit:
    pattern = r"\b(?:" + "|".join(map(re.escape, table)) + r")\b(?!['’])"

    def edit(words: str, rng: random.Random) -> str | None:
        return _some(
            words, rng, f"(?i:{pattern})", lambda w: (o := table.get(w) or table.get(w.lower())) and _like(o, w)
        )

    return edit


def word_replaced(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=[a-z] )[a-z]{4,}(?= [a-z])", lambda _: rng.choice(_OTHER_WORDS))


def word_dropped(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=[a-z] )[a-z]{4,} (?=[a-z])", lambda _: "")


def word_added(words: str, rng: random.Random) -> str | None:
    return _some(
        words, rng, r"(?<=[a-z]) (?=[a-z])", lambda _: f" {rng.choice(('clearly', 'always', 'secretly', 'fully'))} "
    )


def negation_dropped(words: str, rng: random.Random) -> str | None:
    def without(found: str) -> str:
        bare = found.lower()
        if bare in ("can't", "can’t", "cannot"):
            return "can"
        return re.sub(r"n['’]t|^ ?(?:not|never)$", "", found)

    return _some(words, rng, r"(?i:\b(?:can['’]t|cannot)\b|(?<=\w)(?:(?<![ow])n['’]t)\b| (?:not|never)\b)", without)


def negation_added(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"\b(?:is|are|was|were|will|would|should|could|must)\b(?! not|n)", lambda w: f"{w} not")


def number_changed(words: str, rng: random.Random) -> str | None:
    pattern = rf"{_FIGURE.pattern}|\b(?:{'|'.join(_NUMBERS)})\b"

    def other(found: str) -> str:
        if found[0].isdigit():
            return (
                f"{int(found.replace(',', '')) + rng.randint(1, 9):,}"
                if "," in found
                else str(int(found) + rng.randint(1, 9))
            )
        return rng.choice([n for n in _NUMBERS if n != found])

    return _some(words, rng, pattern, other)


def name_changed(words: str, rng: random.Random) -> str | None:
    names = ("Thorvik", "Okafor", "Estrup", "Vantongeren")
    return _some(words, rng, r"(?<=[a-z] )[A-Z][a-z]{3,}(?=['’]s|\b)", lambda _: rng.choice(names))


def order_changed(words: str, rng: random.Random) -> str | None:
    def swapped(found: str) -> str:
        first, second = found.split(" ")
        return f"{second} {first}"

    return _some(words, rng, r"(?<=[a-z] )[a-z]{3,} [a-z]{3,}(?= [a-z])", swapped)


def clauses_swapped(words: str, rng: random.Random) -> str | None:
    parts = words.rstrip(".").split(", ")
    if len(parts) < 2 or min(len(p.split()) for p in parts[-2:]) < 3:
        return None
    return ", ".join([*parts[:-2], parts[-1], parts[-2]])


def qualifier_dropped(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, rf"(?<=[a-z]) (?:{'|'.join(_QUALIFIERS)})(?= [a-z])", lambda _: "")


def condition_dropped(words: str, _rng: random.Random) -> str | None:
    match = re.search(r",? (?:if|unless|until|because|but) [^.]+\.?$", words)
    return words[: match.start()] if match and len(words[: match.start()].split()) >= 5 else None


def middle_dropped(words: str, rng: random.Random) -> str | None:
    parts = words.split()
    if len(parts) < 20:
        return None
    at = rng.randrange(4, len(parts) - 15)
    return " ".join(parts[:at] + parts[at + rng.randint(9, 11) :])


def number_of_noun(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=\bthe )[a-z]{4,}[^s\W]s\b", lambda w: w[:-1])


def commas_added(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=[a-z]) (?=(?:and|but|because|who|which|that|in|on|with) )", lambda _: ", ")


def commas_dropped(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r", (?=[a-z])", lambda _: " ")


def dash_for_comma(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r", (?=[a-z])", lambda _: " — ")


def sentence_joined(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=[a-z])\. (?=[A-Z])", lambda _: "; ")


def figures_in_words(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, rf"(?<![\w.,$£€])(?:{'|'.join(_IN_WORDS)})(?![\w%]|[.,:]\d)", _IN_WORDS.get)


def words_in_figures(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, rf"\b(?:{'|'.join(_IN_FIGURES)})\b", _IN_FIGURES.get)


def per_cent(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=\d) per ?cent\b|(?<=\d)%", lambda w: "%" if "c" in w else " per cent")


def nonbreaking_space(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, " ", lambda _: "\u00a0")


def typo_made(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"\b[a-z]{8,}\b", lambda w: w[:3] + w[4] + w[3] + w[5:] if w[3] != w[4] else None)


def bracket_put_in(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=[a-z]) (?=(?:and|but|to|in|on) )", lambda _: " [of the council] ")


def dots_put_in(words: str, rng: random.Random) -> str | None:
    return _some(words, rng, r"(?<=[a-z]) (?=(?:and|but|to|in|on) )", lambda _: " … ")


def middle_cut(words: str, rng: random.Random) -> str | None:
    parts = words.split()
    if len(parts) < 12:
        return None
    at = rng.randrange(3, len(parts) - 7)
    return " ".join([*parts[:at], "…", *parts[at + 3 :]])


tense_changed, modal_changed, unit_changed = _mapped(_TENSES), _mapped(_MODALS), _mapped(_UNITS)
pronoun_changed, respelt = _mapped(_PRONOUNS), _mapped(_SPELT)
