"""Threads that leaving the desk does not wait for: their results are useless by then."""

from __future__ import annotations

import threading
from concurrent.futures import Executor, Future
from queue import SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class Threads(Executor):
    """Like ThreadPoolExecutor, but its threads do not keep the program from ending."""

    def __init__(self, count: int, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._work, name=f"{name}-{n}", daemon=True) for n in range(count)]
        self._is_over = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def job() -> None:
            if self._is_over or not future.set_running_or_notify_cancel():
                future.cancel()
                return
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - raised where the result is awaited
                future.set_exception(error)

        if self._is_over:
            # The desk is being left: a job is cancelled, as all are that have not begun.
            future.cancel()
            return future
        self._jobs.put(job)
        for thread in self._threads:
            if thread.ident is None:
                thread.start()
        return future

    def end(self, patience: float) -> None:
        """Start no more jobs, and wait up to ``patience`` seconds for the running ones."""
        self._is_over = True
        until = monotonic() + patience
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, until - monotonic()))

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
