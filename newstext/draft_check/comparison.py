"""Compares one quotation of a draft with one text: where its words are, and how they differ."""

from __future__ import annotations

import re
from collections import Counter
from difflib import Match, SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from newstext.draft_check.body import BRACKETED, Body
from newstext.draft_check.passage import ELLIPSIS, ENDS, Passage, gaps_in
from newstext.draft_check.verdicts import Difference, Verdict
from newstext.loose_match import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.spans import Span

_MARKS = re.compile(r"''|``|[\"'“”„‟«»‹›‘’‚‛ʼ`]")
"""Double marks and single ones alike: which of them stand inside the others is a matter of house style."""
_DASHES = re.compile(r"\s*(?:--?|[—–‑‒―])\s+|\s+(?:--?|[—–‑‒―])\s*|--|[—–‑‒―]")
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LAST_WORD = re.compile(r"[\w'’]+[ \u00a0]+$")
_NEXT_CONDITION = re.compile(r"[ \u00a0]+(?:if|unless|except|provided|until)\b")
_NEAREST = 40
_FARTHEST_CUT = 150
"""Words between two runs of one quotation, beyond which an ellipsis joins two places."""
_LONGEST_LEFT_OUT = 2_000
"""Code points of it that are shown."""
_MOST_PLACES = 20
"""Places with the same words that are looked at for the one with the draft's gaps."""
_MARGIN = 30
"""Words looked at on either side of the place that is most like the draft's."""
_LIKE = 0.62
"""The share of words in common from which a passage is the draft's, changed."""
_SHORTEST_LIKE = 4
"""Fewer words are found as they are or not at all: a share of three words says nothing."""
_SHORTEST_SPLICE = 3
_LONGEST_DROP = 8
"""Words that a slip drops from the middle; more of them is leaving out without saying so."""

_LONG = 150
_LONG_LETTERS = 1_000
"""Words from which a quotation is compared in ways whose time does not grow with the square of its length."""
_MOST_TRIMS = 50


class Comparison(NamedTuple):
    """The comparison of a draft's words with a text: where they are in it (code points), and the differences.

    ``likeness`` is the share of words in common; for NOT_FOUND, that of the nearest place.
    """

    verdict: Verdict
    places: tuple[Span, ...]
    differences: tuple[Difference, ...] = ()
    likeness: float = 1.0


def compare(draft: Passage, body: Body, lead: str | None = None) -> Comparison:
    """Compare a draft's quotation, with or without its marks, with a text.

    With ``lead``, the words before it in the draft, a negation or condition just outside the printed words counts too.
    """
    found = _compared(draft, body)
    if found.verdict.rank > Verdict.CUT.rank and body.unbroken is not body:
        found = min(found, _compared(draft, body.unbroken), key=lambda each: (each.verdict.rank, -each.likeness))
    if lead is None or found.verdict.rank > Verdict.CUT.rank:
        return found
    turned = [Difference("", word) for word in _turning(found, body, lead, breaks_off=draft.breaks_off)]
    if not turned:
        return found
    return found._replace(verdict=Verdict.CHANGED, differences=(*found.differences, *turned))


def _turning(found: Comparison, body: Body, lead: str, *, breaks_off: bool) -> Iterator[str]:
    """Yield a negation just before the printed words, or a condition just after, that the draft leaves out."""
    line = body.text[body.text.rfind("\n", 0, found.places[0].start) + 1 : found.places[0].start]
    before = _LAST_WORD.search(line[-_NEAREST:])
    if before and _turns(before[0], "negation") and not _turns(lead, "negation"):
        yield before[0].strip()
    behind = _NEXT_CONDITION.match(body.text, found.places[-1].end)
    if behind and not breaks_off:
        yield behind[0].strip()


def _turns(words: str, kind: str) -> bool:
    return any(each.kind == kind for each in Difference("", words).weighty)


def _compared(draft: Passage, body: Body) -> Comparison:
    if not draft.words:
        return Comparison(Verdict.NOT_FOUND, (), likeness=0.0)
    if (place := _with_its_gaps(draft, body)) is not None:
        return _as_printed(draft, place, body)
    plain, printed = draft.unreferenced, body.unreferenced
    if (place := _with_its_gaps(plain, printed)) is not None:
        return Comparison(Verdict.PUNCTUATION, (place,))
    found = _apart(plain, printed)
    if found.verdict.rank > Verdict.CUT.rank and printed.unbracketed is not printed:
        bare = _apart(plain, printed.unbracketed)
        found = _without_brackets(bare, printed) if bare.verdict.rank < found.verdict.rank else found
    return found


