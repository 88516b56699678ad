"""Logistic regression by Newton's method: small tables of named signals, no chance in it."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Signals = dict[str, float]

_RIDGE, _KNOWN = 1.0, 30.0
"""The pull of weights towards zero, and towards those of before, which many more cases have taught."""
_LARGEST = 30.0
_ROUNDS, _NEAR = 20, 1e-6


class Case(NamedTuple):
    """Signals, whether it came true, and how much it counts; ``offset`` is a part of its log-odds that is given."""

    signals: Signals
    outcome: bool
    weight: float = 1.0
    offset: float = 0.0


def predict(weights: Signals, signals: Signals, offset: float = 0.0) -> float:
    """The probability, between 0 and 1."""
    total = offset + sum(weight * signals.get(name, 0.0) for name, weight in weights.items())
    return 1 / (1 + exp(-max(-_LARGEST, min(_LARGEST, total))))


def fit(cases: Sequence[Case], names: Sequence[str], before: Mapping[str, float] | None = None) -> Signals:
    """The likeliest weights of the signals in ``names``, pulled towards those of ``before`` (zero for others).

    Without ``before`` the first is the bias, which nothing pulls.
    """
    known = before or {}
    prior = [known.get(name, 0.0) for name in names]
    pull = [_KNOWN if name in known else _RIDGE * (before is not None or i > 0) for i, name in enumerate(names)]
    values = list(prior)
    told = [[(i, value) for i, name in enumerate(names) if (value := case.signals.get(name, 0.0))] for case in cases]
    for _ in range(_ROUNDS):
        slope = [p * (was - value) for p, was, value in zip(pull, prior, values, strict=True)]
        curve = [[p * (i == j) for j in range(len(names))] for i, p in enumerate(pull)]
        for case, signals in zip(cases, told, strict=True):
            _add(case, signals, values, slope, curve)
        step = _solve(curve, slope)
        values = [value + change for value, change in zip(values, step, strict=True)]
        if max(map(abs, step)) < _NEAR:
            break
    return dict(zip(names, values, strict=True))


def _add(
    case: Case, signals: list[tuple[int, float]], values: list[float], slope: list[float], curve: list[list[float]]
) -> None:
    """Add one case to the slope and the curvature of the log-likelihood."""
    total = case.offset + sum(values[i] * value for i, value in signals)
    likely = 1 / (1 + exp(-max(-_LARGEST, min(_LARGEST, total))))
    miss, spread = case.weight * (case.outcome - likely), case.weight * likely * (1 - likely)
    for i, value in signals:
        slope[i] += miss * value
        row, share = curve[i], spread * value
        for j, other in signals:
            row[j] += share * other


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
