"""Parses what is typed into a search: plain words, and filters like ``who:holt``. Any string is a query."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from newstext.near_words import nearest
from store.model.lists import ArticleFilter, ArticleState

if TYPE_CHECKING:
    from collections.abc import Callable

_NARROWING = re.compile(
    r"""(?<!\S)(?P<key>(?ai:who|said|source|tag|note|before|after|is)):
        (?:["“”](?P<quoted>[^"“”]*)(?:["“”]|$)|(?P<plain>\S*))""",
    re.VERBOSE,
)
"""Capitals do not count in a key, but it is plain letters only: to Unicode ı and ſ are an i and an s too."""

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?-?", re.ASCII)
_DAY_BEGUN = re.compile(r"\d{0,3}", re.ASCII)
_STATES = {state.value: state for state in ArticleState}
_SHOWN = 40
"""Characters of what was not understood that are said again."""


class TypedQuery(NamedTuple):
    """A parsed search: the words, the filter, and what was not understood."""

    words: str
    narrowed: ArticleFilter
    not_understood: tuple[str, ...] = ()
    """Sentences for people, such as ``before:soon is not a day; write it as in before:2026-11-24.``"""


def parsed(typed: str) -> TypedQuery:
    """Separate words from filters (``who: said: source: tag: note: before: after: is:``), in any order.

    A value with spaces stands in quotation marks: ``who:"mira holt"``. One that is not typed to its end narrows by
    what is there of it, and an empty one by nothing. A day is ``2026``, ``2026-11`` or ``2026-11-24``. Of two values
    for one key the later counts, but every ``is:`` does.
    """
    narrowed = ArticleFilter()
    not_understood: list[str] = []

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

    return TypedQuery(_NARROWING.sub(take, typed), narrowed, tuple(not_understood))


def both(one: ArticleFilter, other: ArticleFilter) -> ArticleFilter:
    """Combine two filters; where both set a field, ``other`` wins."""
    said: dict[str, Any] = {key: value for key, value in other._asdict().items() if value}
    states = tuple(dict.fromkeys(one.states + other.states))
    return one._replace(**said | {"states": states})


def asked(typed: str, narrowed: ArticleFilter | None) -> TypedQuery:
    """Parse a search within the filter that applies already."""
    query = parsed(typed)
    return query._replace(narrowed=both(narrowed, query.narrowed)) if narrowed else query


def _mistake(key: str, value: str) -> str:
    """Say what is wrong with a filter, and what was meant or can be written."""
    written = f"{key}:{value if len(value) <= _SHOWN else f'{value[:_SHOWN]}…'}"
    if key == "is":
        near = nearest(value.lower(), _STATES, 0.65)
        return f"Unknown filter {written}. " + (f"Did you mean is:{near}?" if near else f"Known are {_KNOWN_STATES}.")
    if key in ("before", "after"):
        return f"{written} is not a day; write it as in {key}:2026-11-24."
    return f"{written} has no word in it."


def _words(field: str) -> Callable[[ArticleFilter, str], ArticleFilter | None]:
    def take(narrowed: ArticleFilter, value: str) -> ArticleFilter | None:
        told: dict[str, Any] = {field: value}
        if not value:
            return narrowed
        return narrowed._replace(**told) if any(map(_is_of_a_word, value)) else None

    return take


def _is_of_a_word(character: str) -> bool:
    """Whether a character is a letter or digit, or a word by itself, as an emoji is."""
    return character.isalnum() or unicodedata.category(character) == "So"


def _day(field: str) -> Callable[[ArticleFilter, str], ArticleFilter | None]:
    def take(narrowed: ArticleFilter, value: str) -> ArticleFilter | None:
        if _DAY_BEGUN.fullmatch(value):
            return narrowed
        told: dict[str, Any] = {field: day(value)}
        return narrowed._replace(**told) if told[field] else None

    return take


def day(written: str) -> str | None:
    """Return a day, month or year in ISO format; None if it is none."""
    found = _DAY.fullmatch(written)
    return found and _iso(*found.groups())


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    """Return a day or its beginning as ISO writes it; a month of which one digit is typed may become another."""
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
    # Not typed to its end: it narrows nothing yet.
    return narrowed if any(state.startswith(value) for state in _STATES) else None


_KNOWN_STATES = ", ".join(f"is:{state}" for state in _STATES)

_KEYS: dict[str, Callable[[ArticleFilter, str], ArticleFilter | None]] = {
    "who": _words("who"),
    "said": _words("said"),
    "source": _words("source"),
    "tag": _words("tag"),
    "note": _words("note"),
    "before": _day("before"),
    "after": _day("after"),
    "is": _state,
}
