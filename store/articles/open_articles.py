"""Open articles: a revision and its annotations, as the reader shows them."""

from __future__ import annotations

from bisect import insort
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.model.annotations import Status
from store.rules.finder_runs import finder_run, held_back, learned_in, whole_finder_run
from store.rules.pieces import reading_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from store.engine import Annotations
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.lists import ArticleRow
    from store.upkeep_engine import Integrity

    class _Needs(Annotations, Integrity, Protocol): ...


class OpenedArticle(NamedTuple):
    """An article's row, one revision, and the standing annotations on it, in reading order.

    ``elsewhere`` are those whose words are not in this revision: stale ones, and those kept on an older revision.
    """

    row: ArticleRow
    revision: Revision
    annotations: tuple[Annotation, ...]
    elsewhere: tuple[Annotation, ...] = ()
    rejected: frozenset[str] = frozenset()
    """The ids of quotations that a person rejected."""
    held_back: int = 0
    """The number of quotations that the finder found in this revision and did not suggest."""
    is_searched: bool = False
    """Whether this version of the finder has searched the revision."""
    as_of: datetime | None = None
    """When it was read, if the store cannot be reached since; None if it was read just now."""

    @property
    def rejected_count(self) -> int:
        """The number of rejected quotations."""
        return len(self.rejected)


class _Where(Enum):
    HERE = auto()
    ELSEWHERE = auto()
    NOWHERE = auto()


def opened(engine: _Needs, row: ArticleRow, revision: Revision) -> OpenedArticle:
    """Return an article's current revision with its annotations, and those still on other revisions."""
    annotations, learned = engine.annotations(row.id), learned_in(engine)
    runs = engine.finder_runs([finder_run(revision.id, learned=learned), whole_finder_run(revision.id, learned)])
    return OpenedArticle(
        row,
        revision,
        tuple([a for a in annotations if _where(a, revision.id) is _Where.HERE]),
        tuple([a for a in annotations if _where(a, revision.id) is _Where.ELSEWHERE]),
        frozenset([a.id for a in annotations if a.state.status is Status.REJECTED]),
        held_back(runs),
        bool(runs),
    )


def with_changes(article: OpenedArticle, changed: Iterable[Annotation]) -> OpenedArticle:
    """Return an open article with changed annotations, without reading the store.

    Annotations of other articles, and versions older than the known ones, are ignored. A pending version is not known:
    it gives way to what the store returns.
    """
    now = {a.id: a for a in changed if a.article_id == article.row.id}
    for known in (*article.annotations, *article.elsewhere) if now else ():
        if known.id in now and known.version > now[known.id].version and not known.is_pending:
            del now[known.id]
    if not now:
        return article
    here = [a for a in article.annotations if a.id not in now]
    elsewhere = [a for a in article.elsewhere if a.id not in now]
    for annotation in now.values():
        if stands_in(annotation, article):
            insort(here, annotation, key=reading_order)
        elif _where(annotation, article.revision.id) is _Where.ELSEWHERE:
            insort(elsewhere, annotation, key=reading_order)
    rejected = {a.id for a in now.values() if a.state.status is Status.REJECTED}
    return article._replace(
        annotations=tuple(here), elsewhere=tuple(elsewhere), rejected=(article.rejected - now.keys()) | rejected
    )


def stands_in(annotation: Annotation, article: OpenedArticle) -> bool:
    """Whether an annotation stands on the open revision."""
    return annotation.article_id == article.row.id and _where(annotation, article.revision.id) is _Where.HERE


def _where(annotation: Annotation, revision_id: str) -> _Where:
    if not annotation.state.status.stands:
        return _Where.NOWHERE
    pieces = annotation.state.pieces
    for piece in pieces:
        if piece.revision_id == revision_id:
            return _Where.HERE
    return _Where.NOWHERE if all(piece.state.is_same for piece in pieces) else _Where.ELSEWHERE
