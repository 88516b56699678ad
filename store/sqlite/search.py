"""Search by plain words: all of them, else with misspelled ones corrected, else with one left out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from store.records import Hit
from store.sqlite.articles import rows_by_number
from store.sqlite.words import fold, words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from store.records import ArticleRow

_MOST_WORDS = 12
_CANDIDATES = 200
"""Articles, the latest first, that are ranked against each other."""

_HEADS = """
    SELECT number, article.id, sorted_at, headline, byline, source
    FROM article JOIN revision ON revision.id = article.revision_id
    WHERE number IN (SELECT value FROM json_each(?))
"""
_SNIPPET_BEFORE, _SNIPPET_AFTER = 60, 140
_SHORTEST_CORRECTED = 4
_CORRECTIONS = 5


class _Word(NamedTuple):
    """A word as typed, folded, and what it may stand for: beginnings of words in the text."""

    typed: str
    terms: tuple[str, ...]
    whole: bool

    def matches(self, folded: str) -> bool:
        return folded in self.terms if self.whole else folded.startswith(self.terms)

    @property
    def corrected(self) -> bool:
        return self.terms != (self.typed,)

    @property
    def expression(self) -> str:
        """The word in FTS5's language. Terms hold letters and digits only, so that nothing in them is an operator."""
        return " OR ".join(f'"{term}"' if self.whole else f'"{term}"*' for term in self.terms)


@dataclass(frozen=True, slots=True)
class _Query:
    words: tuple[_Word, ...]
    dropped: str | None = None

    @property
    def expression(self) -> str:
        return " AND ".join(f"({word.expression})" for word in self.words)


def search(db: sqlite3.Connection, typed: str, actor: str, limit: int) -> list[Hit]:
    """Find articles by what a person typed, the best first; see the engine's contract."""
    folded = list(dict.fromkeys(fold(word[0]) for word in words(typed)))[:_MOST_WORDS]
    for query in _readings(db, folded):
        if hits := _hits(db, query, actor, limit):
            return hits
    return []


def _readings(db: sqlite3.Connection, folded: Sequence[str]) -> Iterator[_Query]:
    """Yield the ways to read what was typed, the most faithful first."""
    if not folded:
        return
    # The beginning "a" is in every text, so one letter beside other words is taken for a whole word.
    plain = tuple(_Word(word, (word,), whole=len(word) == 1 and len(folded) > 1) for word in folded)
    yield _Query(plain)
    spelled = tuple(word if _known(db, word.typed) else _corrected(db, word) for word in plain)
    if spelled != plain:
        yield _Query(spelled)
    both = tuple(word if word.corrected else _corrected(db, word) for word in spelled)
    if both != spelled:
        yield _Query(both)
    for i, word in reversed(list(enumerate(spelled))) if len(spelled) > 1 else ():
        yield _Query(spelled[:i] + spelled[i + 1 :], dropped=word.typed)


def _known(db: sqlite3.Connection, folded: str) -> bool:
    return bool(_terms(db, folded, limit=1))


def _terms(db: sqlite3.Connection, beginning: str, *, limit: int = -1) -> list[tuple[str, int]]:
    """Return words of the index that begin so, with the number of articles that hold them."""
    rows = db.execute(
        "SELECT term, doc FROM article_vocabulary WHERE term >= ? AND term < ? LIMIT ?",
        (beginning, f"{beginning}\U0010ffff", limit),
    )
    return [(row["term"], row["doc"]) for row in rows]


def _corrected(db: sqlite3.Connection, word: _Word) -> _Word:
    """Let a word stand for the nearest words of the index too: one slip for a short word, two for a long one."""
    typed = word.typed
    if len(typed) < _SHORTEST_CORRECTED:
        return word
    # The first letter is mostly right, or has changed places with the second.
    near = [term for first in dict.fromkeys(typed[:2]) for term in _terms(db, first)]
    terms = _nearest(typed, near) or _nearest(typed, _terms(db, ""))
    return word._replace(terms=tuple(dict.fromkeys((typed, *terms)))) if terms else word


