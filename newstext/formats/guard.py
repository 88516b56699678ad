"""Readers that a stranger's file can keep busy run in a process of their own, which can be stopped.

One process serves one file after another, so that its libraries load once; a file that takes too long, or too
much memory, costs that process and nothing else. What comes back is JSON, never code.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING

from newstext.formats.bounds import MAX_SECONDS, MAX_SECONDS_A_MEGABYTE, MEGABYTE
from newstext.formats.errors import UnreadableError
from newstext.formats.tables.jsonl import from_json

if TYPE_CHECKING:
    from newstext.article import Article

_LENGTH = 8


class _Guarded:
    """The process, started when first needed; any thread may call, and they take turns."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def read(self, data: bytes, name: str, module: str, seconds: float) -> list[Article]:
        with self._turn:
            process = self._running()
            stopped = threading.Event()

            def stop() -> None:
                stopped.set()
                process.kill()

            timer = threading.Timer(seconds, stop)
            timer.start()
            try:
                answer = _ask(process, data, {"name": name, "module": module, "seconds": seconds})
            except (OSError, EOFError):
                stopped_for = f"took more than {seconds:g} seconds" if stopped.is_set() else "broke its reader"
                stopped.set()
                raise UnreadableError(
                    f"Reading this file {stopped_for}, so it was stopped; copy its text and read that."
                ) from None
            except BaseException:
                # An answer that nobody waited for must not be taken for the next file's.
                stopped.set()
                raise
            finally:
                timer.cancel()
                if stopped.is_set():
                    self.close()
        if "refused" in answer:
            raise UnreadableError(answer["refused"])
        return [from_json(article) for article in answer["articles"]]

    def end(self) -> None:
        """End the process in its turn."""
        with self._turn:
            self.close()

    def close(self) -> None:
        """End the process; the next file starts another."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream:
                        stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P keeps the folder people stand in, where anybody's files are, off the import path.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "newstext.formats.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                # ctrl-C is for us: the one in front finishes or stops what it asked for.
                start_new_session=True,
            )
        return self._process


_guarded = _Guarded()
atexit.register(_guarded.close)


def read_guarded(data: bytes, name: str, module: str, *, seconds: float | None = None) -> list[Article]:
    """Read ``data`` with the reader ``module`` of this package, in a process that is stopped after
    ``seconds``.

    By default these are MAX_SECONDS, and MAX_SECONDS_A_MEGABYTE more for each. Raises what the reader raises
    (UnreadableError), and UnreadableError too when it had to be stopped.
    """
    if seconds is None:
        seconds = MAX_SECONDS + MAX_SECONDS_A_MEGABYTE * (len(data) // MEGABYTE)
    return _guarded.read(data, name, module, seconds)


def end_reader() -> None:
    """End the process, when there is one: nobody has more to read for now."""
    _guarded.end()


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write ``data`` with its length before it."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """Read what ``write_frame`` wrote; EOFError when the other side has gone."""
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _ask(
    process: subprocess.Popen[bytes], data: bytes, request: dict[str, object]
) -> dict[str, list[dict[str, object]]]:
    assert process.stdin
    assert process.stdout
    write_frame(process.stdin, json.dumps(request).encode())
    write_frame(process.stdin, data)
    answer: dict[str, list[dict[str, object]]] = json.loads(read_frame(process.stdout))
    return answer
