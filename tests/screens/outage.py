"""A store that can be away: an engine that refuses every question until it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from store.errors import UnreachableError

if TYPE_CHECKING:
    from store.engine import Engine

AWAY = "The store at the port cannot be reached. Check the network, and that the server is running."


class Outage:
    """An engine whose store goes away and comes back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.is_away = False
        self.loses_answer = False
        """Whether the next change is made and its answer lost."""

    @property
    def undisturbed(self) -> Engine:
        """The engine of a colleague who reaches the store all the time."""
        return self._engine

    def as_engine(self) -> Engine:
        """Return this as the engine that it stands before."""
        return cast("Engine", self)

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._engine, name)
        if name in ("close", "interrupting_reads", "identity", "signature", "refusal"):
            return asked

        def ask(*what: Any, **how: Any) -> Any:
            if self.is_away:
                raise UnreachableError(AWAY)
            answer = asked(*what, **how)
            if self.loses_answer and name == "apply":
                self.loses_answer, self.is_away = False, True
                error = UnreachableError(AWAY)
                error.may_be_made = True
                raise error
            return answer

        return ask
