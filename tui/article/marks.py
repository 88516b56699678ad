"""An index over an open article's quotations and notes: by position, by stretch, in reading order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING

from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from newstext.spans import Span
    from store.model.annotations import Annotation

_BLOCK = 1024
"""Code points in a block. Each block lists the quotations with words in it, so that no query scans all of them."""


_Key = tuple[int, int, str]
"""An annotation's start, length and id: the sort key of reading order."""


class Marks:
    """An index over quotations and notes. ``in_order`` holds those with words, in reading order.

    Of two that begin together, the shorter is first. Adding or removing one does not touch the others.
    """

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._content = {a.id: spans for a in annotations if (spans := content(a))}
        self._keys_by_id = {id_: (spans[0].start, _length(spans), id_) for id_, spans in self._content.items()}
        self.in_order = sorted((a for a in annotations if a.id in self._content), key=self._key)
        self._keys = [self._keys_by_id[a.id] for a in self.in_order]
        self._notes = [self._keys_by_id[a.id] for a in self.in_order if a.is_note]
        self._open = [self._keys_by_id[a.id] for a in self.in_order if a.state.status.is_open]
        self.open_count = sum(a.state.status.is_open and not a.is_note for a in self.in_order)
        self._by_id = {a.id: a for a in self.in_order}
        self._blocks: defaultdict[int, list[str]] = defaultdict(list)
        for annotation in self.in_order:
            self._enter_blocks(annotation.id)

    def __len__(self) -> int:
        return len(self.in_order)

    @property
    def quotation_count(self) -> int:
        """The number of quotations; notes do not count."""
        return len(self.in_order) - len(self._notes)

    def put(self, annotation: Annotation) -> None:
        """Add or replace an annotation."""
        self.take_out(annotation.id)
        if not (spans := content(annotation)):
            return
        key = (spans[0].start, _length(spans), annotation.id)
        self._content[annotation.id], self._keys_by_id[annotation.id] = spans, key
        self._by_id[annotation.id] = annotation
        self.in_order.insert(bisect_left(self._keys, key), annotation)
        for keys in self._lists_of(annotation):
            insort(keys, key)
        self.open_count += annotation.state.status.is_open and not annotation.is_note
        self._enter_blocks(annotation.id)

    def take_out(self, annotation_id: str) -> None:
        """Remove an annotation, if present."""
        if (annotation := self._by_id.pop(annotation_id, None)) is None:
            return
        key = self._keys_by_id[annotation_id]
        del self.in_order[bisect_left(self._keys, key)]
        for keys in self._lists_of(annotation):
            del keys[bisect_left(keys, key)]
        self.open_count -= annotation.state.status.is_open and not annotation.is_note
        for block in self._blocks_of(annotation_id):
            self._blocks[block].remove(annotation_id)
        del self._content[annotation_id], self._keys_by_id[annotation_id]

    def known(self, annotation_id: str | None) -> Annotation | None:
        """The annotation with this id, if present."""
        return self._by_id.get(annotation_id or "")

    def number(self, annotation: Annotation) -> int:
        """An annotation's position in reading order, from 0."""
        return bisect_left(self._keys, self._key(annotation))

    def quotation_number(self, annotation: Annotation) -> int:
        """A quotation's number in reading order, from 1; notes do not count."""
        return self.number(annotation) + 1 - bisect_left(self._notes, self._key(annotation))

    def at(self, offset: int) -> list[Annotation]:
        """The quotations with words at ``offset``, shortest first."""
        near = self._blocks.get(offset // _BLOCK, ())
        over = [id_ for id_ in near if any(s.start <= offset < s.end for s in self._content[id_])]
        return [self._by_id[id_] for id_ in sorted(over, key=lambda id_: self._keys_by_id[id_][1])]

    def within(self, stretch: Span) -> list[Annotation]:
        """The quotations with words in a stretch, in reading order."""
        near = {id_ for block in _blocks(stretch.start, stretch.end) for id_ in self._blocks.get(block, ())}
        over = [id_ for id_ in near if any(span.overlaps(stretch) for span in self._content[id_])]
        return [self._by_id[id_] for id_ in sorted(over, key=self._keys_by_id.__getitem__)]

    def beginning_in(self, start: int, end: int) -> Sequence[Annotation]:
        """The quotations that begin from ``start`` up to ``end``, in reading order."""
        return self.in_order[self._first_from(start) : self._first_from(end)]

    def step(self, offset: int, current: Annotation | None, by: int) -> Annotation | None:
        """The quotation ``by`` steps from ``current`` in reading order, or from ``offset`` when that is None.

        The last one in that direction if there are fewer; None if there is none.
        """
        if current is None:
            here, after = self._first_from(offset), self._first_from(offset + 1)
        else:
            here = self.number(current)
            after = here + 1
        if by > 0:
            return self.in_order[min(after + by, len(self)) - 1] if after < len(self) else None
        return self.in_order[max(0, here + by)] if here else None

    def next_open(self, offset: int, current: Annotation | None, settled: Collection[str] = ()) -> Annotation | None:
        """The next open quotation other than ``current``, from the top again after the last.

        ``settled`` are the ids of those just settled whose marks still say open.
        """
        at = bisect_left(self._open, (offset,) if current is None else self._key(current))
        passed = {*settled, *([] if current is None else [current.id])}
        enough = len(passed) + 1
        ahead = (key for keys in (self._open[at : at + enough], self._open[:enough]) for key in keys)
        return next((self._by_id[id_] for _, _, id_ in ahead if id_ not in passed), None)

    def _first_from(self, offset: int) -> int:
        """The position of the first annotation that begins at ``offset`` or later."""
        return bisect_left(self._keys, (offset,))

    def _key(self, annotation: Annotation) -> _Key:
        return self._keys_by_id[annotation.id]

    def _lists_of(self, annotation: Annotation) -> Iterator[list[_Key]]:
        """The lists that contain an annotation's key."""
        yield self._keys
        if annotation.is_note:
            yield self._notes
        if annotation.state.status.is_open:
            yield self._open

    def _enter_blocks(self, annotation_id: str) -> None:
        for block in self._blocks_of(annotation_id):
            self._blocks[block].append(annotation_id)

    def _blocks_of(self, annotation_id: str) -> set[int]:
        return {block for start, end in self._content[annotation_id] for block in _blocks(start, end)}


def content(annotation: Annotation) -> list[Span]:
    """The spans of a quotation's content, in reading order."""
    return sorted([piece.span for piece in annotation.state.pieces if piece.role is SpanRole.CONTENT])


def _length(spans: Iterable[Span]) -> int:
    return sum([end - start for start, end in spans])


def _blocks(start: int, end: int) -> range:
    return range(start // _BLOCK, end // _BLOCK + 1)
