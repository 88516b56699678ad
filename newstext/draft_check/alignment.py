"""Aligns a draft's words with the most similar place of a text."""

from __future__ import annotations

from collections import Counter
from difflib import Match, SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_STRAY = 2
"""Words that a draft shares with an attribution by chance."""
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
            if common_words(nearer) >= sum(block.size for block in blocks):
                return nearer
    if not blocks:
        return []
    # “The” of an attribution is none of the words around it.
    blocks = [each for each in blocks if each.size > _STRAY or not body.is_in_attribution(first + each.b)] or blocks
    # Words that the draft has before or after are compared with as many printed words, of the same quotation.
    head, tail = blocks[0], blocks[-1]
    begin = max(0, head.b - head.a, body.quotation_of(first + head.b)[0] - first)
    tail_end, close = tail.b + tail.size, body.quotation_of(first + tail.b)[1] - first
    behind = max(tail_end, min(len(printed), tail_end + len(whole.words) - tail.a - tail.size, close))
    begin, behind = begin + first, behind + first
    while body.folded.is_within_word(begin):
        begin -= 1
    while body.folded.is_within_word(behind):
        behind += 1
    steps = _steps(blocks, begin - first, len(whole.words), behind - first, first)
    return [each for step in steps for each in _apart(step, body)]


def aligned_whole(whole: Folded, body: Body, first: int, end: int) -> list[Step]:
    """Return how the printed words of a place become the draft's, all of them."""
    return list(_steps(_blocks(whole.words, body.folded.words[first:end]), 0, len(whole.words), end - first, first))


def _steps(blocks: Sequence[Match], b: int, drafted: int, printed: int, first: int) -> Iterator[Step]:
    """Yield the steps from the draft's first word and the printed word ``b`` up to ``drafted`` and ``printed`` words.

    Printed words are counted from ``first`` of the text.
    """
    a = 0
    for block in (*blocks, Match(drafted, printed, 0)):
        if block.a > a or block.b > b:
            yield _what(block.a - a, block.b - b), a, block.a, b + first, block.b + first
        a, b = block.a + block.size, block.b + block.size
        if block.size:
            yield "equal", block.a, a, block.b + first, b + first


def _apart(step: Step, body: Body) -> Iterator[Step]:
    """Yield a step in parts, if the printed words that it replaces hold an attribution, which is left out."""
    what, a, b, c, d = step
    begin, end = body.unquoted(c, d) if what == "replace" else (d, d)
    if not body.is_attribution(begin, end):
        yield step
        return
    middle = b if end == d else a + min(b - a, begin - c)
    for part in ((a, middle, c, begin), (middle, middle, begin, end), (middle, b, end, d)):
        if part[1] > part[0] or part[3] > part[2]:
            yield _what(part[1] - part[0], part[3] - part[2]), *part


def common_words(found: list[Step]) -> int:
    """Return how many of the draft's words are printed."""
    return sum(b - a for tag, a, b, _, _ in found if tag == "equal")


def _blocks(drafted: Sequence[str], printed: Sequence[str]) -> list[Match]:
    if len(drafted) > _LONG:
        from rapidfuzz.distance import LCSseq

        blocks = LCSseq.editops(drafted, printed).as_matching_blocks()
        return [Match(block.a, block.b, block.size) for block in blocks if block.size]
    return [b for b in SequenceMatcher(None, drafted, printed, autojunk=False).get_matching_blocks() if b.size]


def _what(drafted: int, printed: int) -> str:
    return "replace" if drafted and printed else "insert" if drafted else "delete"
