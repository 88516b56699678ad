"""What changed between two texts, for a person to read: stretches of the older and what stands there in the newer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors.alignment import Block, align
from newstext.anchors.words import Words
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Change(NamedTuple):
    """The words ``old`` of the older text became ``new`` in the newer; one of them may be empty."""

    old: Span
    new: Span


def changes(old: str, new: str) -> list[Change]:
    """Return what changed, in the order of both texts; line ends are no change."""
    if old == new:
        return []
    known: dict[str, int] = {}
    ours, theirs = Words(old, known), Words(new, known)
    found: list[Change] = []
    done_old = done_new = 0
    for block in (*align(ours, theirs).kept, Block(len(ours), len(theirs), 0)):
        if done_old < block.old or done_new < block.new:
            found.append(Change(_stretch(ours, done_old, block.old), _stretch(theirs, done_new, block.new)))
        found += _respelled(ours, theirs, block)
        done_old, done_new = block.old + block.size, block.new + block.size
    return found


def _stretch(words: Words, first: int, end: int) -> Span:
    if first < end:
        return words.span_of(first, end)
    place = words.ends[first - 1] if first else 0
    return Span(place, place)


def _respelled(old: Words, new: Words, block: Block) -> Iterator[Change]:
    """Words of a block, and spaces between them, that differ in typography only."""
    for i, j in zip(range(block.old, block.old + block.size), range(block.new, block.new + block.size), strict=True):
        ours, theirs = old.span_of(i, i + 1), new.span_of(j, j + 1)
        if ours.of(old.text) != theirs.of(new.text):
            yield Change(ours, theirs)
        if i + 1 < block.old + block.size:
            space = Span(ours.end, old.starts[i + 1]), Span(theirs.end, new.starts[j + 1])
            words = space[0].of(old.text), space[1].of(new.text)
            if words[0] != words[1] and not any("\n" in w for w in words):
                yield Change(*space)