def _nearest(typed: str, near: Sequence[tuple[str, int]]) -> list[str]:
    # Imported when first needed: it would cost the desk its first paint.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 1 if len(typed) < 6 else 2
    counts: dict[str, int] = {}
    for term, articles in near:
        # A long word counts by its beginning, for whoever has not typed it to the end.
        beginning = term if len(term) <= len(typed) + 1 else term[: len(typed)]
        counts[beginning] = counts.get(beginning, 0) + articles
    counts.pop(typed, None)
    found = process.extract(typed, counts.keys(), scorer=OSA.distance, score_cutoff=slips, limit=50)
    nearest = min((distance for _, distance, _ in found), default=0)
    best = [term for term, distance, _ in found if distance == nearest]
    return sorted(best, key=lambda term: -counts[term])[:_CORRECTIONS]


def _hits(db: sqlite3.Connection, query: _Query, actor: str, limit: int) -> list[Hit]:
    most = max(limit, _CANDIDATES)
    head = _numbers(db, f"{{headline byline source respelled}} : ({query.expression})", most)
    numbers = dict.fromkeys(head + _numbers(db, query.expression, most))
    heads = db.execute(_HEADS, (json.dumps(list(numbers)),))
    ranked = sorted(heads, key=lambda head: (_rank(head, query), head["sorted_at"], head["id"]), reverse=True)
    best = [head["number"] for head in ranked[:limit]]
    rows = rows_by_number(db, best, actor)
    return [_hit(db, rows[number], query) for number in best]


def _numbers(db: sqlite3.Connection, expression: str, most: int) -> list[int]:
    # Never by FTS5's own rank: that would read every match.
    rows = db.execute(
        "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT ?", (expression, most)
    )
    return [row["rowid"] for row in rows]


def _rank(head: sqlite3.Row, query: _Query) -> int:
    """How well the head of an article answers: a whole word in the headline before a beginning before the rest."""
    headline = _folded(head["headline"])
    rest = _folded(head["byline"]) + _folded(head["source"])
    rank = 0
    for word in query.words:
        if word.typed in headline:
            rank += 4
        elif any(map(word.matches, headline)):
            rank += 3
        elif any(map(word.matches, rest)):
            rank += 2
    return rank


def _folded(text: str | None) -> list[str]:
    return [fold(word[0]) for word in words(text or "")]


def _hit(db: sqlite3.Connection, row: ArticleRow, query: _Query) -> Hit:
    body: str = db.execute("SELECT body FROM revision WHERE id = ?", (row.revision_id,)).fetchone()["body"]
    offset = next(
        (
            found.start()
            for found in words(body)
            for folded in [fold(found[0])]
            if any(word.matches(folded) for word in query.words)
        ),
        None,
    )
    return Hit(row, "" if offset is None else _snippet(body, offset), offset, _why(row, body, query))


def _snippet(body: str, offset: int) -> str:
    """Cut the words around ``offset`` out of its line, verbatim."""
    start = max(body.rfind("\n", 0, offset) + 1, offset - _SNIPPET_BEFORE)
    end = body.find("\n", offset)
    end = min(len(body) if end < 0 else end, offset + _SNIPPET_AFTER)
    return body[start:end]


def _why(row: ArticleRow, body: str, query: _Query) -> str:
    reasons = [
        f"“{word.typed}” read as “{read_as}”"
        for word in query.words
        if word.corrected and (read_as := _read_as(word, (row.headline, row.byline, row.source, body)))
    ]
    if query.dropped:
        reasons.append(f"without “{query.dropped}”")
    return ", ".join(reasons)


def _read_as(word: _Word, texts: Sequence[str | None]) -> str | None:
    """Return the word of the texts that ``word`` was taken for, as printed; None when it stands there as typed."""
    taken = None
    for text in texts:
        for found in words(text or ""):
            folded = fold(found[0])
            if folded.startswith(word.typed):
                return None
            if taken is None and word.matches(folded):
                taken = found[0]
    return taken
