"""The memory of searches between keystrokes: the vocabulary, and likenesses of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.searching.ranking import Likeness, Pairs
from store.searching.vocabulary import Vocabulary
from store.searching.words import is_unspaced

if TYPE_CHECKING:
    from store.searching.query_readings import Query, Word
    from store.searching.texts import Texts

_MOST = 60
"""The number of words whose likenesses are kept."""


class Memory:
    """The memory of the searches in one store."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._version = -1
        self._likenesses: dict[Word, Likeness] = {}

    def refresh(self, texts: Texts) -> None:
        """Begin a search: read changes of the store, and drop likenesses when there are too many."""
        version = texts.begin()
        changed = version != self._version
        if changed:
            self.vocabulary.refresh(texts)
            self._version = version
        if changed or len(self._likenesses) > _MOST:
            self._likenesses.clear()

    def likenesses(self, query: Query) -> list[Likeness]:
        """Return the likenesses to the words of a query."""
        return [self.likeness(word) for word in query.words]

    def likeness(self, word: Word) -> Likeness:
        """Return the likeness to one word."""
        if word not in self._likenesses:
            self._likenesses[word] = Pairs(word) if is_unspaced(word.typed) else Likeness(word)
        return self._likenesses[word]