def _with_its_gaps(draft: Passage, body: Body) -> Span | None:
    """Return where the words occur with the draft's own ellipses and brackets, or None."""
    first = body.find(draft.words)
    for _ in range(_MOST_PLACES):
        if first is None:
            return None
        place = body.folded.span(first, first + len(draft.words))
        start = place.start - body.text.startswith("[", max(0, place.start - 1))
        if gaps_in(body.text[start : place.end + 1]) == draft.gaps:
            return place
        first = body.find(draft.words, first + 1)
    return None


def _apart(draft: Passage, body: Body) -> Comparison:
    if draft.gaps:
        return _cut(draft, body) if draft.runs else Comparison(Verdict.NOT_FOUND, (), likeness=0.0)
    first = body.find(draft.words)
    if first is None:
        return _unlike(draft.folded, body)
    return _as_printed(draft, body.folded.span(first, first + len(draft.words)), body)


def _without_brackets(found: Comparison, body: Body) -> Comparison:
    """Report the editor's brackets in the text that the draft leaves out."""
    left_out = [
        Difference("", match[0])
        for place in found.places
        for match in BRACKETED.finditer(body.text, place.start, place.end)
    ]
    verdict = max(found.verdict, Verdict.CUT, key=lambda each: each.rank)
    return found._replace(verdict=verdict, differences=(*found.differences, *left_out))


def splice(draft: Passage, bodies: list[Body]) -> tuple[int, int] | None:
    """Return the indices of the two texts whose words a draft joins into one quotation, or None."""
    words = draft.words
    heads = [longest(words, body, ahead=True) for body in bodies]
    tails = [longest(words, body, ahead=False) for body in bodies]
    if not bodies:
        return None
    head, tail = max(heads), max(tails)
    joined = head + tail >= len(words) and min(head, tail) >= _SHORTEST_SPLICE
    return (heads.index(head), tails.index(tail)) if joined else None


def longest(words: tuple[str, ...], body: Body, *, ahead: bool) -> int:
    """Return how many of the first (or last) words occur consecutively in the text."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        part = words[:middle] if ahead else words[len(words) - middle :]
        if body.find(part) is None:
            high = middle - 1
        else:
            low = middle
    return low


def _as_printed(draft: Passage, place: Span, body: Body) -> Comparison:
    drafted, printed = _typeset(draft.text), _typeset(place.of(body.text))
    same = drafted == printed
    return Comparison(Verdict.VERBATIM if same else Verdict.PUNCTUATION, (place,))


def _typeset(text: str) -> str:
    """Return text without differences of house style: kinds of marks, dashes and spaces, a full stop before a mark."""
    text = _MARKS.sub("'", _NOTHING.sub("", text))
    text = re.sub(ELLIPSIS, "…", text)
    return _DASHES.sub("-", " ".join(text.split())).strip(ENDS)


def _unlike(whole: Folded, body: Body) -> Comparison:
    window = _nearest(whole, body)
    if window is None:
        return Comparison(Verdict.NOT_FOUND, (), likeness=0.0)
    steps = _steps(whole, body, *window)
    if not steps:
        return Comparison(Verdict.NOT_FOUND, (), likeness=0.0)
    common = sum(b - a for tag, a, b, _, _ in steps if tag == "equal")
    foreign = sum(
        max(b - a, d - c) for tag, a, b, c, d in steps if tag != "equal" and not _spoken_around(tag, c, d, body)
    )
    likeness = common / (common + foreign)
    printed = [(c, d) for _, _, _, c, d in steps if d > c]
    place = body.folded.span(printed[0][0], printed[-1][1])
    differences = tuple(_differences(whole, body, steps))
    drops = max(
        (d - c for tag, _, _, c, d in steps if tag == "delete" and not _spoken_around(tag, c, d, body)), default=0
    )
    if not differences:
        return Comparison(Verdict.VERBATIM, (place,))
    if drops > _LONGEST_DROP and common == len(whole.words):
        return Comparison(Verdict.SPLICED, (place,), differences, likeness)
    found = likeness >= _LIKE and len(whole.words) >= _SHORTEST_LIKE
    return Comparison(Verdict.CHANGED if found else Verdict.NOT_FOUND, (place,), differences, likeness)


def _spoken_around(tag: str, first: int, end: int, body: Body) -> bool:
    return tag == "delete" and body.is_attribution(first, end)


def _nearest(whole: Folded, body: Body) -> tuple[int, int] | None:
    """Return the words around the place in the text that is most like the draft's quotation."""
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


