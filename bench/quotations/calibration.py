"""Does confidence mean what it says? ``python -m bench.quotations.calibration GOLD.jsonl [--fit] [--every N]``.

Prints, for each band of confidence, the share of suggestions with words and speaker both right. With ``--fit``
prints the weights of ``newstext.quotations.confidence`` fitted anew; give it copy that the model was not trained on.
"""

from __future__ import annotations

import argparse
import collections
from math import exp
from pathlib import Path
from typing import Any

from bench.quotations.gold import documents, words_of
from newstext.quotations import confidence
from newstext.quotations.finder import find_with_evidence
from newstext.quotations.model import QuotationKind

Signals = dict[str, float]


def is_right(text: str, content: Any, source: Any, kind: QuotationKind, gold: list[dict[str, Any]]) -> bool:
    """Whether an annotated attribution has these words (Jaccard 0.8 if quoted, 0.5 if not) and this speaker."""
    needed = 0.5 if kind is QuotationKind.INDIRECT else 0.8
    mine, named = words_of(text, content), words_of(text, source)
    for attribution in gold:
        theirs, speaker = words_of(text, attribution["content"]), words_of(text, attribution["source"])
        if mine and len(mine & theirs) >= needed * len(mine | theirs) and (not speaker or named & speaker):
            return True
    return False


def fit(rows: list[tuple[Signals, bool]], rounds: int = 1500, step: float = 1.0) -> Signals:
    """Logistic regression by plain gradient descent."""
    names = list(rows[0][0])
    weights = dict.fromkeys(names, 0.0)
    for _ in range(rounds):
        slope = dict.fromkeys(names, 0.0)
        for signals, right in rows:
            total = sum(weights[name] * value for name, value in signals.items())
            miss = right - 1 / (1 + exp(-total))
            for name, value in signals.items():
                slope[name] += miss * value
        for name in names:
            weights[name] += step * (slope[name] / len(rows) - 0.001 * weights[name])
    return {name: round(weight, 2) for name, weight in weights.items()}


def table(judged: list[tuple[float, bool, str]]) -> None:
    """Print the share right in each band of confidence, by kind."""
    bands: dict[tuple[str, int], list[bool]] = collections.defaultdict(list)
    for sure, right, kind in judged:
        bands[kind, min(9, int(sure * 10))].append(right)
    for (kind, band), rights in sorted(bands.items()):
        share = sum(rights) / len(rights)
        print(f"{kind:9} {band / 10:.1f}-{(band + 1) / 10:.1f}  n={len(rights):5d}  right {share:5.1%}")


def main() -> int:
    """Judge every suggestion for GOLD and print the table, and the weights when asked."""
    parser = argparse.ArgumentParser(prog="bench.quotations.calibration", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="take every n-th document")
    options = parser.parse_args()
    judged: list[tuple[float, bool, str]] = []
    rows: dict[bool, list[tuple[Signals, bool]]] = {True: [], False: []}
    for document in documents(options.gold)[:: options.every]:
        text = document["text"]
        for q, evidence in find_with_evidence(text):
            right = is_right(text, q.content, q.source, q.kind, document["attributions"])
            judged.append((q.confidence, right, q.kind.value if q.said else "unsaid"))
            if q.said:
                rows[q.kind is QuotationKind.INDIRECT].append((confidence.signals(evidence), right))
    table(judged)
    if options.fit:
        print("_QUOTED =", fit(rows[False]))
        print("_INDIRECT =", fit(rows[True]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
