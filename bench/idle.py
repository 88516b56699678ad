"""CPU that an idle desk uses, in a pseudo-terminal: on the stack, with a search typed, and with a review open.

python -m bench.idle [--seconds 20]
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.random_keys import fill

_AT = {"the stack": "", "a search typed": "/harbour", "a review": "r"}
_SETTLES = 5
"""Seconds after which a desk that was just opened is taken to be idle."""


def cpu(pid: int) -> float:
    """Return the seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle(path: Path, keys: str, seconds: float) -> float:
    """Return the milliseconds of CPU a minute of an idle desk at one place."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tui", "--db", str(path)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm-256color"}
    )
    threading.Thread(target=_drain, args=(ours,), daemon=True).start()
    try:
        time.sleep(_SETTLES)
        os.write(ours, keys.encode())
        time.sleep(_SETTLES)
        before = cpu(process.pid)
        time.sleep(seconds)
        return (cpu(process.pid) - before) * 1000 * 60 / seconds
    finally:
        process.kill()
        process.wait()


def _drain(terminal: int) -> None:
    while os.read(terminal, 65536):
        pass


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "stack.db", random.Random(1))
        for place, keys in _AT.items():
            used = idle(Path(folder) / "stack.db", keys, args.seconds)
            print(f"{place}: {used:.0f} ms of CPU in a minute", flush=True)


if __name__ == "__main__":
    main()