def _steps(
    whole: Folded, body: Body, first: int, end: int, trims: int = _MOST_TRIMS
) -> list[tuple[str, int, int, int, int]]:
    """Return how the printed words become the draft's: (what, draft from, to, printed from, to), its ends trimmed."""
    printed = body.folded.words[first:end]
    blocks = _blocks(whole.words, printed)
    # A single word far from the rest is there by chance, and may have kept a nearer one from being found.
    if trims and len(blocks) > 1:
        (head, second), (last_but_one, tail) = blocks[:2], blocks[-2:]
        if head.size == 1 and second.b - head.b - (second.a - head.a) > 3:
            return _steps(whole, body, first + head.b + 1, end, trims - 1)
        if tail.size == 1 and tail.b - last_but_one.b - (tail.a - last_but_one.a) > 3:
            return _steps(whole, body, first, first + tail.b, trims - 1)
    if not blocks:
        return []
    # What the draft has before or after is held against as many printed words.
    a, b = 0, max(0, blocks[0].b - blocks[0].a)
    steps = []
    for block in blocks:
        if block.a > a or block.b > b:
            steps.append((_what(block.a - a, block.b - b), a, block.a, b + first, block.b + first))
        a, b = block.a + block.size, block.b + block.size
        steps.append(("equal", block.a, a, block.b + first, b + first))
    if a < len(whole.words):
        after = min(len(printed), b + len(whole.words) - a)
        steps.append((_what(len(whole.words) - a, after - b), a, len(whole.words), b + first, after + first))
    return steps


def _blocks(drafted: Sequence[str], printed: Sequence[str]) -> list[Match]:
    if len(drafted) > _LONG:
        from rapidfuzz.distance import LCSseq

        blocks = LCSseq.editops(drafted, printed).as_matching_blocks()
        return [Match(block.a, block.b, block.size) for block in blocks if block.size]
    return [b for b in SequenceMatcher(None, drafted, printed, autojunk=False).get_matching_blocks() if b.size]


def _what(drafted: int, printed: int) -> str:
    return "replace" if drafted and printed else "insert" if drafted else "delete"


def _differences(whole: Folded, body: Body, steps: list[tuple[str, int, int, int, int]]) -> Iterator[Difference]:
    for tag, a, b, c, d in steps:
        if tag != "equal" and not _spoken_around(tag, c, d, body):
            drafted = _unsplit(whole.span(a, b), whole.text) if b > a else ""
            yield Difference(drafted, _unsplit(body.folded.span(c, d), body.text) if d > c else "")


def _unsplit(span: Span, text: str) -> str:
    """Return the words of a span, a compound whole: who reads “three” for “four” looks for these, not “Forty-four”."""
    start, end = span
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
        start = next((at for at in range(start - 2, -1, -1) if not text[at].isalnum()), -1) + 1
    while end + 1 < len(text) and text[end] == "-" and text[end + 1].isalnum():
        end = next((at for at in range(end + 1, len(text)) if not text[at].isalnum()), len(text))
    return text[start:end]


def _cut(draft: Passage, body: Body) -> Comparison:
    """Compare a quotation with gaps: each run of words, and what was left out between them."""
    places: list[tuple[int, int]] = []
    for run in draft.runs:
        first = body.find(run.words, places[-1][1] if places else 0)
        if first is None:
            return _uncut(draft.runs, body)
        places.append((first, first + len(run.words)))
    spans = tuple(body.folded.span(*place) for place in places)
    gaps = [(end, first) for (_, end), (first, _) in pairwise(places)]
    if any(first - end > _FARTHEST_CUT for end, first in gaps):
        return Comparison(Verdict.SPLICED, spans)
    left_out = [
        Difference(mark, body.folded.span(end, first).of(body.text) if first > end else "")
        for mark, (end, first) in zip(draft.inserted, gaps, strict=False)
    ]
    return Comparison(Verdict.CUT, spans, tuple(left_out))


def _uncut(runs: tuple[Passage, ...], body: Body) -> Comparison:
    """Judge a quotation with a run that is not found: spliced if in another order, else by its worst run."""
    found = [compare(run, body) for run in runs]
    worst = max(found, key=lambda comparison: comparison.verdict.rank)
    places = tuple(place for comparison in found for place in comparison.places)
    if worst.verdict in (Verdict.VERBATIM, Verdict.PUNCTUATION):
        return Comparison(Verdict.SPLICED, places)
    differences = [difference for comparison in found for difference in comparison.differences]
    for before, after in pairwise(places):
        left_out = fold(body.text[before.end : min(after.start, before.end + _LONGEST_LEFT_OUT)])
        if left_out.words and len(left_out.words) <= _FARTHEST_CUT:
            differences.append(Difference("…", left_out.text.strip(ENDS)))
    return Comparison(worst.verdict, places, tuple(differences), min(comparison.likeness for comparison in found))
