"""Train the finder's learned part: ``python -m bench.quotations.train TRAIN.jsonl MODEL``.

TRAIN is JSON Lines of ``{id, text, attributions: [{source, cue, content: [[start, end]…]}]}`` in code points.
Nothing of its text is stored but single words, pairs of words and their weights.
"""

from __future__ import annotations

import argparse
import collections
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycrfsuite  # type: ignore[import-untyped]

from bench.quotations.gold import documents
from newstext.quotations import labels
from newstext.quotations.crf import may_hold_speech, pack
from newstext.quotations.features import before, features, speaking
from newstext.quotations.lexicon import SAYING
from newstext.quotations.rules import clauses
from newstext.quotations.tokens import OUT, Paragraph, paragraphs
from newstext.spans import Span

LONGEST_GAP = 20
"""Tokens between two parts of one attribution that are marked as such."""


def gold_labels(p: Paragraph, spans: list[tuple[str, Span]]) -> list[str]:
    """The labels of one paragraph by hand-made attributions: cues over sources over content."""
    out = [labels.OUTSIDE] * len(p)
    for role, span in spans:
        if span.overlaps(p.span):
            first, end = p.tokens_in(span)
            labels.put(out, role, first, end)
    return out


def gold_spans(document: dict[str, Any]) -> list[tuple[str, Span]]:
    """All annotated spans with their roles, in the order in which they are laid over each other."""
    attributions = [_unswapped(a, document["text"]) for a in document["attributions"]]
    content = [
        (labels.AHEAD if any(start < cue for cue, _ in a["cue"][:1]) else labels.CONTENT, Span(start, end))
        for a in attributions
        for start, end in a["content"]
    ]
    sources = [(labels.SOURCE, Span(*span)) for a in attributions for span in a["source"]]
    return content + sources + [(labels.CUE, Span(*span)) for a in attributions for span in a["cue"]]


def _unswapped(attribution: dict[str, Any], text: str) -> dict[str, Any]:
    """A few annotations have source and cue the wrong way round: the verb of saying tells."""
    if len(attribution["source"]) == 1:
        start, end = attribution["source"][0]
        if text[start:end].lower() in SAYING:
            return {**attribution, "source": attribution["cue"], "cue": attribution["source"]}
    return attribution


def cue_words(corpus: list[dict[str, Any]]) -> dict[str, int]:
    """How often, in tenths, each word outside quotation marks is part of a cue; rare and unlikely ones left out."""
    uses: collections.Counter[str] = collections.Counter()
    as_cue: collections.Counter[str] = collections.Counter()
    for document in corpus:
        spans = [item for item in gold_spans(document) if item[0] == labels.CUE]
        for p in paragraphs(document["text"]):
            for word, place, label in zip(p.lower, p.place, gold_labels(p, spans), strict=True):
                if place == OUT:
                    uses[word] += 1
                    as_cue[word] += label != labels.OUTSIDE
    shares = {word: int(10 * n / (uses[word] + 2)) for word, n in as_cue.items() if n >= 3}
    return {word: min(9, share) for word, share in sorted(shares.items()) if share >= 1}


def wanted(p: Paragraph, document: dict[str, Any], spans: list[tuple[str, Span]]) -> list[str]:
    """The labels of one paragraph as the model learns them: with what stands between two parts of an attribution."""
    out = gold_labels(p, spans)
    for attribution in document["attributions"]:
        parts = [Span(*span) for role in ("source", "cue", "content") for span in attribution[role]]
        ranges = sorted(p.tokens_in(span) for span in parts if span.overlaps(p.span))
        for (_, end), (first, _) in pairwise(ranges):
            if first - end <= LONGEST_GAP:
                out[end:first] = [labels.BETWEEN if label == labels.OUTSIDE else label for label in out[end:first]]
    return out


def rows(document: dict[str, Any], cues: dict[str, int]) -> list[tuple[list[list[str]], list[str]]]:
    """Features and labels of each paragraph."""
    spans, previous, out = gold_spans(document), None, []
    ruled = [(p, clauses(p)) for p in paragraphs(document["text"])]
    speakers = speaking(ruled)
    for p, by_rule in ruled:
        if may_hold_speech(p, by_rule, cues):
            out.append((features(p, by_rule, cues, before(previous), speakers), wanted(p, document, spans)))
        previous = p
    return out


def main() -> int:
    """Train, pack, and say how long it took."""
    parser = argparse.ArgumentParser(prog="bench.quotations.train", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--iterations", type=int, default=160)
    parser.add_argument("--c1", type=float, default=0.4, help="weight of L1: more means a smaller file")
    parser.add_argument("--c2", type=float, default=0.01)
    parser.add_argument("--minfreq", type=int, default=3)
    parser.add_argument("--folds", type=int, default=0, help="leave every n-th document out")
    options = parser.parse_args()
    corpus = documents(options.corpus)
    if options.folds:
        corpus = [d for i, d in enumerate(corpus) if i % options.folds]
    began = time.time()
    cues = cue_words(corpus)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for document in corpus:
        for items, answers in rows(document, cues):
            trainer.append(items, answers)
    trainer.set_params(
        {
            "c1": options.c1,
            "c2": options.c2,
            "max_iterations": options.iterations,
            "feature.minfreq": options.minfreq,
            "feature.possible_transitions": 1,
        }
    )
    print(f"{len(corpus)} documents read in {time.time() - began:.0f} s", flush=True)
    raw = options.model.with_suffix(".crfsuite")
    trainer.train(str(raw))
    options.model.write_bytes(pack(raw.read_bytes(), cues))
    raw.unlink()
    print(f"trained in {time.time() - began:.0f} s: {options.model.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
