"""Bytes to articles: one reader a format, all with one face, ``read(data, name) -> list[Article]``.

A new format is one new file and one line in ``FORMATS``. Importing this package is light: a reader, and the
libraries it needs, are imported when a file of its kind is first read.
"""

from __future__ import annotations

import importlib
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats import sniff
from newstext.formats.bounds import unpacked
from newstext.formats.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from newstext.article import Article

__all__ = ["FORMATS", "Format", "UnreadableError", "read", "recognise"]


class Format(NamedTuple):
    """One line of the table: what people call a format, who reads it, and how it is told from the others.

    ``guarded`` says that its parser, fed by a stranger, can take very long or very much: it runs in a process of
    its own that is stopped at a limit.
    """

    name: str
    module: str
    looks_like: Callable[[sniff.Head], bool]
    endings: tuple[str, ...]
    guarded: bool = False


FORMATS = (
    # In the order of asking: the first that recognises the content has it.
    Format("anpa", "anpa", sniff.anpa, (".anpa", ".tst")),
    Format("iptc-7901", "iptc7901", sniff.iptc_7901, (".7901", ".iptc")),
    Format("newsml-g2", "newsml_g2", sniff.newsml_g2, (".newsml", ".g2"), guarded=True),
    Format("nitf", "nitf", sniff.nitf, (".nitf",), guarded=True),
    Format("newsml-1", "newsml1", sniff.newsml_1, (), guarded=True),
    Format("feed", "feed", sniff.feed, (".rss", ".atom", ".rdf"), guarded=True),
    Format("html", "html", sniff.html, (".html", ".htm", ".xhtml"), guarded=True),
    Format("json-feed", "jsonfeed", sniff.json_feed, (), guarded=True),
    Format("ninjs", "ninjs", sniff.ninjs, (".ninjs",), guarded=True),
    Format("jsonl", "jsonl", sniff.json_lines, (".jsonl", ".ndjson", ".json")),
    Format("email", "email", sniff.email, (".eml",), guarded=True),
    Format("csv", "csv", sniff.table, (".csv", ".tsv")),
    # Text as it comes, and the same with a paste's several stories taken for one.
    Format("text", "text", sniff.text, (".txt", ".text", ".md")),
    Format("one-story", "one_story", lambda _: False, ()),
)
_BY_NAME = {format_.name: format_ for format_ in FORMATS}


def read(data: bytes, name: str, *, format_name: str | None = None) -> list[Article]:
    """Read the articles in ``data``, in their order; gzip is unpacked.

    The format is told from the content first and from ``name``, the file's name, second; ``format_name`` (a name
    in ``FORMATS``) overrides both. Raises UnreadableError with a sentence for a person when nothing can be read,
    and ValueError when there is no such format.
    """
    data = unpacked(data)
    if format_name is not None and format_name not in _BY_NAME:
        raise ValueError(f"There is no format {format_name!r}; choose one of {', '.join(_BY_NAME)}.")
    if not data.strip():
        raise UnreadableError("This file is empty; there is nothing to read.")
    chosen = _BY_NAME[format_name] if format_name else recognise(data, name)
    module = importlib.import_module(f"newstext.formats.{chosen.module}")
    articles: list[Article] = module.read(data, name)
    return articles


def recognise(data: bytes, name: str) -> Format:
    """Return the format that ``data`` is in, by its content first and by the ending of ``name`` second.

    Raises UnreadableError for what is no copy at all: pictures, archives, programs.
    """
    head = sniff.Head(data)
    by_content = next(format_ for format_ in FORMATS if format_.looks_like(head))
    if by_content.name != "text":
        return by_content
    ending = PurePath(name.lower().removesuffix(".gz")).suffix
    return next((format_ for format_ in FORMATS if ending in format_.endings), by_content)
