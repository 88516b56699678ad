"""The words and the help that a desk gives to the person who opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.kernel.session import Guide, Session


class Welcome(NamedTuple):
    """The ``greeting`` is shown at the start, the ``farewell`` after ctrl+c. ``guide`` makes the tour."""

    greeting: str = ""
    farewell: str = "Press {everywhere.leave} to quit. Decisions are saved as you make them."
    guide: Callable[[Session], Guide] | None = None
