"""A store in which people have worked: quotations in some of its articles, named, settled or left open; some read."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from newstext.stated import State
from store.ids import new_id
from store.model.annotations import AnnotationState, Origin, SpanRole, Status
from store.model.changes import Change, Edit
from store.model.speakers import NewSpeaker
from store.rules.pieces import pieces_of
from store.sqlite import SqliteEngine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.model.articles import Revision

_SHARE = 0.05
"""Of the articles, those that have quotations; half of them are read, and each hundredth is withdrawn."""

_AT_ONCE = 500
_SENTENCE = re.compile(r"[^\s.][^.\n]{20,200}\.")
_STATUSES = (*[Status.SUGGESTED] * 5, *[Status.ACCEPTED] * 7, Status.VERIFIED, Status.SKIPPED, Status.REJECTED)
_FIRST = "Mira Jonas Branwen Zofie Asim Ada Lotte Rosa Gustavo Tariq Priya Ílse Omar Wen Nia Piotr".split()  # noqa: SIM905
_LAST = (
    "Holt Pike Okafor Šťastná Malik Lind Brandt Ortega Haddad Raman Ağaoğlu Sato Weiss Moreau Kowalski Adeyemi".split()  # noqa: SIM905
)
_NAMES = [f"{first} {last}" for first in _FIRST for last in _LAST]


def work(store: Path, actor: str) -> None:
    """Mark, name, settle, read and withdraw at random, the same each time; once is enough for a store."""
    engine = SqliteEngine(store)
    try:
        if not engine.speakers("", limit=1):
            _work(engine, _some_articles(store), actor)
    finally:
        engine.close()


def _some_articles(store: Path) -> dict[str, str]:
    """Revisions by their articles."""
    with closing(sqlite3.connect(store)) as db:
        everything = db.execute("SELECT id, revision_id FROM article ORDER BY number").fetchall()
    return dict(random.Random(3).sample(everything, round(len(everything) * _SHARE)))


def _work(engine: SqliteEngine, articles: dict[str, str], actor: str) -> None:
    chance = random.Random(5)
    speakers = {name: new_id() for name in _NAMES}
    newcomers = tuple(NewSpeaker(number, name) for name, number in speakers.items())
    _apply(engine, actor, (), newcomers)
    for some in _in_steps(list(articles.values())):
        revisions = [engine.revision(one) for one in some]
        _apply(engine, actor, [edit for one in revisions for edit in _quotations(one, chance, speakers)], ())
        withdrawn = [replace(one.article, state=State.WITHDRAWN) for one in revisions[::100]]
        engine.add(withdrawn, reader="bench", reader_version="1", at=datetime.now(UTC))
    read = dict(chance.sample(sorted(articles.items()), len(articles) // 2))
    engine.mark_read(read, actor=actor, at=datetime.now(UTC), read=True)


def _in_steps(revisions: list[str]) -> Iterator[Sequence[str]]:
    return (revisions[i : i + _AT_ONCE] for i in range(0, len(revisions), _AT_ONCE))


def _apply(engine: SqliteEngine, actor: str, edits: Sequence[Edit], newcomers: tuple[NewSpeaker, ...]) -> None:
    engine.apply(Change(new_id(), actor, datetime.now(UTC), "mark", tuple(edits), newcomers))


def _quotations(revision: Revision, chance: random.Random, speakers: dict[str, str]) -> Iterator[Edit]:
    """Take one sentence of a text or two for something that was said; by whom is known of what was accepted."""
    sentences = [Span(*found.span()) for found in _SENTENCE.finditer(revision.article.body)]
    # Open quotations are usually together in an article: people settle one article after another.
    settled = chance.random() < 0.6
    for span in chance.sample(sentences, min(len(sentences), chance.choice((1, 1, 2)))):
        status = chance.choice(_STATUSES) if not settled else Status.ACCEPTED
        name = chance.choice(_NAMES)
        state = AnnotationState(
            quotation_kind=QuotationKind.INDIRECT,
            status=status,
            pieces=pieces_of(revision, {SpanRole.CONTENT: [span]}),
            speaker=name,
            speaker_id=speakers[name] if status in (Status.ACCEPTED, Status.VERIFIED) else None,
        )
        yield Edit(new_id(), revision.article_id, 0, state, origin=Origin.FINDER)
