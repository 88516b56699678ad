"""The first schema: articles and their revisions, annotations and their spans, speakers, the log, and the search index.

What no client may get wrong is kept by triggers: the log, the counts, the index, and that nothing is rewritten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# The columns that a list shows come first in a revision and its body last, so that a list never reads the pages of a
# body. A revision is inserted before its article: the other way round SQLite would search all articles for the one that
# refers to it.
ARTICLES = (
    """
    CREATE TABLE article (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        identity TEXT NOT NULL UNIQUE,
        revision_id TEXT NOT NULL REFERENCES revision(id),
        revision_count INTEGER NOT NULL,
        sorted_at TEXT NOT NULL,
        quotation_count INTEGER NOT NULL DEFAULT 0,
        open_count INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    "CREATE INDEX article_sorted ON article(sorted_at, id)",
    # A few fingerprints of each text without id or address, by which a changed copy of it is found again.
    """
    CREATE TABLE kin (
        fingerprint INTEGER NOT NULL,
        article_id TEXT NOT NULL REFERENCES article(id),
        PRIMARY KEY (fingerprint, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE revision (
        id TEXT PRIMARY KEY NOT NULL,
        article_id TEXT NOT NULL REFERENCES article(id) DEFERRABLE INITIALLY DEFERRED,
        seq INTEGER NOT NULL,
        state TEXT NOT NULL,
        headline TEXT,
        source TEXT,
        byline TEXT,
        published TEXT,
        updated TEXT,
        embargo TEXT,
        dateline TEXT,
        credit TEXT,
        language TEXT,
        url TEXT,
        external_id TEXT,
        external_version TEXT,
        guessed_encoding TEXT,
        reader TEXT NOT NULL,
        reader_version TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        standfirst TEXT NOT NULL,
        captions TEXT NOT NULL,
        respelled TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (article_id, seq)
    ) STRICT
    """,
    """
    CREATE TABLE tally (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        articles INTEGER NOT NULL,
        open_articles INTEGER NOT NULL,
        open_quotations INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO tally VALUES (1, 0, 0, 0)",
)

ANNOTATIONS = (
    """
    CREATE TABLE speaker (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        added_by TEXT NOT NULL,
        added_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE alias (
        speaker_id TEXT NOT NULL REFERENCES speaker(id),
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        PRIMARY KEY (speaker_id, name)
    ) STRICT
    """,
    "CREATE INDEX alias_folded ON alias(folded)",
    """
    CREATE TABLE annotation (
        id TEXT PRIMARY KEY NOT NULL,
        article_id TEXT NOT NULL REFERENCES article(id),
        version INTEGER NOT NULL,
        kind TEXT NOT NULL,
        quotation_kind TEXT,
        status TEXT NOT NULL,
        speaker TEXT,
        speaker_id TEXT REFERENCES speaker(id),
        role TEXT,
        record TEXT NOT NULL,
        unnamed INTEGER NOT NULL CHECK (unnamed IN (0, 1)),
        descriptor TEXT,
        unnamed_reason TEXT,
        via TEXT,
        note TEXT,
        tags TEXT NOT NULL,
        span_set INTEGER NOT NULL,
        origin TEXT NOT NULL,
        author TEXT NOT NULL,
        generator TEXT,
        generator_version TEXT,
        confidence REAL,
        reason TEXT,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        change_id TEXT NOT NULL,
        action TEXT NOT NULL,
        undoes TEXT
    ) STRICT
    """,
    "CREATE INDEX annotation_article ON annotation(article_id)",
    "CREATE INDEX annotation_speaker ON annotation(speaker_id) WHERE speaker_id IS NOT NULL",
    # An annotation points to one set of its spans: the version that brought it. Sets are written before they are
    # pointed to, and stay when they no longer are.
    """
    CREATE TABLE span (
        annotation_id TEXT NOT NULL REFERENCES annotation(id) DEFERRABLE INITIALLY DEFERRED,
        span_set INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        role TEXT NOT NULL,
        piece INTEGER NOT NULL,
        revision_id TEXT NOT NULL REFERENCES revision(id),
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (annotation_id, span_set, ordinal),
        CHECK (0 <= start AND start < "end")
    ) STRICT
    """,
    """
    CREATE TABLE finding (
        revision_id TEXT NOT NULL REFERENCES revision(id),
        generator TEXT NOT NULL,
        generator_version TEXT NOT NULL,
        change_id TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (revision_id, generator, generator_version)
    ) STRICT
    """,
    """
    CREATE TABLE event (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        change_id TEXT NOT NULL,
        undoes TEXT,
        article_id TEXT NOT NULL REFERENCES article(id),
        annotation_id TEXT NOT NULL REFERENCES annotation(id),
        version INTEGER NOT NULL,
        before TEXT,
        after TEXT NOT NULL,
        UNIQUE (annotation_id, version)
    ) STRICT
    """,
    "CREATE INDEX event_actor ON event(actor, seq)",
    "CREATE INDEX event_article ON event(article_id, seq)",
    "CREATE INDEX event_change ON event(change_id)",
)


def _state(row: str) -> str:
    """SQL for all that a change may set of annotation ``row``, as JSON."""
    fields = (
        "kind quotation_kind status speaker speaker_id role record descriptor unnamed_reason via note".split()  # noqa: SIM905
    )
    plain = ", ".join(f"'{field}', {row}.{field}" for field in fields)
    return f"""
        json_object({plain}, 'unnamed', json(iif({row}.unnamed, 'true', 'false')), 'tags', json({row}.tags),
            'pieces', json((
                SELECT json_group_array(json_object(
                    'role', role, 'piece', piece, 'revision_id', revision_id, 'start', start, 'end', "end",
                    'exact', exact, 'prefix', prefix, 'suffix', suffix, 'state', state))
                FROM (SELECT * FROM span WHERE annotation_id = {row}.id AND span_set = {row}.span_set ORDER BY ordinal)
            ))
        )"""  # noqa: S608


def _event(before: str) -> str:
    return f"""
        INSERT INTO event(at, actor, action, change_id, undoes, article_id, annotation_id, version, before, after)
        VALUES (new.changed_at, new.changed_by, new.action, new.change_id, new.undoes, new.article_id, new.id,
                new.version, {before}, {_state("new")});
    """  # noqa: S608


def _stands(row: str, *, waits: bool = False) -> str:
    """SQL for whether annotation ``row`` is a quotation that stands on its article's current revision: 1 or 0."""
    statuses = "IN ('suggested', 'skipped', 'stale')" if waits else "NOT IN ('rejected', 'removed')"
    return f"""(
        {row}.kind = 'quote' AND {row}.status {statuses} AND EXISTS (
            SELECT 1 FROM span
            WHERE annotation_id = {row}.id AND span_set = {row}.span_set AND span.revision_id = article.revision_id))
    """  # noqa: S608


def _refuse(name: str, when: str, message: str, condition: str = "") -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"


# INSERT OR REPLACE deletes a row without asking the triggers on delete, so an insert over a row is refused as well.
REFUSALS = (
    _refuse("article_kept", "DELETE ON article", "Articles are kept."),
    _refuse("revision_unchanged", "UPDATE ON revision", "A revision is never changed."),
    _refuse("revision_kept", "DELETE ON revision", "A revision is never deleted."),
    _refuse(
        "revision_follows",
        "INSERT ON revision",
        "A revision follows the one before it.",
        "WHEN new.seq <> 1 + (SELECT count(*) FROM revision WHERE article_id = new.article_id)"
        " OR EXISTS (SELECT 1 FROM revision WHERE id = new.id)",
    ),
    _refuse("span_unchanged", "UPDATE ON span", "A span is never changed."),
    _refuse("span_kept", "DELETE ON span", "A span is never deleted."),
    _refuse(
        "span_first",
        "INSERT ON span",
        "Spans are written before the annotation points to them.",
        "WHEN EXISTS (SELECT 1 FROM annotation WHERE id = new.annotation_id AND version >= new.span_set)",
    ),
    _refuse("event_unchanged", "UPDATE ON event", "The log is never changed."),
    _refuse("event_kept", "DELETE ON event", "The log is never shortened."),
    _refuse(
        "event_true",
        "INSERT ON event",
        "The log is written by the store itself.",
        "WHEN NOT EXISTS (SELECT 1 FROM annotation WHERE id = new.annotation_id AND version = new.version)"
        " OR EXISTS (SELECT 1 FROM event WHERE seq = new.seq)"
        " OR EXISTS (SELECT 1 FROM event WHERE annotation_id = new.annotation_id AND version = new.version)",
    ),
    _refuse("annotation_kept", "DELETE ON annotation", "An annotation is never deleted: its status is set to removed."),
    _refuse(
        "annotation_new",
        "INSERT ON annotation",
        "A new annotation has a new id, version 1 and span set 1.",
        "WHEN new.version <> 1 OR new.span_set <> 1 OR EXISTS (SELECT 1 FROM annotation WHERE id = new.id)",
    ),
    _refuse(
        "annotation_version",
        "UPDATE ON annotation",
        "A change of an annotation raises its version by one.",
        "WHEN new.version <> old.version + 1",
    ),
    _refuse(
        "annotation_signed",
        "UPDATE ON annotation",
        "A change of an annotation has a new change_id; set changed_by, changed_at and action with it.",
        "WHEN new.change_id = old.change_id",
    ),
    _refuse(
        "annotation_spans",
        "UPDATE ON annotation",
        "The span set stays, or is the new version.",
        "WHEN new.span_set NOT IN (old.span_set, new.version)",
    ),
    _refuse(
        "annotation_origin",
        "UPDATE ON annotation",
        "Who made an annotation, and of which article, stays.",
        "WHEN (new.id, new.article_id, new.origin, new.author, new.created_at)"
        " IS NOT (old.id, old.article_id, old.origin, old.author, old.created_at)"
        " OR (new.generator, new.generator_version, new.confidence, new.reason)"
        " IS NOT (old.generator, old.generator_version, old.confidence, old.reason)",
    ),
)

KEEPING = (
    f"""
    CREATE TRIGGER annotation_added AFTER INSERT ON annotation BEGIN
        {_event("NULL")}
        UPDATE article SET
            quotation_count = quotation_count + {_stands("new")},
            open_count = open_count + {_stands("new", waits=True)}
        WHERE id = new.article_id;
    END
    """,  # noqa: S608
    f"""
    CREATE TRIGGER annotation_changed AFTER UPDATE ON annotation BEGIN
        {_event(_state("old"))}
        UPDATE article SET
            quotation_count = quotation_count + {_stands("new")} - {_stands("old")},
            open_count = open_count + {_stands("new", waits=True)} - {_stands("old", waits=True)}
        WHERE id = new.article_id;
    END
    """,  # noqa: S608
    f"""
    CREATE TRIGGER article_revised AFTER UPDATE OF revision_id ON article BEGIN
        UPDATE article SET
            quotation_count = (SELECT count(*) FROM annotation n WHERE n.article_id = new.id AND {_stands("n")}),
            open_count = (SELECT count(*) FROM annotation n WHERE n.article_id = new.id AND {_stands("n", waits=True)})
        WHERE id = new.id;
    END
    """,  # noqa: S608
    """
    CREATE TRIGGER article_tallied AFTER INSERT ON article BEGIN
        UPDATE tally SET articles = articles + 1;
    END
    """,
    """
    CREATE TRIGGER article_open AFTER UPDATE OF open_count ON article BEGIN
        UPDATE tally SET
            open_articles = open_articles + (new.open_count > 0) - (old.open_count > 0),
            open_quotations = open_quotations + new.open_count - old.open_count;
    END
    """,
)

# The index holds no text of its own. It is written where articles are added and not by triggers: FTS5 writes to the
# disk at every savepoint, and a trigger has one. "respelled" are the words whose letters FTS5 does not fold (Łódź,
# Straße), spelled without them.
SEARCH = (
    """
    CREATE VIEW article_text AS
    SELECT article.number, headline, byline, source, body, respelled
    FROM article JOIN revision ON revision.id = article.revision_id
    """,
    """
    CREATE VIRTUAL TABLE article_fts USING fts5(
        headline, byline, source, body, respelled, content="article_text", content_rowid='number',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    # Words are gathered in 16 MB before they are written: an import is a third faster than with the one it has itself.
    "INSERT INTO article_fts(article_fts, rank) VALUES ('hashsize', 16777216)",
    "CREATE VIRTUAL TABLE article_vocabulary USING fts5vocab(article_fts, row)",
)

FOR_PEOPLE = (
    """
    CREATE VIEW quotation AS
    SELECT annotation.id, annotation.status, annotation.quotation_kind,
        (SELECT group_concat(exact, ' […] ') FROM (
            SELECT exact FROM span
            WHERE annotation_id = annotation.id AND span_set = annotation.span_set AND role = 'content'
            ORDER BY ordinal)) AS words,
        annotation.speaker, annotation.role, annotation.via, revision.headline, revision.source,
        coalesce(revision.updated ->> 'raw', revision.published ->> 'raw') AS stated_time,
        annotation.article_id, annotation.changed_by, annotation.changed_at
    FROM annotation
    JOIN article ON article.id = annotation.article_id
    JOIN revision ON revision.id = article.revision_id
    WHERE annotation.kind = 'quote' AND annotation.status NOT IN ('rejected', 'removed')
    """,
)


def upgrade(db: Database) -> None:
    """Make the tables of an empty file."""
    for statement in ARTICLES + ANNOTATIONS + REFUSALS + KEEPING + SEARCH + FOR_PEOPLE:
        db.execute(statement)
