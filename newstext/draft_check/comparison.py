"""Compares one quotation of a draft with one text: where its words are, and how they differ."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from newstext.draft_check.alignment import aligned, aligned_whole, common_words, nearest
from newstext.draft_check.body import BRACKETED, Body
from newstext.draft_check.passage import ENDS, Passage, gaps_in
from newstext.draft_check.punctuation import punctuation, typeset
from newstext.draft_check.verdicts import Difference, Verdict
from newstext.loose_match import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.draft_check.alignment import Step
    from newstext.spans import Span

_LAST_WORD = re.compile(r"[\w'’]+[ \u00a0]+$")
_NEXT_CONDITION = re.compile(r"[ \u00a0]+(?:if|unless|except|provided|until)\b")
_NEAREST = 40
_FEW = 5
_FARTHEST_CUT = 150
"""Words between two runs of one quotation, beyond which an ellipsis joins two places."""
_LONGEST_LEFT_OUT = 2_000
"""Code points of it that are shown."""
_LIKE = 0.62
"""The share of words in common from which a passage is the draft's, changed."""
_NEARLY = 0.4
"""The share of words in common from which a passage is compared in one house style too."""
_SHORTEST_LIKE = 4
"""Shorter quotations are found verbatim or not at all: a share of three words means nothing."""
_IN_OTHER_ORDER, _SHORTEST_ORDER = 0.9, 8
"""The share of a place's words that may be in another order, and the smallest meaningful number of them."""
_SHORTEST_SPLICE, _SHORTEST_OF_TWO = 3, 4
"""The smallest number of words from either place of one text, and of two: “I do not” is printed everywhere."""
_LONGEST_DROP = 8
"""Words that a slip drops from the middle; more of them is leaving out without saying so."""


class Comparison(NamedTuple):
    """The comparison of a draft's words with a text: where they are in it (code points), and the differences.

    ``likeness`` is the share of words in common; for NOT_FOUND, that of the nearest place.
    """

    verdict: Verdict
    places: tuple[Span, ...]
    differences: tuple[Difference, ...] = ()
    likeness: float = 1.0


def compare(draft: Passage, body: Body, lead: str | None = None, tail: Passage | None = None) -> Comparison:
    """Compare a draft's quotation, with or without its marks, with a text.

    With ``lead``, the words before it in the draft, a negation or condition just outside the printed words counts too,
    unless the quotation goes on with it in its next piece, ``tail``.
    """
    found = _compared(draft, body)
    if found.verdict.rank > Verdict.CUT.rank and body.unbroken is not body:
        found = min(found, _compared(draft, body.unbroken), key=lambda each: (each.verdict.rank, -each.likeness))
    if lead is None or found.verdict.rank > Verdict.CUT.rank:
        return found
    turned = [Difference("", word) for word in _turning(found, body, lead, draft, tail)]
    if not turned:
        return found
    return found._replace(verdict=Verdict.CHANGED, differences=(*found.differences, *turned))


def _turning(found: Comparison, body: Body, lead: str, draft: Passage, tail: Passage | None) -> Iterator[str]:
    """Yield a negation just before the printed words, or a condition just after, that the draft leaves out.

    A few words within a sentence of the draft leave more out, and everybody sees it.
    """
    line = body.text[body.text.rfind("\n", 0, found.places[0].start) + 1 : found.places[0].start]
    before = _LAST_WORD.search(line[-_NEAREST:])
    if before and _turns(before[0], "negation") and not _turns(lead, "negation"):
        yield before[0].strip()
    behind = _NEXT_CONDITION.match(body.text, found.places[-1].end)
    woven_in = bool(lead.strip()) and not lead.rstrip().endswith((":", ",")) and len(draft.words) <= _FEW
    goes_on = behind and tail is not None and tail.words[:1] == (behind[0].strip(),)
    if behind and not goes_on and not draft.breaks_off and not woven_in:
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
        return Comparison(Verdict.PUNCTUATION, (place,), tuple(punctuation(draft.text, place.of(body.text))))
    found = _apart(plain, printed)
    if found.verdict.rank >= Verdict.STYLE.rank and found.likeness >= _NEARLY and found.differences:
        found = _in_one_style(found, plain, printed)
    has_bracket = any(gap.startswith("[") for gap in plain.gaps)
    if found.verdict.rank > Verdict.CUT.rank and printed.unbracketed is not printed and not has_bracket:
        bare = _apart(plain, printed.unbracketed)
        found = _without_brackets(bare, printed) if bare.verdict.rank < found.verdict.rank else found
    return found


def _with_its_gaps(draft: Passage, body: Body) -> Span | None:
    """Return where the words occur with the draft's own gaps, in quotation marks if anywhere; None if nowhere."""
    found = [place for place in body.places(draft.words) if _has_gaps(draft, place, body)]
    return next(filter(body.is_quoted, found), found[0] if found else None)


