"""Filters of articles as SQL, for lists, search, review and export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from store.model.lists import ArticleState
from store.postgres.search.windows import INDEXED
from store.rows.assigned import ASSIGNED
from store.rules import arrivals
from store.rules.days import iso_day
from store.searching import assignees, quotation_words
from store.searching.words import asked, bare, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.lists import ArticleFilter
    from store.postgres.server.database import Database

LONGEST = 300
"""Letters of a word that the index compares: a longer one would not fit."""

_TIMES = {
    "before": "article.sorted_at < %(before)s AND article.sorted_at > ''",
    "after": "article.sorted_at >= %(after)s",
}
_READ = """EXISTS (
    SELECT 1 FROM reading WHERE reading.actor = %(actor)s
        AND reading.article_id = article.id AND reading.revision_id = article.revision_id)"""
# A person has decided on a quotation if they are in its log with anything but making it stale.
_CHANGED = """article.stale_count > 0 AND EXISTS (
    SELECT 1 FROM annotation JOIN event ON event.annotation_id = annotation.id
    WHERE annotation.article_id = article.id AND annotation.status = 'stale'
        AND event.actor = %(actor)s AND event.after ->> 'status' <> 'stale')"""

_REMARKED = "annotation.status NOT IN ('rejected', 'removed')"
_TAGGED = f"""
    SELECT article_id, remark FROM annotation, jsonb_array_elements_text(tags) AS remark
    WHERE tags <> '[]' AND {_REMARKED}
"""  # noqa: S608
_NOTED = f"SELECT article_id, note AS remark FROM annotation WHERE note IS NOT NULL AND {_REMARKED}"  # noqa: S608

FLAGGED = "annotation.flagged AND annotation.kind = 'quote' AND annotation.status NOT IN ('rejected', 'removed')"
"""The condition on a quotation that is flagged for a second reader, in the form of its index."""

_SOURCES = """
    WITH RECURSIVE names AS (
        SELECT (SELECT min(sorted_source)::text COLLATE "C" FROM article) AS name
        UNION ALL
        SELECT (SELECT min(sorted_source)::text COLLATE "C" FROM article WHERE sorted_source > names.name)
        FROM names WHERE names.name IS NOT NULL
    )
    SELECT name FROM names WHERE name IS NOT NULL
