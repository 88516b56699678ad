"""Finds the heads of articles for ranking, and keeps them from one keystroke to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.searching.ranking import Head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from store.postgres.search.news import News

COLUMNS = "number, headline, byline, source, speakers, quotations"
"""The columns of a head. They come along with each match: looking it up once more costs more than finding it."""

_MOST = 4000
# One value for all: a row costs the client several times as much as a line of a text. Folded words have neither tabs
# nor line ends.
_LINES = """
    (SELECT string_agg(concat_ws(E'\\t',
        number, sorted_at, headline, byline || ' ' || source || ' ' || speakers, quotations
    ), E'\\n' ORDER BY number DESC) FROM ({}) AS found JOIN article USING (number))
"""
_THESE = f"SELECT {COLUMNS} FROM article_head WHERE number = ANY(%(numbers)s::bigint[])"  # noqa: S608


class Heads:
    """The heads of the searches of one engine."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._lines: dict[str, Head] = {}
        """Heads by the lines that they were read from: nothing can make them wrong."""
        self._current: dict[int, Head] = {}

    def find(self, heads: str, values: Mapping[str, Any]) -> list[int]:
        """Keep the heads that a query selects, and return their numbers, the last stored first."""
        lines = self._news.ask(_LINES.format(heads), values)
        found = [self._head(line) for line in lines.split("\n")] if lines else []
        self._current.update((head.number, head) for head in found)
        return [head.number for head in found]

    @property
    def last(self) -> int:
        """The number of the last article."""
        return self._news.last

    def numbers(self, sql: str, values: Mapping[str, Any]) -> list[int]:
        """Return the numbers that a query selects, without heads."""
        return self._news.db.column(sql, values)

    def of(self, numbers: Sequence[int]) -> list[Head]:
        """Return the heads of articles, in this order, without those removed meanwhile."""
        known = {number: self._current[number] for number in numbers if number in self._current}
        if new := [number for number in numbers if number not in known]:
            known |= {number: self._current[number] for number in self.find(_THESE, {"numbers": new})}
        return [known[number] for number in numbers if number in known]

    def trim(self) -> None:
        """Forget everything when it is too much."""
        for kept in (self._lines, self._current):
            if len(kept) > _MOST:
                kept.clear()

    def forget(self) -> None:
        """Forget which heads are current: something was written."""
        self._current.clear()

    def _head(self, line: str) -> Head:
        if (head := self._lines.get(line)) is None:
            number, sorted_at, *words = line.split("\t")
            head = self._lines[line] = Head(int(number), sorted_at, *(text.split() for text in words))
        return head
