"""The finder over many articles, on all cores: words are worked on in processes of their own, written in one."""

from __future__ import annotations

import os
import sys
from collections import deque
from contextlib import redirect_stderr
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newstext import find_quotations
from store.errors import FinderEndedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from newstext.quotations.model import Quotation
    from store.archive import Archive
    from store.records import Revision

_AHEAD = 4
"""Articles handed to each process before their answers are needed: enough to keep it busy, few enough to hold."""

_FEW = 50
"""Articles that one core goes over sooner than others could be started."""


class GoneOver(NamedTuple):
    """What came of one article."""

    article_id: str
    suggestions: int
    """How many new ones it has; none when today's finder had been over it."""
    trouble: str | None = None
    """Why the finder could not read it, for a person to report; it is tried again another time."""


def suggest_in_all(archive: Archive, *, latest: int | None = None) -> Iterator[GoneOver]:
    """Let the finder go over all articles, or only the ``latest`` ones; see ``suggest_everywhere``."""
    total = archive.totals().articles
    ids = islice(_newest(archive), latest)
    return suggest_everywhere(archive, ids, processes=1 if total <= _FEW else None)


def suggest_everywhere(
    archive: Archive, article_ids: Iterable[str], *, processes: int | None = None
) -> Iterator[GoneOver]:
    """Let the finder go over articles; yield what came of each, in order.

    An article it has been over is passed by, so that a run that was stopped goes on where it was. Each article is a
    transaction of its own, so that a desk that is open waits for one at the most. Memory stays the same however many
    there are. An article that the finder falls over is told and left; a StoreError ends the run.
    """
    processes = processes or os.cpu_count() or 1
    if processes == 1:
        for article_id in article_ids:
            yield _suggest(archive, article_id)
        return
    pending: deque[_Work] = deque()
    with _pool(processes) as pool:
        try:
            for article_id in article_ids:
                revision = archive.suggestions.unsearched(article_id)
                found = _submitted(pool, revision) if revision else None
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


def _newest(archive: Archive) -> Iterator[str]:
    """Yield the ids of all articles, the newest first."""
    page = archive.articles()
    yield from (row.id for row in page.rows)
    while page.after is not None:
        page = archive.articles(after=page.after)
        yield from (row.id for row in page.rows)


def _suggest(archive: Archive, article_id: str) -> GoneOver:
    revision = archive.suggestions.unsearched(article_id)
    if revision is None:
        return GoneOver(article_id, 0)
    try:
        quotations = find_quotations(revision.article.body)
    except Exception as error:  # noqa: BLE001 - one article the finder falls over must not keep it from the others
        return GoneOver(article_id, 0, _in_words(error))
    return GoneOver(article_id, archive.suggestions.leave(revision, quotations))


def _written(archive: Archive, work: _Work) -> GoneOver:
    """Wait for an article's quotations, and leave them."""
    if work.revision is None or work.quotations is None:
        return GoneOver(work.article_id, 0)
    from concurrent.futures import BrokenExecutor

    try:
        quotations = work.quotations.result()
    except BrokenExecutor as error:
        raise FinderEndedError from error
    except Exception as error:  # noqa: BLE001 - as above
        return GoneOver(work.article_id, 0, _in_words(error))
    return GoneOver(work.article_id, archive.suggestions.leave(work.revision, quotations))


def _in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _pool(processes: int) -> ProcessPoolExecutor:
    """Processes to think in, which give way to what people do meanwhile."""
    # Spawned, not forked: a fork would carry along the threads and connections of whoever calls.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import resource_tracker

    # The first process started takes standard error along, which while a desk is open is no file.
    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_give_way)


def _give_way() -> None:
    if hasattr(os, "nice"):
        os.nice(10)


def _submitted(pool: ProcessPoolExecutor, revision: Revision) -> Future[list[Quotation]]:
    from concurrent.futures import BrokenExecutor

    try:
        return pool.submit(find_quotations, revision.article.body)
    except BrokenExecutor as error:
        raise FinderEndedError from error
