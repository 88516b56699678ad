"""A diff of two texts for people: stretches of the older text and what replaced them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors.alignment import Block, align
from newstext.anchors.words import Words
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


_ENOUGH = 0.3
"""The share of the shorter paragraph's words that two paragraphs have in common when one became the other."""


class Pair(NamedTuple):
    """A paragraph and what it became; a missing side is an empty span. ``changes`` are offsets in the whole texts."""

    old: Span
    new: Span
    changes: tuple[Change, ...]


class Change(NamedTuple):
    """The words ``old`` of the older text became ``new`` in the newer; one of them may be empty."""

    old: Span
    new: Span


def changes(old: str, new: str) -> list[Change]:
    """Return the changes, in the order of both texts; line ends are not compared."""
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


def paired(old: str, new: str) -> list[Pair]:
    """Pair the paragraphs of two texts, in the order of both; a moved one is shown as deleted and inserted."""
    known: dict[str, int] = {}
    ours, theirs = Words(old, known), Words(new, known)
    old_lines, new_lines = ours.lines(), theirs.lines()
    pairs: list[Pair] = []
    done = 0
    for (first, end), partner in zip(old_lines, _partners(ours, theirs, old_lines, new_lines), strict=True):
        paragraph = ours.span_of(first, end)
        if partner is None:
            pairs.append(Pair(paragraph, Span(0, 0), (Change(paragraph, Span(0, 0)),)))
            continue
        pairs += [_came(theirs.span_of(*line)) for line in new_lines[done:partner]]
        became = theirs.span_of(*new_lines[partner])
        within = changes(paragraph.of(old), became.of(new))
        moved = (Change(c.old.shifted(paragraph.start), c.new.shifted(became.start)) for c in within)
        pairs.append(Pair(paragraph, became, tuple(moved)))
        done = partner + 1
    return pairs + [_came(theirs.span_of(*line)) for line in new_lines[done:]]


def _came(paragraph: Span) -> Pair:
    return Pair(Span(0, 0), paragraph, (Change(Span(0, 0), paragraph),))


def _partners(
    old: Words, new: Words, old_lines: list[tuple[int, int]], new_lines: list[tuple[int, int]]
) -> list[int | None]:
    """Match each older paragraph to the newer one that shares most of its words; in order, each at most once."""
    line_of = [number for number, (first, end) in enumerate(new_lines) for _ in range(first, end)]
    shared: list[Counter[int]] = [Counter() for _ in old_lines]
    number = 0
    for block in align(old, new).kept:
        for i in range(block.size):
            while block.old + i >= old_lines[number][1]:
                number += 1
            shared[number][line_of[block.new + i]] += 1
    partners: list[int | None] = []
    last = -1
    for (first, end), counts in zip(old_lines, shared, strict=True):
        best, words = max(counts.items(), key=lambda item: item[1], default=(-1, 0))
        shorter = min(end - first, new_lines[best][1] - new_lines[best][0]) if words else 0
        is_one = best > last and words >= _ENOUGH * shorter
        partners.append(best if is_one else None)
        last = best if is_one else last
    return partners


def _stretch(words: Words, first: int, end: int) -> Span:
    if first < end:
        return words.span_of(first, end)
    place = words.ends[first - 1] if first else 0
    return Span(place, place)


def _respelled(old: Words, new: Words, block: Block) -> Iterator[Change]:
    """Return the changes within a block that concern typography only."""
    for i, j in zip(range(block.old, block.old + block.size), range(block.new, block.new + block.size), strict=True):
        ours, theirs = old.span_of(i, i + 1), new.span_of(j, j + 1)
        if ours.of(old.text) != theirs.of(new.text):
            yield Change(ours, theirs)
        if i + 1 < block.old + block.size:
            space = Span(ours.end, old.starts[i + 1]), Span(theirs.end, new.starts[j + 1])
            words = space[0].of(old.text), space[1].of(new.text)
            if words[0] != words[1] and not any("\n" in w for w in words):
                yield Change(*space)
