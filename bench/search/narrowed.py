"""CPU of narrowed searches, keystroke by keystroke, over stores in which people have worked; in one table.

    python -m bench.search.narrowed STORE... [--slow N]

Make the stores with ``python -m bench.search --store``, and give this copies of them: quotations are marked, named and
settled in one article of twenty. Each filter is typed letter by letter before and after some words, and alone.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bench.percentile import at
from bench.search.worked import work
from store import Archive

FILTERS = (
    *("is:open", "is:unread", "is:read", "is:settled", "is:stale", "is:withdrawn"),
    *("who:holt", 'who:"mira holt"', "who:nobody", "said:trump", 'said:"the president"', "said:xylophone"),
    *("source:dawn", "source:a", "after:2025-12", "before:2015-01-03", "after:2020-06-01 before:2020-06-03"),
    *(
        "is:open source:dawn",
        "is:unread is:settled",
        "is:settled who:pike after:2024",
        "source:ap said:trump is:unread",
    ),
    *("who:okafor said:house", "is:withdrawn before:2020", "source:bbc after:2025-12-01"),
)
WORDS = ("", "trump", "house budget vote", "australian govermnent", "pm aus econ", "qwrtzpsdf trump")


def main() -> None:
    """Measure every store, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", type=Path, nargs="+")
    parser.add_argument("--slow", type=int, default=0, help="print so many of the slowest keystrokes")
    options = parser.parse_args()
    columns: dict[str, dict[str, list[float]]] = {}
    for path in options.stores:
        work(path, "bench")
        with Archive.open(path, actor="bench") as archive:
            columns[f"{archive.articles.count():,}"] = _measure(archive, options.slow)
    print(f"{'CPU a keystroke, ms: p50 p95 p99':36}" + "".join(f"{articles:>20}" for articles in columns))
    for name in (*FILTERS, "all"):
        print(f"{name:36}" + "".join(f"{_shares(times[name]):>20}" for times in columns.values()))


def _measure(archive: Archive, slow: int) -> dict[str, list[float]]:
    archive.search("harbour")
    times: dict[str, list[float]] = {"all": []}
    taken: list[tuple[float, str]] = []
    for narrowing in FILTERS:
        before = len(taken)
        for words in WORDS:
            for typed in dict.fromkeys((f"{narrowing} {words}".strip(), f"{words} {narrowing}".strip())):
                for end in range(1, len(typed) + 1):
                    start = time.thread_time()
                    archive.search(typed[:end])
                    taken.append((1000 * (time.thread_time() - start), typed[:end]))
        times[narrowing] = [one for one, _ in taken[before:]]
        times["all"] += times[narrowing]
    for one, typed in sorted(taken, reverse=True)[:slow]:
        print(f"    {one:6.1f} ms  {typed}")
    return times


def _shares(times: list[float]) -> str:
    return " ".join(f"{at(times, share):.1f}" for share in (0.5, 0.95, 0.99))


if __name__ == "__main__":
    main()
