"""Aligns the words of two texts: first whole lines, then the words between them, in bounded time.

Lines and words that stand once in both texts are matched first, and what lies between them is compared again: a
difference made so follows what an editor did. Short stretches are compared by their longest common sequence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newstext.anchors.words import Words

_DEPTH = 12
"""How often the stretches between matches are divided: a bound on the time for hostile texts."""
_SMALL = 1_000_000
"""The greatest product of two stretches' lengths for which their longest common sequence is computed at once."""
_LARGE = 100_000_000
"""The same where nothing stands only once in both, as in a text that holds another twice: some 12 MB, and 30 ms."""


class Block(NamedTuple):
    """``size`` words from ``old`` on in the older text are the same as those from ``new`` on in the newer."""

    old: int
    new: int
    size: int


class Alignment(NamedTuple):
    """``kept`` are the blocks in the same order in both texts; ``moved`` are whole lines in another place."""

    kept: list[Block]
    moved: list[Block]


def align(old: Words, new: Words) -> Alignment:
    """Match the words of two texts."""
    old_lines, new_lines = old.lines(), new.lines()
    numbers: dict[tuple[int, ...], int] = {}
    old_keys = [numbers.setdefault(tuple(old.keys[a:b]), len(numbers)) for a, b in old_lines]
    new_keys = [numbers.setdefault(tuple(new.keys[a:b]), len(numbers)) for a, b in new_lines]
    same = common(old_keys, new_keys)
    kept: list[Block] = []
    done_old = done_new = 0
    for block in (*same, Block(len(old_lines), len(new_lines), 0)):
        old_start = old_lines[block.old][0] if block.old < len(old_lines) else len(old)
        new_start = new_lines[block.new][0] if block.new < len(new_lines) else len(new)
        between = common(old.keys[done_old:old_start], new.keys[done_new:new_start])
        kept += [Block(done_old + b.old, done_new + b.new, b.size) for b in between]
        if block.size:
            done_old = old_lines[block.old + block.size - 1][1]
            done_new = new_lines[block.new + block.size - 1][1]
            kept.append(Block(old_start, new_start, done_old - old_start))
    return Alignment(_joined(kept), _moved(old_lines, new_lines, old_keys, new_keys, same))


def _moved(
    old_lines: Sequence[tuple[int, int]],
    new_lines: Sequence[tuple[int, int]],
    old_keys: Sequence[int],
    new_keys: Sequence[int],
    same: Iterable[Block],
) -> list[Block]:
    """Return the whole lines that were moved: not kept in order, and once among the rest of both texts."""
    left_old, left_new = dict(enumerate(old_keys)), dict(enumerate(new_keys))
    for block in same:
        for i in range(block.size):
            del left_old[block.old + i], left_new[block.new + i]
    in_old, in_new = Counter(left_old.values()), Counter(left_new.values())
    place = {key: line for line, key in left_new.items() if in_new[key] == 1}
    return [
        Block(old_lines[line][0], new_lines[place[key]][0], old_lines[line][1] - old_lines[line][0])
        for line, key in left_old.items()
        if in_old[key] == 1 and key in place
    ]


def common(old: Sequence[int], new: Sequence[int]) -> list[Block]:
    """Match two sequences in order; the blocks are maximal and do not touch each other on both sides."""
    found: list[Block] = []
    todo = [(0, len(old), 0, len(new), 0)]
    while todo:
        old_start, old_end, new_start, new_end, depth = todo.pop()
        size = _same_from(old, new, old_start, old_end, new_start, new_end)
        if size:
            found.append(Block(old_start, new_start, size))
            old_start, new_start = old_start + size, new_start + size
        while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
            found.append(Block(old_end, new_end, 1))
        if old_start == old_end or new_start == new_end:
            continue
        if (old_end - old_start) * (new_end - new_start) <= _SMALL:
            found += _longest(old, new, old_start, old_end, new_start, new_end)
            continue
        once = _standing_once(old, new, old_start, old_end, new_start, new_end) if depth < _DEPTH else []
        if not once and (old_end - old_start) * (new_end - new_start) <= _LARGE:
            found += _longest(old, new, old_start, old_end, new_start, new_end)
        for i, j in once:
            found.append(Block(i, j, 1))
            todo.append((old_start, i, new_start, j, depth + 1))
            old_start, new_start = i + 1, j + 1
        if once:
            todo.append((old_start, old_end, new_start, new_end, depth + 1))
    return _joined(found)


def _same_from(
    old: Sequence[int], new: Sequence[int], old_start: int, old_end: int, new_start: int, new_end: int
) -> int:
    size = 0
    most = min(old_end - old_start, new_end - new_start)
    while size < most and old[old_start + size] == new[new_start + size]:
        size += 1
    return size


def _longest(
    old: Sequence[int], new: Sequence[int], old_start: int, old_end: int, new_start: int, new_end: int
) -> list[Block]:
    from rapidfuzz.distance import LCSseq

    steps = LCSseq.opcodes(old[old_start:old_end], new[new_start:new_end])
    return [
        Block(old_start + step.src_start, new_start + step.dest_start, step.src_end - step.src_start)
        for step in steps
        if step.tag == "equal"
    ]


def _standing_once(
    old: Sequence[int], new: Sequence[int], old_start: int, old_end: int, new_start: int, new_end: int
) -> list[tuple[int, int]]:
    """Return the items that occur exactly once in both stretches, in the longest order that both share."""
    in_old, in_new = Counter(old[old_start:old_end]), Counter(new[new_start:new_end])
    place = {new[j]: j for j in range(new_start, new_end) if in_new[new[j]] == 1}
    pairs = [(i, place[old[i]]) for i in range(old_start, old_end) if in_old[old[i]] == 1 and old[i] in place]
    return _longest_rising(pairs)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest increasing subsequence of the pairs, which are sorted by their first."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(last[at - 1] if at else -1)
        if at == len(tails):
            tails.append(j)
            last.append(number)
        else:
            tails[at], last[at] = j, number
    chosen = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks in order, with adjacent ones merged."""
    joined: list[Block] = []
    for block in sorted(blocks):
        if joined and (joined[-1].old + joined[-1].size, joined[-1].new + joined[-1].size) == block[:2]:
            joined[-1] = joined[-1]._replace(size=joined[-1].size + block.size)
        else:
            joined.append(block)
    return joined
