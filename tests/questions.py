"""A count of the questions that an action asks the engine: a measure that no busy machine changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pytest

    from store import Archive


_NOT_OF_KEYS = {"wait", "beside", "readers", "keep_reading", "now", "refusal", "identity"}


class Questions:
    """Records every question that an archive asks its engine from now on.

    Except waits, where its files are, and what a clock asks, not a key: who reads what. ``also`` are counted anyway.
    """

    def __init__(self, archive: Archive, monkeypatch: pytest.MonkeyPatch, also: Sequence[str] = ()) -> None:
        self.asked: list[str] = []
        engine = archive._engine
        for name in dir(Engine):
            if not name.startswith("_") and name not in _NOT_OF_KEYS - {*also}:
                monkeypatch.setattr(engine, name, self._noted(name, getattr(engine, name)))

    def of(self, action: Callable[[], object]) -> int:
        """Return how many questions an action asks."""
        before = len(self.asked)
        action()
        return len(self.asked) - before

    def _noted(self, name: str, ask: Callable[..., object]) -> Callable[..., object]:
        def noted(*args: object, **options: object) -> object:
            self.asked.append(name)
            return ask(*args, **options)

        return noted
