"""Exports annotations: one module per format, one table. Every export is verified before it is returned."""

from __future__ import annotations

import importlib
import json
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from newstext.in_marks import in_marks
from store.errors import StoreError
from store.exchange.bundle import bundles
from store.exchange.read_back import legible
from store.filesystem import scratch_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path
    from typing import IO, Protocol, TextIO

    from store.engine import Annotations, Articles, Log
    from store.exchange.bundle import Bundle
    from store.exchange.read_back import WordsPlace
    from store.model.annotations import Status
    from store.model.lists import ArticleFilter

    class Format(Protocol):
        """A module of this package: writes a format, and reads it back for comparison with the store."""

        CANNOT: tuple[str, ...]

        def write(self, bundles: Iterable[Bundle]) -> Iterator[str]: ...
        def places(self, file: TextIO) -> Iterator[WordsPlace]: ...

    class _Needs(Articles, Annotations, Log, Protocol): ...


__all__ = ["FORMATS", "Export", "cannot_carry", "exported"]

FORMATS = ("markdown", "csv", "jsonl", "w3c", "hypothesis", "doccano", "csl", "ris", "bibtex", "schema")
"""The export formats; each is a module here."""

_BEGINNING = 12
"""The number of digits of a text's hash that every format has at least."""
_IN_MEMORY = 1 << 20


class Export(NamedTuple):
    """A finished export: a private file, and the number of articles and annotations in it."""

    path: Path
    articles: int
    annotations: int
    is_private: bool
    """Whether any annotation is not on the record."""


def cannot_carry(name: str) -> tuple[str, ...]:
    """Return what a format cannot represent, in words for people."""
    return _format(name).CANNOT


@contextmanager
def exported(
    engine: _Needs,
    name: str,
    narrowed: ArticleFilter,
    statuses: Collection[Status],
    *,
    actor: str,
    folder: Path | None = None,
) -> Iterator[Export]:
    """Write an export to a file in ``folder`` that is deleted afterwards unless it was moved.

    The export is read back first: StoreError when any of its words differ from the store's at the same place.
    """
    format_ = _format(name)
    with scratch_file(folder) as path, tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="ascii") as noted:
        passed = _Counted(bundles(engine, narrowed, statuses, actor=actor), noted)
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(format_.write(passed))
        noted.seek(0)
        with path.open(encoding="utf-8", newline="") as file:
            _verify(engine, _Revisions(noted), format_.places(file))
        yield Export(path, passed.articles, passed.annotations, passed.is_private)


class _Counted:
    """Counts the bundles that are written, and records their revisions for verification."""

    def __init__(self, passing: Iterator[Bundle], noted: IO[str]) -> None:
        self._passing = passing
        self._noted = noted
        self.articles = self.annotations = 0
        self.is_private = False

    def __iter__(self) -> Iterator[Bundle]:
        for bundle in self._passing:
            self.articles += 1
            self.annotations += len(bundle.annotations)
            self.is_private |= any(annotation.state.record.is_restricted for annotation in bundle.annotations)
            self._noted.write(json.dumps({r.sha256[:_BEGINNING]: r.id for r in bundle.revisions}) + "\n")
            yield bundle


class _Revisions:
    """The revisions of an export, looked up article by article in its order; one article is in memory at a time."""

    def __init__(self, noted: Iterable[str]) -> None:
        self._noted = iter(noted)
        self._known: dict[str, str] = {}

    def find(self, sha256: str) -> str:
        """Return the id of the revision whose body has this hash."""
        while (found := self._known.get(sha256[:_BEGINNING])) is None:
            self._known = json.loads(next(self._noted))
        return found


def _verify(engine: _Needs, revisions: _Revisions, places: Iterator[WordsPlace]) -> None:
    known: tuple[str, str] = ("", "")
    for placed in places:
        revision_id = revisions.find(placed.sha256)
        if known[0] != revision_id:
            known = revision_id, engine.revision(revision_id).article.body
        stored = known[1][placed.start : placed.end]
        if legible(stored) != legible(placed.exact):
            raise StoreError(
                f"The export was discarded, because it says {in_marks(placed.exact[:80])} where the article says"
                f" {in_marks(stored[:80])}. Please report this."
            )


def _format(name: str) -> Format:
    return cast("Format", importlib.import_module(f"store.exchange.{name}"))
