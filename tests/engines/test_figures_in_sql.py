"""Each number of report, audit and progress is a plain SQL count over the store's tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from newstext.stated import Precision, StatedTime
from store.figures.figures import DeskFigures
from store.figures.work import Work
from store.model.annotations import Record, SpanRole, Status
from store.model.lists import ArticleFilter, View
from store.model.speakers import Attribution
from tests.engines.newsroom import bring, copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newstext.article import Article
    from store import Archive
    from store.model.annotations import Annotation
    from tests.engines.newsroom import Newsroom

FERRIES = (
    "“The ferries sail on Monday,” harbour master Ada Lind said.\n\n“No date is fixed,” a source said.\n\n"
    "“Nobody asked the crews,” a senior official at the port said.\n\n"
    "“We heard it from the radio,” Mira Holt told the Tarn Gazette.\n"
)
STRIKE = "“The strike is over,” union secretary Mira Holt said.\n\n“The offer stands,” Ada Lind said.\n"
TALKS = (
    "“The talks have failed,” Ada Lind said.\n\n“We regret the delay,” the company said.\n\n"
    "“Nothing at all is lost,” Tom Eck said.\n\n“Everybody may come home now,” Tom Eck said.\n"
)
WIRE: dict[str, Any] = {"source": "Port Wire", "byline": "Ole Brandt"}
GAZETTE: dict[str, Any] = {"source": "Tarn Gazette", "byline": "Ida Berg"}


def _dated(day: str, **fields: Any) -> Article:
    return copy(**{"published": StatedTime(day, day, Precision.DAY)} | fields)


def _ferries(body: str) -> Article:
    return _dated("2026-11-24", headline="Ferries", body=body, external_id="f", **WIRE)


@pytest.fixture
def month(newsroom: Newsroom) -> Archive:
    """A store in which two people decided everything that figures count."""
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    added = bring(
        ada,
        _ferries(FERRIES),
        _dated("2026-11-18", headline="Strike", body=STRIKE, **GAZETTE),
        _dated("2026-11-25", headline="Talks", body=TALKS, **GAZETTE),
        _dated("2026-11-24", headline="Weather", body="Rain is likely.\n", **WIRE),
    )
    for one in added:
        ada.suggestions.find(one.article_id)

    def said(words: str) -> Annotation:
        opened = (ada.open_article(one.article_id).annotations for one in added)
        return next(a for annotations in opened for a in annotations if words in a.words)

    official = Attribution("", descriptor="a senior official at the port", reason="fear")
    ada.decisions.settle([said("Monday"), said("crews"), said("strike"), said("talks"), said("home")], Status.ACCEPTED)
    ada.decisions.attribute(said("crews"), official)
    ada.decisions.name_speaker(said("strike"), "Mirella Holt")
    ada.remarks.set_kind(said("home"), QuotationKind.MIXED)
    ben.decisions.settle([said("crews"), said("lost")], Status.REJECTED)
    ben.decisions.settle([said("Monday"), said("strike")], Status.VERIFIED)
    ben.decisions.name_speaker(said("strike"), "Mira Holt")
    ada.decisions.settle([said("date")], Status.REJECTED)
    ada.decisions.undo()
    ben.remarks.set_via(said("radio"), "Tarn Gazette")
    ada.remarks.set_record(said("regret"), Record.OFF)
    home = said("home")
    span = home.pieces(SpanRole.CONTENT)[0].span
    ada.decisions.respan(home, ada.open_article(home.article_id).revision, [Span(span.start, span.end - 5)])
    bring(ada, _ferries(FERRIES.replace("sail on Monday", "sail on Friday")))
    lind = ada.register.named("Ada Lind")
    assert lind
    ada.register.set_field(lind.id, "region", "north")
    ada.views.save(View("gazette", ArticleFilter(source="gazette")))
    return ada


TABLES = """
    CREATE TEMP VIEW quoted AS
        SELECT annotation.*, coalesce(speaker.name, annotation.speaker) AS name, fields ->> 'region' AS region,
            revision.source AS outlet, revision.byline, substr(sorted_at, 1, 10) AS day,
            date(sorted_at, '-6 days', 'weekday 1') AS week, status IN ('suggested', 'skipped', 'stale') AS waits,
            iif(status = 'stale', annotation.changed_at, annotation.created_at) AS since
        FROM annotation JOIN article ON article.id = annotation.article_id
            JOIN revision ON revision.id = article.revision_id LEFT JOIN speaker ON speaker.id = speaker_id
        WHERE kind = 'quote' AND status NOT IN ('rejected', 'removed');
    CREATE TEMP VIEW source AS
        SELECT article_id, outlet, byline, day, week, coalesce(descriptor, name) AS who, region,
            CASE coalesce(descriptor, name) WHEN 'a source' THEN 'bare'
                WHEN 'a senior official at the port' THEN 'described' WHEN 'the company' THEN 'described'
                ELSE 'named' END AS naming,
            max(unnamed_reason) AS reason, count(*) AS quotations, sum(waits) AS open
        FROM quoted GROUP BY article_id, who;
    CREATE TEMP VIEW grouped AS
        SELECT article.id, coalesce(revision.source, '') AS outlet, byline,
            date(sorted_at, '-6 days', 'weekday 1') AS week, substr(sorted_at, 1, 10) AS day, sorted_at,
            (SELECT count(*) FROM source WHERE article_id = article.id) AS sources,
            (SELECT count(*) FROM source WHERE article_id = article.id AND naming = 'named') AS named,
            (SELECT count(*) FROM source WHERE article_id = article.id AND naming = 'described') AS described,
            (SELECT count(*) FROM source WHERE article_id = article.id AND naming = 'bare') AS bare,
            (SELECT count(reason) FROM source WHERE article_id = article.id) AS with_reason,
            (SELECT count(via) FROM quoted WHERE article_id = article.id) AS second_hand,
            (SELECT count(*) FROM quoted WHERE article_id = article.id) AS quotations,
            (SELECT count(*) FROM quoted WHERE article_id = article.id AND waits) AS open
        FROM article JOIN revision ON revision.id = article.revision_id;
    CREATE TEMP VIEW decision AS
        SELECT event.*, date(at, 'localtime') AS day, before ->> 'status' AS was, after ->> 'status' AS became,
            after ->> 'status' IN ('accepted', 'verified') AS kept, coalesce(
                (SELECT max(stale.at) FROM event AS stale WHERE stale.annotation_id = event.annotation_id
                    AND stale.seq < event.seq AND stale.after ->> 'status' = 'stale'), created_at) AS opened
        FROM event JOIN step USING (change_id) JOIN annotation ON annotation.id = event.annotation_id
        WHERE taken_back IS NULL AND event.action NOT IN ('undo', 'redo');
    CREATE TEMP VIEW settled AS
        SELECT *, (julianday(at) - julianday(opened)) * 86400 AS wait FROM decision
        WHERE became IN ('accepted', 'verified', 'rejected', 'removed')
            AND (was IN ('suggested', 'skipped', 'stale') OR kept <> (was IN ('accepted', 'verified')));
    CREATE TEMP VIEW verdict AS
        SELECT annotation_id, actor, max(seq) AS seq, kept, after ->> 'speaker' AS speaker FROM decision
        WHERE became IN ('accepted', 'verified', 'rejected') GROUP BY 1, 2;
    CREATE TEMP VIEW outcome AS
        SELECT first.after ->> 'quotation_kind' AS kind, status = 'rejected' AS rejected,
            (SELECT group_concat(value ->> 'exact') FROM json_each(first.after, '$.pieces')
                WHERE value ->> 'role' = 'content') <>
            (SELECT group_concat(value ->> 'exact') FROM json_each(last.after, '$.pieces')
                WHERE value ->> 'role' = 'content') AS words,
            first.after ->> 'speaker' IS NOT last.after ->> 'speaker' AS speaker,
            first.after ->> 'quotation_kind' <> last.after ->> 'quotation_kind' AS kind_changed
        FROM annotation JOIN event AS first ON first.annotation_id = annotation.id AND first.version = 1
            JOIN event AS last ON last.annotation_id = annotation.id AND last.version = annotation.version
        WHERE origin = 'finder' AND status IN ('accepted', 'verified', 'rejected');