def _has_gaps(draft: Passage, place: Span, body: Body) -> bool:
    start = place.start - body.text.startswith("[", max(0, place.start - 1))
    return gaps_in(body.text[start : place.end + 1]) == draft.gaps


def _apart(draft: Passage, body: Body) -> Comparison:
    if draft.gaps:
        return _cut(draft, body) if draft.runs else Comparison(Verdict.NOT_FOUND, (), likeness=0.0)
    if (place := body.place(draft.words)) is not None:
        return _as_printed(draft, place, body)
    return _unlike(draft.folded, body)


def _in_one_style(found: Comparison, draft: Passage, body: Body) -> Comparison:
    """Compare once more with all words in one spelling: house style neither counts as a change nor hides one."""
    styled = draft.in_house_style
    same = [place for place in body.in_house_style.places(styled.words) if _has_gaps(draft, place, body)]
    if same:
        return _in_another_style(draft, next(filter(body.is_quoted, same), same[0]), body)
    if draft.gaps:
        return found
    other = _unlike(styled.folded, body.in_house_style)
    if other.verdict is Verdict.VERBATIM:
        return found._replace(verdict=Verdict.STYLE)
    return min(found, other, key=lambda each: (each.verdict.rank, -each.likeness))


def _in_another_style(draft: Passage, place: Span, body: Body) -> Comparison:
    first = bisect_left(body.folded.spans, place.start, key=lambda word: word.start)
    end = bisect_left(body.folded.spans, place.end, key=lambda word: word.start)
    steps = aligned_whole(draft.folded, body, first, end)
    differences = list(_differences(draft.folded, body, steps))
    changed = [step for step in steps if step[0] != "equal"]
    if changed and not all(each.style for each in differences):
        # “€40 million” for “40 million euros” is one difference, and no word added and another lost.
        (_, a, _, c, _), (_, _, b, _, d) = changed[0], changed[-1]
        if b > a and d > c:
            differences = [Difference(draft.folded.span(a, b).of(draft.text), body.folded.span(c, d).of(body.text))]
    return Comparison(Verdict.STYLE, (place,), tuple(differences))


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
    both = heads.index(head), tails.index(tail)
    shortest = _SHORTEST_SPLICE if both[0] == both[1] else _SHORTEST_OF_TWO
    return both if head + tail >= len(words) and min(head, tail) >= shortest else None


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
    if typeset(draft.text) == typeset(place.of(body.text)):
        return Comparison(Verdict.VERBATIM, (place,))
    return Comparison(Verdict.PUNCTUATION, (place,), tuple(punctuation(draft.text, place.of(body.text))))


def _unlike(whole: Folded, body: Body) -> Comparison:
    window = nearest(whole, body)
    if window is None:
        return Comparison(Verdict.NOT_FOUND, (), likeness=0.0)
    steps = aligned(whole, body, *window)
    if not steps:
        return Comparison(Verdict.NOT_FOUND, (), likeness=0.0)
    common = common_words(steps)
    foreign = sum(
        max(b - a, d - c) for tag, a, b, c, d in steps if tag != "equal" and not _spoken_around(tag, c, d, body)
    )
    likeness = common / (common + foreign)
    places = tuple(_places(steps, body))
    differences = tuple(_differences(whole, body, steps))
    if not differences:
        return Comparison(Verdict.VERBATIM, places)
    if all(each.style for each in differences):
        return Comparison(Verdict.STYLE, places, differences)
    if common == len(whole.words) and _drops_middle(steps, body):
        return Comparison(Verdict.SPLICED, places, differences, likeness)
    longest_run = max(b - a for tag, a, b, _, _ in steps if tag == "equal")
    moved = longest_run >= _SHORTEST_LIKE and _are_in_other_order(whole, body, *window)
    found = (likeness >= _LIKE or moved) and len(whole.words) >= _SHORTEST_LIKE
    return Comparison(Verdict.CHANGED if found else Verdict.NOT_FOUND, places, differences, likeness)


def _places(steps: list[Step], body: Body) -> Iterator[Span]:
    """Yield the printed places of a draft's words: one on each side of an attribution that the draft leaves out."""
    printed = (step for step in steps if step[4] > step[3])
    for is_left_out, some in groupby(printed, key=lambda step: _spoken_around(step[0], step[3], step[4], body)):
        if not is_left_out:
            run = list(some)
            yield body.folded.span(run[0][3], run[-1][4])


