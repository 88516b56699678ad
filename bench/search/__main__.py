"""Recall and CPU of the search, keystroke by keystroke, over a corpus and queries with known answers.

    python -m bench.search CORPUS.jsonl QUERIES.jsonl... [--store STORE] [--extra-words N] [--peers] [--beside FILE]
        [--saves]

CORPUS has one article a line (id, headline, byline, source, published, url, body); each query one line (class, query,
targets). Recall is of the whole query: whether one of its answers is first, or among the first ten. CPU is that of the
searching thread for every beginning of every query, as a person types it, each as the desk asks for it (30 hits with
their snippets and marks). ``--store`` is a file, or the address of an empty database on this machine's server, whose
CPU is counted too. It is kept, and filled when it has no store yet. With ``--beside``, each keystroke is also asked of
a file with the same articles, in turn, and the costs are compared. With ``--saves``, somebody else saves a decision on
the server before each keystroke.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bench.percentile import at
from bench.search import corpus, in_turn, on_server, peers
from store import Archive
from store.address import address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.search.corpus import Question


def main() -> None:
    """Measure, and print one line a query file and class."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("queries", type=Path, nargs="+")
    parser.add_argument("--store")
    parser.add_argument("--extra-words", type=int, default=0)
    parser.add_argument("--peers", action="store_true", help="raw FTS5 by bm25, and fzf where installed, too")
    parser.add_argument("--beside", help="a file with the same articles")
    parser.add_argument("--saves", action="store_true", help="also with a save on the server before each keystroke")
    parser.add_argument("--errors", type=int, default=0, help="print so many queries that were not answered")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or str(Path(folder) / "bench.db")
        address(store).prepare()
        with Archive.open(store, actor="bench") as archive:
            is_empty = not archive.articles.totals().articles
        if is_empty:
            corpus.fill(store, corpus.articles(options.corpus, options.extra_words))
        with Archive.open(store, actor="bench") as archive:
            articles = archive.articles.totals().articles
            began = time.thread_time()
            archive.search("harbour")
            clock = on_server.clock(archive) if on_server.is_address(store) else time.thread_time
            print(f"{articles:,} articles; the first search of all took {1000 * (time.thread_time() - began):.0f} ms")
            for path in options.queries:
                asked = corpus.questions(path, store)
                print(f"{path.name}: {len(asked)} queries")

                def find(typed: str) -> list[str]:
                    return [hit.article.id for hit in archive.search(typed)]

                measure("pullquote", asked, find, clock, options.errors)
                if options.beside:
                    with Archive.open(options.beside, actor="bench") as beside:
                        in_turn.compare(archive, beside, asked)
                if options.saves:
                    with Archive.open(store, actor="somebody else") as other:
                        in_turn.with_saves(archive, other, asked)
        if options.peers:
            for name, find, clock in peers.all_of(Path(store), Path(folder)):
                for path in options.queries:
                    # A few keystrokes tell enough of what takes seconds each.
                    measure(f"{name}, {path.name}", corpus.questions(path, store)[::5], find, clock, 0, step=4)


def measure(
    name: str,
    asked: Sequence[Question],
    find: Callable[[str], list[str]],
    clock: Callable[[], float],
    errors: int,
    step: int = 1,
) -> None:
    """Ask every question, letter by letter, and print what came of it."""
    times: list[float] = []
    first: dict[str, list[bool]] = defaultdict(list)
    ten: dict[str, list[bool]] = defaultdict(list)
    for question in asked:
        found: list[str] = []
        for end in sorted({*range(1, len(question.typed), step), len(question.typed)}):
            began = clock()
            found = find(question.typed[:end])
            times.append(1000 * (clock() - began))
        first[question.kind].append(bool(question.answers & set(found[:1])))
        ten[question.kind].append(bool(question.answers & set(found[:10])))
        if errors and not ten[question.kind][-1]:
            errors -= 1
            print(f"    not found: {question.kind}: {question.typed!r} {sorted(question.answers)} {found[:3]}")
    kinds = "  ".join(f"{kind} {_share(ten[kind]):.3f}/{_share(first[kind]):.3f}" for kind in ten)
    print(f"  {name}: recall@10 {_share([*chain(*ten.values())]):.4f}  @1 {_share([*chain(*first.values())]):.4f}")
    print(f"    {kinds}")
    p50, p95, p99 = (at(times, share) for share in (0.5, 0.95, 0.99))
    cost = f"p50 {p50:.1f}  p95 {p95:.1f}  p99 {p99:.1f}  most {max(times):.1f}"
    print(f"    CPU a keystroke, ms: {cost}  of {len(times):,}")


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


if __name__ == "__main__":
    main()