"""


_TEXTS = "FROM article JOIN revision ON revision.id = article.revision_id"


class Part(NamedTuple):
    """One condition on the table ``article``.

    ``among`` selects the numbers of a superset of the matching articles without a scan; None when that is impossible.
    ``by_time`` says whether an index has just the matching articles, sorted by time.
    """

    sql: str
    among: str | None = None
    by_time: bool = False


class Where(NamedTuple):
    """All conditions of a filter, and the values of their parameters."""

    parts: tuple[Part, ...]
    values: dict[str, Any]

    @property
    def sql(self) -> str:
        """The condition of the whole filter; ``TRUE`` when there are none."""
        return " AND ".join(f"({part.sql})" for part in self.parts) or "TRUE"


def where(db: Database, narrowed: ArticleFilter, actor: str) -> Where:
    """Return the condition of a filter, with the marks of ``actor``."""
    parts = [_STATES[state] for state in narrowed.states]
    values: dict[str, Any] = {"actor": actor}
    for name, words, column in (("who", narrowed.who, "speaker"), ("said", narrowed.said, "quoted")):
        if words is not None and (begun := quotation_words.begun(words)):
            parts.append(_quoted(name, column))
            values |= {name: begun, f"{name}_phrase": _phrase(words)}
    if narrowed.byline is not None and (begun := quotation_words.begun(narrowed.byline)):
        parts.append(_BYLINE)
        values |= {"byline": begun, "byline_phrase": _phrase(narrowed.byline)}
    if narrowed.source is not None and (sought := bare(narrowed.source)):
        values["sources"] = [name for name in sources(db) if sought in bare(name)]
        parts.append(_along("article.sorted_source = ANY(%(sources)s)", by_time=len(values["sources"]) == 1))
    for name, words, remarks in (("tag", narrowed.tag, _TAGGED), ("note", narrowed.note, _NOTED)):
        if words is not None and (sought := bare(words)):
            # Few annotations have remarks, and only we fold as people expect.
            values[name] = sorted({row["article_id"] for row in db.rows(remarks) if sought in bare(row["remark"])})
            parts.append(_along(f"article.id = ANY(%({name})s)"))
    if narrowed.assigned is not None:
        parts.append(_assigned(db, narrowed.assigned, values))
    times = {"before": narrowed.before, "after": narrowed.after}
    if given := {name: iso_day(time) for name, time in times.items() if time is not None}:
        parts.append(_along(" AND ".join(_TIMES[name] for name in given), by_time=True))
        values |= given
    _take_texts(db, narrowed, parts, values)
    if narrowed.since is not None:
        parts.append(_since(narrowed, values))
    return Where(tuple(parts), values)


def _take_texts(db: Database, narrowed: ArticleFilter, parts: list[Part], values: dict[str, Any]) -> None:
    """Add the conditions on whole texts."""
    for number, group in enumerate(narrowed.containing):
        if choices := [found for word in group for _, found in asked(word)]:
            values[f"containing_{number}"] = " | ".join(f"({_all_of(found)})" for found in choices)
            having = f"SELECT number FROM article_text AS text WHERE words @@ %(containing_{number})s::tsquery"  # noqa: S608
            parts.append(Part(f"EXISTS ({having} AND text.number = article.number)", having))
    for number, words in enumerate(narrowed.without):
        if phrase := [token for _, found in asked(words) for token in found]:
            parts.append(_without(db, phrase, f"without_{number}", values))


def _assigned(db: Database, words: str, values: dict[str, Any]) -> Part:
    """Return the condition on articles assigned to people whose names contain these words."""
    known = db.column(f"SELECT DISTINCT assigned_to FROM annotation WHERE {ASSIGNED}")  # noqa: S608
    values["assigned"] = assignees.meant(words, known, values["actor"])
    having = f"SELECT article_id FROM annotation WHERE assigned_to = ANY(%(assigned)s) AND {ASSIGNED}"  # noqa: S608
    return _along(f"article.id IN ({having})")


def _since(narrowed: ArticleFilter, values: dict[str, Any]) -> Part:
    """Return the condition on articles that came since a position."""
    values["since_number"], values["since_seq"] = narrowed.since or (0, 0)
    came = "article.number > %(since_number)s"
    if not (actions := arrivals.bringing(narrowed)):
        return _along(came)
    values["bringing"] = actions
    whom = " AND (action <> 'assign' OR after ->> 'assigned_to' = ANY(%(assigned)s))"
    by_others = (
        "SELECT article_id FROM event WHERE seq > %(since_seq)s AND actor <> %(actor)s"  # noqa: S608
        f" AND action = ANY(%(bringing)s){whom if narrowed.assigned is not None else ''}"
    )
    among = f"SELECT number FROM article WHERE {came} UNION SELECT number FROM article WHERE id IN ({by_others})"  # noqa: S608
    return Part(f"{came} OR article.id IN ({by_others})", among)


def _without(db: Database, phrase: Sequence[str], name: str, values: dict[str, Any]) -> Part:
    """Return the condition that an article does not have words in a row."""
    values[name] = _all_of(phrase)
    having = f"SELECT number FROM article_text AS text WHERE words @@ %({name})s::tsquery"  # noqa: S608
    if len(phrase) == 1:
        return Part(f"NOT EXISTS ({having} AND text.number = article.number)")
    # The index knows which words a text has, and we in which order.
    sought = f" {' '.join(phrase)} "
    texts = f"SELECT number, headline, byline, source, body {_TEXTS} WHERE number IN ({having})"
    rows = db.tuples(texts, values)
    values[name] = [
        number for number, *texts in rows if any(sought in f" {' '.join(tokens(text or ''))} " for text in texts)
    ]
    return Part(f"article.number NOT IN (SELECT unnest(%({name})s::bigint[]))")


def _all_of(words: Sequence[str]) -> str:
    """Return the query for texts with all of some words."""
    return " & ".join(f"'{word[:LONGEST]}'" for word in words)


def sources(db: Database) -> list[str]:
    """Return all sources, from A to Z; that of articles without a source is empty."""
    # From name to name along the index: the number of steps is that of sources, not of articles.
    return cast("list[str]", db.column(_SOURCES))


def _phrase(words: str) -> str:
    *others, last = [word[:LONGEST] for word in tokens(words)]
    return " & ".join([*(f"'{word}'" for word in others), f"'{last}':*"])


def _along(sql: str, *, by_time: bool = False) -> Part:
    """Return a condition whose articles an index finds."""
    return Part(sql, f"SELECT number FROM article WHERE {sql}", by_time)  # noqa: S608


def _quoted(name: str, column: str) -> Part:
    """Return a condition on the words of standing quotations."""
    texts = "speakers" if column == "speaker" else "words"
    has = f"position(%({name})s IN ' ' || quoted.{texts}) > 0"
    return Part(
        f"EXISTS (SELECT 1 FROM article_quoted AS quoted WHERE quoted.number = article.number AND {has})",  # noqa: S608
        f"SELECT number FROM article_quoted AS quoted WHERE {column}_words @@ %({name}_phrase)s::tsquery AND {has}",  # noqa: S608
    )


_HAS_BYLINE = "position(%(byline)s IN ' ' || head.byline) > 0"
_BYLINE = Part(
    f"EXISTS (SELECT 1 FROM article_head AS head WHERE head.number = article.number AND {_HAS_BYLINE})",  # noqa: S608
    f"SELECT number FROM article_head AS head WHERE {INDEXED} @@ %(byline_phrase)s::tsquery AND {_HAS_BYLINE}",  # noqa: S608
)


def _by_person(sql: str, table: str) -> Part:
    return Part(
        sql,
        f"SELECT number FROM {table} JOIN article ON article.id = article_id WHERE {table}.actor = %(actor)s",  # noqa: S608
    )


def _in_state(state: ArticleState) -> Part:
    # The redundant condition is that of the index of the few articles that are not live.
    return _along(f"article.current_state <> 'live' AND article.current_state = '{state}'", by_time=True)


_STATES = {
    ArticleState.UNREAD: Part(f"NOT {_READ}"),
    ArticleState.READ: _by_person(_READ, "reading"),
    ArticleState.FLAGGED: _by_person(
        "EXISTS (SELECT 1 FROM flag WHERE flag.actor = %(actor)s AND flag.article_id = article.id)", "flag"
    ),
    ArticleState.OPEN: _along("article.open_count > 0", by_time=True),
    ArticleState.SETTLED: _along("article.open_count = 0 AND article.quotation_count > 0", by_time=True),
    ArticleState.STALE: _along("article.stale_count > 0", by_time=True),
    ArticleState.CHANGED: _along(_CHANGED, by_time=True),
    ArticleState.SECOND_READER: _along(f"article.id IN (SELECT article_id FROM annotation WHERE {FLAGGED})"),  # noqa: S608
    **{state: _in_state(state) for state in (ArticleState.CORRECTED, ArticleState.EMBARGOED, ArticleState.WITHDRAWN)},
}
