"""Logistic regression by Newton's method: small tables of named signals, no chance in it."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    Signals = dict[str, float]

_RIDGE = 1.0
"""Pull of all weights but the first towards zero."""
_LARGEST = 30.0


class Case(NamedTuple):
    """Signals, whether it came true, and how much it counts."""

    signals: Signals
    outcome: bool
    weight: float = 1.0


def predict(weights: Signals, signals: Signals) -> float:
    """The probability, between 0 and 1."""
    total = sum(weight * signals[name] for name, weight in weights.items())
    return 1 / (1 + exp(-max(-_LARGEST, min(_LARGEST, total))))


def fit(cases: Sequence[Case], names: Sequence[str], rounds: int = 20) -> Signals:
    """The likeliest weights of the signals in ``names``; the first is the bias, on which there is no ridge."""
    weights = dict.fromkeys(names, 0.0)
    size = range(len(names))
    for _ in range(rounds):
        slope = [-_RIDGE * weights[name] * (i > 0) for i, name in enumerate(names)]
        curve = [[_RIDGE * (i == j and i > 0) for j in size] for i in size]
        for case in cases:
            likely = predict(weights, case.signals)
            miss, spread = case.weight * (case.outcome - likely), case.weight * likely * (1 - likely)
            told = [(i, value) for i, name in enumerate(names) if (value := case.signals[name])]
            for i, value in told:
                slope[i] += miss * value
                for j, other in told:
                    curve[i][j] += spread * value * other
        step = _solve(curve, slope)
        for i, name in enumerate(names):
            weights[name] += step[i]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a system of linear equations that is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        for row in rows[i + 1 :]:
            factor = row[i] / rows[i][i]
            if factor:
                row[i:] = [a - factor * b for a, b in zip(row[i:], rows[i][i:], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][j] * found[j] for j in range(i + 1, size))
        found[i] = (rows[i][size] - known) / rows[i][i]
    return found
