"""Indexes the names and words of all standing quotations, including suggested ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.postgres.search.words import indexed, vector
from store.rows.annotations import from_json
from store.searching.quotation_words import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from store.postgres.server.database import Database

    _Texts = dict[int, tuple[str, str]]

_STANDING = """
    SELECT article.number, speaker, speaker.name, speaker.aliases, exact
    FROM article JOIN annotation ON article_id = article.id
    JOIN span ON span.annotation_id = annotation.id AND span.span_set = annotation.span_set AND span.role = 'content'
    LEFT JOIN speaker ON speaker.id = speaker_id
    WHERE article.number = ANY(%s) AND kind = 'quote' AND status NOT IN ('rejected', 'removed')
    ORDER BY annotation.id, ordinal
"""
_PUT = """
    INSERT INTO article_quoted(number, speakers, words, speaker_words, quoted_words)
    VALUES (%s, %s, %s, %s::tsvector, %s::tsvector) ON CONFLICT (number) DO UPDATE
    SET speakers = excluded.speakers, words = excluded.words,
        speaker_words = excluded.speaker_words, quoted_words = excluded.quoted_words
"""
_QUOTED = """
    SELECT number FROM article_quoted
    UNION SELECT number FROM article WHERE id IN (SELECT article_id FROM annotation)
"""


def index(db: Database, numbers: Sequence[int]) -> None:
    """Reindex the standing quotations of articles."""
    ask(db, numbers)()


def ask(db: Database, numbers: Sequence[int]) -> Callable[[], None]:
    """Ask for the standing quotations of articles; return what reindexes them."""
    return partial(_reindex, db, _ask_indexed(db, numbers), _ask_standing(db, numbers))


def _reindex(db: Database, indexed_before: Callable[[], _Texts], standing_now: Callable[[], _Texts]) -> None:
    before, now = indexed_before(), standing_now()
    if gone := [number for number in before if number not in now]:
        db.run("DELETE FROM article_quoted WHERE number = ANY(%s)", (gone,))
    db.run_many(
        _PUT,
        [
            (number, *texts, *(vector(indexed(text.split())) for text in texts))
            for number, texts in sorted(now.items())
            if before.get(number) != texts
        ],
    )


def agrees(db: Database, waiting: Collection[int]) -> bool:
    """Whether the index equals the standing quotations, except for articles that remain to be indexed."""
    numbers = [number for number in db.column(_QUOTED) if number not in waiting]
    return _ask_indexed(db, numbers)() == _ask_standing(db, numbers)()


def _ask_indexed(db: Database, numbers: Sequence[int]) -> Callable[[], _Texts]:
    rows = db.ask("SELECT number, speakers, words FROM article_quoted WHERE number = ANY(%s)", (list(numbers),))
    return lambda: {number: (speakers, words) for number, speakers, words in rows()}


def _ask_standing(db: Database, numbers: Sequence[int]) -> Callable[[], _Texts]:
    """Ask for the names and the words of standing quotations, by article; without those that have neither."""
    rows = db.ask(_STANDING, (list(numbers),))

    def texts() -> _Texts:
        found: dict[int, list[tuple[tuple[str, ...], str]]] = {}
        for number, given, registered, aliases, exact in rows():
            names = (given or "", registered or "", *from_json(aliases or "[]"))
            found.setdefault(number, []).append((names, exact))
        made = {number: standing(quotations) for number, quotations in found.items()}
        return {number: texts for number, texts in made.items() if any(texts)}

    return texts
