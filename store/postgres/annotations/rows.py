"""Reads annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.model.changes import FinderRun
from store.rows.annotations import read, state_from_json
from store.rules.pieces import reading_order

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from store.model.annotations import Annotation, AnnotationState
    from store.postgres.server.database import Database

_SPANS = """
    SELECT span.* FROM span JOIN annotation ON annotation.id = span.annotation_id
        AND annotation.span_set = span.span_set
"""


def annotation(db: Database, annotation_id: str) -> Annotation:
    """Return one annotation."""
    return all_of(db, [annotation_id])[annotation_id]


def all_of(db: Database, ids: Collection[str]) -> dict[str, Annotation]:
    """Return annotations by their ids; NotFoundError when any is missing."""
    found = by_id(db, ids)
    for annotation_id in ids:
        if annotation_id not in found:
            raise NotFoundError(f"There is no annotation “{annotation_id}” in this store.")
    return found


def of_article(db: Database, article_id: str) -> list[Annotation]:
    """Return all annotations of an article in reading order; notes without words come first."""
    found = read(
        db.rows("SELECT * FROM annotation WHERE article_id = %s AND kind <> 'assignment'", (article_id,)),
        db.rows(f"{_SPANS} WHERE article_id = %s ORDER BY ordinal", (article_id,)),
    )
    return sorted(found.values(), key=reading_order)


def by_id(db: Database, ids: Iterable[str]) -> dict[str, Annotation]:
    """Return annotations by their ids; missing ones are left out."""
    return ask_by_id(db, ids)()


def ask_by_id(db: Database, ids: Iterable[str]) -> Callable[[], dict[str, Annotation]]:
    """Ask for annotations by their ids; return what gets them. Missing ones are left out."""
    wanted = list(ids)
    if not wanted:
        return dict
    found = db.ask_rows("SELECT * FROM annotation WHERE id = ANY(%s)", (wanted,))
    spans = db.ask_rows(f"{_SPANS} WHERE annotation_id = ANY(%s) ORDER BY ordinal", (wanted,))
    return lambda: read(found(), spans())


def of_speaker(db: Database, speaker_id: str) -> list[Annotation]:
    """Return the annotations that name a speaker, whatever their status."""
    ids = db.column("SELECT id FROM annotation WHERE speaker_id = %s ORDER BY id", (speaker_id,))
    return list(by_id(db, ids).values())


def states_at(db: Database, versions: Sequence[tuple[str, int]]) -> dict[str, AnnotationState]:
    """Return the states of annotations, by id, each at one of its versions, from the log."""
    rows = db.tuples(
        "SELECT event.annotation_id, after FROM unnest(%s::text[], %s::int[]) AS wanted(annotation_id, version)"
        " JOIN event ON (event.annotation_id, event.version) = (wanted.annotation_id, wanted.version)",
        ([one for one, _ in versions], [version for _, version in versions]),
    )
    return {annotation_id: state_from_json(after) for annotation_id, after in rows}


def finder_runs(db: Database, wanted: Sequence[FinderRun]) -> list[FinderRun]:
    """Return those of the runs that have been made, as stored."""
    names = [[run.revision_id for run in wanted], [run.generator for run in wanted]]
    rows = db.tuples(
        "SELECT finding.revision_id, finding.generator, finding.generator_version, held_back"
        " FROM unnest(%s::text[], %s::text[], %s::text[]) AS wanted(revision_id, generator, version)"
        " JOIN finding ON (finding.revision_id, finding.generator, finding.generator_version)"
        " = (wanted.revision_id, wanted.generator, wanted.version)",
        (*names, [run.generator_version for run in wanted]),
    )
    return [FinderRun(*row) for row in rows]