def _drops_middle(steps: list[Step], body: Body) -> bool:
    """Whether more words are left out than a slip drops, between enough words to come from two places."""
    dropped = {
        n: d - c
        for n, (tag, _, _, c, d) in enumerate(steps)
        if tag == "delete" and not _spoken_around(tag, c, d, body) and d - c > _LONGEST_DROP
    }
    if not dropped:
        return False
    middle = max(dropped, key=lambda n: dropped[n])
    return min(common_words(steps[:middle]), common_words(steps[middle:])) >= _SHORTEST_SPLICE


def _are_in_other_order(whole: Folded, body: Body, first: int, end: int) -> bool:
    """Whether nearly all of a draft's words are at a place, some of them earlier or later."""
    shared = Counter(whole.words) & Counter(body.folded.words[first:end])
    return len(whole.words) >= _SHORTEST_ORDER and shared.total() >= _IN_OTHER_ORDER * len(whole.words)


def _spoken_around(tag: str, first: int, end: int, body: Body) -> bool:
    return tag == "delete" and body.is_attribution(first, end)


def _differences(whole: Folded, body: Body, steps: list[Step]) -> Iterator[Difference]:
    for tag, a, b, c, d in steps:
        if tag != "equal" and not _spoken_around(tag, c, d, body):
            # “wasn’t” for “was” is a difference of whole words, even where it is compared as two.
            if whole.is_within_word(a) or body.folded.is_within_word(c):
                a, c = a - 1, c - 1
            if whole.is_within_word(b) or body.folded.is_within_word(d):
                b, d = b + 1, d + 1
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
        first = _first_quoted(run.words, places[-1][1] if places else 0, body)
        if first is None:
            return _uncut(draft, body)
        places.append((first, first + len(run.words)))
    spans = tuple(body.folded.span(*place) for place in places)
    gaps = [(end, first) for (_, end), (first, _) in pairwise(places)]
    if any(first - end > _FARTHEST_CUT for end, first in gaps):
        return Comparison(Verdict.SPLICED, spans)
    left_out = [
        Difference(mark, body.folded.span(end, first).of(body.text) if first > end else "")
        for mark, (end, first) in zip(draft.inserted, gaps, strict=False)
    ]
    changed = any(_is_other_bracket(d.draft, body, end) for d, (end, _) in zip(left_out, gaps, strict=False))
    return Comparison(Verdict.CHANGED if changed else Verdict.CUT, spans, tuple(left_out))


def _is_other_bracket(mark: str, body: Body, word: int) -> bool:
    """Whether the draft has other words in brackets where a bracket is printed, before this word of the text."""
    if not mark.startswith("[") or word >= len(body.folded.spans):
        return False
    start = body.folded.spans[word].start
    inside = body.text[start : body.text.find("]", start) + 1 or start]
    drafted = fold(mark).words
    return body.text[start - 1 : start] == "[" and bool(drafted) and fold(inside).words != drafted


def _first_quoted(words: tuple[str, ...], start: int, body: Body) -> int | None:
    """Return the first word from ``start`` on where words occur in a row, in quotation marks if they do so anywhere."""
    first = body.find(words, start)
    place = None if first is None else next(filter(body.is_quoted, body.places(words, start)), None)
    return first if place is None else bisect_left(body.folded.spans, place.start, key=lambda word: word.start)


def _uncut(draft: Passage, body: Body) -> Comparison:
    """Judge a quotation with a run that is not found: spliced if in another order, else by its worst run."""
    distinct = {run.words: compare(run, body) for run in {run.words: run for run in draft.runs}.values()}
    found = [distinct[run.words] for run in draft.runs]
    if any(each.verdict.rank <= Verdict.CUT.rank for each in found):
        # Beside a run that is there, a few words are enough to say that another is changed.
        found = [each._replace(verdict=_changed_beside(each)) for each in found]
    worst = max(found, key=lambda comparison: comparison.verdict.rank)
    if worst.verdict is Verdict.NOT_FOUND and (whole := _unlike(draft.folded, body)).verdict is Verdict.CHANGED:
        return whole
    places = tuple(place for comparison in found for place in comparison.places)
    if worst.verdict in (Verdict.VERBATIM, Verdict.PUNCTUATION):
        return Comparison(Verdict.SPLICED, places)
    differences = [difference for comparison in found for difference in comparison.differences]
    for before, after in pairwise(places):
        left_out = fold(body.text[before.end : min(after.start, before.end + _LONGEST_LEFT_OUT)])
        if left_out.words and len(left_out.words) <= _FARTHEST_CUT:
            differences.append(Difference("…", left_out.text.strip(ENDS)))
    return Comparison(worst.verdict, places, tuple(differences), min(comparison.likeness for comparison in found))


def _changed_beside(found: Comparison) -> Verdict:
    near = found.verdict is Verdict.NOT_FOUND and found.likeness >= _LIKE
    return Verdict.CHANGED if near else found.verdict
