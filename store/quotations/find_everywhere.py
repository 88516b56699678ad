"""Runs the finder on many articles: several processes search texts, one writes the results."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple, Protocol

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
"""The number of articles submitted per process in advance: keeps it busy, and memory small."""

_FEW = 50
"""Up to this number of articles, one process is faster than starting more."""


class FinderResult(NamedTuple):
    """The result for one article."""

    article_id: str
    suggestions: int
    """The number of new suggestions; 0 if this version of the finder had searched it before."""
    trouble: str | None = None
    """Why the finder failed, for a person to report; the article is tried again next time."""


def suggest_in_all(archive: _Archive, *, latest: int | None = None) -> Iterator[FinderResult]:
    """Run the finder on all articles, or only on the ``latest``; see ``suggest_everywhere``."""
    total = archive.articles.totals().articles
    ids = islice(_newest(archive), latest)
    return suggest_everywhere(archive, ids, processes=1 if total <= _FEW else None)


def suggest_everywhere(
    archive: _Archive, article_ids: Iterable[str], *, processes: int | None = None
) -> Iterator[FinderResult]:
    """Run the finder on articles; yield the results in order.

    Articles searched before are skipped, so that an interrupted run can be resumed. Each article is its own
    transaction, so that an open desk never waits for more than one. Memory use does not depend on the number of
    articles. If the finder fails on one, the result says so and the run continues; a StoreError ends it.
    """
    processes = processes or os.cpu_count() or 1
    if processes == 1:
        for article_id in article_ids:
            yield _suggest(archive, article_id)
        return
    pending: deque[_Work] = deque()
    with _Finders(processes) as finders:
        for article_id in article_ids:
            revision = archive.suggestions.unsearched_revision(article_id)
            found = finders.find(archive.suggestions, revision.article) if revision else None
            pending.append(_Work(article_id, revision, found))
            if len(pending) >= processes * _AHEAD:
                yield _written(archive, pending.popleft())
        while pending:
            yield _written(archive, pending.popleft())


class _Finders:
    """Finders in processes of their own, which never outlive this one."""

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

    def find(self, suggestions: Suggestions, article: Article) -> Future[list[Quotation]]:
        """Find quotations in an article as soon as a finder is free."""
        return self._threads.submit(self._find, suggestions, article)

    def _find(self, suggestions: Suggestions, article: Article) -> list[Quotation]:
        finder = self._free.get()
        try:
            return suggestions.quotations(article, finder.find)
        finally:
            self._free.put(finder)


class _Work(NamedTuple):
    """An article in progress. ``revision`` is None if this version of the finder has searched it before."""

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
    revision = archive.suggestions.unsearched_revision(article_id)
    if revision is None:
        return FinderResult(article_id, 0)
    try:
        quotations = archive.suggestions.quotations(revision.article)
    except Exception as error:  # noqa: BLE001 - a failure on one article must not stop the run
        return FinderResult(article_id, 0, _in_words(error))
    return FinderResult(article_id, new_ones(archive.suggestions.save(revision, quotations)))


def _written(archive: _Archive, work: _Work) -> FinderResult:
    """Wait for an article's quotations, and store them as suggestions."""
    if work.revision is None or work.quotations is None:
        return FinderResult(work.article_id, 0)
    try:
        quotations = work.quotations.result()
    except Exception as error:  # noqa: BLE001 - as above
        return FinderResult(work.article_id, 0, _in_words(error))
    return FinderResult(work.article_id, new_ones(archive.suggestions.save(work.revision, quotations)))


def _in_words(error: Exception) -> str:
    from newstext.quotations.languages.pack import PackError

    known = isinstance(error, UnreadableError | BrokenReaderError | PackError)
    return str(error) if known else f"{type(error).__name__}: {error}"
