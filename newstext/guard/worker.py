"""The process behind the guard: does one job after another and ends with its parent."""

from __future__ import annotations

import importlib
import json
import logging
import os
import signal
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from newstext.formats.bounds import MAX_MEMORY
from newstext.formats.errors import UnreadableError
from newstext.guard.process import read_frame, write_frame

if TYPE_CHECKING:
    from collections.abc import Callable

_WALL = 30.0
"""Seconds by the clock for each of CPU time: only a job that sleeps comes to it, however busy the machine is."""

_Request = dict[str, Any]


def main() -> None:
    """Answer requests on standard input: a frame of JSON (job, seconds and what the job needs), a frame of bytes."""
    _limit_memory()
    _obey_limits()
    if hasattr(os, "nice"):
        os.nice(int(sys.argv[1]))
    logging.disable()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not come between two answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    requests: SimpleQueue[tuple[_Request, bytes]] = SimpleQueue()
    Thread(target=_receive, args=(requests,), daemon=True).start()
    while True:
        request, data = requests.get()
        _stop_after(request["seconds"])
        answer = _answer(request, data)
        _stop_after(0)
        write_frame(answers, answer)


def _receive(requests: SimpleQueue[tuple[_Request, bytes]]) -> None:
    """Receive requests during a job too, to notice at once that the parent is gone."""
    try:
        while True:
            requests.put((json.loads(read_frame(sys.stdin.buffer)), read_frame(sys.stdin.buffer)))
    except BaseException:  # noqa: BLE001 - nothing can be asked any more, whatever the reason
        os._exit(0)


def _answer(request: _Request, data: bytes) -> bytes:
    try:
        return json.dumps({"answer": _JOBS[request["job"]](data, request)}).encode()
    except UnreadableError as error:
        answer = {"refused": str(error)}
    except (MemoryError, RecursionError):
        answer = {"refused": "Reading this file takes too much memory; save its text as .txt and import that."}
    except Exception as error:  # noqa: BLE001 - a fault of ours, reported where the file is known
        answer = {"broken": f"{type(error).__name__}: {error}", "report": traceback.format_exc()}
    return json.dumps(answer).encode()


def _read(data: bytes, request: _Request) -> list[dict[str, Any]]:
    from newstext.formats.tables.jsonl import to_json

    module = importlib.import_module(f"newstext.formats.{request['module']}")
    return [to_json(article) for article in module.read(data, request["name"])]


def _read_draft(data: bytes, request: _Request) -> dict[str, Any]:
    from newstext.drafts import read_draft

    return asdict(read_draft(data, request["name"]))


def _find(data: bytes, request: _Request) -> list[dict[str, Any]]:
    from newstext.quotations import find_quotations
    from newstext.quotations.languages.pack import PackError
    from newstext.quotations.learned import load
    from newstext.turns import turn_from_plain

    text = data.decode("utf-8", "surrogatepass")
    turns = tuple(map(turn_from_plain, json.loads(request["turns"])))
    learned = load(Path(request["learned"]) if request["learned"] else None)
    try:
        return [asdict(quotation) for quotation in find_quotations(text, request["language"], turns, learned)]
    except PackError as error:
        raise UnreadableError(str(error)) from error


def _load(_data: bytes, request: _Request) -> None:
    importlib.import_module(request["module"])


_JOBS: dict[str, Callable[[bytes, _Request], Any]] = {
    "read": _read,
    "draft": _read_draft,
    "find": _find,
    "load": _load,
}


def _obey_limits() -> None:
    """Restore the default action of the timers' signals, which the parent may ignore."""
    for name in ("SIGPROF", "SIGALRM"):
        if hasattr(signal, name):  # Windows has neither.
            signal.signal(getattr(signal, name), signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [getattr(signal, name)])


def _stop_after(seconds: float) -> None:
    """End this process after ``seconds`` of CPU time, or a multiple by the clock; 0 cancels."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * _WALL)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    main()
