"""The first line on the standard input of a desk's process. Passwords never go into arguments or the environment."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field

_LONGEST = 65_536


@dataclass(frozen=True)
class Handover:
    """The store to open, under which login, and for whom."""

    store: str = field(repr=False)
    """The address as the server was given it; it may hold a password."""
    login: str | None = None
    """The login at the store; None for the address's own."""
    password: str | None = field(default=None, repr=False)
    is_shared: bool = False
    """Whether people of other machines use the server: its files and its clipboard are not theirs."""

    def line(self) -> bytes:
        """Return the handover as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"


def received(descriptor: int = 0) -> Handover:
    """Read the handover, and nothing after it, from a pipe."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(descriptor, 1)
        if not byte or len(line) > _LONGEST:
            raise EOFError("The desk was told nothing: only pullquote serve starts it.")
        line += byte
    return Handover(**json.loads(line))
