"""Runs the finder over many articles on all cores: texts are read in several processes, results written by one."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext import find_quotations
from newstext.formats.errors import BrokenReaderError, UnreadableError
from newstext.guard import Finder
from store.quotations.suggestions import new_ones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from typing import Self

    from newstext.article import Article
    from newstext.quotations.model import Quotation
    from store.articles.lists import ArticleLists
    from store.model.articles import Revision
    from store.quotations.suggestions import Suggestions

    class _Archive(Protocol):
        @property
        def suggestions(self) -> Suggestions: ...

        @property
        def articles(self) -> ArticleLists: ...


_AHEAD = 4
"""Articles handed to each process before their answers are needed: enough to keep it busy, few enough to hold."""

_FEW = 50
"""Articles that one core goes over sooner than others could be started."""


class FinderResult(NamedTuple):
    """What came of one article."""

    article_id: str
    suggestions: int
    """How many new ones it has; none when today's finder had been over it."""
    trouble: str | None = None
    """Why the finder could not read it, for a person to report; it is tried again another time."""


def suggest_in_all(archive: _Archive, *, latest: int | None = None) -> Iterator[FinderResult]:
    """Let the finder go over all articles, or only the ``latest`` ones; see ``suggest_everywhere``."""
    total = archive.articles.totals().articles
    ids = islice(_newest(archive), latest)
    return suggest_everywhere(archive, ids, processes=1 if total <= _FEW else None)


def suggest_everywhere(
    archive: _Archive, article_ids: Iterable[str], *, processes: int | None = None
) -> Iterator[FinderResult]:
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
    with _Finders(processes) as finders:
        for article_id in article_ids:
            revision = archive.suggestions.unsearched(article_id)
            found = finders.find(revision.article) if revision else None
            pending.append(_Work(article_id, revision, found))
            if len(pending) >= processes * _AHEAD:
                yield _written(archive, pending.popleft())
        while pending:
            yield _written(archive, pending.popleft())


class _Finders:
    """Finders in processes of their own, which end with this one whatever happens to it."""

    def __init__(self, processes: int) -> None:
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="finder")
        self._finders = [Finder() for _ in range(processes)]
        self._free: SimpleQueue[Finder] = SimpleQueue()
        for finder in self._finders:
            self._free.put(finder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for finder in self._finders:
            finder.stop()
        self._threads.shutdown()

    def find(self, article: Article) -> Future[list[Quotation]]:
        """Find quotations in an article when a finder is free."""
        return self._threads.submit(self._find, article)

    def _find(self, article: Article) -> list[Quotation]:
        finder = self._free.get()
        try:
            return finder.find(article.body, article.language)
        finally:
            self._free.put(finder)


class _Work(NamedTuple):
    """An article under way; without a revision when today's finder has been over it."""

    article_id: str
    revision: Revision | None
    quotations: Future[list[Quotation]] | None


def _newest(archive: _Archive) -> Iterator[str]:
    """Yield the ids of all articles, the newest first."""
    page = archive.articles.page()
    yield from (row.id for row in page.rows)
    while page.after is not None:
        page = archive.articles.page(after=page.after)
        yield from (row.id for row in page.rows)


def _suggest(archive: _Archive, article_id: str) -> FinderResult:
    revision = archive.suggestions.unsearched(article_id)
    if revision is None:
        return FinderResult(article_id, 0)
    try:
        quotations = find_quotations(revision.article.body, revision.article.language)
    except Exception as error:  # noqa: BLE001 - one article the finder falls over must not keep it from the others
        return FinderResult(article_id, 0, _in_words(error))
    return FinderResult(article_id, new_ones(archive.suggestions.leave(revision, quotations)))


def _written(archive: _Archive, work: _Work) -> FinderResult:
    """Wait for an article's quotations, and leave them."""
    if work.revision is None or work.quotations is None:
        return FinderResult(work.article_id, 0)
    try:
        quotations = work.quotations.result()
    except Exception as error:  # noqa: BLE001 - as above
        return FinderResult(work.article_id, 0, _in_words(error))
    return FinderResult(work.article_id, new_ones(archive.suggestions.leave(work.revision, quotations)))


def _in_words(error: Exception) -> str:
    known = isinstance(error, UnreadableError | BrokenReaderError)
    return str(error) if known else f"{type(error).__name__}: {error}"
