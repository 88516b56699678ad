"""A language pack: the words and marks of attribution in a language, read from ``packs/LANGUAGE.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from newstext.quotations.languages.words import Kind, Words, folded

_FOLDER = Path(__file__).parent / "packs"
_GAP = "…"

PACKS = {
    "ar": "arabic",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ja": "japanese",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "sv": "swedish",
    "zh": "chinese",
}
"""The languages that have a pack, by their code."""


_LISTS = {
    "adverbs": Kind.ADVERB,
    "and": Kind.AND,
    "articles": Kind.ARTICLE,
    "as": Kind.AS,
    "auxiliaries": Kind.AUXILIARY,
    "back": Kind.BACK,
    "breaks": Kind.BREAK,
    "definite": Kind.DEFINITE | Kind.ARTICLE,
    "genitives": Kind.GENITIVE,
    "inner": Kind.INNER,
    "obliques": Kind.OBLIQUE,
    "of": Kind.OF,
    "organisations": Kind.ORGANISATION,
    "outlets": Kind.OUTLET,
    "particles": Kind.PARTICLE,
    "prepositions": Kind.PREPOSITION,
    "passive": Kind.PASSIVE | Kind.AUXILIARY,
    "perhaps_reported": Kind.PERHAPS_REPORTED,
    "pronouns": Kind.PRONOUN,
    "relatives": Kind.RELATIVE,
    "reported": Kind.REPORTED,
    "reports": Kind.REPORT,
    "roles": Kind.ROLE,
    "stand_ins": Kind.STAND_IN | Kind.ROLE,
    "that": Kind.THAT,
    "times": Kind.TIME,
    "titles": Kind.TITLE,
    "unnamed": Kind.UNNAMED,
    "within": Kind.WITHIN | Kind.PREPOSITION,
}
_OTHER_LISTS = {
    "feminine", "masculine", "plural", "infinitives", "infinitive_ends", "elisions", "clitics", "prefixes",
    "abbreviations", "surnames", "women", "men",
}  # fmt: skip
SETTINGS = {
    "adjectives stand before nouns", "clauses need no that", "comma before that", "no capitals", "no spaces",
    "nouns are capitals", "nouns need articles", "ordinals with a stop", "speaker inside marks", "subject may follow",
    "verb ends the clause", "verb ends the sentence",
}  # fmt: skip
LISTS = _LISTS.keys() | _OTHER_LISTS
_VERBS = {
    "clause": Kind.CLAUSE,
    "thought": Kind.CLAUSE | Kind.THOUGHT,
    "quote": Kind.QUOTE,
    "call": Kind.CALL,
    "cite": Kind.QUOTE | Kind.CITE,
}
_FORMS = (Kind.FINITE, Kind.PARTICIPLE, Kind.HANGING)

Phrase = tuple[str, ...]


class Lead(NamedTuple):
    """Words for “according to”, with how many of their last belong to the source: *de | sources* policières."""

    words: Phrase
    kept: int


@dataclass(frozen=True, slots=True)
class Split:
    """The rest of a verb of several words: *teilte … mit*. ``rest`` may stand further on when ``gap`` is true."""

    rest: Phrase
    gap: bool
    kind: Kind


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One language. Words are lower case; see docs/languages.md for what each list is for."""

    code: str
    name: str
    marks: dict[str, str]
    """The possible closing marks of each opening mark."""
    settings: frozenset[str]
    """Ways of the language: see docs/languages.md."""
    dashes: str
    """Signs that open speech at the start of a line; none where a language has no such habit."""
    words: Words
    splits: dict[str, tuple[Split, ...]]
    """Verbs of several words, by their first."""
    according: tuple[Lead, ...]
    """Words before a source, the longest first: *nach Angaben von*."""
    according_after_comma: tuple[Lead, ...]
    """Words before a source only behind a comma or a closing mark: *so*."""
    according_at_start: tuple[Lead, ...]
    """Words before somebody's view at the start of a sentence, with a comma behind it: *para*."""
    according_behind: tuple[Lead, ...]
    """Words after a source: *zufolge*."""
    according_nouns: frozenset[str]
    """Prepositions that make a noun of saying a source: *nach* ersten Angaben."""
    according_own: tuple[Lead, ...]
    """Words that make the subject of the sentence its source: *nach eigenen Angaben*."""
    nobodys: tuple[Phrase, ...]
    """Saying without anybody who says it: *hieß es*."""
    says_nothing: tuple[Phrase, ...]
    """Words that hold a verb of saying and say nothing: *bereit erklärt*."""
    genders: dict[str, Words]
    """By ``f``, ``m`` and ``p`` (several): articles, pronouns, titles, ends of roles."""
    given: dict[str, str]
    """Given names that are women's (``f``) or men's (``m``) here, and others elsewhere: Italian *Andrea*."""
    infinitive_ends: tuple[str, ...]
    """Endings of infinitives behind a preposition: *après visit-er*."""
    infinitives: tuple[str, ...]
    """Words before an infinitive: *zu* sagen."""
    elisions: tuple[str, ...]
    clitics: tuple[str, ...]
    prefixes: tuple[tuple[str, str], ...]
    """Prefixes written together with the next word, and the form without them: *لل* and *ال*."""
    prefixed_prepositions: str
    """Prepositions of one letter, written together with their noun."""
    definite_prefix: str
    """The article, where it is written together with its noun."""
    abbreviations: tuple[str, ...]
    surnames: frozenset[str]
    """Surnames, where no capitals and no spaces show a name."""
    _seen: dict[str, Kind] = field(default_factory=dict)

    def kind(self, word: str) -> Kind:
        """The classes of a word in lower case; empty if no list has it."""
        kind = self._seen.get(word)
        if kind is None:
            kind = self._seen[word] = self.words.kind(word)
        return kind

    def bare(self, word: str) -> str:
        """Return a word in lower case without its prefix, if only the rest is known: *وقال*."""
        if not self.prefixes or self._is_known(word):
            return word
        stripped = (instead + word.removeprefix(prefix) for prefix, instead in self.prefixes if word.startswith(prefix))
        return next((rest for rest in stripped if self._is_known(rest)), word)

    def _is_known(self, word: str) -> bool:
        return bool(self.kind(word)) or word in self.splits or any(lead.words[0] == word for lead in self.according)

    def gender(self, word: str) -> str:
        """Return ``f``, ``m`` or ``p`` for a word in lower case with that gender or number; else an empty string."""
        return next((sex for sex, words in self.genders.items() if words.kind(word)), "")

    def has(self, setting: str) -> bool:
        """Whether the language has one of the ways of ``settings``."""
        return setting in self.settings


