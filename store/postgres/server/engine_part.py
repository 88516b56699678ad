"""The base of the engine's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.postgres.server.connections import Connections


class EnginePart:
    """A part of the engine, which shares its connections."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
