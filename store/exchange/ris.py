"""RIS, which programs for references import: a record of two-letter tags for each quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.exchange.references import CANNOT, place_in, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.exchange.read_back import WordsPlace
    from store.exchange.references import Reference

__all__ = ["CANNOT", "places", "write"]

_WORDS, _NOTE, _END = "AB  - ", "N1  - ", "ER  -"


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield the records."""
    for reference in references(bundles):
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(reference) if value) + "ER  - \r\n\r\n"


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    words = note = ""
    for line in file:
        line = line.rstrip("\r\n")
        if line.startswith(_WORDS):
            words = line.removeprefix(_WORDS)
        elif line.startswith(_NOTE):
            note = line  # The last one of a record names the place.
        elif line.startswith(_END) and (place := place_in(note, words)):
            yield place


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", reference.id
    yield "TI", reference.title
    yield "AU", reference.author
    yield "T2", reference.publisher
    yield "PY", reference.date[:4]
    # A date has a slash for each part, also for those that are not known.
    yield "DA", "/".join([*reference.date.split("-"), "", "", ""][:3]) + "/" if reference.date else ""
    yield "UR", reference.url
    yield "LA", reference.language
    yield "AB", reference.words
    yield from (("KW", tag) for tag in reference.tags)
    yield from (("N1", note) for note in reference.notes)
