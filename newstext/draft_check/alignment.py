"""Aligns a draft's words with the most similar place of a text."""

from __future__ import annotations

from collections import Counter
from difflib import Match, SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.draft_check.body import Body
    from newstext.loose_match import Folded

    Step = tuple[str, int, int, int, int]
    """The kind of step (``equal``, ``replace``, ``insert``, ``delete``), the draft's words from and to, the text's."""

_MARGIN = 30
"""Words read on either side of the place most similar to the draft's words."""
_LONG = 150
_LONG_LETTERS = 1_000
"""The length in words from which comparisons must not take time that grows with its square."""
_MOST_TRIMS = 50
_FEW, _FAR = 3, 8
"""Words at the head of a passage that give way to the same ones further on, and their distance from the rest."""


def nearest(whole: Folded, body: Body) -> tuple[int, int] | None:
    """Return the words around the place in the text most similar to the draft's quotation."""
    from rapidfuzz import fuzz

    if not body.folded.words:
        return None
    if len(whole.words) > _LONG or len(whole.joined) > _LONG_LETTERS:
        return _nearest_of_many(whole.words, body.folded.words)
    found = fuzz.partial_ratio_alignment(whole.joined, body.joined, score_cutoff=50)
    if found is None or len(whole.joined) > len(body.joined):
        return (0, len(body.folded.words)) if found else None
    first = body.joined.count(" ", 0, found.dest_start + 1) - 1
    return max(0, first - _MARGIN), min(len(body.folded.words), first + len(whole.words) + _MARGIN)


def _nearest_of_many(words: tuple[str, ...], printed: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the stretch with most of ``words``, in any order, in one pass over the text."""
    missing = Counter(words)
    common = best = place = 0
    for at, word in enumerate(printed):
        common += missing[word] > 0
        missing[word] -= 1
        if at >= len(words):
            gone = printed[at - len(words)]
            missing[gone] += 1
            common -= missing[gone] > 0
        if common > best:
            best, place = common, max(0, at + 1 - len(words))
    if best * 2 < len(words):
        return None
    return max(0, place - _MARGIN), min(len(printed), place + len(words) + _MARGIN)


def aligned(whole: Folded, body: Body, first: int, end: int, trims: int = _MOST_TRIMS) -> list[Step]:
    """Return how the printed words become the draft's: (what, draft from, to, printed from, to), its ends trimmed."""
    printed = body.folded.words[first:end]
    blocks = _blocks(whole.words, printed)
    # A single word far from the rest is there by chance, and may have kept a nearer one from being found.
    if trims and len(blocks) > 1:
        (head, second), (last_but_one, tail) = blocks[:2], blocks[-2:]
        if head.size == 1 and second.b - head.b - (second.a - head.a) > 3:
            return aligned(whole, body, first + head.b + 1, end, trims - 1)
        if tail.size == 1 and tail.b - last_but_one.b - (tail.a - last_but_one.a) > 3:
            return aligned(whole, body, first, first + tail.b, trims - 1)
        # The same holds for a few words that occur again beside the rest.
        if head.size <= _FEW and second.b - head.b - (second.a - head.a) > _FAR:
            nearer = aligned(whole, body, first + head.b + 1, end, trims - 1)
            if _common(nearer) >= sum(block.size for block in blocks):
                return nearer
    if not blocks:
        return []
    # Words that the draft has before or after are compared with as many printed words.
    a, b = 0, max(0, blocks[0].b - blocks[0].a)
    found: list[Step] = []
    for block in blocks:
        if block.a > a or block.b > b:
            found.append((_what(block.a - a, block.b - b), a, block.a, b + first, block.b + first))
        a, b = block.a + block.size, block.b + block.size
        found.append(("equal", block.a, a, block.b + first, b + first))
    if a < len(whole.words):
        after = min(len(printed), b + len(whole.words) - a)
        found.append((_what(len(whole.words) - a, after - b), a, len(whole.words), b + first, after + first))
    return found


def _common(found: list[Step]) -> int:
    return sum(b - a for tag, a, b, _, _ in found if tag == "equal")


def _blocks(drafted: Sequence[str], printed: Sequence[str]) -> list[Match]:
    if len(drafted) > _LONG:
        from rapidfuzz.distance import LCSseq

        blocks = LCSseq.editops(drafted, printed).as_matching_blocks()
        return [Match(block.a, block.b, block.size) for block in blocks if block.size]
    return [b for b in SequenceMatcher(None, drafted, printed, autojunk=False).get_matching_blocks() if b.size]


def _what(drafted: int, printed: int) -> str:
    return "replace" if drafted and printed else "insert" if drafted else "delete"
