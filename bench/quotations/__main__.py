"""Measure the finder: ``python -m bench.quotations GOLD.jsonl [--scorer SCRIPT] [--parts rules|labels|all]``.

GOLD is JSON Lines of ``{id, text, attributions}``. Predictions are written in the same shape; a scorer is any script
that takes GOLD and PRED. ``--parts rules`` leaves the model out; ``--parts labels`` takes its labels as they come and
links the nearest, without what the marks and the rules know better.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.quotations import gold
from newstext.quotations import Quotation, crf, find_quotations, finder


def as_attribution(q: Quotation) -> dict[str, Any]:
    """One quotation in the shape of the yardstick: three lists of spans."""
    return {"source": list(q.source), "cue": list(q.cue), "content": list(q.content)}


def only(parts: str) -> ExitStack:
    """Take the finder apart while the context lasts."""
    stack = ExitStack()
    if parts == "rules":
        stack.enter_context(patch.object(finder, "load", lambda: None))
    if parts == "labels":
        stack.enter_context(patch.object(crf, "settle", lambda _p, labels, _ruled: labels))
        stack.enter_context(patch.object(crf, "complete", lambda _p, clauses, _ruled: clauses))
    return stack


def main() -> int:
    """Predict, say how fast, and hand over to the scorer."""
    parser = argparse.ArgumentParser(prog="bench.quotations", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, help="a script that takes GOLD and PRED")
    parser.add_argument("--out", type=Path, help="where to keep the predictions")
    parser.add_argument("--errors", type=int, default=0, help="how many errors the scorer shows")
    parser.add_argument("--parts", choices=["rules", "labels", "all"], default="all")
    parser.add_argument("--every", type=int, default=1, help="take every n-th document only")
    options = parser.parse_args()
    documents = gold.documents(options.gold)[:: options.every]
    folder = Path(tempfile.mkdtemp())
    out, asked = options.out or folder / "predictions.jsonl", folder / "gold.jsonl"
    asked.write_text("".join(json.dumps(d) + "\n" for d in documents), "utf-8")
    with only(options.parts):
        find_quotations("Warm up.")
        began = time.process_time()
        predicted = [(d["id"], find_quotations(d["text"])) for d in documents]
        seconds = time.process_time() - began
    words = sum(len(d["text"].split()) for d in documents)
    with out.open("w", encoding="utf-8") as file:
        for key, quotations in predicted:
            file.write(json.dumps({"id": key, "attributions": [as_attribution(q) for q in quotations]}) + "\n")
    print(f"{words:,} words in {seconds:.1f} s of CPU: {words / seconds:,.0f} words a second on one core")
    if options.scorer is None:
        return 0
    call = [sys.executable, str(options.scorer), str(asked), str(out), "--name=finder"]
    return subprocess.call(call + ([f"--errors={options.errors}"] if options.errors else []))


if __name__ == "__main__":
    raise SystemExit(main())
