"""Parses search queries: plain words, and filters such as ``who:holt``. Any string is a valid query."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from newstext.near_words import nearest
from store.model.lists import ArticleFilter, ArticleState
from store.rules.days import NAMED, is_counted_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.searching.patterns import Pattern

_NARROWING = re.compile(
    r"""(?<!\S)(?P<key>(?ai:who|said|source|by|tag|note|for|before|after|is)):
        (?:["“”](?P<quoted>[^"“”]*)(?:["“”]|$)|(?P<plain>\S*))""",
    re.VERBOSE,
)
"""Keys match in any case, but in ASCII only: Unicode would take ı and ſ for i and s."""

_PATTERN = re.compile(r"""(?<!\S)re:(?:"((?:[^"\\]|\\.)*)(?:"|$)|(\S*))""", re.IGNORECASE | re.DOTALL)
"""A pattern. Only straight marks enclose one with spaces, so that it may contain curly ones."""
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?-?", re.ASCII)
_DAY_BEGUN = re.compile(r"\d{0,3}", re.ASCII)
_STATES = {state.value: state for state in ArticleState}
_SHOWN = 40
"""The number of characters of a faulty filter that its message repeats."""


class TypedQuery(NamedTuple):
    """A parsed query: words, filter, and mistakes."""

    words: str
    narrowed: ArticleFilter
    not_understood: tuple[str, ...] = ()
    """Sentences for people, such as ``before:soon is not a day; write it as in before:2026-11-24.``"""
    pattern: Pattern | None = None
    """The regular expression that headline or text must match."""


_WITHOUT = re.compile(r"""(?<!\S)-(?:["“”]([^"“”]+)(?:["“”]|$)|(\w\S*))""")
"""A word or passage that articles must not have. A dash before a space is no such sign."""


def parsed(typed: str) -> TypedQuery:
    """Separate words from filters (``who: said: source: by: tag: note: for: before: after: is: re:``), in any order.

    A value with spaces is in quotation marks: ``who:"mira holt"``. An incomplete value filters by its letters so far,
    an empty one not at all. A day is ``2026``, ``2026-11``, ``2026-11-24``, ``today``, ``yesterday``, ``7d`` or ``2w``.
    If a key occurs twice, the later value applies; all ``is:`` apply, and all words after a dash (``-ferry``).
    """
    narrowed = ArticleFilter()
    not_understood: list[str] = []
    pattern = None

    def take_pattern(found: re.Match[str]) -> str:
        nonlocal pattern
        pattern, mistake = _compiled(found[1] or found[2])
        not_understood.extend(filter(None, [mistake]))
        return " "

    def take(found: re.Match[str]) -> str:
        nonlocal narrowed
        key = found["key"].lower()
        value = (found["plain"] if found["quoted"] is None else found["quoted"]).strip()
        changed = _KEYS[key](narrowed, value)
        if changed is None:
            not_understood.append(_mistake(key, value))
        else:
            narrowed = changed
        return " "

    def leave_out(found: re.Match[str]) -> str:
        nonlocal narrowed
        if any(map(_is_of_a_word, words := found[1] or found[2])):
            narrowed = narrowed._replace(without=(*narrowed.without, words))
        return " "

    words = _WITHOUT.sub(leave_out, _NARROWING.sub(take, _PATTERN.sub(take_pattern, typed)))
    return TypedQuery(words, narrowed, tuple(not_understood), pattern)


def _compiled(written: str) -> tuple[Pattern | None, str]:
    """Return a pattern, or why it is none."""
    if not written:
        return None, ""
    from store.searching.patterns import Pattern, PatternError

    try:
        return Pattern(written), ""
    except PatternError as error:
        return None, str(error)


def both(one: ArticleFilter, other: ArticleFilter) -> ArticleFilter:
    """Combine two filters. Where both set a field, ``other`` applies."""
    said: dict[str, Any] = {key: value for key, value in other._asdict().items() if value}
    joined = {
        name: tuple(dict.fromkeys(getattr(one, name) + getattr(other, name)))
        for name in ("states", "without", "containing")
    }
    return one._replace(**said | joined)


def asked(typed: str, narrowed: ArticleFilter | None) -> TypedQuery:
    """Parse a query, and combine it with the filter already in force."""
    query = parsed(typed)
    return query._replace(narrowed=both(narrowed, query.narrowed)) if narrowed else query


def _mistake(key: str, value: str) -> str:
    """Return a sentence on a faulty filter, with a correction or the values allowed."""
    written = f"{key}:{value if len(value) <= _SHOWN else f'{value[:_SHOWN]}…'}"
    if key == "is":
        near = nearest(value.lower(), _STATES, 0.65)
        return f"Unknown filter {written}. " + (f"Did you mean is:{near}?" if near else f"Known are {_KNOWN_STATES}.")
    if key in ("before", "after"):
        return f"{written} is not a day; write it as in {key}:2026-11-24 or {key}:7d."
    return f"{written} has no word in it."


def _words(field: str) -> Callable[[ArticleFilter, str], ArticleFilter | None]:
    def take(narrowed: ArticleFilter, value: str) -> ArticleFilter | None:
        told: dict[str, Any] = {field: value}
        if not value:
            return narrowed
        return narrowed._replace(**told) if any(map(_is_of_a_word, value)) else None

    return take


def _is_of_a_word(character: str) -> bool:
    """Whether a character is a letter, a digit or an emoji."""
    return character.isalnum() or unicodedata.category(character) == "So"


def _day(field: str) -> Callable[[ArticleFilter, str], ArticleFilter | None]:
    def take(narrowed: ArticleFilter, value: str) -> ArticleFilter | None:
        is_begun = any(name.startswith(value.lower()) and name != value.lower() for name in NAMED)
        if _DAY_BEGUN.fullmatch(value) or is_begun:
            return narrowed
        told: dict[str, Any] = {field: day(value)}
        return narrowed._replace(**told) if told[field] else None

    return take


def day(written: str) -> str | None:
    """Return a day, month or year in ISO format, or one counted back as written; None if ``written`` is none."""
    if is_counted_back(written.lower()):
        return written.lower()
    found = _DAY.fullmatch(written)
    return found and _iso(*found.groups())


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    """Return a day, month or year in ISO format. A month with one digit counts only once a day follows."""
    if month is None or (len(month) == 1 and day is None):
        return year
    try:
        whole = date(int(year), int(month), int(day) if day and int(day) else 1)
    except ValueError:
        return None
    return whole.isoformat() if day and int(day) else whole.isoformat()[:7]


def _state(narrowed: ArticleFilter, value: str) -> ArticleFilter | None:
    value = value.lower()
    if value in _STATES:
        return narrowed._replace(states=(*narrowed.states, _STATES[value]))
    # An incomplete value filters nothing yet.
    return narrowed if any(state.startswith(value) for state in _STATES) else None


_KNOWN_STATES = ", ".join(f"is:{state}" for state in _STATES)

_KEYS: dict[str, Callable[[ArticleFilter, str], ArticleFilter | None]] = {
    "who": _words("who"),
    "said": _words("said"),
    "source": _words("source"),
    "by": _words("byline"),
    "tag": _words("tag"),
    "note": _words("note"),
    "for": _words("assigned"),
    "before": _day("before"),
    "after": _day("after"),
    "is": _state,
}
