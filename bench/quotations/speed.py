"""Is the finder linear? ``python -m bench.quotations.speed`` times 100 kB and 1 MB of invented copy, CPU seconds."""

from __future__ import annotations

import time
from pathlib import Path

from newstext.quotations import find_quotations
from newstext.quotations.crf import MODEL_PATH

STORIES = Path(__file__).parents[2] / "sample_data" / "stories"


def main() -> int:
    """Print the time for both lengths, words a second, and the size of the model."""
    copy = "\n\n".join(path.read_text("utf-8") for path in sorted(STORIES.glob("*.txt")))
    find_quotations(copy[:10_000])
    for size in (100_000, 1_000_000):
        text = (copy * (size // len(copy) + 1))[:size]
        began = time.process_time()
        find_quotations(text)
        seconds = time.process_time() - began
        words = len(text.split())
        print(f"{size:9,} code points: {seconds:6.2f} s, {words / seconds:,.0f} words a second")
    print(f"model: {MODEL_PATH.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
