"""Entries of the register as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model.speakers import Speaker
from store.rows.annotations import from_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.rows.row import Row


def read(row: Row) -> Speaker:
    """Build a speaker from a row."""
    return Speaker(
        row["id"],
        row["name"],
        () if row["aliases"] == "[]" else tuple(from_json(row["aliases"])),
        row["role"],
        row["quotations"],
        row["version"],
        row["merged_into"],
        fields_from_json(row["fields"]),
    )


def fields_from_json(text: str) -> tuple[tuple[str, str], ...]:
    """Read a speaker's fields; most speakers have none."""
    return () if text == "{}" else tuple(sorted(from_json(text).items()))


def folded(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.split()).casefold()


def names_of(known: Speaker) -> list[tuple[str, str, str]]:
    """Return the rows of ``alias`` for a speaker; none for a merged one."""
    names = dict.fromkeys((known.name, *known.aliases)) if known.merged_into is None else ()
    return [(known.id, name, folded(name)) for name in names]


def words_of(known: Speaker, roles: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the words that find a speaker, with the id, also words of these printed roles; none for a merged one."""
    # Imported only when needed: it would delay the desk's first paint.
    from store.searching.words import tokens

    texts = (known.name, *known.aliases, known.role or "", *roles) if known.merged_into is None else ()
    return [(word, known.id) for word in sorted({word for text in texts for word in tokens(text)})]
