"""Filters of articles as SQL, for lists, search, review and export."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.model.lists import ArticleState
from store.rows.assigned import ASSIGNED
from store.rules.days import iso_day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from store.model.lists import ArticleFilter

_TIMES = {"before": "article.sorted_at < :before AND article.sorted_at > ''", "after": "article.sorted_at >= :after"}
_READ = """EXISTS (
    SELECT 1 FROM reading
    WHERE reading.actor = :actor AND reading.article_id = article.id AND reading.revision_id = article.revision_id)"""
# A person has decided on a quotation if they are in its log with anything but making it stale.
_CHANGED = """article.stale_count > 0 AND EXISTS (
    SELECT 1 FROM annotation JOIN event ON event.annotation_id = annotation.id
    WHERE annotation.article_id = article.id AND annotation.status = 'stale'
        AND event.actor = :actor AND event.after ->> 'status' <> 'stale')"""

_REMARKED = "annotation.status NOT IN ('rejected', 'removed')"
_TAGGED = f"""
    SELECT article_id, value AS remark FROM annotation INDEXED BY annotation_tagged, json_each(tags)
    WHERE tags <> '[]' AND {_REMARKED}
"""  # noqa: S608
_NOTED = f"""
    SELECT article_id, note AS remark FROM annotation INDEXED BY annotation_noted
    WHERE note IS NOT NULL AND {_REMARKED}
"""  # noqa: S608

FLAGGED = "annotation.flagged = 1 AND annotation.kind = 'quote' AND annotation.status NOT IN ('rejected', 'removed')"
"""The condition on a quotation that is flagged for a second reader, in the form of its index."""

_ASSIGNED = f"""
    SELECT article_id FROM annotation INDEXED BY annotation_assigned_to
    WHERE assigned_to IN (SELECT value FROM json_each(:assigned)) AND {ASSIGNED}
"""  # noqa: S608


class Part(NamedTuple):
    """One condition on the table ``article``.

    ``among`` selects the numbers of just the matching articles without a scan; None when that is impossible.
    ``along`` is the index that contains just the matching articles, sorted by time.
    """

    sql: str
    among: str | None = None
    along: str | None = None


class Where(NamedTuple):
    """All conditions of a filter, and the values of their parameters."""

    parts: tuple[Part, ...]
    values: dict[str, str]

    @property
    def sql(self) -> str:
        """The condition of the whole filter; ``TRUE`` when there are none."""
        return " AND ".join(f"({part.sql})" for part in self.parts) or "TRUE"


def where(db: sqlite3.Connection, narrowed: ArticleFilter, actor: str) -> Where:
    """Return the condition of a filter, with the marks of ``actor``."""
    parts = [_STATES[state] for state in narrowed.states]
    values = {"actor": actor}
    asked = (narrowed.who, narrowed.said, narrowed.source, narrowed.byline, narrowed.tag, narrowed.note)
    if any(words is not None for words in (*asked, narrowed.assigned)):
        _take_words(db, narrowed, parts, values)
    times = {"before": narrowed.before, "after": narrowed.after}
    if given := {name: iso_day(time) for name, time in times.items() if time is not None}:
        parts.append(_along(" AND ".join(_TIMES[name] for name in given), "article_sorted"))
        values |= given
    if narrowed.without or narrowed.containing:
        _take_texts(narrowed, parts, values)
    if narrowed.since is not None:
        _take_since(narrowed, parts, values)
    return Where(tuple(parts), values)


def _take_since(narrowed: ArticleFilter, parts: list[Part], values: dict[str, str]) -> None:
    """Add the condition on articles that came since a position."""
    import json

    from store.rules import arrivals

    number, seq = narrowed.since or (0, 0)
    values |= {"since_number": str(number), "since_seq": str(seq)}
    came = "article.number > CAST(:since_number AS INTEGER)"
    if not (actions := arrivals.bringing(narrowed)):
        parts.append(_along(came))
        return
    values["bringing"] = json.dumps(actions)
    whom = " AND (action <> 'assign' OR after ->> 'assigned_to' IN (SELECT value FROM json_each(:assigned)))"
    by_others = (
        "SELECT article_id FROM event WHERE seq > CAST(:since_seq AS INTEGER) AND actor <> :actor"  # noqa: S608
        f" AND action IN (SELECT value FROM json_each(:bringing)){whom if narrowed.assigned is not None else ''}"
    )
    either = f"{came} OR article.id IN ({by_others})"
    among = f"SELECT number FROM article WHERE {came} UNION SELECT number FROM article WHERE id IN ({by_others})"  # noqa: S608
    parts.append(Part(either, among))


def _take_words(db: sqlite3.Connection, narrowed: ArticleFilter, parts: list[Part], values: dict[str, str]) -> None:
    """Add the conditions on words."""
    # Imported only when needed: it would delay the desk's first paint.
    import json

    from store.searching import quotation_words
    from store.searching.words import bare
    from store.sqlite.search import quoted_index

    for name, words, column in (("who", narrowed.who, "speakers"), ("said", narrowed.said, "words")):
        if words is not None and (begun := quotation_words.begun(words)):
            parts.append(_quoted(name, column))
            values |= {name: begun, f"{name}_phrase": quoted_index.phrase(column, words)}
    if narrowed.byline is not None and (begun := quotation_words.begun(narrowed.byline)):
        parts.append(_BYLINE)
        each = " AND ".join(f'"{word}"' for word in begun.split())
        values |= {"byline": begun, "byline_words": f"byline : ({each} *)"}
    if narrowed.source is not None and (asked := bare(narrowed.source)):
        named = [name for name in sources(db) if asked in bare(name)]
        if len(named) == 1:
            parts.append(_along("article.sorted_source = :source", "article_source"))
            values["source"] = named[0]
        else:
            among = _along("article.sorted_source IN (SELECT value FROM json_each(:sources))", "article_source")
            parts.append(among._replace(along=None))
            values["sources"] = json.dumps(named)
    for name, words, remarks in (("tag", narrowed.tag, _TAGGED), ("note", narrowed.note, _NOTED)):
        if words is not None and (asked := bare(words)):
            # Few annotations have remarks, and SQLite folds only ASCII.
            found = {row["article_id"] for row in db.execute(remarks) if asked in bare(row["remark"])}
            parts.append(_along(f"article.id IN (SELECT value FROM json_each(:{name}))"))  # noqa: S608
            values[name] = json.dumps(sorted(found))
    if narrowed.assigned is not None:
        from store.searching import assignees

        parts.append(_along(f"article.id IN ({_ASSIGNED})"))
        values["assigned"] = json.dumps(assignees.meant(narrowed.assigned, _assignees(db), values["actor"]))


def _take_texts(narrowed: ArticleFilter, parts: list[Part], values: dict[str, str]) -> None:
    """Add the conditions on words that an article must have, or must not."""
    from store.searching.words import phrase_of

    for number, group in enumerate(narrowed.containing):
        if phrases := list(filter(None, map(phrase_of, group))):
            name = f"containing_{number}"
            found = f"SELECT rowid AS number FROM article_fts WHERE article_fts MATCH :{name}"  # noqa: S608
            parts.append(Part(f"article.number IN ({found})", found))
            values[name] = " OR ".join(phrases)
    for number, words in enumerate(narrowed.without):
        if phrase := phrase_of(words):
            name = f"without_{number}"
            found = f"SELECT rowid FROM article_fts WHERE article_fts MATCH :{name}"  # noqa: S608
            parts.append(Part(f"article.number NOT IN ({found})"))
            values[name] = phrase


def _assignees(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the people to whom something is assigned."""
    rows = db.execute(f"SELECT DISTINCT assigned_to FROM annotation WHERE {ASSIGNED}")  # noqa: S608
    return (row["assigned_to"] for row in rows)


