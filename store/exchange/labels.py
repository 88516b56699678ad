"""Recognises labels without ids that are quotations of the store already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newstext.spans import Span
    from store.engine import Annotations, Log
    from store.model.annotations import AnnotationState, Piece

    class _Needs(Annotations, Log, Protocol): ...


class Labels:
    """All spans that are or were part of an annotation, by role, in each text that a file has labels for."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._marked: dict[str, set[tuple[SpanRole, Span]]] = {}
        """The spans by revision."""

    def are_known(self, pieces: Iterable[Piece]) -> bool:
        """Whether all of these spans are annotated, in these roles."""
        return not any(self.unknown(pieces))

    def unknown(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield the spans that are not annotated in these roles."""
        return (piece for piece in pieces if (piece.role, piece.span) not in self._marked[piece.revision_id])

    def look(self, article_id: str, pieces: Sequence[Piece]) -> None:
        """Read the annotated spans of the texts of ``pieces``."""
        for revision_id in {piece.revision_id for piece in pieces} - self._marked.keys():
            marked = self._marked[revision_id] = set[tuple[SpanRole, "Span"]]()
            for state in self._states(article_id):
                marked.update((p.role, p.span) for p in state.pieces if p.revision_id == revision_id)

    def add(self, pieces: Iterable[Piece]) -> None:
        """Add imported spans."""
        for piece in pieces:
            self._marked[piece.revision_id].add((piece.role, piece.span))

    def forget(self) -> None:
        """Drop all spans; the imported ones are stored by now."""
        self._marked.clear()

    def _states(self, article_id: str) -> Iterator[AnnotationState]:
        """Yield all present and past states of an article's annotations: an update may have moved them."""
        for annotation in self._engine.annotations(article_id):
            yield annotation.state
            if annotation.version > 1:
                yield from (event.after for event in self._engine.history(annotation.id))
