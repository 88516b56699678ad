"""How trouble in a worker reaches a person: in words, in the status line."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from store.errors import StoreError

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

P = ParamSpec("P")
Work = Callable[Concatenate["DeskScreen", P], Coroutine[Any, Any, None]]


def told(work_on: Work[P]) -> Work[P]:
    """Let a worker's trouble with the store be said in the status line, never swallowed and never a crash."""

    @wraps(work_on)
    async def working(screen: DeskScreen, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await work_on(screen, *args, **kwargs)
        except StoreError as error:
            screen.status.say(str(error))

    return working