def sources(db: sqlite3.Connection) -> Iterator[str]:
    """Yield all sources, from A to Z; that of articles without a source is empty."""
    # From name to name along the index: the number of steps is that of sources, not of articles.
    name = db.execute("SELECT min(sorted_source) FROM article").fetchone()[0]
    while name is not None:
        yield name
        name = db.execute("SELECT min(sorted_source) FROM article WHERE sorted_source > ?", (name,)).fetchone()[0]


def _along(sql: str, index: str | None = None) -> Part:
    """Return a condition whose articles an index finds: the named one, or that of their ids."""
    indexed = f"INDEXED BY {index}" if index else ""
    return Part(sql, f"SELECT number FROM article {indexed} WHERE {sql}", index)  # noqa: S608


def _quoted(name: str, column: str) -> Part:
    """Return a condition on the words of standing quotations."""
    row = "FROM article_quoted AS quoted WHERE quoted.number = article.number"
    return Part(
        f"EXISTS (SELECT 1 {row} AND instr(' ' || {column}, :{name}))",
        f"SELECT rowid AS number FROM article_quoted_fts WHERE article_quoted_fts MATCH :{name}_phrase",  # noqa: S608
    )


# The index of heads knows the words of each column, and not their order.
_HAS_BYLINE = "FROM article_head AS head WHERE {} AND instr(' ' || head.byline, :byline)"
_HAS_ITS_WORDS = "head.number IN (SELECT rowid FROM article_head_fts WHERE article_head_fts MATCH :byline_words)"
_BYLINE = Part(
    f"EXISTS (SELECT 1 {_HAS_BYLINE.format('head.number = article.number')})",
    f"SELECT number {_HAS_BYLINE.format(_HAS_ITS_WORDS)}",
)


def _by_person(sql: str, table: str) -> Part:
    return Part(
        sql,
        f"SELECT number FROM {table} JOIN article ON article.id = article_id WHERE {table}.actor = :actor AND {sql}",  # noqa: S608
    )


def _in_state(state: ArticleState) -> Part:
    # The redundant condition makes SQLite use the index of the few articles that are not live.
    return _along(f"article.current_state <> 'live' AND article.current_state = '{state}'", "article_state")


_STATES = {
    ArticleState.UNREAD: Part(f"NOT {_READ}"),
    ArticleState.READ: _by_person(_READ, "reading"),
    ArticleState.FLAGGED: _by_person(
        "EXISTS (SELECT 1 FROM flag WHERE flag.actor = :actor AND flag.article_id = article.id)", "flag"
    ),
    ArticleState.OPEN: _along("article.open_count > 0", "article_open"),
    ArticleState.SETTLED: _along("article.open_count = 0 AND article.quotation_count > 0", "article_settled"),
    ArticleState.STALE: _along("article.stale_count > 0", "article_stale"),
    ArticleState.CHANGED: _along(_CHANGED, "article_stale"),
    ArticleState.SECOND_READER: _along(f"article.id IN (SELECT article_id FROM annotation WHERE {FLAGGED})"),  # noqa: S608
    **{state: _in_state(state) for state in (ArticleState.CORRECTED, ArticleState.EMBARGOED, ArticleState.WITHDRAWN)},
}
