"""The process behind ``guard``: reads one file after another until nobody asks any more."""

from __future__ import annotations

import importlib
import json
import logging
import os
import signal
import sys

from newstext.formats.bounds import MAX_MEMORY
from newstext.formats.errors import UnreadableError
from newstext.formats.guard import read_frame, write_frame
from newstext.formats.tables.jsonl import to_json

_GRACE = 5.0
"""Seconds beyond the limit in which whoever asked would have stopped us."""


def main() -> None:
    """Serve frames on standard input: a request (name, module, seconds), the file's bytes; one answer each."""
    _limit_memory()
    logging.disable()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not come between two answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    requests = sys.stdin.buffer
    while True:
        try:
            request = json.loads(read_frame(requests))
            data = read_frame(requests)
        except EOFError:
            return
        # A file ends us even when the one who asked, and would stop us, is no longer there.
        _stop_after(request["seconds"] + _GRACE)
        write_frame(answers, json.dumps(_answer(data, request["name"], request["module"])).encode())
        _stop_after(0)


def _answer(data: bytes, name: str, module: str) -> dict[str, object]:
    try:
        articles = importlib.import_module(f"newstext.formats.{module}").read(data, name)
    except UnreadableError as error:
        return {"refused": str(error)}
    except (MemoryError, RecursionError):
        return {"refused": "Reading this file took more memory than copy ever does; copy its text and read that."}
    return {"articles": [to_json(article) for article in articles]}


def _stop_after(seconds: float) -> None:
    """End this process then, whatever it is at; 0: do not."""
    if hasattr(signal, "setitimer"):  # Windows has none.
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there too.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    main()
