"""Learn whom a pronoun means: ``python -m bench.quotations.pronouns GOLD... [--folds 10]``.

Each GOLD is JSON Lines of ``{id, text, attributions: [{source, content, reference}]}``, where ``reference`` is the full
name that people read into the source, or a folder as ``newstext.learning.yardstick`` reads it. Prints the share of
pronouns read rightly on articles held out, for each fold and in all, and the weights for
``newstext.quotations.pronouns`` learned from everything.
"""

from __future__ import annotations

import argparse
import random
import statistics
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bench.quotations.gold import documents
from newstext.learning import yardstick
from newstext.name_match import name_words
from newstext.quotations import find_quotations, pronouns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newstext.quotations.pronouns import Features, Ranked

Case = tuple[list["Features"], int]
"""The candidates of one pronoun, and which of them it means."""

_PRONOUNS = frozenset(["he", "she"])


def cases(document: dict[str, Any]) -> list[Case]:
    """Return every pronoun of an article with a person given by people, where that person is a candidate."""
    ranked: dict[int, list[Ranked]] = {}
    rank = pronouns.Salience.ranked

    def keep(self: pronouns.Salience, gender: str, at: int, *rest: Any) -> list[Ranked]:
        ranked[at] = rank(self, gender, at, *rest)
        return ranked[at]

    with patch.object(pronouns.Salience, "ranked", keep):
        find_quotations(document["text"])
    found = []
    for start, wanted in _references(document):
        candidates = ranked.get(start, [])
        right = [i for i, c in enumerate(candidates) if _is_same(c.person.name, wanted)]
        if right and len(candidates) > 1:
            found.append(([c.features for c in candidates], right[0]))
    return found


def _references(document: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for attribution in document["attributions"]:
        for start, end in attribution["source"][:1]:
            if document["text"][start:end].lower() in _PRONOUNS and attribution.get("reference"):
                yield start, attribution["reference"]


def _is_same(name: str, wanted: str) -> bool:
    a, b = set(name_words(name)), set(name_words(wanted))
    return a <= b or b <= a


def labelled(folder: Path) -> Iterator[dict[str, Any]]:
    """Read the invented articles in the shape of the others: the source that the finder sees, the name labelled."""
    for text, labels in yardstick.articles(folder):
        attributions = [
            {"source": list(o.quotation.source), "reference": o.label.speaker}
            for o in yardstick.outcomes(text, labels)
            if o.quotation is not None and not o.label.unnamed
        ]
        yield {"text": text, "attributions": attributions}


def share_right(weights: Features, given: Iterable[Case]) -> float:
    """Return the share of cases whose likeliest candidate is the one meant."""
    right = [max(range(len(c)), key=lambda i, c=c: _score(weights, c[i])) == meant for c, meant in given]
    return sum(right) / max(1, len(right))


def learn(given: list[Case], rounds: int = 400, step: float = 0.5, prior: float = 0.004) -> Features:
    """Fit a softmax over the candidates of each case by gradient ascent, with a prior that keeps weights small."""
    names = sorted({name for candidates, _ in given for f in candidates for name in f})
    weights = dict.fromkeys(names, 0.0)
    for _ in range(rounds):
        slope = dict.fromkeys(names, 0.0)
        for candidates, meant in given:
            scores = [exp(_score(weights, f)) for f in candidates]
            total = sum(scores)
            for i, f in enumerate(candidates):
                miss = (i == meant) - scores[i] / total
                for name, value in f.items():
                    slope[name] += miss * value
        for name in names:
            weights[name] += step * (slope[name] / len(given) - prior * weights[name])
    return weights


def _score(weights: Features, features: Features) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def main() -> int:
    """Cross-validate by article, say the spread, and print the weights."""
    parser = argparse.ArgumentParser(prog="bench.quotations.pronouns", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=10)
    options = parser.parse_args()
    articles = [d for path in options.gold for d in (labelled(path) if path.is_dir() else documents(path))]
    by_article = [found for d in articles if (found := cases(d))]
    random.Random(1).shuffle(by_article)
    every = [case for found in by_article for case in found]
    shares = []
    for fold in range(options.folds):
        held = [case for found in by_article[fold :: options.folds] for case in found]
        rest = [c for i, found in enumerate(by_article) if i % options.folds != fold for c in found]
        shares.append(share_right(learn(rest), held))
    print(f"{len(every)} pronouns with a choice in {len(by_article)} articles")
    print(f"as shipped: {share_right(pronouns.WEIGHTS, every):.1%}")
    print(f"held out, {options.folds} folds: {statistics.mean(shares):.1%}, spread {statistics.stdev(shares):.1%}")
    print("WEIGHTS =", {name: round(weight, 2) for name, weight in learn(every).items()})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
