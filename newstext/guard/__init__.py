"""Runs work on untrusted bytes in a process that is stopped at a limit of time and memory.

What comes back is JSON, never code.
"""

from __future__ import annotations

import atexit
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from newstext.formats.bounds import (
    MAX_FINDER_SECONDS,
    MAX_FINDER_SECONDS_A_MEGABYTE,
    MAX_SECONDS,
    MEGABYTE,
    seconds_for,
)
from newstext.formats.errors import BrokenReaderError, UnreadableError
from newstext.guard.process import Process
from newstext.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from newstext.article import Article
    from newstext.drafts import Draft
    from newstext.quotations.learned import Learned
    from newstext.quotations.model import Quotation
    from newstext.turns import Turn

__all__ = ["Finder", "end_reader", "read_draft", "read_guarded", "unloadable"]

_SPANS = ("content", "cue", "source", "via_source")

_BESIDE = {
    "drafts": ("newstext.drafts", "newstext.formats.blocks"),
    "quotations": ("newstext.quotations.finder", "pycrfsuite"),
}
"""Modules loaded beside the formats' own, including those imported late."""

_reader = Process()
atexit.register(_reader.close)


def read_guarded(data: bytes, name: str, module: str, *, seconds: float | None = None) -> list[Article]:
    """Read ``data`` with the reader ``module`` of ``newstext.formats``, in at most ``seconds`` of CPU time.

    Raises what the reader raises (UnreadableError), UnreadableError when it had to be stopped, and
    BrokenReaderError when the reader itself failed.
    """
    from newstext.formats.tables.jsonl import from_json

    seconds = seconds_for(data, MAX_SECONDS) if seconds is None else seconds
    return [from_json(article) for article in _reader.ask("read", data, seconds, name=name, module=module)]


def read_draft(data: bytes, name: str) -> Draft:
    """Read a draft as ``newstext.drafts.read_draft`` does, within the limits of a reader."""
    from newstext.article import Page
    from newstext.drafts import Draft

    draft = _reader.ask("draft", data, seconds_for(data, MAX_SECONDS), name=name)
    return Draft(**draft | {"pages": tuple(Page(**page) for page in draft["pages"])})


def unloadable() -> Iterator[tuple[str, str]]:
    """Yield each kind of work that this installation cannot do, and why, in words for a person."""
    from newstext.formats.catalogue import FORMATS

    kinds = {format_.name: (f"newstext.formats.{format_.module}",) for format_ in FORMATS}
    for kind, modules in (kinds | _BESIDE).items():
        for module in modules:
            try:
                _reader.ask("load", b"", MAX_SECONDS, module=module)
            except (BrokenReaderError, UnreadableError) as error:
                yield kind, error.what if isinstance(error, BrokenReaderError) else str(error)
                break


def end_reader() -> None:
    """End the reader's process, if there is one; the next file starts another."""
    _reader.end()


class Finder:
    """The finder in a process of its own, at a lower priority than the desk."""

    def __init__(self) -> None:
        self._process = Process(nice=10)

    def find(
        self, text: str, language: str | None = None, turns: Sequence[Turn] = (), learned: Learned | None = None
    ) -> list[Quotation]:
        """Find the quotations in ``text``; UnreadableError when that takes too long.

        What was learned is read from its file.
        """
        data = text.encode("utf-8", "surrogatepass")
        seconds = MAX_FINDER_SECONDS + MAX_FINDER_SECONDS_A_MEGABYTE * (len(data) // MEGABYTE)
        spoken = json.dumps(list(map(asdict, turns)))
        file = str(learned.file or "") if learned else ""
        answer = self._process.ask("find", data, seconds, language=language or "", turns=spoken, learned=file)
        return [_quotation(found) for found in answer]

    def stop(self) -> None:
        """End the process for good, whatever it is doing."""
        self._process.stop()


def _quotation(found: dict[str, Any]) -> Quotation:
    from newstext.quotations.model import Quotation, QuotationKind

    spans = {key: tuple(Span(*span) for span in found[key]) for key in _SPANS}
    return Quotation(**found | spans | {"kind": QuotationKind(found["kind"])})
