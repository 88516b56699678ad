"""CPU time of what the stack asks of the store, over stores of different sizes, in one table.

    python -m bench.lists SMALL.db LARGE.db ... [--rounds 9]

Make the stores with ``pullquote --db FILE import CORPUS``. Each figure is the median of some rounds, in milliseconds.
Before they are asked, a few articles of each are read, flagged and searched for quotations, as on a desk in use.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from store import Archive
from store.model.lists import END, ArticleFilter, ArticleOrder, ArticleState

if TYPE_CHECKING:
    from collections.abc import Callable

Figures = dict[str, float]
_USED = 50
"""Articles that are worked at before anything is measured."""


def main() -> None:
    """Measure every store, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    columns: dict[str, Figures] = {}
    for path in options.stores:
        with Archive.open(path, actor="bench") as archive:
            _use(archive)
            columns[f"{archive.articles.count():,}"] = _measure(archive, options.rounds)
    print(f"{'ms of CPU':44}" + "".join(f"{articles:>12}" for articles in columns))
    for name in next(iter(columns.values())):
        print(f"{name:44}" + "".join(f"{figures[name]:12.2f}" for figures in columns.values()))


def _use(archive: Archive) -> None:
    rows = archive.articles.page(skip=archive.articles.count() // 3, limit=_USED).rows
    archive.articles.mark_read(rows)
    archive.articles.flag(row.id for row in rows[::5])
    for row in rows:
        archive.suggestions.find(row.id)


def _measure(archive: Archive, rounds: int) -> Figures:
    figures: Figures = {}
    source = archive.articles.page(limit=1).rows[0].source or ""
    for order in ArticleOrder:
        for name, ask in _asked(archive, order, archive.articles.count() // 2).items():
            figures[f"{order}: {name}"] = _median(ask, rounds)
    filters = {
        "unread": ArticleFilter(states=(ArticleState.UNREAD,)),
        "open": ArticleFilter(states=(ArticleState.OPEN,)),
        "open, by one source": ArticleFilter(source=source, states=(ArticleState.OPEN,)),
        "flagged": ArticleFilter(states=(ArticleState.FLAGGED,)),
        "changed since I settled it": ArticleFilter(states=(ArticleState.CHANGED,)),
        "by one source": ArticleFilter(source=source),
        "of one year": ArticleFilter(after="2020", before="2021"),
    }
    for name, narrowed in filters.items():
        for order in (ArticleOrder.NEWEST, ArticleOrder.SOURCE):
            figures[f"{name}, {order}: page"] = _median(lambda n=narrowed, o=order: archive.articles.page(n, o), rounds)  # type: ignore[misc]
        figures[f"{name}: count"] = _median(lambda n=narrowed: archive.articles.count(n), rounds)  # type: ignore[misc]
    figures["counts for the title"] = _median(archive.articles.totals, rounds)
    return figures


def _asked(archive: Archive, order: ArticleOrder, middle: int) -> dict[str, Callable[[], object]]:
    first = archive.articles.page(order=order)
    there = archive.articles.page(order=order, skip=middle, limit=1).rows[0].id
    return {
        "first page": lambda: archive.articles.page(order=order),
        "next page": lambda: archive.articles.page(order=order, after=first.after),
        "jump to the end": lambda: archive.articles.page(order=order, before=END),
        "jump to the middle": lambda: archive.articles.page(order=order, skip=middle),
        "sorted so, the cursor on its article": lambda: _around(archive, order, there),
    }


def _around(archive: Archive, order: ArticleOrder, article_id: str) -> None:
    """The desk's questions when an article stays under the cursor."""
    place = archive.articles.place(article_id, order=order)
    before = archive.articles.page(order=order, before=place.cursor)
    archive.articles.page(order=order, after=before.after)


def _median(ask: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds + 1):
        start = time.process_time()
        ask()
        times.append(time.process_time() - start)
    return statistics.median(times[1:]) * 1000


if __name__ == "__main__":
    main()
