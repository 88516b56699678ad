"""python -m bench.fuzz_readers [--inputs 100000] [--seed 1] [--only N] [--targets html,check]: mutated input.

Each input is one of the tests' or samples' invented files, a draft made of them, an export of a store of them or words
to search for, mutated. A reader, the check of a draft, the import of annotations and the search may answer or refuse
(UnreadableError, StoreError); anything else is a crash, and more than 10 s of CPU a hang. What readers answer must hold
what articles promise: text that can be stored, LF line ends, times that can be used, JSON that reads back the same.
Printed: the answers of each target, its slowest input, each crash with the number that repeats it (--only N), and how
memory grew after the first tenth.
"""

from __future__ import annotations

import argparse
import collections
import logging
import random
import signal
import tempfile
import time
from pathlib import Path

from bench.fuzz_readers.targets import Target, made

HANG = 10
"""Seconds of CPU."""


class HangError(Exception):
    """An input takes longer than anybody waits."""


def main() -> None:
    """Put the inputs through and print what came of them; exit 1 when any crashed or hung."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="put this one input through again, and let its error out")
    parser.add_argument("--targets", default="", help="only these, by name")
    asked = parser.parse_args()
    logging.disable()
    signal.signal(signal.SIGVTALRM, _hangs)
    with tempfile.TemporaryDirectory() as folder:
        targets, stored = made(Path(folder))
        chosen = [target for target in targets if not asked.targets or target.name in asked.targets.split(",")]
        run = Run(chosen, asked.seed)
        if asked.only is not None:
            print(run.put(asked.only))
        else:
            run.all(asked.inputs)
        stored.close()
    raise SystemExit(bool(run.crashes))


class Run:
    """One run, and what came of it so far."""

    def __init__(self, targets: list[Target], seed: int) -> None:
        self._targets = targets
        self._seed = seed
        self.answers: collections.Counter[tuple[str, str]] = collections.Counter()
        self.slowest: dict[str, tuple[float, int]] = {}
        self.crashes: list[str] = []

    def put(self, number: int) -> tuple[str, str]:
        """Make input ``number`` and put it through; return its target's name and the answer."""
        chance = random.Random(f"{self._seed}:{number}")
        target = chance.choice(self._targets)
        data, name = target.input(chance)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
        try:
            return target.name, target.put(data, name)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            took = time.process_time() - began
            self.slowest[target.name] = max(self.slowest.get(target.name, (0.0, 0)), (took, number))

    def all(self, inputs: int) -> None:
        """Put all inputs through, and print what came of them."""
        settled = 0
        for number in range(inputs):
            try:
                self.answers[self.put(number)] += 1
            except Exception as error:  # noqa: BLE001 - this is what it looks for
                self.crashes.append(f"--only {number}: {type(error).__name__}: {str(error)[:100]}")
            if number == inputs // 10:
                settled = _memory()
        print(
            f"{inputs} inputs, seed {self._seed}, {len(self.crashes)} crashes or hangs, {time.process_time():.0f} s CPU"
        )
        for name in sorted(self.slowest):
            counts = ", ".join(
                f"{count} {answer}" for (of, answer), count in sorted(self.answers.items()) if of == name
            )
            took, number = self.slowest[name]
            print(f"{name:12} {counts}; slowest {took:.2f} s (--only {number})")
        print(f"memory {_memory() / 1e6:.0f} MB, grown by {(_memory() - settled) / 1e6:.1f} MB after the first tenth")
        print(*self.crashes[:50], sep="\n")


def _hangs(*_: object) -> None:
    raise HangError


def _memory() -> int:
    """Return the resident memory of this process in bytes; 0 where the system does not say."""
    try:
        status = Path("/proc/self/statm").read_text()
    except OSError:
        return 0
    return int(status.split()[1]) * 4096


if __name__ == "__main__":
    main()
