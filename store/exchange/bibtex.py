"""BibTeX, as biblatex reads it in UTF-8: an entry for each quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.exchange.references import CANNOT, place_in, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from store.exchange.bundle import Bundle
    from store.exchange.read_back import WordsPlace
    from store.exchange.references import Reference

__all__ = ["CANNOT", "places", "write"]

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_SIGNS = {command: sign for sign, command in _COMMANDS.items()}
_COMMAND = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_FIELD = re.compile(r"^  (abstract|note) = \{(.*)\},$")


def write(bundles: Iterable[Bundle]) -> Iterator[str]:
    """Yield the entries."""
    for reference in references(bundles):
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(reference) if value)
        yield f"@article{{{reference.id},\n{fields}}}\n\n"


def places(file: TextIO) -> Iterator[WordsPlace]:
    """Yield the places of an export's words."""
    words = ""
    for line in file:
        if (found := _FIELD.match(line.rstrip("\n"))) is None:
            continue
        if found[1] == "abstract":
            words = _COMMAND.sub(lambda command: _SIGNS[command[0]], found[2])
        elif place := place_in(found[2], words):
            yield place


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    # Braces keep capitals, and a byline whole that names nobody the way BibTeX expects it.
    yield "title", f"{{{_escaped(reference.title)}}}" if reference.title else ""
    yield "author", f"{{{_escaped(reference.author)}}}" if reference.author else ""
    yield "journaltitle", _escaped(reference.publisher)
    yield "date", reference.date
    # biblatex takes an address literally; braces would end the field.
    yield "url", reference.url.replace("{", "%7B").replace("}", "%7D")
    yield "langid", reference.language
    yield "abstract", _escaped(reference.words)
    yield "keywords", _escaped(", ".join(reference.tags))
    yield "note", _escaped("; ".join(reference.notes))


def _escaped(text: str) -> str:
    return "".join(_COMMANDS.get(character, character) for character in text)
