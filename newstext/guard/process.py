"""A worker process that does one job after another and loads its libraries once.

A job that takes too long, or too much memory, costs this process and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from typing import IO, Any

from newstext.formats.errors import BrokenReaderError, UnreadableError

_LENGTH = 8
_MOST_JOBS = 5_000
"""Jobs after which another process takes over: lxml never forgets the name of an element or attribute it has seen."""
_DEADLINE = 10.0
"""Seconds that a process whose answers have ended may take to be gone."""
_STOPPED = {-getattr(signal, name) for name in ("SIGPROF", "SIGALRM") if hasattr(signal, name)}
"""Exit statuses of a process that its own limits stopped."""


class Process:
    """A worker process, started when first needed. Threads may share it; their jobs are done one at a time."""

    def __init__(self, *, nice: int = 0) -> None:
        self._nice = nice
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()
        self._jobs = 0
        self._over = False

    def ask(self, job: str, data: bytes, seconds: float, **about: str) -> Any:
        """Return the answer to a job of ``worker``, which is stopped after ``seconds`` of CPU time.

        Raises UnreadableError when the job refuses ``data`` or was stopped, BrokenReaderError when it failed.
        """
        with self._turn:
            process = self._running()
            try:
                if self._over:  # Looked at only now, so that no process outlives stop().
                    process.kill()
                answer = _exchange(process, data, {**about, "job": job, "seconds": seconds})
            except (OSError, EOFError):
                error = _ended(process, seconds)
                self.close()
                raise error from None
            except BaseException:
                # An answer that nobody waited for must not be taken for the next file's.
                self.close()
                raise
        if "refused" in answer:
            raise UnreadableError(answer["refused"])
        if "broken" in answer:
            raise BrokenReaderError(answer["broken"], answer["report"])
        return answer["answer"]

    def end(self) -> None:
        """End the process when the job in hand is done."""
        with self._turn:
            self.close()

    def stop(self) -> None:
        """End the process for good, whatever it is doing; from any thread."""
        self._over = True
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing; the next job starts another."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream:
                        stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is None or process.poll() is not None or self._jobs >= _MOST_JOBS:
            self.close()
            self._jobs = 0
            # -P keeps the current folder, which may hold anybody's files, off the import path.
            process = self._process = subprocess.Popen(  # noqa: S603 - our own program, no word of anybody else's
                [sys.executable, "-P", "-m", "newstext.guard.worker", str(self._nice)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                # ctrl-C is for us: the one in front finishes or stops what it asked for.
                start_new_session=True,
            )
        self._jobs += 1
        return process


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


def _exchange(process: subprocess.Popen[bytes], data: bytes, request: dict[str, object]) -> dict[str, Any]:
    assert process.stdin
    assert process.stdout
    write_frame(process.stdin, json.dumps(request).encode())
    write_frame(process.stdin, data)
    answer: dict[str, Any] = json.loads(read_frame(process.stdout))
    return answer


def _ended(process: subprocess.Popen[bytes], seconds: float) -> Exception:
    """Return the error for a process that ended within a job."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_DEADLINE)
    if process.returncode in _STOPPED:
        return UnreadableError(
            f"Reading this file takes more than {seconds:g} seconds; save its text as .txt and import that."
        )
    what = f"its process ended with status {process.returncode}"
    return BrokenReaderError(what, what)