class PackError(Exception):
    """A language pack that cannot be used. Its message is for people: what happened and what to do."""


@cache
def pack_of(code: str) -> Pack:
    """Return the pack of a language by its code (``de``); where there is none, one that knows marks alone.

    PackError when somebody has left a mistake in its file.
    """
    path = _FOLDER / f"{PACKS.get(code, 'unknown')}.toml"
    try:
        return read_pack(path.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise PackError(
            f"The language pack {path} cannot be used. {error} Correct it as docs/languages.md describes, or install"
            " Pullquote again."
        ) from error


def read_pack(text: str) -> Pack:
    """Read a pack. ValueError describes the mistake for its author in a sentence."""
    try:
        return _read_pack(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"It is not TOML: {str(error).removesuffix('.')}.") from None
    except KeyError as error:
        raise ValueError(f"It does not say its {error}.") from None
    except (TypeError, AttributeError) as error:
        raise ValueError(f"A value has the wrong form: {error}.") from None


def _read_pack(table: dict[str, Any]) -> Pack:
    listed = {key: _listed(words) for key, words in table.get("words", {}).items()}
    for what, unknown in (("[words]", listed.keys() - LISTS), ("settings", set(table.get("settings", [])) - SETTINGS)):
        if unknown:
            raise ValueError(f"{what} has what the finder does not know: {', '.join(sorted(unknown))}.")
    words, splits = Words(), dict[str, list[Split]]()
    for phrase in table.get("according", {}).get("before", []):
        if len(_parted(phrase)) == 1:
            words.add(folded(phrase), Kind.PREPOSITION)
    for key, kind in _LISTS.items():
        for word in listed.get(key, ()):
            words.add(word, kind)
    for key, kind in _VERBS.items():
        for line in filter(None, map(str.strip, table.get("verbs", {}).get(key, "").splitlines())):
            _add_verbs(line, kind, table.get("endings", {}), words, splits)
    genders = {sex: Words() for sex in "fmp"}
    for sex, key in {"f": "feminine", "m": "masculine", "p": "plural"}.items():
        for word in listed.get(key, ()):
            genders[sex].add(word, Kind.TITLE)
    return _pack(table, listed, words, splits, genders)


def _pack(
    table: dict[str, Any],
    listed: dict[str, tuple[str, ...]],
    words: Words,
    splits: dict[str, list[Split]],
    genders: dict[str, Words],
) -> Pack:
    according = table.get("according", {})
    return Pack(
        code=table["code"],
        name=table["name"],
        marks=_marks(table.get("marks", [])),
        settings=frozenset(table.get("settings", [])),
        dashes=table.get("dashes", ""),
        words=words,
        splits={word: tuple(found) for word, found in splits.items()},
        according=_leads(according.get("before", [])),
        according_after_comma=_leads(according.get("after_comma", [])),
        according_at_start=_leads(according.get("at_start", [])),
        according_behind=_leads(according.get("behind", [])),
        according_nouns=frozenset(map(folded, according.get("nouns", []))),
        according_own=_leads(according.get("own", [])),
        nobodys=_phrases(table.get("nobody_says", [])),
        says_nothing=_phrases(table.get("says_nothing", [])),
        genders=genders,
        given={name: sex for sex, key in (("f", "women"), ("m", "men")) for name in listed.get(key, ())},
        infinitive_ends=listed.get("infinitive_ends", ()),
        infinitives=listed.get("infinitives", ()),
        elisions=listed.get("elisions", ()),
        clitics=listed.get("clitics", ()),
        prefixes=tuple(
            (prefix, instead) for prefix, _, instead in (p.partition("=") for p in listed.get("prefixes", ()))
        ),
        prefixed_prepositions=table.get("prefixed_prepositions", ""),
        definite_prefix=table.get("definite_prefix", "\n"),
        abbreviations=tuple(table.get("words", {}).get("abbreviations", "").split()),
        surnames=frozenset(listed.get("surnames", ())),
    )


def _listed(words: str) -> tuple[str, ...]:
    return tuple(folded(words).split())


def _marks(pairs: list[str]) -> dict[str, str]:
    marks: dict[str, str] = {}
    for pair in pairs:
        opening, gap, closing = pair.partition(_GAP)
        if not gap:
            raise ValueError(f"“{pair}” in marks is not a pair: write an ellipsis between the two marks.")
        marks[opening.strip()] = marks.get(opening.strip(), "") + closing.strip()
    return marks


def _parted(words: str) -> Phrase:
    """The words of a phrase; an elided one is a word of its own, as in ``d'après``."""
    return tuple(folded(words).replace("'", "' ").split())


def _phrases(phrases: list[str]) -> tuple[Phrase, ...]:
    return tuple(sorted(map(_parted, phrases), key=len, reverse=True))


def _leads(phrases: list[str]) -> tuple[Lead, ...]:
    leads = [Lead(_parted(p.replace("|", " ")), len(_parted(p.partition("|")[2]))) for p in phrases]
    return tuple(sorted(leads, key=lambda lead: len(lead.words), reverse=True))


def _add_verbs(line: str, kind: Kind, endings: dict[str, str], words: Words, splits: dict[str, list[Split]]) -> None:
    """Add the verbs of a line: ``infinitive: forms | participles | hanging forms``, or ``~ending: infinitives``."""
    name, colon, forms = line.partition(":")
    if name.startswith("~"):
        for infinitive in map(str.strip, forms.split(",")):
            _add_verbs(_regular(infinitive, name[1:], endings), kind, endings, words, splits)
        return
    parts = forms.split("|")
    if not colon or len(parts) > len(_FORMS):
        raise ValueError(f"“{line}” is not a verb: write “{name}: forms | participles | hanging forms”.")
    for part, form in zip(parts, _FORMS, strict=False):
        for written in filter(None, map(_parted, part.split(","))):
            _add_form(written, kind | form, words, splits)


def _regular(infinitive: str, ending: str, endings: dict[str, str]) -> str:
    """The line of a verb that takes the endings of its kind."""
    if ending not in endings:
        raise ValueError(f"“~{ending}” has no line in [endings].")
    if not infinitive.endswith(ending):
        raise ValueError(f"“{infinitive}” does not end with “{ending}”.")
    stem = infinitive.removesuffix(ending)
    parts = (", ".join(stem + form.strip() for form in part.split(",")) for part in endings[ending].split("|"))
    return f"{infinitive}: {' | '.join(parts)}"


def _add_form(written: Phrase, kind: Kind, words: Words, splits: dict[str, list[Split]]) -> None:
    first, *rest = written
    gap = rest[:1] == [_GAP]
    if rest:
        splits.setdefault(first, []).append(Split(tuple(rest[gap:]), gap, kind))
    else:
        words.add(first, kind)
