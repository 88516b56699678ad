"""The protocol that search needs of an engine. Articles are numbered; the last stored has the highest number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.searching.vocabulary import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.model.lists import ArticleFilter, ArticleRow
    from store.searching.query_readings import Word
    from store.searching.ranking import Head, Likeness


class SearchRequest(NamedTuple):
    """A search: words, filter, person, and the largest number of hits."""

    words: str
    narrowed: ArticleFilter
    actor: str
    limit: int


class HitText(NamedTuple):
    """One article to show as a hit, with its body or the beginning of it."""

    number: int
    row: ArticleRow
    body: str
    is_whole: bool


class Matches(Protocol):
    """The articles that match the filter of a search, by their words; the last stored first."""

    @property
    def most(self) -> int:
        """The largest number of articles returned."""

    def in_heads(self, words: Sequence[Word], count: int | None = None) -> list[int]:
        """Return articles with all words in their head, or with ``count`` of them; the rarest word is the first."""

    def in_texts(self, words: Sequence[Word]) -> list[int]:
        """Return articles with all words anywhere in their text."""


class Texts(Counts, Protocol):
    """The texts of one store.

    What one question answers is of one moment. An engine may answer the next one of a moment later: nobody compares
    the two, and what was removed meanwhile is left out.
    """

    def begin(self) -> int:
        """Begin a search; return a version that changes whenever the counts of words may."""

    def matches(self, asked: SearchRequest, articles: int, likeness: Callable[[Word], Likeness]) -> Matches:
        """Return the matches of a search among about ``articles`` articles; ``likeness`` compares heads in memory."""

    def heads(self, numbers: Sequence[int]) -> list[Head]:
        """Return the heads of articles, in this order, without those removed meanwhile."""

    def shown(self, numbers: Sequence[int], actor: str, most: int) -> Iterator[HitText]:
        """Yield articles with the marks of ``actor``, in this order, with up to ``most`` bytes of each body."""

    def body(self, revision_id: str) -> str | None:
        """Return the whole body of a revision; None if it was removed meanwhile."""