"""
_COUNTS = """count(*), sum(sources), sum(named), sum(described), sum(bare), sum(with_reason), sum(second_hand),
    sum(quotations), sum(open)"""
_OPEN = "sum(quotations), sum(open)"
_VIEWED = "article_id IN (SELECT id FROM grouped WHERE outlet = 'Tarn Gazette')"
_PAIRS = "FROM verdict AS one JOIN verdict AS two ON two.annotation_id = one.annotation_id AND two.actor > one.actor"

FIGURES: dict[str, tuple[Callable[[DeskFigures], Any], str]] = {
    "totals": (
        lambda f: [f.totals],
        "SELECT count(*), sum(quotations), sum(quotations) - sum(open), sum(open), sum(sources), sum(named),"
        " sum(described), sum(bare), sum(second_hand), (SELECT count(*) FROM quoted WHERE record = 'off') FROM grouped",
    ),
    "days": (lambda f: f.days, f"SELECT day, count(*), {_OPEN} FROM grouped GROUP BY 1 ORDER BY 1 DESC"),
    "arrivals": (
        lambda f: f.arrivals,
        f"SELECT date(min(seen_at), 'localtime'), count(DISTINCT id), {_OPEN} FROM grouped"
        " JOIN (SELECT article_id, min(seen_at) AS seen_at FROM revision GROUP BY 1) ON article_id = id",
    ),
    "speakers": (
        lambda f: [(s.who, s.naming, s.articles, s.quotations) for s in f.speakers],
        "SELECT who, naming, count(*), sum(quotations) FROM source WHERE naming = 'named' GROUP BY 1"
        " ORDER BY 4 DESC, 1",
    ),
    "by_article": (
        lambda f: sorted(f.by_article),
        f"SELECT id, {_COUNTS} FROM grouped GROUP BY id ORDER BY id",
    ),
    **{
        f"by_{group}": (
            lambda f, group=group: getattr(f, f"by_{group}"),  # type: ignore[misc]
            f"SELECT {group}, {_COUNTS} FROM grouped GROUP BY 1 ORDER BY 1",
        )
        for group in ("outlet", "byline", "week")
    },
    "repeated": (
        lambda f: f.repeated,
        "SELECT who, count(*), sum(quotations) FROM source WHERE naming = 'named' GROUP BY 1 HAVING count(*) > 1"
        " ORDER BY 2 DESC, 3 DESC, 1",
    ),
    "second_hand": (
        lambda f: f.second_hand,
        "SELECT via, count(DISTINCT article_id), count(*) FROM quoted WHERE via IS NOT NULL GROUP BY 1",
    ),
    "chains": (
        lambda f: [(c.outlet, c.via, c.who, len(c.annotation_ids)) for c in f.chains],
        "SELECT outlet, via, name, count(*) FROM quoted WHERE via IS NOT NULL GROUP BY 1, 2, 3",
    ),
    "changed": (
        lambda f: [(c.article_id, c.revisions, c.stale, c.waiting) for c in f.changed],
        "SELECT id, revision_count, (SELECT count(DISTINCT annotation_id) FROM fate JOIN annotation"
        " ON annotation.id = annotation_id WHERE article_id = article.id),"
        " (SELECT count(*) FROM annotation WHERE article_id = article.id AND status = 'stale')"
        " FROM article WHERE revision_count > 1",
    ),
    "oldest": (
        lambda f: [(o.article_id, o.open, o.since) for o in f.oldest],
        "SELECT article_id, sum(waits), min(since) FROM quoted WHERE waits GROUP BY 1 ORDER BY 3",
    ),
    "views": (
        lambda f: [(*v[:6], v.oldest) for v in f.views],
        f"SELECT 'gazette', count(*), {_OPEN}, (SELECT sum(kept) FROM settled WHERE {_VIEWED}),"
        f" (SELECT sum(NOT kept) FROM settled WHERE {_VIEWED}),"
        f" (SELECT min(since) FROM quoted WHERE waits AND {_VIEWED}) FROM grouped WHERE outlet = 'Tarn Gazette'",
    ),
    "by_field": (
        lambda f: f.by_field["region"],
        "SELECT iif(naming = 'named', coalesce(region, 'not set'), 'no name') AS value,"
        " count(DISTINCT iif(naming = 'named', who, NULL)), count(*), sum(quotations), sum(open)"
        " FROM source GROUP BY 1 ORDER BY value = 'no name', value = 'not set', value",
    ),
}
WORK: dict[str, tuple[Callable[[Work], Any], str]] = {
    "settled": (
        lambda w: sorted(s[:5] for s in w.settled),
        "SELECT day, actor, count(*), sum(seq IN (SELECT seq FROM settled WHERE kept)),"
        " sum(seq IN (SELECT seq FROM settled WHERE NOT kept)) FROM decision GROUP BY 1, 2 ORDER BY 1, 2",
    ),
    "agreement": (
        lambda w: [(w.agreement.quotations, w.agreement.equal, w.agreement.share)],
        f"SELECT count(*), sum(one.kept = two.kept), avg(one.kept = two.kept) {_PAIRS}",
    ),
    "same_speaker": (
        lambda w: [(w.same_speaker.quotations, w.same_speaker.equal)],
        f"SELECT count(*), sum(one.speaker = two.speaker) {_PAIRS} WHERE one.kept AND two.kept",
    ),
    "corrected": (
        lambda w: w.corrected,
        "SELECT kind, count(*), sum(rejected), sum(words AND NOT rejected), sum(speaker AND NOT rejected),"
        " sum(kind_changed AND NOT rejected), sum(NOT rejected AND NOT words AND NOT speaker AND NOT kind_changed)"
        " FROM outcome GROUP BY 1 ORDER BY 1",
    ),
}


@pytest.fixture
def tables(newsroom: Newsroom) -> Iterator[sqlite3.Connection]:
    """The file of the store, with what people would call its quotations, sources and decisions."""
    with closing(sqlite3.connect(newsroom.path)) as db:
        db.executescript(TABLES)
        yield db


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_each_number_is_a_plain_sql_count(month: Archive, tables: sqlite3.Connection) -> None:
    figures = month.figures.desk(fields=["region"])
    assert {*FIGURES, "work", "headlines"} == set(DeskFigures._fields)
    assert set(WORK) == set(Work._fields)
    counted = {name: read(figures) for name, (read, _) in FIGURES.items()}
    counted |= {name: read(figures.work) for name, (read, _) in WORK.items()}
    asked = {name: tables.execute(sql).fetchall() for name, (_, sql) in (FIGURES | WORK).items()}

    assert {name: list(map(tuple, rows)) for name, rows in counted.items()} == asked
    assert all(any(number for row in rows for number in row[1:]) for rows in asked.values()), "nothing is counted"
    assert figures.headlines == dict(
        tables.execute("SELECT article.id, headline FROM article JOIN revision ON revision.id = revision_id")
    )


@pytest.mark.parametrize("newsroom", ["sqlite"], indirect=True)
def test_each_wait_is_between_two_times_of_the_log(month: Archive, tables: sqlite3.Connection) -> None:
    figures = month.figures.desk()

    def waits(condition: str) -> tuple[Any, Any]:
        found = [
            wait
            for (wait,) in tables.execute(
                f"SELECT wait FROM settled WHERE {condition} AND was NOT IN ('accepted', 'verified')"
            )
        ]
        return pytest.approx(median(found), abs=0.01), pytest.approx(max(found), abs=0.01)

    assert {one.actor: (one.waited, one.longest) for one in figures.work.settled} == {
        actor: waits(f"actor = '{actor}'") for actor in ("Ada", "Ben")
    }
    [gazette] = figures.views
    assert (gazette.waited, gazette.longest) == waits(_VIEWED)


def test_a_plain_yes_or_no_is_told_by_the_quotation_and_all_else_by_the_log(month: Archive) -> None:
    [talks, *_] = next(month.figures.facts())
    assert [(one.status.value, one.settled_by) for one in talks.quotations] == [
        ("accepted", "Ada"),
        ("suggested", None),
        ("rejected", "Ben"),
        ("accepted", None),
    ]
    logged = month._engine.decision_facts([talks.id])
    assert [(one.actor, one.action) for one in logged] == [
        ("Ada", "accept"),
        ("Ada", "kind"),
        ("Ada", "record"),
        ("Ada", "respan"),
    ]
