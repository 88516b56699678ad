"""Annotations on their way out: one module a format, one table. What is written is read back before it leaves."""

from __future__ import annotations

import importlib
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from store.errors import StoreError
from store.exchange.bundle import bundles
from store.exchange.placed import LINE_ENDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Protocol, TextIO

    from store.engine import Engine
    from store.exchange.bundle import Bundle
    from store.exchange.placed import Placed
    from store.model.lists import ArticleFilter
    from store.records import Status

    class Format(Protocol):
        """A module of this package: how a format is written, and how it is read back to be held against the store."""

        CANNOT: tuple[str, ...]

        def write(self, bundles: Iterable[Bundle]) -> Iterator[str]: ...
        def places(self, file: TextIO) -> Iterator[Placed]: ...


__all__ = ["FORMATS", "Exported", "cannot_carry", "exported"]

FORMATS = ("markdown", "csv", "jsonl", "w3c", "doccano")
"""What an export can be asked for; each is a module here."""


class Exported(NamedTuple):
    """A finished export: a file with nobody else's eyes on it, and how much is in it."""

    path: Path
    articles: int
    annotations: int


def cannot_carry(name: str) -> tuple[str, ...]:
    """Say what a format has no place for, in words for people."""
    return _format(name).CANNOT


@contextmanager
def exported(
    engine: Engine,
    name: str,
    narrowed: ArticleFilter,
    statuses: Collection[Status],
    *,
    actor: str,
    folder: Path | None = None,
) -> Iterator[Exported]:
    """Write an export to a file in ``folder`` that is gone afterwards, unless it is moved to where it belongs.

    It is read back first: raises StoreError when any of its words are not the words of the store at its place.
    """
    format_ = _format(name)
    handle, path = tempfile.mkstemp(prefix=".pullquote-", suffix=f".{name}", dir=folder)
    try:
        counted = _Counted(bundles(engine, narrowed, statuses, actor=actor))
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(format_.write(counted))
            file.flush()
            os.fsync(file.fileno())
        with Path(path).open(encoding="utf-8", newline="") as file:
            _hold_against(engine, counted.revisions, format_.places(file))
        yield Exported(Path(path), counted.articles, counted.annotations)
    finally:
        Path(path).unlink(missing_ok=True)


class _Counted:
    """Bundles as they pass: how many there were, and which revisions they came from."""

    def __init__(self, passing: Iterator[Bundle]) -> None:
        self._passing = passing
        self.articles = self.annotations = 0
        self.revisions: dict[str, str] = {}

    def __iter__(self) -> Iterator[Bundle]:
        for bundle in self._passing:
            self.articles += 1
            self.annotations += len(bundle.annotations)
            self.revisions |= {revision.sha256: revision.id for revision in bundle.revisions}
            yield bundle


def _hold_against(engine: Engine, revisions: dict[str, str], places: Iterator[Placed]) -> None:
    by_beginning = {sha256[:12]: revision_id for sha256, revision_id in revisions.items()}
    known: tuple[str, str] = ("", "")
    for placed in places:
        revision_id = by_beginning[placed.sha256[:12]]
        if known[0] != revision_id:
            known = revision_id, engine.revision(revision_id).article.body
        stored = known[1][placed.start : placed.end]
        if _legible(stored) != _legible(placed.exact):
            raise StoreError(
                f"The export is not handed over, because it says “{placed.exact[:80]}” where the article says"
                f" “{stored[:80]}”. Please report this."
            )


def _legible(words: str) -> str:
    """Words as formats without line ends and NULs can hold them."""
    return words.translate(_UNHELD)


_UNHELD = LINE_ENDS | {0: "␀"}


def _format(name: str) -> Format:
    return cast("Format", importlib.import_module(f"store.exchange.{name}"))
