"""The finder over many articles, on all cores: words are worked on in processes of their own, written in one."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from newstext import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from newstext.quotations.model import Quotation
    from store.archive import Archive
    from store.records import Revision

_AHEAD = 4
"""Articles handed to each process before their answers are needed: enough to keep it busy, few enough to hold."""


def suggest_everywhere(
    archive: Archive, article_ids: Iterable[str], *, processes: int | None = None
) -> Iterator[tuple[str, bool]]:
    """Let the finder go over articles; yield the id of each, in order, and whether it left anything new.

    An article it has been over is passed by, so that a run that was stopped goes on where it was. Each article is a
    transaction of its own, so that a desk that is open waits for one at the most. Memory stays the same however many
    there are.
    """
    processes = processes or os.cpu_count() or 1
    if processes == 1:
        for article_id in article_ids:
            yield article_id, archive.suggestions.find(article_id)
        return
    # Spawned, not forked: a fork would carry along the threads and connections of whoever calls.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pending: deque[_Work] = deque()
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            for article_id in article_ids:
                revision = archive.suggestions.unsearched(article_id)
                found = pool.submit(find_quotations, revision.article.body) if revision else None
                pending.append(_Work(article_id, revision, found))
                if len(pending) >= processes * _AHEAD:
                    yield _written(archive, pending.popleft())
            while pending:
                yield _written(archive, pending.popleft())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Work(NamedTuple):
    """An article under way; without a revision when today's finder has been over it."""

    article_id: str
    revision: Revision | None
    quotations: Future[list[Quotation]] | None


def _written(archive: Archive, work: _Work) -> tuple[str, bool]:
    if work.revision is None or work.quotations is None:
        return work.article_id, False
    return work.article_id, archive.suggestions.leave(work.revision, work.quotations.result())
