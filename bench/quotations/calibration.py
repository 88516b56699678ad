"""Does confidence mean what it says? ``python -m bench.quotations.calibration GOLD.jsonl[:N]… [--fit]``.

``GOLD.jsonl:7`` takes every seventh article. For each set it prints the share of right suggestions by confidence, with
the weights that ship; then with weights fitted on the articles of the other folds of all sets together, with the
spread over folds; what the desk shows and holds back at each threshold; and what ``name_confidence`` is worth, where
the set has full names. ``--fit`` prints the weights of ``newstext.quotations.confidence`` fitted on everything. All
sets weigh alike. Give it copy that the model was not trained on.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import pstdev
from typing import TYPE_CHECKING

from bench.quotations.gold import documents, words_of
from bench.quotations.judgement import Judgement, folded, judge
from newstext.learning.logistic import Case, fit, predict
from newstext.quotations.confidence import INDIRECT_WEIGHTS, QUOTED_WEIGHTS, signals
from newstext.quotations.finder import find_with_evidence
from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newstext.learning.logistic import Signals
    from newstext.quotations import Quotation

_FOLDS = 10
_BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.6, 0.7), (0.5, 0.6), (0.0, 0.5))
_THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65)
_SURE = 0.9


@dataclass
class Row:
    """One suggestion of what was said: its set, its article's number there, and what became of it.

    ``named`` is whether the full name is right; None where the set does not say, or the words of the source are wrong.
    ``refitted`` is its confidence by weights from other articles.
    """

    group: str
    article: int
    quotation: Quotation
    signals: Signals
    judgement: Judgement
    named: bool | None
    refitted: float = 0.0

    @property
    def is_indirect(self) -> bool:
        return self.quotation.kind is QuotationKind.INDIRECT

    @property
    def sure(self) -> float:
        """The desk's word for it, for words, source and name."""
        return min(self.refitted, self.quotation.name_confidence)


def rows(name: str) -> Iterator[Row]:
    """Judge every suggestion for the articles of one set."""
    path, _, every = name.partition(":")
    for number, document in enumerate(documents(Path(path))[:: int(every or 1)]):
        text, gold = document["text"], document["attributions"]
        for q, evidence in find_with_evidence(text):
            if q.said:
                group = "/".join(Path(path).parts[-2:]) + (f" every {every}th" if every else "")
                judged = judge(text, q, gold)
                yield Row(group, number, q, signals(evidence), judged, _is_named(text, q, gold))


def _is_named(text: str, q: Quotation, gold: list[dict[str, object]]) -> bool | None:
    mine, source = words_of(text, q.content), words_of(text, q.source)
    best = max(gold, key=lambda a: len(mine & words_of(text, a["content"])), default=None)
    if best is None or q.unnamed or not best.get("reference") or not mine & words_of(text, best["content"]):
        return None
    return (
        folded(str(best["reference"])) == folded(q.speaker or "") if source & words_of(text, best["source"]) else None
    )


def refit(judged: list[Row], *, indirect: bool, but: int | None = None) -> Signals:
    """Weights for one kind from all articles, or from those outside fold ``but``; all sets weigh alike."""
    chosen = [r for r in judged if r.is_indirect == indirect]
    groups = [r.group for r in chosen]
    share = {group: len(chosen) / len(set(groups)) / groups.count(group) for group in set(groups)}
    cases = [
        Case(r.signals, r.judgement.right, share[r.group]) for r in chosen if but is None or r.article % _FOLDS != but
    ]
    return fit(cases, list(INDIRECT_WEIGHTS if indirect else QUOTED_WEIGHTS))


def _share(right: Iterable[bool]) -> str:
    outcomes = list(right)
    return f"{sum(outcomes) / len(outcomes):6.1%} of {len(outcomes):4d}" if outcomes else "    - of    0"


def _tell_bands(what: str, judged: list[tuple[float, bool]]) -> None:
    bands = (_share(right for sure, right in judged if low <= round(sure, 2) < high) for low, high in _BANDS)
    print(f"  {what:20}", " | ".join(bands))


def _tell_set(group: str, judged: list[Row]) -> None:
    print(f"\n{group}: {len(judged)} suggestions, right {_share(r.judgement.right for r in judged)}")
    print(f"  {'confidence':20}", " | ".join(f"{low:.1f} and above   " for low, _ in _BANDS))
    for what, indirect in (("quoted", False), ("indirect", True)):
        chosen = [r for r in judged if r.is_indirect == indirect]
        _tell_bands(f"{what}, as shipped", [(r.quotation.confidence, r.judgement.right) for r in chosen])
        _tell_bands(f"{what}, held out", [(r.refitted, r.judgement.right) for r in chosen])
    if named := [(r.quotation.name_confidence, r.named) for r in judged if r.named is not None]:
        _tell_bands("names", named)
    sure = [
        [r.judgement.right for r in judged if r.refitted >= _SURE and r.article % _FOLDS == k] for k in range(_FOLDS)
    ]
    shares = [sum(fold) / len(fold) for fold in sure if fold]
    print(f"  {_SURE} and above in {len(shares)} folds: lowest {min(shares):.1%}, deviation {100 * pstdev(shares):.1f}")
    for threshold in _THRESHOLDS:
        _tell_shown(threshold, judged)


def _tell_shown(threshold: float, judged: list[Row]) -> None:
    shown = [r for r in judged if not (r.quotation.is_paraphrase and r.sure < threshold)]
    right = [r for r in judged if r.judgement.right]
    kept = {
        what: _share(r in shown for r in right if r.is_indirect == indirect)
        for what, indirect in (("indirect", True), ("quoted", False))
    }
    print(
        f"  from {threshold:.2f}: {len(judged) - len(shown):4d} held back, shown right"
        f" {_share(r.judgement.right for r in shown)}; of the right ones kept: indirect {kept['indirect']},"
        f" quoted {kept['quoted']}"
    )


def main() -> int:
    """Judge every suggestion, print the tables, and the weights when asked."""
    parser = argparse.ArgumentParser(prog="bench.quotations.calibration", description=__doc__)
    parser.add_argument("gold", nargs="+", help="JSON Lines; with :N every N-th article")
    parser.add_argument("--fit", action="store_true", help="print weights fitted on everything")
    options = parser.parse_args()
    judged = [row for name in options.gold for row in rows(name)]
    for fold in range(_FOLDS):
        weights = {indirect: refit(judged, indirect=indirect, but=fold) for indirect in (False, True)}
        for row in judged:
            if row.article % _FOLDS == fold:
                row.refitted = predict(weights[row.is_indirect], row.signals)
    for group in dict.fromkeys(row.group for row in judged):
        _tell_set(group, [row for row in judged if row.group == group])
    if options.fit:
        for name, indirect in (("QUOTED_WEIGHTS", False), ("INDIRECT_WEIGHTS", True)):
            print(f"\n{name} =", {k: round(v, 2) for k, v in refit(judged, indirect=indirect).items()})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
