"""The trail of a person: the articles that were open, with the place in each, to go back and forward through."""

from __future__ import annotations

from typing import NamedTuple


class Stop(NamedTuple):
    """A place in an article, in code points of its text."""

    article_id: str
    offset: int


class Trail:
    """The places left behind, and those gone back from until the person takes another way."""

    def __init__(self) -> None:
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []

    def leave(self, here: Stop) -> None:
        """Record the place from which another article is opened."""
        if self._behind[-1:] != [here]:
            self._behind.append(here)
        self._ahead.clear()

    def back(self, here: Stop | None) -> Stop | None:
        """Go back to the place left last; None without one."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: Stop | None) -> Stop | None:
        """Go forward to where the last step back began; None without one."""
        return _step(self._ahead, self._behind, here)


def _step(there: list[Stop], behind: list[Stop], here: Stop | None) -> Stop | None:
    if not there:
        return None
    if here is not None:
        behind.append(here)
    return there.pop()
