"""What narrows a list of articles, as SQL: for lists, search, review and export alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from store.records import ArticleState
from store.sqlite.words import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from store.records import ArticleFilter

_STANDING = "annotation.kind = 'quote' AND annotation.status NOT IN ('rejected', 'removed')"
_READ = """EXISTS (
    SELECT 1 FROM reading
    WHERE reading.actor = :actor AND reading.article_id = article.id AND reading.revision_id = article.revision_id)"""
# Somebody decided on a quotation when they are in its log with anything but its becoming stale.
_CHANGED = """article.stale_count > 0 AND EXISTS (
    SELECT 1 FROM annotation JOIN event ON event.annotation_id = annotation.id
    WHERE annotation.article_id = article.id AND annotation.status = 'stale'
        AND event.actor = :actor AND event.after ->> 'status' <> 'stale')"""
_STATES = {
    ArticleState.UNREAD: f"NOT {_READ}",
    ArticleState.READ: _READ,
    ArticleState.FLAGGED: "article.id IN (SELECT article_id FROM flag WHERE actor = :actor)",
    ArticleState.OPEN: "article.open_count > 0",
    ArticleState.SETTLED: "article.open_count = 0 AND article.quotation_count > 0",
    ArticleState.STALE: "article.stale_count > 0",
    ArticleState.CHANGED: _CHANGED,
    # A state other than live is asked for twice, so that the index of those few is used.
    ArticleState.CORRECTED: "article.current_state <> 'live' AND article.current_state = 'corrected'",
    ArticleState.EMBARGOED: "article.current_state <> 'live' AND article.current_state = 'embargoed'",
    ArticleState.WITHDRAWN: "article.current_state <> 'live' AND article.current_state = 'withdrawn'",
}
_WHO = f"""article.id IN (
    SELECT article_id FROM annotation
    WHERE {_STANDING} AND (annotation.speaker LIKE :who ESCAPE '\\' OR annotation.speaker_id IN (
        SELECT speaker_id FROM alias WHERE name LIKE :who ESCAPE '\\')))"""  # noqa: S608
_SAID = f"""article.id IN (
    SELECT article_id FROM annotation
    JOIN span ON span.annotation_id = annotation.id AND span.span_set = annotation.span_set
    WHERE {_STANDING} AND span.role = 'content' AND span.exact LIKE :said ESCAPE '\\')"""  # noqa: S608


class Where(NamedTuple):
    """A condition on the table ``article``, and the values of the names in it."""

    sql: str
    values: dict[str, str]


def where(db: sqlite3.Connection, narrowed: ArticleFilter, actor: str) -> Where:
    """Return the condition that an article passes the filter, as ``actor`` sees it; ``TRUE`` when all do."""
    values = {"actor": actor}
    conditions = [f"({_STATES[state]})" for state in narrowed.states]
    if narrowed.who is not None:
        conditions.append(_WHO)
        values["who"] = _holding(narrowed.who)
    if narrowed.said is not None:
        conditions.append(_SAID)
        values["said"] = _holding(narrowed.said)
    if narrowed.source is not None:
        conditions.append("article.sorted_source IN (SELECT value FROM json_each(:sources))")
        values["sources"] = json.dumps([name for name in sources(db) if fold(narrowed.source) in fold(name)])
    if narrowed.before is not None:
        conditions.append("article.sorted_at < :before")
        values["before"] = narrowed.before
    if narrowed.after is not None:
        conditions.append("article.sorted_at >= :after")
        values["after"] = narrowed.after
    return Where(" AND ".join(conditions) or "TRUE", values)


def sources(db: sqlite3.Connection) -> Iterator[str]:
    """Yield every source there is, from A to Z; articles without one have the empty one."""
    # From name to name along the index: as many steps as there are sources, not articles.
    name = db.execute("SELECT min(sorted_source) FROM article").fetchone()[0]
    while name is not None:
        yield name
        name = db.execute("SELECT min(sorted_source) FROM article WHERE sorted_source > ?", (name,)).fetchone()[0]


def _holding(words: str) -> str:
    for special in "\\%_":
        words = words.replace(special, f"\\{special}")
    return f"%{words}%"
