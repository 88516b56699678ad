"""Where a person has been: the articles that were open, and the place in each, to go back and forward through."""

from __future__ import annotations

from typing import NamedTuple


class Stop(NamedTuple):
    """A place in an article, in code points of its text."""

    article_id: str
    offset: int


class Trail:
    """Remembers what was left, and what was gone back from until another way is taken."""

    def __init__(self) -> None:
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []

    def leave(self, here: Stop) -> None:
        """Remember the place that another article is opened from."""
        if self._behind[-1:] != [here]:
            self._behind.append(here)
        self._ahead.clear()

    def back(self, here: Stop | None) -> Stop | None:
        """Go from a place to the one that was left last; None when there is none."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: Stop | None) -> Stop | None:
        """Go again to where the last step back began; None when there was none."""
        return _step(self._ahead, self._behind, here)


def _step(there: list[Stop], behind: list[Stop], here: Stop | None) -> Stop | None:
    if not there:
        return None
    if here is not None:
        behind.append(here)
    return there.pop()
