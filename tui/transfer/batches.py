"""Articles read from sources and stored in batches."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.kernel import files
from tui.transfer import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newstext.article import Article
    from store import Archive
    from store.model.articles import ImportResult
    from tui.transfer.sources import Source

_BATCH_ARTICLES = 5000
_BATCH_CHARACTERS = 4_000_000


@dataclass(slots=True)
class FileTally:
    """The outcomes of one file's articles so far.

    ``refused`` says why the rest could not be read, ``broken`` how our reader failed, ``guessed`` which encoding was
    guessed, ``kept_out`` why articles were not stored, ``incomplete`` why they may not be whole, and
    ``notes`` what their reader says of them.
    """

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    changed_quotations: int = 0
    refused: str | None = None
    broken: str | None = None
    guessed: str | None = None
    kept_out: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    is_read: bool = False


class BatchImport:
    """Stores articles in batches, one transaction each, and reports what has been stored.

    It holds at most one batch in memory.
    """

    def __init__(
        self,
        archive: Archive,
        on_article: Callable[[str, Article, ImportResult], None],
        on_file: Callable[[FileTally], None],
        *,
        most: int = _BATCH_ARTICLES,
        again: bool = False,
    ) -> None:
        """``most`` is the number of articles in a batch: others wait while one is stored.

        ``again`` adds articles again that were removed.
        """
        self._archive = archive
        self._on_article = on_article
        self._on_file = on_file
        self._most = most
        self._again = again
        self._waiting: list[tuple[FileTally, Article]] = []
        self._characters = 0
        self._files: deque[FileTally] = deque()

    def take(self, source: Source, format_name: str | None = None) -> None:
        """Read one source. Its articles are stored now or with the next batch."""
        from newstext.formats.errors import BrokenReaderError, UnreadableError

        tally = FileTally(source.name)
        self._files.append(tally)
        try:
            for article in sources.articles(source, format_name):
                self._waiting.append((tally, article))
                self._characters += len(article.body)
                if len(self._waiting) >= self._most or self._characters >= _BATCH_CHARACTERS:
                    self.flush()
        except UnreadableError as error:
            tally.refused = str(error)
        except BrokenReaderError as error:
            tally.broken = files.why(error)
        tally.is_read = True

    def flush(self) -> None:
        """Store the current batch, and report the files that are finished by it."""
        if self._waiting:
            from newstext.reader_version import reader_version

            articles = [article for _, article in self._waiting]
            results = self._archive.add(articles, reader="newstext", reader_version=reader_version(), again=self._again)
            # Only once they are stored: after ctrl-C before that, the batch is still pending.
            waiting, self._waiting, self._characters = self._waiting, [], 0
            for (tally, article), imported in zip(waiting, results, strict=True):
                tally.counts[imported.outcome] += 1
                tally.changed_quotations += imported.changed_quotations
                tally.guessed = tally.guessed or article.guessed_encoding
                tally.kept_out |= {imported.reason} if imported.reason else set()
                tally.incomplete |= {article.incomplete} if article.incomplete else set()
                tally.notes |= set(article.reader_notes)
                self._on_article(tally.name, article, imported)
        while self._files and self._files[0].is_read:
            self._on_file(self._files.popleft())

    def stop(self) -> None:
        """Store the current batch, and report a file that was not read to its end."""
        self.flush()
        while self._files:
            self._on_file(self._files.popleft())


def import_all(archive: Archive, found: Iterable[Source]) -> None:
    """Store all of ``found`` without a report."""
    importing = BatchImport(archive, lambda *_: None, lambda _: None)
    with files.reading():
        for source in found:
            importing.take(source)
        importing.flush()
