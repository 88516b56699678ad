"""The quotations of an open article, and notes on its words, by where they stand: by place, by stretch, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from store.records import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newstext.spans import Span
    from store.records import Annotation

_BLOCK = 1024
"""Code points in a block. Each block knows the quotations with words in it, so that no question goes over them all."""


class Marks:
    """An index over quotations and notes. ``in_order`` are those with words, in reading order; of two that begin
    together the shorter is first."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._content = {annotation.id: content(annotation) for annotation in annotations}
        self._places = {id_: (spans[0].start, _length(spans)) for id_, spans in self._content.items() if spans}
        self.in_order: Sequence[Annotation] = sorted((a for a in annotations if a.id in self._places), key=self._place)
        self._starts = [self._place(annotation)[0] for annotation in self.in_order]
        self._numbers = {annotation.id: number for number, annotation in enumerate(self.in_order)}
        self._blocks: defaultdict[int, list[Annotation]] = defaultdict(list)
        for annotation in self.in_order:
            for block in {block for span in self._content[annotation.id] for block in _blocks(span.start, span.end)}:
                self._blocks[block].append(annotation)
        quotations = [annotation for annotation in self.in_order if not annotation.is_note]
        self.quotation_count = len(quotations)
        self.open_count = sum(annotation.state.status.is_open for annotation in quotations)
        self._quotation_numbers = {annotation.id: number for number, annotation in enumerate(quotations, 1)}

    def __len__(self) -> int:
        return len(self.in_order)

    def number(self, annotation: Annotation) -> int:
        """Which one it is in reading order, from 0."""
        return self._numbers[annotation.id]

    def quotation_number(self, annotation: Annotation) -> int:
        """Which of the quotations it is in reading order, from 1; notes are not counted."""
        return self._quotation_numbers[annotation.id]

    def at(self, offset: int) -> list[Annotation]:
        """The quotations with words at ``offset``, the shortest first."""
        near = self._blocks.get(offset // _BLOCK, ())
        over = [a for a in near if any(s.start <= offset < s.end for s in self._content[a.id])]
        return sorted(over, key=self._length)

    def within(self, stretch: Span) -> list[Annotation]:
        """The quotations with words in a stretch, in reading order."""
        near = {a.id: a for block in _blocks(stretch.start, stretch.end) for a in self._blocks.get(block, ())}
        over = [a for a in near.values() if any(span.overlaps(stretch) for span in self._content[a.id])]
        return sorted(over, key=self._place)

    def beginning_in(self, start: int, end: int) -> Sequence[Annotation]:
        """The quotations whose first word stands from ``start`` up to ``end``, in reading order."""
        return self.in_order[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def step(self, offset: int, current: Annotation | None, by: int) -> Annotation | None:
        """The quotation ``by`` further on in reading order from ``current``, or from ``offset`` when that is None; the
        last one that way when there are not as many, None when there is none."""
        if current is None:
            here, after = bisect_left(self._starts, offset), bisect_right(self._starts, offset)
        else:
            here = self.number(current)
            after = here + 1
        if by > 0:
            ahead = self.in_order[after:]
            return ahead[min(by, len(ahead)) - 1] if ahead else None
        behind = self.in_order[:here]
        return behind[max(by, -len(behind))] if behind else None

    def next_open(self, offset: int, current: Annotation | None) -> Annotation | None:
        """The next quotation other than ``current`` that waits for a person, from the top again after the last."""
        here = bisect_left(self._starts, offset) if current is None else self.number(current) + 1
        for annotation in (*self.in_order[here:], *self.in_order[:here]):
            if annotation.state.status.is_open and annotation is not current:
                return annotation
        return None

    def _length(self, annotation: Annotation) -> int:
        return self._places[annotation.id][1]

    def _place(self, annotation: Annotation) -> tuple[int, int]:
        """Where it begins, and how long it is."""
        return self._places[annotation.id]


def content(annotation: Annotation) -> list[Span]:
    """Where a quotation's own words stand, in reading order."""
    return sorted([piece.span for piece in annotation.state.pieces if piece.role is SpanRole.CONTENT])


def _length(spans: Iterable[Span]) -> int:
    return sum([end - start for start, end in spans])


def _blocks(start: int, end: int) -> range:
    return range(start // _BLOCK, end // _BLOCK + 1)
