"""A corpus in JSON Lines as a store, and queries with known answers."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bench.search import on_server
from newstext.formats.tables.jsonl import from_json
from store import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newstext.article import Article

BATCH = 5000
"""Articles in one transaction, as ``pullquote import`` adds them."""


class Question(NamedTuple):
    """A search, and the ids of the articles that answer it."""

    kind: str
    typed: str
    answers: frozenset[str]


def articles(path: Path, extra_words: int = 0) -> Iterator[Article]:
    """Read one article a line; headlines get made-up words that no other text has, three each, while there are any."""
    with path.open(encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            value = json.loads(line)
            value["headline"] = " ".join(
                [value["headline"], *(made_up(number) for number in range(3 * i, min(3 * i + 3, extra_words)))]
            )
            yield from_json(value)


def made_up(number: int) -> str:
    """Return a word of syllables that stands for ``number``, as a name from abroad might look."""
    syllables = []
    number += 7919
    while number:
        number, rest = divmod(number, 85)
        syllables.append("bcdfghjklmnprstvz"[rest // 5] + "aeiou"[rest % 5])
    return "".join(syllables)


def fill(store: str | Path, found: Iterator[Article]) -> None:
    """Add articles to the store, in batches."""
    with Archive.open(store, actor="bench") as archive:
        while batch := list(islice(found, BATCH)):
            archive.add(batch, reader="bench", reader_version="1")


def questions(path: Path, store: str) -> list[Question]:
    """Read queries (class, query and targets, one JSON object a line), and what the store calls their answers."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    targets = [target for row in rows for target in row["targets"]]
    ids = on_server.ids(store, targets) if on_server.is_address(store) else _ids(store, targets)
    return [Question(row["class"], row["query"], frozenset(ids[target] for target in row["targets"])) for row in rows]


def _ids(store: str, targets: list[str]) -> dict[str, str]:
    with closing(sqlite3.connect(store)) as db:
        return dict(
            db.execute(
                "SELECT substr(identity, 4), id FROM article"
                " WHERE identity IN (SELECT 'id ' || value FROM json_each(?))",
                (json.dumps(targets),),
            )
        )
