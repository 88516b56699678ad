"""Follow quotations through edits of real texts: ``python -m bench.anchors DEV.jsonl [--each 150] [--seed 7]``.

``DEV.jsonl`` has a text a line with its attributions (``text``, ``attributions`` of ``content``, ``source`` and
``cue`` as lists of code points). Each edit is made to ``--each`` quotations, half of them with other edits elsewhere in
the same text. The table sets the state that is given against the one that is true; a quotation that changed, went or
came twice and is reported as exact or moved makes the exit status 1. ``--big`` times a pair of 1 MB with 5,000 marks
made of the same texts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

from bench.anchors.edits import EDITS, Case, edit_elsewhere
from bench.anchors.speed import time_a_big_pair
from newstext.anchors import Followed, Passage, SpanState, follow
from newstext.spans import Span

_STATES = list(SpanState)


def cases(path: Path) -> list[Case]:
    """Return the quotations of a file; those whose words stand twice in their text are left out."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        text = entry["text"]
        names = list({text[s:e] for a in entry["attributions"] for s, e in a["source"] if text[s : s + 1].isupper()})
        for attribution in entry["attributions"]:
            content = _spans(attribution["content"])
            beside = _spans(attribution["source"]) + _spans(attribution["cue"])
            if content and all(text.count(span.of(text)) == 1 for span in content):
                found.append(Case(text, Passage(content, beside), names))
    return found


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs if start < end)


def state_of(followed: Followed) -> SpanState:
    """The result for a quotation as a whole: exact or moved keeps its status, all else goes to a person."""
    worst = max((place.state for place in followed.content), key=_STATES.index)
    return SpanState.CHANGED if worst.is_same and followed.reason else worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--each", type=int, default=150)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", type=int, default=0, help="show so many cases that were told wrongly")
    parser.add_argument("--big", action="store_true")
    options = parser.parse_args()
    if options.big:
        time_a_big_pair(cases(options.texts), options.seed)
        return 0
    return judge(cases(options.texts), options.each, options.seed, options.errors)


def judge(every: list[Case], each: int, seed: int, errors: int) -> int:
    """Make the edits, print the tables, and return the exit status."""
    rng = random.Random(seed)
    table: Counter[tuple[SpanState, SpanState]] = Counter()
    missed = 0
    print(f"{'edit':32}{'true':>10}{'cases':>7}" + "".join(f"{state:>11}" for state in _STATES) + "  reasons")
    for name, (truth, edit) in EDITS.items():
        given: Counter[SpanState] = Counter()
        reasons: Counter[str] = Counter()
        for case in rng.sample(every, len(every)):
            if given.total() == each:
                break
            # An edit elsewhere leaves the quotation where it is, so that the second one finds it.
            other = edit_elsewhere(case, rng) if given.total() % 2 else case.text
            new = edit(case._replace(text=other), rng) if other else None
            if new is None or new == other:
                continue
            followed = follow(case.text, new, [case.passage])[0]
            _check(case, new, followed)
            state = state_of(followed)
            given[state] += 1
            reasons[followed.reason or "-"] += 1
            missed += not truth.is_same and state.is_same
            if errors and (state.is_same != truth.is_same):
                errors -= 1
                _show(name, case, new, followed)
        table.update({(truth, state): n for state, n in given.items()})
        counts = "".join(f"{given[state] or '.':>11}" for state in _STATES)
        told = ", ".join(f"{reason} {n}" for reason, n in reasons.most_common(4))
        print(f"{name:32}{truth:>10}{given.total():>7}{counts}  {told}")
    _sum_up(table, missed)
    return 1 if missed else 0


def _check(case: Case, new: str, followed: Followed) -> None:
    for span, place in zip(case.passage.content + case.passage.beside, followed.content + followed.beside, strict=True):
        assert not place.state.is_same or (place.span and place.span.of(new) == span.of(case.text))


def _show(name: str, case: Case, new: str, followed: Followed) -> None:
    print(f"--- {name}: {followed.reason}")
    for span, place in zip(case.passage.content, followed.content, strict=True):
        print(f"    was  {span.of(case.text)!r}\n    {place.state:8} {place.span and place.span.of(new)!r}")


def _sum_up(table: Counter[tuple[SpanState, SpanState]], missed: int) -> None:
    print(f"\n{'true / given':32}" + "".join(f"{state:>11}" for state in _STATES))
    for truth in _STATES:
        print(f"{truth:32}" + "".join(f"{table[truth, state] or '.':>11}" for state in _STATES))
    total = table.total()
    right = sum(n for (truth, state), n in table.items() if truth is state)
    same = sum(n for (truth, _), n in table.items() if truth.is_same)
    alarms = sum(n for (truth, state), n in table.items() if truth.is_same and not state.is_same)
    print(
        f"\n{total:,} cases, {right / total:.1%} in the true state; asked a person without need: {alarms} of {same:,}"
    )
    print(f"changed, gone or doubled, and reported exact or moved: {missed}")


if __name__ == "__main__":
    sys.exit(main())
